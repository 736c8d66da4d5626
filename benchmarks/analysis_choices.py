"""The speed of choosing together: counts of votes, and matchings."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from benchmarks.analysis import Figure
from concerted.analysis.matching import (
    best_assignment,
    preferences,
    preferences_from_scores,
    stable_matching,
)
from concerted.analysis.tally import (
    RankedBallots,
    ballots_from_arrays,
    meek_stv,
    ranked_ballots,
    schulze,
    scottish_stv,
)

VOTERS, CANDIDATES, SEATS = 100_000, 20, 5
MATCHED = 1000
TIMES = 3


def figures() -> list[Figure]:
    return tally_figures() + matching_figures()


def tally_figures() -> list[Figure]:
    """100,000 voters who all rank as they please, up to 20 candidates each; every ballot is another."""
    table = _rankings()
    ones = np.ones(VOTERS, dtype=np.int64)
    pairs = [(1, [candidate for candidate in row if candidate > 0]) for row in table.tolist()]
    ballots = ranked_ballots(pairs, CANDIDATES)
    return [
        _timed("check 100,000 ballots given as lists", lambda: ranked_ballots(pairs, CANDIDATES)),
        _timed(
            "check 100,000 ballots given as an array",
            lambda: ballots_from_arrays(ones, table, CANDIDATES),
        ),
        _timed(
            "Scottish STV, 100,000 ballots × 20, 5 seats, from lists",
            lambda: scottish_stv(pairs, CANDIDATES, SEATS),
        ),
        *_counts(ballots),
    ]


def _counts(ballots: RankedBallots) -> list[Figure]:
    return [
        _timed("Scottish STV, 10 seats", lambda: scottish_stv(ballots, CANDIDATES, 10)),
        _timed("Meek STV, 5 seats", lambda: meek_stv(ballots, CANDIDATES, SEATS)),
        _timed("Meek STV, 10 seats", lambda: meek_stv(ballots, CANDIDATES, 10)),
        _timed("Schulze", lambda: schulze(ballots, CANDIDATES)),
    ]


def matching_figures() -> list[Figure]:
    """1,000 mentees and mentors beside the bare solver in turns; and stable matching, larger than that."""
    rng = np.random.default_rng(7)
    quality = rng.random((MATCHED, MATCHED))
    most = rng.random((MATCHED, MATCHED)) < 0.9
    mentees = preferences_from_scores(rng.random((2000, 200)))
    mentors = preferences_from_scores(rng.random((200, 2000)))
    return [
        _beside_the_solver("best total of 1,000 × 1,000", quality, None),
        _beside_the_solver("the same, one pair in ten forbidden", quality, most),
        _timed(
            "stable matching of 2,000 × 200, everyone on every list",
            lambda: stable_matching(mentees, mentors, 10),
            1.0,
        ),
        _beside_half_the_lists(),
    ]


def _beside_half_the_lists() -> Figure:
    """Time is linear in the length of the lists: twice as many people take about twice as long."""
    seconds = []
    for people in (20_000, 40_000):
        rng = np.random.default_rng(1)
        wishes = [rng.choice(people // 10, 20, replace=False).tolist() for _ in range(people)]
        offers: list[list[int]] = [[] for _ in range(people // 10)]
        for mentee in rng.permutation(people).tolist():
            for mentor in wishes[mentee]:
                offers[mentor].append(mentee)
        mentees, mentors = preferences(wishes), preferences(offers)
        runs = []
        for _ in range(TIMES):
            began = time.process_time()
            stable_matching(mentees, mentors, 10)
            runs.append(time.process_time() - began)
        seconds.append(min(runs))
    what = f"stable matching of 40,000 × 4,000, lists of 20 ({seconds[1]:.2f} s of processor), over half"
    return Figure(what, seconds[1] / seconds[0], 3.0, "×")


def _beside_the_solver(
    what: str, quality: NDArray[np.float64], permitted: NDArray[np.bool_] | None
) -> Figure:
    """Our function, from quality and permission, over scipy's solver alone on the bare quality."""
    ours, bare = [], []
    for _ in range(9):
        began = time.process_time()
        linear_sum_assignment(quality, maximize=True)
        bare.append(time.process_time() - began)
        began = time.process_time()
        best_assignment(quality, permitted)
        ours.append(time.process_time() - began)
    seconds = f"{min(ours):.3f} s of processor, bare {min(bare):.3f}"
    return Figure(f"{what} ({seconds})", min(ours) / min(bare), 1.5, "×")


def _rankings() -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """Rankings by utility (common merit and private taste), cut off at a random length."""
    generator = np.random.default_rng(20)
    utility = generator.normal(size=CANDIDATES) + generator.gumbel(size=(VOTERS, CANDIDATES))
    length = generator.integers(1, CANDIDATES + 1, size=VOTERS)
    ranked = np.argsort(-utility, axis=1) + 1
    return np.where(np.arange(CANDIDATES) < length[:, None], ranked, 0)


def _timed(what: str, work: Callable[[], object], bar: float = 2.0) -> Figure:
    """The fastest of a few runs on the clock; beside it the processor time of that run."""
    runs: list[tuple[float, float]] = []
    for _ in range(TIMES):
        clock, processor = time.perf_counter(), time.process_time()
        work()
        runs.append((time.perf_counter() - clock, time.process_time() - processor))
    seconds, busy = min(runs)
    return Figure(f"{what} ({busy:.2f} s of processor)", seconds, bar)
