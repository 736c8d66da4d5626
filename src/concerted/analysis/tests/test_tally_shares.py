"""Sharing out in proportion, against published seats and what must always hold."""

from __future__ import annotations

from collections import Counter

import pytest

from concerted.analysis.tally import share_out


def test_new_zealand_2020_gets_the_seats_that_were_published():
    # Party votes and seats of the five parties in parliament, Electoral Commission of New Zealand, 2020.
    votes = {
        "labour": 1_443_545,
        "national": 738_275,
        "green": 226_757,
        "act": 219_031,
        "maori": 33_630,
    }
    places = share_out([tuple(votes)] * 120, votes)

    assert Counter(places) == {"labour": 65, "national": 33, "green": 10, "act": 10, "maori": 2}


def test_going_on_later_gives_what_one_run_would_have_given():
    weights = {"a": 5, "b": 3, "c": 1}
    eligible = [("a", "b"), ("c",), ("a", "b", "c"), ("b",), ("a", "c")] * 6

    whole = share_out(eligible, weights)
    first = share_out(eligible[:11], weights)

    assert first + share_out(eligible[11:], weights, Counter(first)) == whole


def test_nobody_goes_to_a_group_without_weight_or_that_it_may_not_go_to():
    assert share_out([("a",), ("b",), (), ("x",)], {"a": 0, "b": 1}) == [None, "b", None, None]


@pytest.mark.parametrize(("weights", "given"), [({"a": -1}, None), ({"a": 1}, {"a": -1})])
def test_what_is_negative_is_refused(weights, given):
    with pytest.raises(ValueError, match="must be ≥ 0"):
        share_out([("a",)], weights, given)
