"""Coalitions for the tests of networks."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from concerted.analysis.network import coalition

RING = [[0, 1], [1, 2], [2, 3], [3, 4], [4, 0]]


@st.composite
def coalitions(draw, most=8):
    size = draw(st.integers(2, most))
    pairs = [(one, other) for one in range(size) for other in range(size) if one != other]
    responded = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    possible = [pair for pair in pairs if responded[pair[0]]]
    reports = draw(st.lists(st.sampled_from(possible), unique=True)) if possible else []
    ratings = st.lists(st.sampled_from([1, 2, 3, 4, np.nan]), min_size=3, max_size=3)
    trust = [draw(ratings) for _ in reports]
    return coalition(
        size, np.array(reports).reshape(-1, 2), trust=trust or None, responded=responded
    )


def both_ways(ties):
    return [*ties, *([other, one] for one, other in ties)]
