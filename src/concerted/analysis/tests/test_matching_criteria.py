"""From profiles to who may be matched, how well, and why."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.findings import Finding
from concerted.analysis.matching.assignment import best_assignment
from concerted.analysis.matching.criteria import (
    Hard,
    Profile,
    Requirements,
    Soft,
    compatibility,
    weighted_quality,
)
from concerted.analysis.matching.why import ENGLISH, why, why_not

few = settings(max_examples=50, deadline=None, derandomize=True)
words = st.frozensets(st.sampled_from("abcd"), max_size=4)


@st.composite
def people(draw, side):
    return [
        Profile(f"{side}{number}", *(draw(words) for _ in fields(Profile)[1:]))
        for number in range(draw(st.integers(1, 4)))
    ]


ANA = Profile(
    "ana",
    languages=["es", "en"],
    states=["MA"],
    slots=["mon-18", "tue-18", "wed-12"],
    topics=["housing", "grief", "license"],
    wishes=["first generation", "Latina"],
)
BO = Profile(
    "bo",
    languages=["es"],
    states=["MA", "NH"],
    slots=["mon-18", "wed-12"],
    topics=["housing", "license"],
    identities=["Latina"],
)

BO_TWO = Profile("bo two", BO.languages, BO.states, BO.slots, BO.topics, BO.identities)


def only(**changes):
    """Requirements without any but those that are named."""
    return Requirements(
        **{"shares_language": False, "shares_state": False, "shared_slots": 0, **changes}
    )


@few
@given(people("n"), people("m"))
def test_a_pair_is_permitted_exactly_when_every_requirement_is_met(mentees, mentors):
    conflicts = [("n0", "m0")]

    found = compatibility(mentees, mentors, Requirements(shared_slots=2, conflicts=conflicts))

    for row, mentee in enumerate(mentees):
        for column, mentor in enumerate(mentors):
            expected = (
                bool(mentee.languages & mentor.languages)
                and bool(mentee.states & mentor.states)
                and len(mentee.slots & mentor.slots) >= 2
                and (mentee.id, mentor.id) not in conflicts
            )
            assert found.permitted[row, column] == expected


@few
@given(people("n"), people("m"))
def test_quality_is_the_weighted_mean_of_what_applies(mentees, mentors):
    weights = {
        Soft.TOPICS: 3,
        Soft.WISHES: 2,
        Soft.AVAILABILITY: 1,
        Soft.LANGUAGES: 1,
        Soft.STATES: 0.5,
    }

    found = compatibility(mentees, mentors, weights=weights, enough_slots=2)

    for row, mentee in enumerate(mentees):
        for column, mentor in enumerate(mentors):
            parts = []
            for weight, ours, theirs in (
                (3, mentee.topics, mentor.topics),
                (2, mentee.wishes, mentor.identities),
                (1, mentee.languages, mentor.languages),
            ):
                if ours:
                    parts.append((weight, len(ours & theirs) / len(ours)))
            if mentee.slots:
                parts.append((1, min(len(mentee.slots & mentor.slots), 2) / 2))
            if mentee.states:
                parts.append((0.5, float(bool(mentee.states & mentor.states))))
            expected = sum(w * q for w, q in parts) / sum(w for w, _ in parts) if parts else 1.0
            assert found.total[row, column] == pytest.approx(expected)


@few
@given(people("n"), people("m"))
def test_why_adds_up_to_the_quality_of_the_pair(mentees, mentors):
    found = compatibility(mentees, mentors)

    for row in range(len(mentees)):
        for column in range(len(mentors)):
            told = why(found, row, column)
            points = [reason.values.get("points", 1.0) for reason in told.contributions]
            possible = [reason.values.get("possible", 1.0) for reason in told.contributions]
            assert sum(points) == pytest.approx(told.quality) == found.total[row, column]
            assert sum(possible) == pytest.approx(1.0)
            met = [reason.key.endswith(".met") for reason in told.requirements]
            assert told.is_permitted == all(met) == found.permitted[row, column]
            assert all(reason.text for reason in (*told.requirements, *told.contributions))


@few
@given(people("n"), people("m"))
def test_why_not_counts_what_stands_in_the_way(mentees, mentors):
    found = compatibility(mentees, mentors)

    for row in range(len(mentees)):
        first, *blocks = why_not(found, row)
        if found.permitted[row].any():
            assert first.key == "all_taken"
            assert first.values["permitted"] == found.permitted[row].sum()
            continue
        assert first.key == "none_permitted"
        for reason in blocks:
            name = Hard(reason.key.removesuffix(".blocks"))
            others = np.logical_and.reduce(
                [met[row] for key, met in found.hard.items() if key != name]
            )
            assert reason.values["count"] == (~found.hard[name][row]).sum() > 0
            assert reason.values["alone"] == (~found.hard[name][row] & others).sum()
        assert sorted((r.values["alone"] for r in blocks), reverse=True) == [
            r.values["alone"] for r in blocks
        ]


@few
@given(people("n"), people("m"), st.randoms(use_true_random=False))
def test_the_order_of_people_changes_nothing_for_a_pair(mentees, mentors, random):
    order = list(range(len(mentees)))
    random.shuffle(order)

    found = compatibility(mentees, mentors)
    shuffled = compatibility([mentees[place] for place in order], mentors)

    np.testing.assert_array_equal(shuffled.permitted, found.permitted[order])
    np.testing.assert_array_equal(shuffled.total, found.total[order])


@few
@given(people("n"), people("m"), st.floats(0.01, 100))
def test_only_the_ratio_of_weights_matters(mentees, mentors, scale):
    weights = {Soft.TOPICS: 2.0, Soft.WISHES: 1.0}

    found = compatibility(mentees, mentors, weights=weights)
    scaled = compatibility(mentees, mentors, weights={k: w * scale for k, w in weights.items()})

    np.testing.assert_allclose(scaled.total, found.total, rtol=1e-12)
    assert found.total.min() >= 0
    assert found.total.max() <= 1


def test_the_example_is_weighed_as_by_hand():
    found = compatibility([ANA], [BO])

    assert found.soft["topics"][0, 0] == pytest.approx(2 / 3)
    assert found.soft["wishes"][0, 0] == pytest.approx(1 / 2)
    assert found.soft["availability"][0, 0] == pytest.approx(2 / 3)
    assert found.total[0, 0] == pytest.approx((3 * 2 / 3 + 2 * 1 / 2 + 1 * 2 / 3) / 6)
    assert dict(found.weights) == {"topics": 3.0, "wishes": 2.0, "availability": 1.0}


def test_why_this_match_is_said_in_plain_english():
    told = why(compatibility([ANA], [BO]), 0, 0)

    assert [reason.text for reason in told.requirements] == [
        "Languages you share: es.",
        "States you share: MA.",
        "Hours that suit you both: mon-18, wed-12.",
        "No conflict of interest is known.",
    ]
    assert [reason.text for reason in told.contributions] == [
        "Topics covered: housing, license (2 of 3). Adds 33% of 50%.",
        "Wishes met: Latina (1 of 2). Adds 17% of 33%.",
        "Hours in common: 2. Adds 11% of 17%.",
    ]


def test_why_can_be_said_in_another_language():
    reason = why(compatibility([ANA], [BO]), 0, 0).requirements[0]

    assert (
        Finding(reason.key, reason.values, "Idiomas en común: {shared}.").text
        == "Idiomas en común: es."
    )
    assert reason.values["shared"] == ("es",)


def test_every_reason_has_an_english_sentence():
    stranger = Profile("cy", ["fr"], ["ME"], [])
    found = compatibility(
        [ANA],
        [BO, stranger],
        Requirements(conflicts=[("ana", "bo")]),
        weights={**dict.fromkeys(Soft, 1), "rating": 1},
        extra={"rating": [[0.5, np.nan]]},
    )
    nobody = compatibility([Profile("di")], [Profile("ed")], only())
    unknown = compatibility(
        [ANA], [BO, stranger], weights={"rating": 1}, extra={"rating": [[0.5, np.nan]]}
    )

    said = [
        *why(found, 0, 0).requirements,
        *why(found, 0, 0).contributions,
        *why(found, 0, 1).requirements,
        *why(nobody, 0, 0).contributions,
        *why(unknown, 0, 1).contributions,
        *why_not(found, 0),
        *why_not(nobody, 0),
        *why_not(compatibility([ANA], []), 0),
    ]

    assert {reason.key for reason in said} == set(ENGLISH)
    assert not any("{" in reason.text for reason in said)
    assert why(found, 0, 0).contributions[-1].text == "rating: 50%. Adds 8% of 17%."


def test_who_is_left_out_hears_what_would_help_most():
    french = Profile("cy", ["fr"], ["MA"], ["mon-18"])
    far = Profile("di", ["fr"], ["OR"], ["mon-18"])
    related = Profile("ed", ["en"], ["MA"], ["mon-18"])
    found = compatibility([ANA], [french, far, related], Requirements(conflicts=[("ana", "ed")]))

    assert [reason.text for reason in why_not(found, 0, [-1])] == [
        "Mentors who may be matched with you: 0 of 3.",
        "Mentors who share no language with you: 2. For 1 of them nothing else stands in the way.",
        "Mentors with a conflict of interest: 1. For 1 of them nothing else stands in the way.",
        "Mentors who share no state with you: 1. For 0 of them nothing else stands in the way.",
    ]


def test_who_comes_too_late_hears_that_all_are_taken():
    late = Profile("lea", ["es"], ["MA"], ["mon-18"], ["sports"])
    found = compatibility([ANA, late], [BO])
    matched = best_assignment(found.total, found.permitted)

    assert matched.mentor.tolist() == [0, -1]
    assert [reason.text for reason in why_not(found, 1, matched.mentor)] == [
        "Mentors who may be matched with you: 1 of 1. None has a place left."
    ]


def test_what_is_not_said_is_not_guessed():
    silent = Profile("si")

    assert not compatibility([silent], [BO]).permitted.any()
    assert compatibility([silent], [BO], only()).permitted.all()
    assert compatibility([silent], [BO], only()).total.tolist() == [[1.0]]


def test_a_mentee_without_wishes_is_weighed_by_the_rest():
    plain = Profile("pia", topics=["housing", "grief"])

    assert compatibility([plain], [BO]).total[0, 0] == pytest.approx(0.5)


def test_the_wishes_of_mentors_decide_nothing():
    picky = Profile("bo", BO.languages, BO.states, BO.slots, BO.topics, BO.identities, ["men"])

    assert (
        compatibility([ANA], [picky]).total.tolist() == compatibility([ANA], [BO]).total.tolist()
    )


def test_nobody_is_matched_with_themself():
    peers = [Profile("ana", ["en"]), Profile("bo", ["en"])]

    found = compatibility(peers, peers, only())

    assert found.permitted.tolist() == [[False, True], [True, False]]


def test_criteria_of_ones_own_count_beside_the_others():
    found = compatibility(
        [ANA], [BO, BO_TWO], weights={"topics": 1, "rating": 1}, extra={"rating": [[0.0, 1.0]]}
    )

    assert found.total[0].tolist() == pytest.approx([1 / 3, 5 / 6])


@pytest.mark.parametrize("sides", [([], []), ([], [BO]), ([ANA], [])])
def test_with_nobody_on_a_side_there_are_no_pairs(sides):
    found = compatibility(*sides)

    assert found.permitted.shape == found.total.shape == tuple(map(len, sides))
    assert best_assignment(found.total, found.permitted).size == 0


def test_a_profile_and_what_it_holds_cannot_change():
    topics = ["housing"]
    profile = Profile("ana", topics=topics)
    topics.append("grief")

    assert profile.topics == {"housing"}
    with pytest.raises(FrozenInstanceError):
        profile.topics = frozenset()


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Profile("ana", languages="en"), "languages of 'ana' must be a collection"),
        (lambda: Profile("ana", topics=[1]), "topics of 'ana' must be a collection of strings"),  # type: ignore[list-item]
        (lambda: Requirements(shared_slots=-1), "at least 0, got -1"),
        (lambda: compatibility([ANA, ANA], [BO]), "mentee stands once, but 'ana' stands twice"),
        (lambda: compatibility([ANA], [BO, BO]), "mentor stands once, but 'bo' stands twice"),
        (
            lambda: compatibility([ANA], [BO], Requirements(conflicts=[("ana", "boo")])),
            "conflict of 'ana' and 'boo'",
        ),
        (lambda: compatibility([ANA], [BO], weights={"topic": 1}), "no criterion 'topic'"),
        (
            lambda: compatibility([ANA], [BO], weights={"topics": -1}),
            "at least 0 and finite, got -1",
        ),
        (lambda: compatibility([ANA], [BO], weights={"topics": np.nan}), "finite, got nan"),
        (lambda: compatibility([ANA], [BO], weights={"topics": np.inf}), "finite, got inf"),
        (lambda: compatibility([ANA], [BO], weights={}), "At least one criterion"),
        (lambda: compatibility([ANA], [BO], weights={"topics": 0}), "At least one criterion"),
        (lambda: compatibility([ANA], [BO], enough_slots=0), "at least 1, got 0"),
        (lambda: compatibility([ANA], [BO], extra={"rating": [0.5]}), r"shape \(1, 1\)"),
        (lambda: compatibility([ANA], [BO], extra={"rating": [[2]]}), "between 0 and 1"),
        (lambda: compatibility([ANA], [BO], extra={"rating": [[np.inf]]}), "between 0 and 1"),
        (
            lambda: compatibility([ANA], [BO], extra={"topics": [[1]]}),
            "named 'topics': it is taken",
        ),
        (lambda: weighted_quality({}, {}), "at least one criterion"),
        (lambda: weighted_quality({"a": [1]}, {}), "each has a weight"),
        (lambda: weighted_quality({"a": [1], "b": [1, 1]}, {"a": 1, "b": 1}), "must be alike"),
        (lambda: weighted_quality({"a": [-1]}, {"a": 1}), "a must lie between 0 and 1"),
        (lambda: weighted_quality({"a": [1], "b": [1]}, {"a": 0, "b": 0}), "a weight above 0"),
        (lambda: why(compatibility([ANA], [BO]), 1, 0), "no mentee 1: there are 1"),
        (lambda: why(compatibility([ANA], [BO]), 0, -1), "no mentor -1"),
        (lambda: why(compatibility([ANA], [BO]), "ana", 0), "named by position, got 'ana'"),  # type: ignore[arg-type]
        (lambda: why_not(compatibility([ANA], [BO]), 0, [0]), "matched with mentor 0"),
        (lambda: why_not(compatibility([ANA], [BO]), 0, [0, -1]), "is of 2 mentees"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def test_a_missing_quality_is_left_out_of_the_mean_of_its_pair_alone():
    found = weighted_quality({"a": [0.2, np.nan], "b": [0.8, 0.8]}, {"a": 3, "b": 1})

    assert found.tolist() == pytest.approx([0.35, 0.8])


def test_a_pair_of_which_nothing_is_known_is_neither_perfect_nor_bad():
    found = weighted_quality({"a": [np.nan, 0.2], "b": [0.9, 0.4]}, {"a": 1, "b": 0})

    assert np.isnan(found[0])
    assert found[1] == pytest.approx(0.2)


def test_a_pair_of_which_nothing_is_known_never_goes_before_one_that_fits():
    rating = [[np.nan, 0.3], [np.nan, np.nan]]
    found = compatibility(
        [ANA, Profile("dee")], [BO, Profile("cy")], weights={"rating": 1}, extra={"rating": rating}
    )

    assert found.total.tolist() == [[0.0, 0.3], [1.0, 1.0]]
    assert [why(found, row, 0).contributions[0].key for row in (0, 1)] == ["unknown", "unasked"]
