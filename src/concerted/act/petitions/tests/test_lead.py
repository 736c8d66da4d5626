"""Leading a petition through its life in the workspace."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.act.petitions.models import NamesMode, Petition, PetitionState, Sponsorship
from concerted.act.petitions.operations.petitions import (
    add_petition,
    close_petition,
    edit_petition,
    mark_answered,
    mark_delivered,
    pause_petition,
    publish_petition,
    reopen_petition,
    resume_petition,
)
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.operations.sponsors import end_sponsorship, invite_sponsor
from concerted.act.petitions.tests.factories import (
    ROSA,
    make_campaign,
    make_draft,
    make_petition,
)
from concerted.base.errors import Refused
from concerted.base.models import AuditEntry

pytestmark = pytest.mark.django_db
WORK = "/en/work/elm-street/petitions/"


def written(for_campaign, **values):
    return {
        "campaign": str(for_campaign.pk),
        "title": "Keep the clinic open",
        "ask": "Vote no on Item 114.",
        "body": "",
        "language": "en",
        "target_name": "City Council",
        "goal_counts": "2,000; 100 500",
        "names_mode": "chosen",
        **values,
    }


def test_an_organizer_writes_and_publishes_a_petition(union, olga, browse):
    client = browse(olga)

    added = client.post(f"{WORK}new/", written(make_campaign(union)))
    petition = Petition.objects.get()
    published = client.post(f"{WORK}{petition.slug}/publish/")

    petition.refresh_from_db()
    assert added.status_code == published.status_code == 302
    assert petition.goal_counts == [100, 500, 2000]
    assert petition.state == PetitionState.OPEN
    assert petition.published_at is not None
    assert browse().get(f"/en/o/elm-street/petitions/{petition.slug}/").status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"title": ""},
        {"title": "x" * 5000},
        {"goal_counts": "many"},
        {"goal_counts": "0"},
        {"goal_counts": "9" * 40},
        {"campaign": "\x00"},
        {"names_mode": "delayed"},
        {"closes_at": "yesterday"},
        {"notice_link": "javascript:alert(1)"},
        {"target_email": "nobody"},
    ],
    ids=str,
)
def test_a_bad_petition_is_told_and_not_stored(union, olga, browse, values):
    response = browse(olga).post(f"{WORK}new/", written(make_campaign(union), **values))

    assert response.status_code == 422
    assert not Petition.objects.exists()


def test_a_petition_is_not_put_into_anothers_campaign(union, other, olga, browse):
    response = browse(olga).post(f"{WORK}new/", written(make_campaign(other)))

    assert response.status_code == 422


def test_without_a_campaign_the_page_says_what_comes_first(union, olga, browse):
    assert "First comes a campaign" in browse(olga).get(f"{WORK}new/").content.decode()


def test_the_same_title_gets_another_address(union):
    campaign = make_campaign(union)

    first, second = (make_draft(union, campaign=campaign) for _ in range(2))

    assert first.slug != second.slug


def test_a_petition_called_new_stays_reachable(union, olga, browse):
    petition = make_draft(union, title="New")

    assert browse(olga).get(f"{WORK}{petition.slug}/edit/").status_code == 200


def test_phases_go_forward_and_closing_can_be_taken_back(union):
    petition = make_petition(union)

    states = [
        verb(petition=petition, by=None).state
        for verb in (mark_delivered, mark_answered, mark_delivered, close_petition, mark_answered)
    ]

    assert states == ["delivered", "answered", "answered", "closed", "closed"]
    assert reopen_petition(petition=petition, by=None).takes_signatures()


def test_every_verb_asked_twice_does_its_work_once(union):
    draft = make_draft(union)

    for verb in (publish_petition, pause_petition, resume_petition, close_petition):
        verb(petition=draft, by=None)
        noted = AuditEntry.objects.count()
        verb(petition=draft, by=None)
        assert AuditEntry.objects.count() == noted


def test_reopening_takes_away_a_closing_day_that_has_passed(union):
    petition = close_petition(petition=make_petition(union), by=None)
    Petition.objects.filter(pk=petition.pk).update(closes_at=timezone.now())

    reopened = reopen_petition(petition=petition, by=None)

    assert reopened.closes_at is None
    assert reopened.takes_signatures()


def test_after_the_closing_day_nobody_signs(union):
    petition = make_petition(union)
    past = timezone.now() - datetime.timedelta(minutes=1)
    Petition.objects.filter(pk=petition.pk).update(closes_at=past)
    petition.refresh_from_db()

    with pytest.raises(Refused):
        sign_petition(petition=petition, language="en", **ROSA)


def test_a_draft_can_neither_be_paused_nor_closed_nor_delivered(union):
    draft = make_draft(union)

    for verb in (pause_petition, close_petition, mark_delivered, mark_answered):
        with pytest.raises(Refused):
            verb(petition=draft, by=None)


def test_the_ask_stays_as_people_signed_it(union):
    petition = make_petition(union)
    sign_petition(petition=petition, language="en", **ROSA)

    edited = edit_petition(petition=petition, by=None, title="A better title")
    with pytest.raises(Refused) as refused:
        edit_petition(petition=petition, by=None, ask="Something else entirely.")

    assert edited.title == "A better title"
    assert refused.value.field == "ask"


@pytest.mark.parametrize(
    ("was", "becomes", "may"),
    [
        ("chosen", "counts", True),
        ("chosen", "delayed", True),
        ("counts", "chosen", False),
        ("delayed", "chosen", False),
    ],
)
def test_names_of_a_published_petition_only_get_more_private(union, was, becomes, may):
    day = timezone.now() + datetime.timedelta(days=9)
    petition = make_petition(union, names_mode=NamesMode(was), names_from=day)

    if may:
        edited = edit_petition(petition=petition, by=None, names_mode=becomes, names_from=day)
        assert edited.names_mode == becomes
    else:
        with pytest.raises(Refused):
            edit_petition(petition=petition, by=None, names_mode=becomes)


def test_delayed_names_need_their_day(union):
    with pytest.raises(Refused):
        add_petition(
            by=None,
            campaign=make_campaign(union),
            title="A",
            ask="B",
            target_name="C",
            names_mode=NamesMode.DELAYED,
        )


def test_a_coalition_partner_is_invited_and_accepts(union, other, olga, sam, browse):
    petition = make_petition(union)

    browse(olga).post(f"{WORK}{petition.slug}/sponsors/invite/", {"slug": "harbor"})
    asked = Sponsorship.objects.get()
    hidden = browse().get(petition.get_absolute_url()).content.decode()
    accepted = browse(sam).post(f"/en/work/harbor/sponsorships/{asked.pk}/accept/")
    shown = browse().get(petition.get_absolute_url()).content.decode()

    assert accepted.status_code == 302
    assert "Harbor Tenants" not in hidden
    assert shown.count("Harbor Tenants") >= 2


def test_an_invitation_is_one_however_often_it_is_sent(union, other):
    petition = make_petition(union)

    first, again = (invite_sponsor(petition=petition, slug="harbor", by=None) for _ in range(2))

    assert first == again


@pytest.mark.parametrize("slug", ["nowhere", "elm-street"])
def test_only_another_known_organization_can_be_invited(union, slug):
    with pytest.raises(Refused):
        invite_sponsor(petition=make_petition(union), slug=slug, by=None)


def test_a_partner_that_steps_back_is_off_the_page(union, other, browse):
    petition = make_petition(union)
    asked = invite_sponsor(petition=petition, slug="harbor", by=None)

    end_sponsorship(sponsorship=asked, by=None)
    end_sponsorship(sponsorship=asked, by=None)

    assert not Sponsorship.objects.exists()


def test_the_list_asks_as_much_for_twenty_petitions_as_for_one(
    union, olga, browse, django_assert_max_num_queries
):
    campaign = make_campaign(union)
    client = browse(olga)
    for number in range(20):
        make_draft(union, campaign=campaign, title=f"Petition {number}")

    with django_assert_max_num_queries(10):
        assert client.get(WORK).status_code == 200
