"""The speed of protecting small cells, beside an attack on the same table, and of raking."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from benchmarks.analysis import Figure
from concerted.analysis.privacy import audit, protect
from concerted.analysis.representation import rake, reread_votes

THRESHOLD = 11
PEOPLE = 1_000_000
VOTES = 10_000_000
TIMES = 3


def figures() -> list[Figure]:
    return protection_figures() + representation_figures()


def protection_figures() -> list[Figure]:
    """Sparse tables, about a third of whose cells are small: seconds, and none may be narrowed down."""
    found = []
    for shape, bar in (((8, 4), 0.1), ((5, 6, 4), 1.0), ((50, 20), 3.0)):
        rng = np.random.default_rng(3)
        counts = rng.poisson(rng.gamma(0.5, 40.0, shape))
        protected = protect(counts, threshold=THRESHOLD)
        name = " × ".join(map(str, shape))
        found.append(
            Figure(f"protect {name}", _best(lambda c=counts: protect(c, threshold=THRESHOLD)), bar)
        )
        narrow = int(audit(protected).narrow.sum())
        found.append(Figure(f"cells of {name} narrowed down by linear programs", narrow, 0, ""))
    return found


def representation_figures() -> list[Figure]:
    rng = np.random.default_rng(5)
    sizes = (2, 6, 5, 8, 4)
    codes = [rng.integers(0, size, PEOPLE) for size in sizes]
    targets = [rng.dirichlet(np.full(size, 5.0)) for size in sizes]
    people, statements = rng.integers(0, 100_000, VOTES), rng.integers(0, 1000, VOTES)
    votes, weights = rng.integers(-1, 2, VOTES), rng.random(100_000)
    return [
        Figure(
            "rake 1,000,000 people on 5 variables, trimmed",
            _best(lambda: rake(codes, targets, at_least=0.2, at_most=5.0)),
            2.0,
        ),
        Figure(
            "reread 10,000,000 votes with weights",
            _best(lambda: reread_votes(people, statements, votes, weights, statement_count=1000)),
            5.0,
        ),
    ]


def _best(task: Callable[[], object]) -> float:
    seen = []
    for _ in range(TIMES):
        start = time.perf_counter()
        task()
        seen.append(time.perf_counter() - start)
    return min(seen)
