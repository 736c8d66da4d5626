"""Groups whose sums leave nobody over."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from concerted.analysis.privacy import tellable_groups


@given(arrays.arrays(np.bool_, st.tuples(st.integers(0, 30), st.integers(1, 5))))
def test_no_part_that_adding_and_subtracting_leaves_is_smaller_than_five(table):
    kept = tellable_groups(table)

    for pattern in itertools.product([True, False], repeat=len(kept)):
        part = (table[:, kept] == pattern).all(axis=1).sum() if kept else len(table)
        assert part == 0 or part >= 5 or not kept


def test_a_group_of_four_or_one_that_leaves_four_over_is_not_told():
    assert tellable_groups(np.arange(12)[:, None] < 4) == ()
    assert tellable_groups(np.arange(12)[:, None] < 8) == ()
    assert tellable_groups(np.arange(12)[:, None] < 7) == (0,)


def test_what_is_no_table_of_truths_is_refused():
    with pytest.raises(ValueError, match="table of truths"):
        tellable_groups([[1, 0]])
    with pytest.raises(ValueError, match="at least 1"):
        tellable_groups(np.ones((3, 1), dtype=bool), least=0)
