"""Who may read, sign and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.organizations.models import Membership, Organization, Role, RoleKind
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.pool.agreements.models import (
    Agreement,
    AgreementVersion,
    Party,
    Signature,
    Signer,
    Template,
)
from concerted.pool.agreements.operations.signing import ask_signer
from concerted.pool.agreements.queries.pages import agreement_rows, party_to_answer
from concerted.pool.agreements.tests.factories import make_agreed, make_draft, make_sent

pytestmark = pytest.mark.django_db

#           sees drafts, reads, edits, signs for the union
TABLE = {
    "omar": (True, True, True, True),
    "olga": (True, True, False, True),
    "cleo": (True, True, False, False),
    "vera": (True, True, False, False),
    "sam": (False, True, False, False),
    "anonymous": (False, False, False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_agreements_by_role(request, union, other, person):
    viewer = request.getfixturevalue(person)
    draft = make_draft(union, other, title="Draft")
    version = make_agreed(union, other)
    sees, reads, edits, signs = TABLE[person]

    visible = Agreement.objects.visible_to(viewer)
    assert (draft in visible) is sees
    assert (version.agreement in visible) is reads
    assert (draft in Agreement.objects.editable_by(viewer)) is edits
    assert AgreementVersion.objects.visible_to(viewer).exists() is reads
    assert Signature.objects.visible_to(viewer).exists() is reads
    assert Party.objects.visible_to(viewer).exists() is reads
    assert Template.objects.visible_to(viewer).exists() is sees
    assert Template.objects.editable_by(viewer).exists() is edits
    assert bool(party_to_answer(version.agreement, union, viewer)) is signs


def test_who_signs_by_mail_is_for_the_owners_of_both_sides(request, union, other):
    party = Party.objects.get(agreement=make_draft(union, other), partner=other)
    ask_signer(
        party=party, name="Sol", email="sol@example.org", language="es", asked_by=union, by=None
    )

    for person in TABLE:
        viewer = request.getfixturevalue(person)
        assert Signer.objects.visible_to(viewer).exists() is (person in ("omar", "sam"))


def test_nobody_edits_what_was_sent_or_signed_and_nothing_is_public(union, other, omar):
    make_agreed(union, other)

    for model in (AgreementVersion, Signature):
        assert not model.objects.editable_by(omar).exists()
    for model in (Agreement, AgreementVersion, Party, Signature, Signer, Template):
        assert not model.objects.public().exists()


def test_a_partner_who_is_no_party_learns_that_all_have_signed_and_not_what(union, other, sam):
    coalition = make_coalition()
    make_partner(coalition, union)
    make_partner(coalition, other)
    signed = make_agreed(coalition, union, title="About money").agreement
    make_sent(coalition, union, title="Waiting")

    (row,) = agreement_rows(coalition, sam)

    assert (row.agreement, row.place) == (signed, "")
    assert not Agreement.objects.visible_to(sam).exists()


def test_an_observer_does_not_find_the_list(union, other, sam, omar, browse):
    coalition = make_coalition()
    make_partner(coalition, union)
    make_partner(coalition, other, role=Membership.Role.OBSERVER)
    make_agreed(coalition, union, title="About money")
    url = "/en/work/riverside/agreements/"

    assert browse(sam).get(url).status_code == 404
    page = browse(omar).get(url).content.decode()
    assert "About money" in page
    assert "/work/elm-street/agreements/" in page


def test_a_party_reads_it_in_its_own_workspace_and_not_in_that_of_another(
    union, other, sam, browse
):
    number = make_sent(union, other).agreement.number

    assert browse(sam).get(f"/en/work/harbor/agreements/{number}/").status_code == 200
    assert browse(sam).get(f"/en/work/elm-street/agreements/{number}/").status_code == 404


def test_a_party_that_was_not_sent_the_next_version_does_not_see_it(union, other, sam):
    hill = Organization.objects.create(name="Hill Clinic", slug="hill")
    make_agreed(union, hill)
    Role.objects.create(organization=hill, user=sam, kind=RoleKind.VIEWER)

    assert Agreement.objects.visible_to(sam).count() == 1
    assert not Agreement.objects.of(other).exists()
