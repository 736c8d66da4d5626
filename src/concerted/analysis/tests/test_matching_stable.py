"""Stable matching, beside every matching there is."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.matching.preferences import preferences, preferences_from_scores
from concerted.analysis.matching.stable import Side, TieRule, blocking_pairs, stable_matching

few = settings(max_examples=50, deadline=None, derandomize=True)


@st.composite
def markets(draw, with_ties=False):
    """Lists of up to five mentees and three mentors, incomplete, and the mentors' capacities."""
    mentee_count, mentor_count = draw(st.integers(1, 5)), draw(st.integers(1, 3))

    def one_list(others):
        chosen = draw(st.permutations(range(others)))[: draw(st.integers(0, others))]
        if not with_ties:
            return list(chosen)
        groups, rest = [], list(chosen)
        while rest:
            size = draw(st.integers(1, len(rest)))
            groups.append(tuple(rest[:size]))
            rest = rest[size:]
        return groups

    mentees = [one_list(mentor_count) for _ in range(mentee_count)]
    mentors = [one_list(mentee_count) for _ in range(mentor_count)]
    capacities = [draw(st.integers(0, 3)) for _ in range(mentor_count)]
    return mentees, mentors, capacities


def rank_of(row, other):
    """The rank on a list, counted anew here; None for who is not on it."""
    for rank, choice in enumerate(row):
        if other in (choice if isinstance(choice, tuple) else (choice,)):
            return rank
    return None


def blocks(mentee, mentor, matching, market):
    mentees, mentors, capacities = market
    wish, offer = rank_of(mentees[mentee], mentor), rank_of(mentors[mentor], mentee)
    if wish is None or offer is None:
        return False
    own = matching[mentee]
    if own >= 0 and rank_of(mentees[mentee], own) <= wish:
        return False
    taken = [other for other, held in enumerate(matching) if held == mentor]
    if len(taken) < capacities[mentor]:
        return True
    return any(rank_of(mentors[mentor], other) > offer for other in taken)


def is_feasible(matching, market):
    mentees, mentors, capacities = market
    return all(
        held < 0
        or (
            rank_of(mentees[mentee], held) is not None
            and rank_of(mentors[held], mentee) is not None
        )
        for mentee, held in enumerate(matching)
    ) and all(matching.count(mentor) <= capacities[mentor] for mentor in range(len(mentors)))


def every_matching(market):
    mentees, mentors, _ = market
    for matching in product(range(-1, len(mentors)), repeat=len(mentees)):
        if is_feasible(matching, market):
            yield matching


def every_stable(market):
    mentees, mentors, _ = market
    return [
        matching
        for matching in every_matching(market)
        if not any(
            blocks(mentee, mentor, matching, market)
            for mentee in range(len(mentees))
            for mentor in range(len(mentors))
        )
    ]


def wish_rank(market, matching, mentee):
    """How a mentee likes a matching: the rank of the mentor, and worse than all ranks without one."""
    held = matching[mentee]
    return 99 if held < 0 else rank_of(market[0][mentee], held)


@few
@given(markets())
def test_mentees_who_propose_get_the_best_of_all_stable_matchings(market):
    found = stable_matching(*market).mentor.tolist()

    stable = every_stable(market)

    assert tuple(found) in stable
    for other in stable:
        for mentee in range(len(found)):
            assert wish_rank(market, found, mentee) <= wish_rank(market, other, mentee)


@few
@given(markets())
def test_mentors_who_propose_leave_mentees_the_worst_of_all_stable_matchings(market):
    found = stable_matching(*market, proposing=Side.MENTORS).mentor.tolist()

    stable = every_stable(market)

    assert tuple(found) in stable
    for other in stable:
        for mentee in range(len(found)):
            assert wish_rank(market, found, mentee) >= wish_rank(market, other, mentee)


@few
@given(markets())
def test_all_stable_matchings_match_the_same_mentees_and_fill_the_same_places(market):
    mentees = stable_matching(*market)
    mentors = stable_matching(*market, proposing=Side.MENTORS)

    assert mentees.unmatched.tolist() == mentors.unmatched.tolist()
    assert mentees.seats_taken.tolist() == mentors.seats_taken.tolist()
    for stable in every_stable(market):
        assert [held < 0 for held in stable] == (mentees.mentor < 0).tolist()
        for mentor, capacity in enumerate(market[2]):
            ours = np.flatnonzero(mentees.mentor == mentor).tolist()
            theirs = [mentee for mentee, held in enumerate(stable) if held == mentor]
            assert len(ours) == len(theirs)
            assert len(ours) == capacity or ours == theirs  # a mentor with a free place


@few
@given(markets(with_ties=True), st.sampled_from(TieRule), st.sampled_from(Side))
def test_no_pair_strictly_prefers_each_other_when_ties_are_broken(market, ties, side):
    found = stable_matching(*market, ties=ties, proposing=side, generator=np.random.default_rng(7))

    assert tuple(found.mentor.tolist()) in every_stable(market)
    assert blocking_pairs(found.mentor, *market).size == 0


@few
@given(markets(with_ties=True), st.randoms(use_true_random=False))
def test_blocking_pairs_are_exactly_those_of_the_definition(market, random):
    matching = random.choice(list(every_matching(market)))

    found = {tuple(pair) for pair in blocking_pairs(matching, *market).tolist()}

    assert found == {
        (mentee, mentor)
        for mentee in range(len(market[0]))
        for mentor in range(len(market[1]))
        if blocks(mentee, mentor, matching, market)
    }


@few
@given(markets(), st.randoms(use_true_random=False))
def test_the_order_in_which_mentees_stand_changes_nothing_without_ties(market, random):
    mentees, mentors, capacities = market
    order = list(range(len(mentees)))
    random.shuffle(order)
    new_name = {old: new for new, old in enumerate(order)}

    found = stable_matching(*market).mentor
    shuffled = stable_matching(
        [mentees[old] for old in order],
        [[new_name[m] for m in row] for row in mentors],
        capacities,
    ).mentor

    assert shuffled.tolist() == found[order].tolist()


@few
@given(markets())
def test_a_mentor_nobody_can_have_changes_nothing(market):
    mentees, mentors, capacities = market

    more = stable_matching(mentees, [*mentors, []], [*capacities, 5])

    assert more.mentor.tolist() == stable_matching(*market).mentor.tolist()


@few
@given(markets(), st.integers(0, 4), st.randoms(use_true_random=False))
def test_no_mentee_gains_by_stating_another_list(market, liar, random):
    mentees, mentors, capacities = market
    liar %= len(mentees)
    told = list(range(len(mentors)))
    random.shuffle(told)
    told = told[: random.randint(0, len(told))]

    honest = stable_matching(*market).mentor.tolist()
    lied = stable_matching([*mentees[:liar], told, *mentees[liar + 1 :]], mentors, capacities)

    got = lied.mentor.tolist()[liar]
    true_rank = 99 if got < 0 else rank_of(mentees[liar], got)
    assert true_rank is None or true_rank >= wish_rank(market, honest, liar)


def test_the_residents_of_gale_and_shapley_get_their_first_choices():
    """The three-by-three example of the 1962 paper: A's first is α, B's is β, C's is γ."""
    men = [[0, 1, 2], [1, 2, 0], [2, 0, 1]]
    women = [[1, 2, 0], [2, 0, 1], [0, 1, 2]]

    assert stable_matching(men, women).mentor.tolist() == [0, 1, 2]
    assert stable_matching(men, women, proposing=Side.MENTORS).mentor.tolist() == [2, 0, 1]


def test_the_four_by_four_of_gale_and_shapley_has_one_stable_matching():
    """Example 2 of the paper: only C, D, A, B with the partners numbered 3, 4, 1, 2 is stable."""
    men = [[0, 1, 2, 3], [0, 3, 2, 1], [1, 0, 2, 3], [3, 1, 2, 0]]
    women = [[3, 2, 0, 1], [1, 3, 0, 2], [3, 0, 1, 2], [2, 1, 0, 3]]

    stable = every_stable((men, women, [1, 1, 1, 1]))

    assert stable == [(2, 3, 0, 1)]
    assert stable_matching(men, women).mentor.tolist() == [2, 3, 0, 1]


def test_ranks_and_proposals_are_told():
    found = stable_matching([[0, 1], [0, 1], [0]], [[2, 1, 0], [0, 1]])

    assert found.mentor.tolist() == [1, -1, 0]
    assert found.mentee_rank.tolist() == [2, 0, 1]
    assert found.mentor_rank.tolist() == [1, 0, 1]
    assert found.seats_taken.tolist() == [1, 1]
    assert (found.size, found.unmatched.tolist()) == (2, [1])
    assert found.proposals == 5


def test_order_breaks_a_tie_for_the_lower_index():
    assert stable_matching([[0], [0]], [[(1, 0)]]).mentor.tolist() == [0, -1]
    assert stable_matching([[(1, 0)]], [[0], [0]]).mentor.tolist() == [0]


def test_a_lottery_breaks_ties_by_its_seed_and_favours_nobody():
    market = ([[0]] * 4, [[(0, 1, 2, 3)]])

    def winner(seed):
        rng = np.random.default_rng(seed)
        return int(
            np.flatnonzero(
                stable_matching(*market, ties=TieRule.LOTTERY, generator=rng).mentor == 0
            )[0]
        )

    winners = np.bincount([winner(seed) for seed in range(400)], minlength=4)

    assert [winner(seed) for seed in range(9)] == [winner(seed) for seed in range(9)]
    assert winners.min() > 70  # 100 each are expected, with a standard deviation of 8.7


@pytest.mark.parametrize("ties", [TieRule.LOTTERY, TieRule.LOTTERY_PER_LIST])
def test_every_outcome_of_a_lottery_can_come_up(ties):
    market = ([[0], [1], [0], [1]], [[(0, 2)], [(3, 1)]])

    seen = {
        tuple(
            stable_matching(
                *market, ties=ties, generator=np.random.default_rng(seed)
            ).unmatched.tolist()
        )
        for seed in range(40)
    }

    assert seen == {(0, 1), (0, 3), (1, 2), (2, 3)}


def test_scores_become_lists_with_ties_and_gaps():
    scores = np.array([[0.5, np.nan, 0.9, 0.5], [np.nan] * 4])
    before = scores.copy()

    wishes = preferences_from_scores(scores, [[True, True, True, False], [True] * 4])

    assert wishes.starts.tolist() == [0, 2, 2]
    assert wishes.others.tolist() == [2, 0]
    assert wishes.ranks.tolist() == [1, 2]
    np.testing.assert_array_equal(scores, before)


def test_scores_and_nested_lists_say_the_same():
    scores = np.random.default_rng(5).integers(0, 3, size=(6, 4)).astype(float)
    nested = [
        [tuple(np.flatnonzero(row == level).tolist()) for level in sorted(set(row), reverse=True)]
        for row in scores
    ]

    by_scores, by_lists = preferences_from_scores(scores), preferences(nested)

    for part in ("starts", "others", "ranks"):
        np.testing.assert_array_equal(getattr(by_scores, part), getattr(by_lists, part))


def test_two_thousand_mentees_of_two_hundred_mentors_are_matched_without_a_blocking_pair():
    rng = np.random.default_rng(11)
    mentees = preferences_from_scores(rng.random((2000, 200)), rng.random((2000, 200)) < 0.1)
    mentors = preferences_from_scores(rng.random((200, 2000)))

    found = stable_matching(mentees, mentors, 10)

    assert found.size > 1900
    assert blocking_pairs(found.mentor, mentees, mentors, 10).size == 0
    assert found.proposals <= len(mentees.others)


def test_a_long_chain_of_rejections_does_not_exhaust_the_stack():
    count = 3000
    mentees = [[(i + step) % count for step in range(2)] for i in range(count)]
    mentors = [[(j - 1) % count, j] for j in range(count)]

    found = stable_matching(mentees, mentors)

    assert found.size == count
    assert blocking_pairs(found.mentor, mentees, mentors).size == 0


@pytest.mark.parametrize(
    ("mentees", "mentors", "size"),
    [
        ([], [], 0),
        ([], [[]], 0),
        ([[]], [], 0),
        ([[], []], [[0, 1]], 0),
        ([[0], [0]], [[]], 0),
        ([[0]], [[0]], 1),
    ],
)
def test_nobody_on_a_side_or_on_a_list_matches_nobody(mentees, mentors, size):
    found = stable_matching(mentees, mentors)

    assert found.size == size
    assert len(found.mentor) == len(mentees)
    assert len(found.seats_taken) == len(mentors)
    assert blocking_pairs(found.mentor, mentees, mentors).shape == (0, 2)


@pytest.mark.parametrize(
    ("mentees", "mentors", "capacities", "message"),
    [
        ([[0, 0]], [[0]], None, "names each person once, but mentee 0 names 0 twice"),
        ([[0], [1]], [[0, 1, 0], [1]], None, "names each person once, but mentor 0 names 0 twice"),
        ([[(0, 0)]], [[0]], None, "names each person once"),
        ([[1]], [[0]], None, "names mentor 1, but there are 1"),
        ([[0]], [[3]], None, "names mentee 3, but there are 1"),
        ([[-1]], [[0]], None, "an index of at least 0, got -1"),
        ([[0.5]], [[0]], None, "whole numbers, got 0.5 in list 0"),
        ([[float("nan")]], [[0]], None, "whole numbers, got nan in list 0"),
        ([["Ana"]], [[0]], None, "whole numbers, got 'Ana' in list 0"),
        ([[(True,)]], [[0]], None, "whole numbers, got True in list 0"),
        ([[2**70]], [[0]], None, "whole numbers, got 1180591620717411303424 in list 0"),
        ([0], [[0]], None, "Lists are sequences, best first, but list 0 is 0"),
        ([{0}], [[0]], None, "Lists are sequences"),
        ([[0]], [[0]], [1, 1], "one number for each of 1 mentors"),
        ([[0]], [[0]], [-1], "at least 0, got -1.0 for mentor 0"),
        ([[0]], [[0]], [np.nan], "at least 0, got nan for mentor 0"),
        ([[0]], [[0]], [np.inf], "at least 0, got inf for mentor 0"),
        ([[0]], [[0]], [1.5], "whole numbers of at least 0, got 1.5"),
    ],
)
def test_lists_and_capacities_that_make_no_sense_are_refused(
    mentees, mentors, capacities, message
):
    with pytest.raises(ValueError, match=message):
        stable_matching(mentees, mentors, capacities)


def test_a_lottery_without_a_generator_is_refused():
    with pytest.raises(ValueError, match="needs a generator of random numbers"):
        stable_matching([[0]], [[0]], ties=TieRule.LOTTERY)


@pytest.mark.parametrize(
    ("matching", "message"),
    [
        ([0], "is of 1 mentees, the lists of 2"),
        ([0, 0], "Mentor 0 has 2 mentees and 1 places"),
        ([1, -1], "Mentee 0 and mentor 1 do not accept each other"),
        ([0, 2], "mentors from 0 to 1, or -1 for none, got 2.0 for mentee 1"),
        ([np.nan, 0], "got nan for mentee 0"),
        ([[0, 0]], "must be 1-D"),
    ],
)
def test_what_is_no_matching_has_no_blocking_pairs(matching, message):
    with pytest.raises(ValueError, match=message):
        blocking_pairs(matching, [[0], [0, 1]], [[0, 1], [1]])


@pytest.mark.parametrize(
    ("scores", "permitted", "message"),
    [
        ([1.0, 2.0], None, "2 dimensions"),
        ([[np.inf]], None, "must be finite"),
        ([[1.0]], [[True, True]], "must be alike"),
        ([[1.0]], [[np.nan]], "must hold truths"),
    ],
)
def test_scores_that_make_no_sense_are_refused(scores, permitted, message):
    with pytest.raises(ValueError, match=message):
        preferences_from_scores(scores, permitted)
