from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction
from tests.pages import visit

from concerted.act.officials.tests.factories import make_official
from concerted.act.policies.models import Choice, Evidence, Leaning, Position, Stance
from concerted.act.policies.operations.policies import edit_policy
from concerted.act.policies.operations.stances import (
    count_vote,
    note_stance,
    record_vote,
    set_influence,
)
from concerted.act.policies.queries.power import power_map
from concerted.act.policies.queries.scorecard import scorecard
from concerted.act.policies.queries.stances import known_stances, official_rows
from concerted.act.policies.tests.factories import make_goal, make_policy
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


def test_nobody_else_s_official_comes_on_the_map(union, other):
    stranger = make_official(other)

    with pytest.raises(Refused, match="another organization"):
        note(make_policy(union), stranger)
    with pytest.raises(Refused, match="another organization"):
        set_influence(policy=make_policy(union), official=stranger, influence=2, by=None)


def test_the_power_map_names_everybody_once_and_says_what_is_not_known(union, olga):
    policy = make_policy(union)
    names = [f"Maria-Guadalupe Montgomery {number}" for number in range(30)]
    officials = [make_official(union, name=name) for name in names]
    for official in officials:
        set_influence(policy=policy, official=official, influence=4, by=None)
    for official in officials[:25]:
        note(policy, official, Leaning.LEANS_FOR)

    drawn = power_map(policy, olga)

    assert drawn.finding == ("30 people decide: 25 for it, 0 against it, 5 open or not known.")
    assert len(drawn.chart.rows) == 30
    assert sum(row[2] == "Not known where they stand" for row in drawn.chart.rows) == 5
    assert "Not known where they stand:" in drawn.chart.svg


def test_taking_a_weight_back_takes_somebody_off_the_map(union, olga):
    policy, ana = make_policy(union), make_official(union)
    set_influence(policy=policy, official=ana, influence=3, by=None)

    set_influence(policy=policy, official=ana, influence=None, by=None)

    assert official_rows(policy, olga) == []


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
    assert [str(mark) for mark in row.marks] == ["with", "against", "neither"]
    assert (row.with_us, row.counted, row.share) == (1, 2, "50%")


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
