"""Ranks of subgroups, and the numbers that stand for their labels."""

from __future__ import annotations

import numpy as np
import pytest

from concerted.analysis.inequality.rank import codes, ridits


def test_ranks_of_no_subgroups_are_none():
    assert ridits(np.ones((3, 0)), np.ones((3, 0))).shape == (3, 0)


@pytest.mark.parametrize(
    ("labels", "numbers", "count"),
    [
        ([7, 3, 7], [1, 0, 1], 2),
        ([7.0, 3.0], [1, 0], 2),
        ([0.5, 0.25, 0.5], [1, 0, 1], 2),
        ([10**15, -5, 10**15], [1, 0, 1], 2),
        (["b", "a", "b"], [0, 1, 0], 2),
        ([True, False], [1, 0], 2),
        (np.array([250, 3], dtype=np.uint8), [1, 0], 2),
    ],
)
def test_labels_of_any_kind_are_numbered(labels, numbers, count):
    found, number = codes(labels, "psu")

    assert found.tolist() == numbers
    assert number == count


@pytest.mark.parametrize(
    "labels", [[], [[1]], [np.nan, 1], ["", "a"], np.array([None, "a"], object)]
)
def test_missing_labels_are_refused(labels):
    with pytest.raises(ValueError, match="psu must"):
        codes(labels, "psu")
