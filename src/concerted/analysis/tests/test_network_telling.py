"""What a reader can work out of the means that are told of ratings: as an attacker who knows all but one answer."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from concerted.analysis.network import coalition, told_mean, told_scores

FIVE = {(rater, "ana"): 3.0 for rater in "bcdef"}


def left_open(told, beside):
    """How far the sum of what came to ``told`` stays open, for who takes all others to be as they were."""
    came = len(told.ratings) - len(beside.ratings)
    middle = len(told.ratings) * told.value - len(beside.ratings) * beside.value
    half = (len(told.ratings) * told.step + len(beside.ratings) * beside.step) / 2
    return min(4 * came, middle + half) - max(came, middle - half)


def test_four_raters_are_told_nothing_and_five_their_mean():
    four = dict(itertools.islice(FIVE.items(), 4))

    assert not told_mean(four).is_told
    assert told_mean(FIVE).value == 3.0


def test_a_reader_who_is_one_of_five_raters_is_told_nothing():
    assert told_mean(FIVE, readers="x").is_told
    assert not told_mean(FIVE, readers="b").is_told
    assert told_mean({**FIVE, ("g", "ana"): 3.0}, readers="b").is_told


def test_a_mean_that_is_mostly_of_one_rater_is_not_told():
    many = {("b", f"partner {number}"): 2.0 for number in range(6)}

    assert not told_mean({**FIVE, **many}).is_told


@pytest.mark.parametrize("rating", [1.0, 2.0, 3.0, 4.0])
def test_who_joins_between_two_waves_is_not_found_out_by_subtraction(rating):
    first = told_mean(FIVE)
    second = told_mean({**FIVE, ("g", "ana"): rating}, beside=[first])

    assert not second.is_told or left_open(second, first) >= 2
    assert left_open(told_mean({**FIVE, ("g", "ana"): rating}), first) < 2


def test_who_leaves_between_two_waves_is_not_found_out_either():
    six = {**FIVE, ("g", "ana"): 1.0}
    first = told_mean(six)
    second = told_mean(FIVE, beside=[first])

    assert second.step > told_mean(FIVE).step or not second.is_told


def test_five_who_join_together_hide_each_other():
    first = told_mean(FIVE)
    second = told_mean({**FIVE, **{(rater, "ana"): 1.0 for rater in "ghijk"}}, beside=[first])

    assert (second.value, second.step) == (2.0, 0.1)


def test_the_same_raters_are_told_as_finely_again():
    first = told_mean(FIVE)

    assert told_mean(dict.fromkeys(FIVE, 3.6), beside=[first]).value == pytest.approx(3.6)


def test_the_whole_and_what_a_member_received_do_not_leave_one_rating_over():
    """Everybody rates member 0, who rates nobody; one other pair is rated: the whole minus the part would be that pair."""
    pairs = [[rater, 0] for rater in range(1, 8)] + [[1, 2]]
    trust = [[3.0]] * 7 + [[1.0]]
    (told,) = told_scores([coalition(8, pairs, trust=trust)], [range(8)])

    received, whole = told.trust_received[0], told.trust
    assert whole.is_told
    assert not received.is_told or left_open(whole, received) >= 2


def test_a_wave_alike_but_for_one_member_does_not_tell_how_that_member_rates():
    """Twelve members; one more answers in the second wave and rates everybody lowest. Nobody else changes a thing."""
    size = 12
    ratings = np.random.default_rng(4).integers(2, 5, (size, size)).astype(float)
    ratings[11] = 1.0
    pairs = [[one, other] for one in range(size) for other in range(size) if one != other]
    first = [pair for pair in pairs if pair[0] != 11]
    waves = [
        coalition(
            size,
            some,
            trust=[[ratings[one, other]] for one, other in some],
            responded=[number != 11 or len(some) == len(pairs) for number in range(size)],
        )
        for some in (first, pairs)
    ]

    before, after = told_scores(waves, [range(size)] * 2)

    for told, then in (
        (after.trust, before.trust),
        *zip(after.trust_received.values(), before.trust_received.values(), strict=True),
    ):
        came = len(told.ratings) - len(then.ratings)
        assert not told.is_told or came == 0 or left_open(told, then) >= max(2, 1.5 * came)


def test_identifiers_must_fit_the_members():
    with pytest.raises(ValueError, match="2 members but 3"):
        told_scores([coalition(2, [])], ["abc"])
    with pytest.raises(ValueError, match="from 1 to 4"):
        told_mean({("a", "b"): 5.0})
