"""What a coalition shows changes only when both sides say yes."""

from __future__ import annotations

import pytest

from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Organization, Subject
from concerted.pool.partners.models import Side, TermsChange
from concerted.pool.partners.operations.terms import (
    agree_to_terms,
    decline_terms,
    propose_terms,
)
from concerted.pool.partners.tests.factories import make_alliance, make_partner, page


@pytest.fixture
def alliance(sam):
    return make_alliance(owner=sam)


@pytest.fixture
def membership(alliance, union):
    return make_partner(alliance, union, role="ally")


def shown(viewer):
    """The subjects that a coalition shows ``viewer``."""
    return {
        subject.value
        for subject in Subject
        if Organization.objects.showing(subject, viewer).filter(slug="riverside").exists()
    }


def ask(membership, *subjects, side=Side.MEMBER):
    return propose_terms(membership=membership, side=side, subjects=subjects, by=None)


def test_a_partner_asks_and_the_coalitions_owner_agrees(
    alliance, membership, union, omar, sam, vera, browse
):
    mine, theirs = page(union, membership), page(alliance, membership)
    browse(omar).post(f"{mine}terms/", {"subjects": ["offers", "minutes"]})
    change = TermsChange.objects.get()
    before = shown(vera)
    own = browse(omar).post(f"{mine}terms/{change.pk}/agree/")

    answer = browse(sam).post(f"{theirs}terms/{change.pk}/agree/")

    assert before == {"workplan", "offers"}
    assert own.status_code == 409
    assert answer.status_code == 302
    assert shown(vera) == {"offers", "minutes"}
    assert OutgoingMail.objects.filter(template="partners/mail/terms").get().to == sam.email


def test_a_coalition_takes_nothing_away_without_the_partners_yes(membership, omar):
    change = ask(membership, side=Side.COALITION)
    before = shown(omar)

    agree_to_terms(asked=change, side=Side.MEMBER, by=omar)

    assert before == {"workplan", "offers"}
    assert shown(omar) == set()


def test_what_is_declined_or_taken_back_changes_nothing_and_can_be_agreed_no_more(
    membership, omar
):
    change = ask(membership, "minutes")

    decline_terms(asked=change, by=omar)
    decline_terms(asked=change, by=omar)

    with pytest.raises(Refused, match="declined"):
        agree_to_terms(asked=change, side=Side.COALITION, by=None)
    assert shown(omar) == {"workplan", "offers"}


def test_one_change_waits_at_a_time_and_asking_again_is_asking_once(membership, omar):
    first = ask(membership, "minutes")

    assert ask(membership, "minutes") == first
    with pytest.raises(Refused, match="waits for an answer"):
        ask(membership, "figures", side=Side.COALITION)


def test_for_what_is_shown_already_nobody_is_asked(membership):
    assert ask(membership, "offers", "workplan") is None
    assert not TermsChange.objects.exists()


@pytest.mark.parametrize("name", ["olga", "vera"])
def test_only_owners_bind_their_organization(membership, union, name, request, browse):
    client = browse(request.getfixturevalue(name))

    answer = client.post(f"{page(union, membership)}terms/", {"subjects": ["minutes"]})

    assert answer.status_code == 404
    assert not TermsChange.objects.exists()
