"""Scottish STV: textbook counts, a plain count paper by paper, and what must hold in any election."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.tally import Choice, TieRule, TransferKind, drawn_order, scottish_stv
from concerted.analysis.tests.elections import (
    SCHULZE_45,
    TENNESSEE,
    PlainScottish,
    small_elections,
    solid_ballots,
)

FOUR_FOR_THREE = [
    (35, [1, 4, 3, 2]),
    (116, [3, 2]),
    (118, [4, 2]),
    (314, [1]),
    (93, [2, 4, 1]),
    (5, [2]),
    (30, [1, 3]),
    (14, [2, 3, 4, 1]),
    (73, [2, 1, 4, 3]),
    (31, [3, 1]),
    (151, [4, 1, 3, 2]),
    (83, [3]),
    (196, [4]),
    (112, [1, 4, 2]),
    (68, [3, 2, 1]),
    (38, [1, 2, 4, 3]),
    (112, [2, 1]),
    (27, [4, 3, 1]),
    (82, [2, 4, 1, 3]),
    (27, [4, 1, 2]),
]


def told(stage):
    return {number: str(votes) for number, votes in stage.votes.items()}


def ties(count):
    return [tie for stage in count.stages for tie in stage.ties]


def test_tennessee_elects_knoxville():
    count = scottish_stv(TENNESSEE, 4, 1)

    assert count.quota == 51
    assert count.elected == (4,)
    assert count.excluded == (3, 2)
    assert [told(stage) for stage in count.stages] == [
        {1: "42.00000", 2: "26.00000", 3: "15.00000", 4: "17.00000"},
        {1: "42.00000", 2: "26.00000", 4: "32.00000"},
        {1: "42.00000", 4: "58.00000"},
    ]


def test_a_tie_in_all_stages_excludes_the_lower_number_and_says_so():
    count = scottish_stv(SCHULZE_45, 5, 1)

    assert count.elected == (3,)
    assert count.excluded == (4, 2, 1)
    (tie,) = count.stages[1].ties
    assert (tie.over, tie.among, tie.taken) == (Choice.EXCLUSION, (2, 5), 2)
    assert tie.rule is TieRule.LOWER_NUMBER


def test_a_tie_is_drawn_by_lot_where_there_is_a_seed():
    seeds = [str(number) for number in range(20)]

    counts = {seed: scottish_stv(SCHULZE_45, 5, 1, seed=seed) for seed in seeds}

    for seed, count in counts.items():
        order = drawn_order(range(1, 6), seed)
        (tie,) = count.stages[1].ties
        assert tie.rule is TieRule.LOT
        assert tie.taken == min((2, 5), key=order.index)
        assert count.last_resort.order == order
    assert len({count.excluded for count in counts.values()}) > 1


def test_a_tie_is_told_apart_by_the_most_recent_earlier_stage():
    # 3 and 4 have 5 votes each once 5 is excluded; before, 4 had fewer.
    ballots = [(9, [1]), (8, [2]), (5, [3]), (4, [4]), (1, [5, 4])]

    count = scottish_stv(ballots, 5, 1)

    (tie,) = count.stages[1].ties
    assert (tie.among, tie.taken, tie.rule) == ((3, 4), 4, TieRule.EARLIER_STAGE)
    assert count.excluded[:2] == (5, 4)


def test_surpluses_go_largest_first_and_values_are_cut_to_five_decimals():
    count = scottish_stv(FOUR_FOR_THREE, 4, 3)

    assert count.quota == 432
    assert count.elected == (1, 4, 2)
    assert [told(stage) for stage in count.stages] == [
        {1: "529.00000", 2: "379.00000", 3: "298.00000", 4: "519.00000"},
        {1: "432.00000", 2: "406.50400", 3: "309.91840", 4: "519.00000"},
        {1: "432.00000", 2: "430.81035", 3: "339.75654", 4: "432.00000"},
        {1: "432.00000", 2: "646.54008", 4: "432.00000"},
    ]
    first = count.stages[0]
    assert first.elected == (1, 4)
    assert first.excluded is None
    assert first.transfer.kind is TransferKind.SURPLUS
    assert first.transfer.votes == 97
    # 97 / 529 = 0.18336…: 150 papers to 4, who has the quota, go on to 2 and 3.
    assert first.transfer.gains == {2: Decimal("27.50400"), 3: Decimal("11.91840")}
    assert first.transfer.exhausted == Decimal("57.57504")
    assert first.transfer.truncated == Decimal("0.00256")


def test_as_many_candidates_as_seats_are_all_elected_at_once():
    count = scottish_stv([(5, [1]), (1, [2]), (3, [3])], 3, 3)

    assert count.elected == (1, 3, 2)
    assert count.excluded == ()
    assert len(count.stages) == 1


def test_one_candidate_is_elected_by_one_voter():
    assert scottish_stv([(1, [1])], 1, 1).elected == (1,)


def test_nothing_is_handed_on_by_who_has_just_the_quota():
    count = scottish_stv([(4, [1, 3]), (3, [2]), (3, [3])], 3, 2)

    assert count.quota == 4
    assert count.stages[0].elected == (1,)
    assert count.stages[0].transfer.kind is TransferKind.EXCLUSION


def test_places_are_filled_even_when_every_paper_is_exhausted():
    count = scottish_stv([(10, [1])], 4, 3)

    assert count.elected[0] == 1
    assert len(count.elected) == 3
    assert count.stages[1].exhausted == 7


def test_millions_of_ballots_are_counted_exactly():
    million = 10**6
    large = scottish_stv([(count * million, ranking) for count, ranking in FOUR_FOR_THREE], 4, 3)

    quota = 1725 * million // 4 + 1
    value = 10**5 * (529 * million - quota) // (529 * million)
    assert large.stages[1].votes[1] == quota
    assert large.stages[1].votes[3] == 298 * million + Decimal(65 * million * value).scaleb(-5)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(small_elections())
def test_every_stage_equals_a_plain_count_in_fractions(election):
    plain = PlainScottish(*election)

    count = scottish_stv(*election)

    assert count.quota == plain.quota
    assert list(count.elected) == plain.elected
    assert list(count.excluded) == plain.excluded
    assert [stage.votes for stage in count.stages] == plain.stages


@settings(max_examples=60, deadline=None, derandomize=True)
@given(small_elections())
def test_no_vote_comes_or_goes_at_any_stage(election):
    ballots, _, seats = election

    count = scottish_stv(*election)

    assert len(count.elected) == seats
    assert set(count.elected).isdisjoint(count.excluded)
    for stage in count.stages:
        held = sum(stage.votes.values()) + stage.exhausted + stage.truncated
        assert held == sum(voters for voters, _ in ballots)
        if stage.transfer is not None:
            moved = sum(stage.transfer.gains.values())
            assert (
                moved + stage.transfer.exhausted + stage.transfer.truncated == stage.transfer.votes
            )
            assert stage.transfer.truncated >= 0


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(), st.randoms(use_true_random=False))
def test_the_order_and_bundling_of_ballots_do_not_matter(election, random):
    ballots, candidates, seats = election
    papers = [(1, ranking) for voters, ranking in ballots for _ in range(voters)]
    random.shuffle(papers)

    assert scottish_stv(papers, candidates, seats) == scottish_stv(*election)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(), st.randoms(use_true_random=False))
def test_the_numbers_of_candidates_do_not_matter_but_in_ties(election, random):
    ballots, candidates, seats = election
    count = scottish_stv(*election)
    if any(tie.rule is TieRule.LOWER_NUMBER for tie in ties(count)):
        return
    others = list(range(1, candidates + 1))
    random.shuffle(others)
    renumbered = [(voters, [others[who - 1] for who in ranking]) for voters, ranking in ballots]

    again = scottish_stv(renumbered, candidates, seats)

    assert again.elected == tuple(others[who - 1] for who in count.elected)
    assert again.excluded == tuple(others[who - 1] for who in count.excluded)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(small_elections(), st.integers(1, 4), st.integers(1, 4), st.randoms(use_true_random=False))
def test_a_solid_coalition_gets_the_seats_its_quotas_earn(election, quotas, size, random):
    others, candidates, seats = election
    size, quotas = min(size, candidates), min(quotas, seats)
    favorites, rest = list(range(1, size + 1)), list(range(size + 1, candidates + 1))
    against = sum(voters for voters, _ in others)
    # As many voters as so many quotas, and one more for what truncation loses.
    solid = (quotas * against + (quotas + 1) * (seats + 1)) // (seats + 1 - quotas) + 1
    coalition = solid_ballots(solid, favorites, rest, random)

    count = scottish_stv(others + coalition, candidates, seats)

    assert len(set(count.elected) & set(range(1, size + 1))) >= min(quotas, size)
