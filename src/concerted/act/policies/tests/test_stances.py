from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from tests.pages import visit

from concerted.act.officials.tests.factories import make_official
from concerted.act.policies.models import Choice, Evidence, Leaning, Position, Stance, Vote
from concerted.act.policies.operations.policies import edit_policy
from concerted.act.policies.operations.scorecards import show_scorecard
from concerted.act.policies.operations.stances import (
    count_vote,
    note_stance,
    record_vote,
    set_influence,
)
from concerted.act.policies.queries.power import power_map
from concerted.act.policies.queries.scorecard import scorecard
from concerted.act.policies.queries.stances import known_stances, official_rows
from concerted.act.policies.tests.factories import make_decided, make_goal, make_policy
from concerted.base.errors import Refused

pytestmark = pytest.mark.django_db

MAY, JUNE = datetime.date(2026, 5, 3), datetime.date(2026, 6, 3)
LINK = "https://example.org/minutes"


def note(policy, official, value=Leaning.FOR, **values):
    given = {"evidence": Evidence.VISIT, "happened_on": MAY, "by": None}
    return note_stance(policy=policy, official=official, value=value, **{**given, **values})


def vote(policy, official, choice, **values):
    given = {"motion": "Adopt it", "held_on": MAY, "link": LINK, "by": None}
    return record_vote(policy=policy, ballots={official: choice}, **{**given, **values})


def test_the_latest_evidence_says_where_somebody_stands(union, olga):
    policy, ana = make_policy(union), make_official(union)
    note(policy, ana, Leaning.FOR, happened_on=MAY)
    vote(policy, ana, Choice.NO, held_on=JUNE)

    (row,) = official_rows(policy, olga)

    assert row.latest.value == Leaning.AGAINST
    assert [one.evidence for one in row.known] == [Evidence.VOTE, Evidence.VISIT]


def test_who_was_absent_and_a_vote_on_procedure_tell_nothing(union, olga):
    policy, ana = make_policy(union), make_official(union)
    vote(policy, ana, Choice.ABSENT)
    procedure = vote(policy, ana, Choice.YES, motion="Adjourn", is_decisive=False)

    assert known_stances(policy, olga) == []
    count_vote(vote=procedure, is_decisive=True, by=None)
    assert [one.value for one in known_stances(policy, olga)] == [Leaning.FOR]


def test_only_evidence_that_anybody_can_read_may_be_public(union):
    policy, ana = make_policy(union), make_official(union)

    with pytest.raises(Refused, match="link"):
        note(policy, ana, evidence=Evidence.STATEMENT, is_public=True)
    with pytest.raises(Refused, match="stays inside"):
        note(policy, ana, is_public=True, link=LINK)
    stance = note(policy, ana, link=LINK)
    with pytest.raises(IntegrityError), transaction.atomic():
        Stance.objects.filter(pk=stance.pk).update(is_public=True)


@pytest.mark.once
def test_the_public_page_shows_what_was_said_in_public_and_no_more(union, client):
    policy = make_policy(union)
    note(policy, make_official(union, name="Ana Ortiz"), text="Told us in her kitchen")
    note(
        policy,
        make_official(union, name="Ben Cole", title="Mayor"),
        evidence=Evidence.STATEMENT,
        link=LINK,
        is_public=True,
    )

    page = visit(client, f"/en/o/elm-street/policies/{policy.slug}/").content.decode()

    assert "Ben Cole" in page
    assert LINK in page
    assert "Ana Ortiz" not in page
    assert "kitchen" not in page


@pytest.mark.once
def test_nobody_else_s_official_comes_on_the_map(union, other):
    stranger = make_official(other)

    with pytest.raises(Refused, match="another organization"):
        note(make_policy(union), stranger)
    with pytest.raises(Refused, match="another organization"):
        set_influence(policy=make_policy(union), official=stranger, influence=2, by=None)


@pytest.mark.once
def test_the_power_map_names_everybody_once_and_says_what_is_not_known(union, olga):
    policy = make_policy(union)
    names = [f"Maria-Guadalupe Montgomery {number}" for number in range(30)]
    officials = [make_official(union, name=name) for name in names]
    for official in officials:
        set_influence(policy=policy, official=official, influence=4, by=None)
    for official in officials[:25]:
        note(policy, official, Leaning.LEANS_FOR)

    drawn = power_map(policy, olga)

    assert drawn.finding == (
        "30 people decide: 0 for it and 25 leaning so, 0 against it and 0 leaning so, 5 open or not known."
    )
    assert len(drawn.chart.rows) == 30
    assert drawn.chart.svg.count('fill="none"') >= 20
    assert sum(row[2] == "Not known where they stand" for row in drawn.chart.rows) == 5
    assert "Not known where they stand:" in drawn.chart.svg


def test_taking_a_weight_back_takes_somebody_off_the_map(union, olga):
    policy, ana = make_policy(union), make_official(union)
    set_influence(policy=policy, official=ana, influence=3, by=None)

    set_influence(policy=policy, official=ana, influence=None, by=None)

    assert official_rows(policy, olga) == []


@pytest.mark.once
def test_the_scorecard_counts_yes_and_no_on_what_we_support_or_oppose(union, olga):
    goal, ana = make_goal(union), make_official(union)
    for number, (position, choice) in enumerate(
        [
            (Position.OPPOSE, Choice.NO),
            (Position.SUPPORT, Choice.NO),
            (Position.OPPOSE, Choice.ABSENT),
            (Position.WATCH, Choice.YES),
        ]
    ):
        policy = make_policy(union, goal=goal, identifier=f"Item {number}", position=position)
        vote(policy, ana, choice)

    card = scorecard(union, olga, "en")

    (row,) = card.rows
    assert [str(cell.mark) for cell in row.cells] == ["with", "against", "neither"]
    assert (row.with_us, row.counted, row.share) == (1, 2, "50%")


@pytest.mark.once
def test_of_two_votes_on_one_policy_the_last_counts(union, olga):
    policy, ana = make_policy(union), make_official(union)
    edit_policy(policy=policy, position=Position.OPPOSE, by=None)
    vote(policy, ana, Choice.YES, held_on=MAY)
    vote(policy, ana, Choice.NO, held_on=JUNE, motion="Again")

    (row,) = scorecard(union, olga, "en").rows

    assert (row.with_us, row.counted) == (1, 1)


def test_the_scorecard_asks_as_much_for_many_as_for_one(union, olga, django_assert_num_queries):
    goal = make_goal(union)
    for number in range(4):
        policy = make_policy(
            union, goal=goal, identifier=f"Item {number}", position=Position.OPPOSE
        )
        vote(policy, make_official(union, name=f"Ana {number}"), Choice.NO)

    with django_assert_num_queries(3):
        assert len(scorecard(union, olga, "en").rows) == 4


def test_a_vote_is_typed_from_the_minutes_with_those_who_sit_there(union, olga, browse):
    ana = make_official(union, body="City Council")
    make_official(union, name="Ed Page", jurisdiction="Elsewhere")
    place = ana.tenures.get().post.jurisdiction
    policy = make_policy(union, jurisdiction=place)
    address = f"/en/work/elm-street/policies/{policy.slug}/votes/new/"
    client = browse(olga)

    assert "Ed Page" not in client.get(address).content.decode()
    answer = client.post(
        address,
        {
            "motion": "Adopt Item 114",
            "held_on": "2026-05-03",
            "passed": "no",
            "is_decisive": "on",
            f"vote_{ana.pk.hex}": "no",
        },
    )

    assert answer.status_code == 302
    found = policy.votes.get()
    assert (found.passed, found.ballots.get().choice) == (False, Choice.NO)


PUBLIC_CARD = "/en/o/elm-street/scorecard/"
CARD = "/en/work/elm-street/scorecard/"


def test_everybody_sees_the_scorecard_once_it_is_shown_with_the_proof_of_each_vote(
    union, olga, browse, client, django_assert_num_queries
):
    goal, ana, ben = make_goal(union), make_official(union), make_official(union, "Ben Cole")
    policy = make_decided(union, ana, goal=goal, identifier="Item 1")
    note_stance(
        policy=policy,
        official=ben,
        value=Leaning.FOR,
        evidence=Evidence.STATEMENT,
        happened_on=MAY,
        link=LINK,
        is_public=True,
        by=None,
    )
    make_decided(union, ana, goal=goal, identifier="Item 2")
    organizer = browse(olga)

    assert visit(client, PUBLIC_CARD).status_code == 404
    organizer.post(f"{CARD}show/")
    with django_assert_num_queries(6):
        page = visit(client, PUBLIC_CARD).content.decode()
    organizer.post(f"{CARD}hide/")

    assert page.count(f'href="{LINK}"') == 3
    assert "2 of 2" in page
    assert "Had no vote, but said" in page
    assert visit(client, PUBLIC_CARD).status_code == 404


@pytest.mark.once
def test_what_is_not_decided_or_has_no_proof_stays_with_the_team(union, olga):
    goal, ana = make_goal(union), make_official(union)
    vote(
        make_policy(union, goal=goal, identifier="Open", position=Position.OPPOSE), ana, Choice.NO
    )
    unproven = make_decided(union, ana, goal=goal, identifier="No link")
    Vote.objects.filter(policy=unproven).update(link="")

    assert len(scorecard(union, olga, "en").columns) == 2
    assert scorecard(union, None, "en").rows == []
    with pytest.raises(Refused, match="Nothing is decided yet"):
        show_scorecard(organization=union, by=None)
