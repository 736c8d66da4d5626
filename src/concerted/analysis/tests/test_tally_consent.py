"""Consent and consensus: one open objection holds a proposal, however many agree."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.tally import (
    Objection,
    Outcome,
    Position,
    Resolution,
    Silence,
    consensus,
    consent,
)

CIRCLE = ["Ana", "Ben", "Cem", "Dee"]
NIGHTS = "It leaves out who works nights."


def test_a_proposal_without_objections_passes():
    result = consent(CIRCLE, CIRCLE)

    assert result.passes
    assert result.consenting == tuple(CIRCLE)
    assert result.silent == ()


def test_one_open_objection_holds_a_proposal_of_a_thousand():
    circle = range(1000)

    result = consent(circle, circle, [Objection(7, NIGHTS)])

    assert result.outcome is Outcome.OBJECTED
    assert len(result.consenting) == 999
    assert result.open_objections[0].reason == NIGHTS


@pytest.mark.parametrize("resolution", [Resolution.INTEGRATED, Resolution.WITHDRAWN])
def test_a_resolved_objection_lets_the_proposal_pass_and_stays_on_record(resolution):
    objection = Objection("Ben", NIGHTS, resolution, "A second meeting on Sundays.")

    result = consent(CIRCLE, CIRCLE, [objection])

    assert result.passes
    assert result.resolved_objections == (objection,)
    assert "Ben" in result.consenting


def test_a_concern_does_not_hold_the_proposal():
    concern = Objection("Ben", "I like the old name.", Resolution.CONCERN, "No harm to the aim.")

    result = consent(CIRCLE, CIRCLE, [concern])

    assert result.passes
    assert result.concerns == (concern,)


def test_someone_with_one_open_and_one_resolved_objection_still_holds():
    objections = [Objection("Ben", NIGHTS), Objection("Ben", "Cost.", Resolution.WITHDRAWN)]

    assert consent(CIRCLE, CIRCLE, objections).consenting == ("Ana", "Cem", "Dee")


def test_too_few_answers_decide_nothing():
    result = consent(CIRCLE, {"Ana"}, quorum=Fraction(1, 2))

    assert result.outcome is Outcome.NO_QUORUM
    assert (result.quorum, result.answered) == (2, 1)
    assert result.silent == ("Ben", "Cem", "Dee")


def test_nobody_answering_is_no_consent():
    assert consent(CIRCLE, []).outcome is Outcome.NO_QUORUM
    assert consent(CIRCLE, [], quorum=0).outcome is Outcome.NO_QUORUM


def test_silence_can_make_a_circle_wait():
    assert consent(CIRCLE, CIRCLE[:3], silence=Silence.WAIT).outcome is Outcome.WAITING
    assert consent(CIRCLE, CIRCLE, silence=Silence.WAIT).passes


@pytest.mark.parametrize(
    ("asked", "answered", "objections", "quorum", "sentence"),
    [
        ([], [], [], 1, "Nobody was asked"),
        (["Ana", "Ana"], [], [], 1, "'Ana' was asked more than once"),
        (["Ana"], ["Eva"], [], 1, "'Eva' answered but was not asked"),
        (["Ana"], ["Ana"], [Objection("Eva", "No.")], 1, "'Eva' objected but was not asked"),
        (
            ["Ana", "Ben"],
            ["Ana"],
            [Objection("Ben", "No.")],
            1,
            "must be among those who answered",
        ),
        (["Ana"], ["Ana"], [Objection("Ana", " ")], 1, "has no reason"),
        (
            ["Ana"],
            ["Ana"],
            [Objection("Ana", "Cost.", Resolution.INTEGRATED)],
            1,
            "a note must say how",
        ),
        (["Ana"], ["Ana"], [Objection("Ana", "Cost.", Resolution.CONCERN)], 1, "a note must say"),
        (["Ana"], ["Ana"], [], 2, "A quorum of 2 cannot be met by the 1"),
        (["Ana"], ["Ana"], [], -1, "quorum must be a whole number"),
        (["Ana"], ["Ana"], [], 0.5, "quorum must be a whole number"),
        (["Ana"], ["Ana"], [], Fraction(3, 2), "A share must be from 0 to 1"),
    ],
)
def test_impossible_rounds_are_refused(asked, answered, objections, quorum, sentence):
    with pytest.raises(ValueError, match=sentence):
        consent(asked, answered, objections, quorum=quorum)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.sets(st.integers(0, 9), min_size=1), st.lists(st.sampled_from(Resolution), max_size=5))
def test_a_quorate_round_passes_just_when_no_objection_is_open(answered, resolutions):
    author = min(answered)
    objections = [
        Objection(author, NIGHTS, resolution, "Talked over.") for resolution in resolutions
    ]

    result = consent(range(10), answered, objections)

    assert result.passes == (Resolution.OPEN not in resolutions)
    kept = result.open_objections + result.resolved_objections + result.concerns
    assert sorted(map(str, kept)) == sorted(map(str, objections))


def test_consensus_survives_who_stands_aside_but_not_a_block():
    positions = dict(
        zip(CIRCLE, [Position.AGREE, Position.RESERVATIONS, Position.STAND_ASIDE], strict=False)
    )

    aside = consensus(CIRCLE, positions)
    blocked = consensus(CIRCLE, {**positions, "Dee": Position.BLOCK})

    assert aside.passes
    assert aside.agreeing == ("Ana",)
    assert aside.with_reservations == ("Ben",)
    assert aside.standing_aside == ("Cem",)
    assert aside.silent == ("Dee",)
    assert blocked.outcome is Outcome.OBJECTED
    assert blocked.blocking == ("Dee",)


def test_consensus_minus_one_survives_one_block_and_not_two():
    one = {"Ana": Position.AGREE, "Ben": Position.BLOCK, "Cem": Position.AGREE}

    assert consensus(CIRCLE, one, allowed_blocks=1).passes
    assert not consensus(CIRCLE, {**one, "Dee": Position.BLOCK}, allowed_blocks=1).passes


def test_too_many_who_stand_aside_are_no_consensus():
    positions = dict(zip(CIRCLE, [Position.AGREE] + [Position.STAND_ASIDE] * 3, strict=True))

    assert consensus(CIRCLE, positions).passes
    third = consensus(CIRCLE, positions, most_standing_aside=Fraction(1, 3))
    assert third.outcome is Outcome.TOO_MANY_STAND_ASIDE


def test_a_proposal_with_which_nobody_agrees_does_not_pass():
    positions = dict.fromkeys(CIRCLE, Position.STAND_ASIDE)

    assert consensus(CIRCLE, positions).outcome is Outcome.TOO_MANY_STAND_ASIDE


def test_consensus_asks_for_its_quorum_and_can_wait():
    positions = {"Ana": Position.AGREE}

    assert consensus(CIRCLE, positions, quorum=2).outcome is Outcome.NO_QUORUM
    assert consensus(CIRCLE, positions, silence=Silence.WAIT).outcome is Outcome.WAITING


@pytest.mark.parametrize(
    ("positions", "options", "sentence"),
    [
        ({"Eva": Position.AGREE}, {}, "'Eva' answered but was not asked"),
        ({}, {"allowed_blocks": -1}, "allowed_blocks must be"),
        ({}, {"most_standing_aside": 1.5}, "A share must be"),
        ({}, {"quorum": 5}, "A quorum of 5 cannot be met"),
    ],
)
def test_impossible_consensus_is_refused(positions, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        consensus(CIRCLE, positions, **options)


def test_an_objection_whose_resolution_is_a_text_holds_the_proposal():
    result = consent(CIRCLE, CIRCLE, [Objection("Ana", NIGHTS, "open")])

    assert result.outcome is Outcome.OBJECTED


def test_positions_and_silence_may_be_texts_and_unknown_ones_are_refused():
    blocked = consensus(CIRCLE, {"Ana": "agree", "Ben": "block"})
    waiting = consent(CIRCLE, ["Ana"], silence="wait")

    assert blocked.outcome is Outcome.OBJECTED
    assert waiting.outcome is Outcome.WAITING
    with pytest.raises(ValueError, match="maybe"):
        consensus(CIRCLE, {"Ana": "maybe"})
    with pytest.raises(ValueError, match="later"):
        Objection("Ana", NIGHTS, "later")
