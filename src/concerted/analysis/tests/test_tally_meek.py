"""Meek STV: textbook counts, a plain count with fifty digits, and what must hold in any election."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.tally import TieRule, drawn_order, meek_stv
from concerted.analysis.tests.elections import (
    SCHULZE_45,
    TENNESSEE,
    PlainMeek,
    small_elections,
    solid_ballots,
)

FIVE_FOR_FOUR = [
    (95, [2, 5]),
    (80, [2]),
    (61, [4]),
    (111, [5, 2]),
    (114, [1, 4]),
    (50, [1, 3, 2, 5, 4]),
    (77, [1, 3, 4, 5, 2]),
    (80, [1, 3, 2, 4, 5]),
    (14, [4, 2]),
    (118, [5, 2, 4, 3]),
    (45, [5, 3]),
    (7, [3, 1, 4]),
    (9, [5, 2, 3, 4]),
    (77, [2, 4, 3]),
    (76, [1, 5, 3, 4, 2]),
    (129, [2, 3]),
    (44, [4, 3]),
    (42, [1, 2, 3, 4, 5]),
    (91, [5, 2, 1, 3, 4]),
    (98, [2, 5, 3, 1]),
    (77, [3, 1, 4, 5, 2]),
]


def test_tennessee_elects_knoxville():
    count = meek_stv(TENNESSEE, 4, 1)

    assert count.elected == (4,)
    assert count.excluded == (3, 2)
    assert count.quota == 50
    assert count.keep_values == {1: 1.0, 2: 0.0, 3: 0.0, 4: 1.0}


def test_keep_values_and_quota_are_those_of_the_reference():
    count = meek_stv(FIVE_FOR_FOUR, 5, 4)

    assert sorted(count.elected) == [1, 2, 3, 5]
    assert round(count.quota, 6) == 280.820483
    assert {who: round(kept, 6) for who, kept in count.keep_values.items()} == {
        1: 0.622394,
        2: 0.457496,
        3: 1.0,
        4: 1.0,
        5: 0.574991,
    }


def test_a_tie_for_exclusion_takes_the_higher_number_and_says_so():
    count = meek_stv(SCHULZE_45, 5, 1)

    assert count.elected == (3,)
    assert count.excluded == (4, 5, 1)
    (tie,) = count.stages[1].ties
    assert (tie.among, tie.taken, tie.rule) == ((2, 5), 5, TieRule.HIGHER_NUMBER)


def test_a_tie_is_drawn_by_lot_where_there_is_a_seed():
    for seed in map(str, range(10)):
        (tie,) = meek_stv(SCHULZE_45, 5, 1, seed=seed).stages[1].ties

        assert tie.rule is TieRule.LOT
        assert tie.taken == min((2, 5), key=drawn_order(range(1, 6), seed).index)


def test_as_many_candidates_as_seats_are_all_elected():
    assert sorted(meek_stv([(5, [1]), (1, [2]), (3, [3])], 3, 3).elected) == [1, 2, 3]


def test_places_are_filled_even_when_every_paper_is_exhausted():
    count = meek_stv([(10, [1])], 4, 3)

    assert count.elected[0] == 1
    assert len(count.elected) == 3


def test_a_count_of_many_ballots_ends():
    count = meek_stv([(10**9 * voters, ranking) for voters, ranking in FIVE_FOR_FOUR], 5, 4)

    assert sorted(count.elected) == [1, 2, 3, 5]
    assert count.quota / 10**9 == pytest.approx(280.820483, abs=1e-6)


def test_elected_candidates_hold_the_quota_when_someone_is_excluded():
    ballots = [(60, [1, 2, 3]), (18, [2]), (17, [3]), (16, [4, 3]), (15, [5, 4])]
    count = meek_stv(ballots, 5, 2)
    held = [stage for stage in count.stages if stage.excluded is not None]

    assert held
    for stage in held:
        assert stage.votes[1] == pytest.approx(stage.quota, abs=1e-9)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(most_candidates=5, most_seats=3))
def test_every_count_equals_a_plain_one_with_fifty_digits(election):
    plain = PlainMeek(*election)

    count = meek_stv(*election)

    assert sorted(count.elected) == sorted(plain.elected)
    assert list(count.excluded) == plain.excluded
    assert count.quota == pytest.approx(float(plain.quota), abs=1e-8)
    assert count.keep_values == pytest.approx(
        {who: float(kept) for who, kept in plain.keep.items()}, abs=1e-8
    )


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections())
def test_votes_and_exhausted_papers_add_up_at_every_stage(election):
    ballots, _, seats = election
    total = sum(voters for voters, _ in ballots)

    count = meek_stv(*election)

    assert len(count.elected) == seats
    for stage in count.stages:
        assert sum(stage.votes.values()) + stage.exhausted == pytest.approx(total)
        assert stage.quota == pytest.approx((total - stage.exhausted) / (seats + 1))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(), st.randoms(use_true_random=False))
def test_the_order_and_bundling_of_ballots_do_not_matter(election, random):
    ballots, candidates, seats = election
    papers = [(1, ranking) for voters, ranking in ballots for _ in range(voters)]
    random.shuffle(papers)

    count, again = meek_stv(*election), meek_stv(papers, candidates, seats)

    assert again.elected == count.elected
    assert again.keep_values == pytest.approx(count.keep_values)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(), st.integers(1, 4), st.integers(1, 4), st.randoms(use_true_random=False))
def test_a_solid_coalition_gets_the_seats_its_quotas_earn(election, quotas, size, random):
    others, candidates, seats = election
    size, quotas = min(size, candidates), min(quotas, seats)
    favorites, rest = list(range(1, size + 1)), list(range(size + 1, candidates + 1))
    against = sum(voters for voters, _ in others)
    solid = quotas * against // (seats + 1 - quotas) + 1
    coalition = solid_ballots(solid, favorites, rest, random)

    count = meek_stv(others + coalition, candidates, seats)

    assert len(set(count.elected) & set(range(1, size + 1))) >= min(quotas, size)
