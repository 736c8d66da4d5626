"""What visits tell the floors below: numbers for everybody, names for nobody."""

from __future__ import annotations

import pytest
from tests.pages import visit

from concerted.act.campaigns.actions import actions, moments
from concerted.act.campaigns.tests.factories import make_campaign
from concerted.act.lobbying.acts import act_of
from concerted.act.policies import participants
from concerted.act.policies.models import Leaning
from concerted.act.policies.tests.factories import make_policy
from concerted.act.visits.operations.following import (
    make_stance,
    note_commitment,
    settle_commitment,
)
from concerted.act.visits.queries.registered import act_lines, desk_cards
from concerted.act.visits.queries.registered_people import attendance, participation
from concerted.act.visits.tests.factories import (
    coming,
    gave_words,
    make_hearing,
    make_held,
    make_visit,
)
from concerted.organizations.zones import today_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def campaign(union):
    return make_campaign(union)


@pytest.fixture
def policy(union, campaign):
    return make_policy(union, goal=campaign.goal, campaign=campaign)


def test_the_ledger_counts_visits_testimony_and_promises(union, campaign, policy):
    visit = make_held(union, campaign=campaign, policy=policy)
    gave_words(make_hearing(union, policy=policy))
    first = note_commitment(visit=visit, official=visit.officials.get(), text="Yes.", by=None)
    note_commitment(visit=visit, official=visit.officials.get(), text="Soon.", by=None)
    settle_commitment(commitment=first, state="kept", evidence="Roll call", by=None)

    line = act_lines([campaign.goal], None, "en")[campaign.goal.pk]

    assert (line.figure, line.text) == (
        "1",
        "visit; 1 person testifies; 2 promises, 1 kept",
    )
    assert line.url == "/en/o/elm-street/hearings/"


def test_everybody_reads_that_somebody_was_met_and_nobody_whom(union, campaign, policy, olga):
    visit = make_held(union, campaign=campaign)
    hearing = make_hearing(union, policy=policy)

    public = actions([campaign], None, "en")[campaign.pk]
    inner = actions([campaign], olga, "en")[campaign.pk]
    told = moments([campaign], None, "en")[campaign.pk]

    assert [one.title for one in public if one.kind in ("Hearing", "Visit")] == [hearing.title]
    assert visit.title in [one.title for one in inner]
    assert "We met somebody who decides" in [one.title for one in told]
    assert not any("Ortiz" in f"{one.title}{one.text}" for one in told)


def test_the_desk_asks_for_notes_and_after_promises_that_are_due(union, olga, vera):
    make_visit(union, days=-1, title="Not written down")
    visit = make_held(union)
    note_commitment(
        visit=visit,
        official=visit.officials.get(),
        text="By today.",
        due_on=today_in(union),
        by=None,
    )

    assert [card.title for card in desk_cards(union, olga)] == ["Not written down", "Ana Ortiz"]
    assert desk_cards(union, vera) == []


def test_who_testified_or_came_and_allowed_news_hears_what_came_of_it(union, policy):
    hearing = make_hearing(union, policy=policy)
    rosa = gave_words(hearing, news="May write")
    quiet = gave_words(hearing, name="Ana Quiet", email="ana@example.org")
    bo = coming(hearing, name="Bo Lee", email="bo@example.org", news="May write")

    testified, came = participation(), attendance()

    assert set(testified.people(policy)) == {rosa.person_id, quiet.person_id}
    assert set(came.people(policy)) == {bo.person_id}
    readers, _onward = participants.next_readers(policy)
    assert {one.email for one in readers} == {"rosa@example.org", "bo@example.org"}
    assert participants.counts(policy).people == 3


def test_an_officials_page_tells_the_team_of_visits_and_promises(union, policy, vera, browse):
    held = make_held(union, policy=policy)
    official = held.officials.get()
    told = {"visit": held, "official": official, "leaning": Leaning.AGAINST, "by": None}
    make_stance(commitment=note_commitment(text="I will vote no.", **told), by=None)

    page = visit(browse(vera), f"/en/work/elm-street/officials/{official.pk}/").content.decode()

    assert held.title in page
    assert "I will vote no." in page
    assert f"/visits/{held.pk}/" in page
    assert "Where they stand, by: A visit or a talk" in page
    assert "Against it" in page


def test_visits_and_hearings_wait_to_be_classified_on_their_desks(union, policy, olga, browse):
    held, hearing = make_held(union, policy=policy), make_hearing(union, policy=policy)
    client = browse(olga)

    desks = [
        visit(client, f"/en/work/elm-street/{page}/").content.decode()
        for page in (f"visits/{held.pk}", f"hearings/{hearing.pk}")
    ]

    assert f"/acts/visit/{held.pk}/" in desks[0]
    assert f"/acts/hearing/{hearing.pk}/" in desks[1]
    assert list(act_of(held).officials) == [held.officials.get().pk]


def test_the_page_of_a_policy_leads_to_where_one_can_speak(union, policy, client):
    hearing = make_hearing(union, policy=policy)

    page = visit(client, policy.get_absolute_url()).content.decode()

    assert f'class="button" href="/en/o/elm-street/hearings/{hearing.pk}/"' in page
    assert "I want to speak" in page
