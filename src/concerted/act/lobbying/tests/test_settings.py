"""Status, years, elections and states on their pages; and the care that an election near asks for."""

from __future__ import annotations

import datetime

import pytest
from tests.pages import visit

from concerted.act.letters.models import Audience
from concerted.act.letters.tests.factories import make_letters
from concerted.act.lobbying.acts import act_of
from concerted.act.lobbying.models import StateReminder, TaxElection, TaxStatus, YearFigures
from concerted.act.lobbying.operations.status import (
    add_reminder,
    add_window,
    name_candidate,
    set_status,
)
from concerted.act.lobbying.queries.warnings import warnings_of
from concerted.act.lobbying.tests.factories import DAY, make_act, make_elector
from concerted.act.officials.models import Jurisdiction
from concerted.act.officials.tests.factories import make_official
from concerted.act.petitions.operations.news import add_news
from concerted.act.petitions.tests.factories import make_petition
from concerted.act.policies.tests.factories import make_decided, make_policy
from concerted.base.errors import Refused
from concerted.organizations.zones import today_in

pytestmark = pytest.mark.django_db

SETTINGS = "/en/work/elm-street/lobbying/settings/"


def window_of(organization, *, opens=-10, votes=20, **values):
    today = today_in(organization)
    return add_window(
        organization=organization,
        name="City election",
        opens_on=today + datetime.timedelta(days=opens),
        votes_on=today + datetime.timedelta(days=votes),
        by=None,
        **values,
    )


def test_status_election_and_year_are_told_on_pages(union, olga, browse):
    client = browse(olga)

    client.post(f"{SETTINGS}status/", {"kind": "charity", "first_month": "7"})
    client.post(f"{SETTINGS}501h/new/", {"filed_on": "2025-01-10"})
    bad = client.post(f"{SETTINGS}years/2025/", {"exempt": "-1"})
    client.post(f"{SETTINGS}years/2025/", {"exempt": "300000.50", "is_estimate": "on"})
    page = visit(client, SETTINGS).content.decode()

    assert bad.status_code == 422
    assert TaxStatus.objects.get().first_month == 7
    assert YearFigures.objects.get().exempt_cents == 300_000_50
    assert TaxElection.objects.get().revoked_on is None
    assert "$300,000.50 for your purpose" in page


def test_a_status_that_may_not_elect_waits_for_the_revocation(union):
    make_elector(union)

    with pytest.raises(Refused) as refused:
        set_status(organization=union, kind="welfare", first_month=1, by=None)

    assert refused.value.field == "kind"


def test_an_official_who_runs_is_named_on_the_desk_of_the_act(union, olga, browse):
    ana = make_official(union)
    petition = make_petition(union, official=ana, target_name=ana.name)
    name_candidate(window=window_of(union, opens=5), official=ana, by=None)

    page = visit(browse(olga), f"/en/work/elm-street/petitions/{petition.slug}/").content.decode()

    assert "Ana Ortiz is a candidate: City election" in page
    assert "Ask a lawyer before you publish." in page


def test_an_election_near_warns_of_the_officials_of_its_place_alone(union, olga):
    ana, ben = make_official(union), make_official(union, "Ben Ives", jurisdiction="Lynn")
    here, there = make_act(union, official=ana), make_act(union, "To Lynn", official=ben)
    window_of(union, jurisdiction=Jurisdiction.objects.get(name="Riverside"))

    assert [one.title[:25] for one in warnings_of(here, olga)] == ["An election is near: City"]
    assert warnings_of(there, olga) == []


def test_before_its_weeks_and_after_the_vote_nothing_is_said(union, olga):
    for opens, votes in ((1, 20), (-20, -1)):
        window_of(union, opens=opens, votes=votes)

    assert warnings_of(make_act(union), olga) == []


def test_a_text_that_names_a_candidate_is_told_even_where_it_goes_to_others(union, olga):
    ana = make_official(union, family_name="Ortiz")
    name_candidate(window=window_of(union, opens=5), official=ana, by=None)
    told = {
        title: [one.title for one in warnings_of(make_act(union, title), olga)]
        for title in ("Ask Councilor Ortiz where she stands", "Ask the council of Ortizville")
    }

    assert told["Ask Councilor Ortiz where she stands"][0].startswith("The text seems to name Ana")
    assert told["Ask the council of Ortizville"] == []


def test_an_act_without_officials_is_where_its_policy_is_decided(union, olga):
    here, there = (
        Jurisdiction.objects.create(organization=union, key=name, name=name)
        for name in ("Riverside", "Lynn")
    )
    petition = make_petition(union, policy=make_policy(union, jurisdiction=here))
    window_of(union, jurisdiction=there)

    assert warnings_of(act_of(petition), olga) == []
    assert len(warnings_of(make_act(union, "Nobody knows where"), olga)) == 1
    window_of(union, jurisdiction=here, votes=30)
    assert len(warnings_of(act_of(petition), olga)) == 1


def test_each_person_s_own_officials_are_candidates_too(union, olga):
    senator = make_official(union, title="State Senator")
    letters = make_letters(union, officials=[], audience=Audience.OWN, own_posts=["State Senator"])
    name_candidate(window=window_of(union, opens=5), official=senator, by=None)

    (told,) = warnings_of(act_of(letters), olga)

    assert told.title.startswith("Ana Ortiz is a candidate")


def test_a_legislature_and_its_government_share_an_election_day(union, olga):
    legislature, government = (
        Jurisdiction.objects.create(
            key=body, name=body, ocd_id=f"ocd-jurisdiction/country:us/state:ma/{body}"
        )
        for body in ("legislature", "government")
    )
    petition = make_petition(union, policy=make_policy(union, jurisdiction=legislature))
    window_of(union, jurisdiction=government)

    assert len(warnings_of(act_of(petition), olga)) == 1


def test_desks_of_policies_and_news_tell_of_an_election_near(union, olga, browse):
    client, policy = browse(olga), make_policy(union)
    petition = make_petition(union, policy=policy)
    window_of(union)
    item = add_news(petition=petition, title="We met the mayor", by=None)

    for page in (
        f"policies/{policy.slug}/",
        f"policies/{policy.slug}/outcome/tell/",
        f"petitions/{petition.slug}/news/{item.pk}/",
    ):
        told = visit(client, f"/en/work/elm-street/{page}").content.decode()
        assert "An election is near: City election" in told, page


def test_a_status_told_by_mistake_is_taken_out_but_never_the_last(union, olga, browse):
    make_elector(union)
    later = set_status(organization=union, kind="charity", first_month=7, since=DAY, by=None)
    client, page = browse(olga), f"{SETTINGS}status/{later.pk}/remove/"

    assert client.post(page).status_code == 302
    (kept,) = TaxStatus.objects.all()
    assert client.post(f"{SETTINGS}status/{kept.pk}/remove/").status_code == 409


def test_a_social_welfare_organization_is_not_warned(union, olga):
    set_status(organization=union, kind="welfare", first_month=1, by=None)
    window_of(union)

    assert warnings_of(make_act(union), olga) == []


def test_rules_of_states_stand_on_the_board_until_they_are_done(union, olga, browse):
    make_elector(union)
    add_reminder(organization=union, state="Massachusetts", words="Register by March", by=None)
    client, board = browse(olga), "/en/work/elm-street/lobbying/"

    before = visit(client, board).content.decode()
    client.post(f"{SETTINGS}states/{StateReminder.objects.get().pk}/done/")

    assert "Register by March" in before
    assert "Register by March" not in visit(client, board).content.decode()


def test_the_desk_tells_what_waits_once_a_status_is_told(union, olga, browse):
    make_act(union, answers=None)
    silent = visit(browse(olga), "/en/work/elm-street/").content.decode()
    make_elector(union)

    assert "Acts to classify" not in silent
    assert "Acts to classify" in visit(browse(olga), "/en/work/elm-street/").content.decode()


def test_before_it_is_shown_near_an_election_the_organizer_is_warned_and_nobody_else(
    union, olga, browse, client
):
    ana = make_official(union)
    make_decided(union, ana)
    name_candidate(window=window_of(union), official=ana, by=None)
    organizer, page = browse(olga), "/en/work/elm-street/scorecard/show/"

    asked = visit(organizer, page).content.decode()
    organizer.post(page)
    desk = visit(organizer, "/en/work/elm-street/").content.decode()

    assert "Ana Ortiz is a candidate: City election" in asked
    assert "Show it all the same" in asked
    assert "Your public scorecard" in desk
    assert "candidate" not in visit(client, "/en/o/elm-street/scorecard/").content.decode()
