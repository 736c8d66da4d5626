"""What a round comes to under each rule, and what follows from it."""

from __future__ import annotations

import pytest

from concerted.analysis import tally
from concerted.base.errors import Refused
from concerted.decide.proposals.models import Decision, Outcome, ProposalState
from concerted.decide.proposals.operations.rounds import close_round
from concerted.decide.proposals.queries.counting import count_of
from concerted.decide.proposals.queries.registered import decide_lines
from concerted.decide.proposals.queries.results import result_of
from concerted.decide.proposals.tests.factories import (
    GUESTS,
    cast,
    end,
    make_draft,
    make_vote,
    vote_through,
)
from concerted.goals.tests.factories import make_goal

pytestmark = pytest.mark.django_db

FOUR = ("Memphis", "Nashville", "Chattanooga", "Knoxville")
TENNESSEE = [[1, 2, 3, 4]] * 42 + [[2, 3, 4, 1]] * 26 + [[3, 4, 2, 1]] * 15 + [[4, 3, 2, 1]] * 17
"""The usual example: by ranks Nashville beats each other in pairs; by transfers Knoxville wins."""


def _people(count):
    return [(f"Person {number}", f"p{number}@example.com") for number in range(count)]


def _ranked(union, monkeypatch, rule, rankings, seat_count=1):
    monkeypatch.setattr(
        "concerted.decide.proposals.tests.factories.GUESTS", tuple(_people(len(rankings)))
    )
    vote = make_vote(
        union, guests=len(rankings), rule=rule, options=FOUR, seat_count=seat_count, is_secret=True
    )
    for number, ranking in enumerate(rankings):
        cast(vote, f"Person {number}", ranking=ranking)
    return end(vote)


@pytest.mark.parametrize(("rule", "winner"), [("schulze", 2), ("stv", 4)])
def test_ranked_votes_elect_as_the_literature_says(union, monkeypatch, rule, winner):
    vote = _ranked(union, monkeypatch, rule, TENNESSEE)

    assert count_of(vote).winners == (winner,)
    assert FOUR[winner - 1] in result_of(vote, "en").finding


def test_a_result_shows_each_stage_or_the_matrix_of_pairs(union, monkeypatch):
    vote = _ranked(union, monkeypatch, "stv", TENNESSEE)

    (table,) = result_of(vote, "en").tables

    assert [row[1:5] for row in table.rows] == [
        ["42", "26", "15", "17"],
        ["42", "26", "–", "32"],
        ["42", "–", "–", "58"],
    ]


def test_the_matrix_says_how_many_prefer_each_to_each(union, monkeypatch):
    vote = _ranked(union, monkeypatch, "schulze", TENNESSEE)

    pairs = result_of(vote, "en").tables[0]

    assert pairs.rows[0] == ["1. Memphis", "–", "42", "42", "42"]
    assert pairs.rows[1] == ["2. Nashville", "58", "–", "68", "68"]


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ("yyn", Outcome.PASSED),
        ("yn", Outcome.NO_QUORUM),
        ("yynn", Outcome.REJECTED),
        ("yna", Outcome.REJECTED),
        ("", Outcome.NO_QUORUM),
    ],
)
def test_a_majority_needs_more_yes_than_no_and_half_of_five_to_answer(union, answers, outcome):
    words = {"y": "yes", "n": "no", "a": "abstain"}

    vote = vote_through(union, *(words[one] for one in answers))

    assert vote.outcome == outcome


def test_consent_passes_with_those_who_stand_aside_and_not_with_an_objection(union):
    passing = make_vote(union, rule="consent", guests=3)
    cast(passing, "Ana", position="agree")
    cast(passing, "Ben", position="stand aside", reason="I work nights.", shown_name="Ben")
    held = make_vote(union, rule="consent", guests=3, title="Another")
    cast(held, "Ana", position="agree")
    cast(held, "Ben", position="block", reason="It takes the childcare money.")

    assert end(passing).outcome == Outcome.PASSED
    assert end(held).outcome == Outcome.OBJECTED
    said = result_of(held, "en").said
    assert [(one.name, one.reason) for one in said] == [
        ("Not named", "It takes the childcare money.")
    ]
    assert result_of(passing, "en").said[0].name == "Ben"


def test_who_stands_aside_is_named_only_where_they_chose_to_be(union):
    vote = make_vote(union, rule="consensus", guests=3, is_secret=True)
    cast(vote, "Ana", position="agree")
    cast(vote, "Ben", position="stand aside", reason="I work nights.")
    vote = end(vote)

    (said,) = result_of(vote, "en").said

    assert (said.stand, said.reason, said.name) == ("Stands aside", "I work nights.", "Not named")


def test_approval_and_score_choose_the_best_liked(union):
    options = ("Bus", "Van", "Walk")
    approval = make_vote(union, rule="approval", options=options)
    for name, ticks in (("Ana", [1, 2]), ("Ben", [2]), ("Cem", [2, 3])):
        cast(approval, name, approves=ticks)
    score = make_vote(union, rule="score", options=options, title="Points")
    for name, points in (("Ana", (5, 3, 0)), ("Ben", (0, 4, 1)), ("Cem", (1, 4, 5))):
        cast(score, name, scores=dict(zip("123", points, strict=True)))

    assert count_of(end(approval)).winners == (2,)
    assert count_of(end(score)).winners == (2,)


def test_a_secret_vote_that_is_unanimous_says_what_that_gives_away(union):
    vote = vote_through(union, "yes", "yes", "yes", is_secret=True)

    assert "knows how they voted" in result_of(vote, "en").warning


def test_a_count_is_the_same_whenever_it_is_asked_for(union, monkeypatch):
    vote = _ranked(union, monkeypatch, "stv", TENNESSEE, seat_count=2)

    first, again = count_of(vote), count_of(vote)

    assert first.winners == again.winners
    assert isinstance(first.detail, tally.ScottishCount)
    assert first.seed == again.seed


def test_passing_publishes_the_goal_that_is_adopted(union):
    goal = make_goal(union)
    goal.published_at = None
    goal.save()
    vote = make_vote(union)
    proposal = vote.proposal
    proposal.goal, proposal.adopts_goal = goal, True
    proposal.save()
    for name, _address in GUESTS[:3]:
        cast(vote, name, vote="yes")

    end(vote)

    goal.refresh_from_db()
    proposal.refresh_from_db()
    assert not goal.is_draft
    assert proposal.state == ProposalState.DECIDED
    assert Decision.objects.get(proposal=proposal).text.startswith(proposal.title)
    line = decide_lines([goal], None, "en")[goal.pk]
    assert line.figure == "3–0–0"
    assert line.text.startswith("adopted by majority on ")


def test_no_vote_is_counted_early_unless_everybody_has_voted(union):
    vote = make_vote(union, guests=2)
    cast(vote, "Ana", vote="yes")

    with pytest.raises(Refused):
        close_round(vote=vote)
    cast(vote, "Ben", vote="yes")

    assert close_round(vote=vote).outcome == Outcome.PASSED


def test_an_objection_brings_it_back_to_the_discussion(union):
    vote = make_vote(union, rule="consent", guests=2)
    cast(vote, "Ana", position="block", reason="Too far.")

    end(vote)

    vote.proposal.refresh_from_db()
    assert vote.proposal.state == ProposalState.DISCUSSION
    assert not Decision.objects.exists()


def test_a_draft_has_no_vote(union):
    assert not make_draft(union).rounds.exists()
