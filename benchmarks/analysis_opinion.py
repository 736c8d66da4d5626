"""The speed of mapping conversations: beside red-dwarf, at 10 million votes, and after a single vote."""

from __future__ import annotations

import csv
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reddwarf.implementations.base import run_pipeline
from reddwarf.utils.clusterer.base import run_clusterer
from reddwarf.utils.matrix import (
    generate_raw_matrix,
    get_clusterable_participant_ids,
    simple_filter_matrix,
)
from reddwarf.utils.reducer.base import run_reducer

from benchmarks.analysis import Figure
from concerted.analysis.opinion import (
    POLIS,
    SOUND,
    LiveConversation,
    Settings,
    VoteMatrix,
    read_conversation,
)

SHARED = Path(__file__).parents[2] / "shared" / "data" / "opinion"
TIMES = 4
LARGE = (100_000, 1_000, 0.1)
LIVE = (10_000, 500, 0.1)
VOTES_AFTER = 20


@dataclass(frozen=True)
class Listed:
    """Votes one a row, as an export lists them."""

    participants: NDArray[np.int64]
    statements: NDArray[np.int64]
    votes: NDArray[np.int64]
    timestamps: NDArray[np.int64]
    moderated_out: tuple[int, ...]


def figures() -> list[Figure]:
    return [*beside_red_dwarf(), *large(), *live()]


def beside_red_dwarf() -> list[Figure]:
    """The largest shared conversation, or one of its size; ours from arrays to groups, the reference's from its own form."""
    listed = _largest()
    latest = _matrix(listed)
    dicts = [
        {"participant_id": int(p), "statement_id": int(s), "vote": int(v)}
        for p, s, v in zip(
            latest.participant_ids[latest.rows],
            latest.statement_ids[latest.columns],
            latest.values,
            strict=True,
        )
    ]
    out = list(listed.moderated_out)
    calls = (
        lambda: run_pipeline(votes=dicts, mod_out_statement_ids=out, random_state=0),
        lambda: _their_map(dicts, out),
        lambda: read_conversation(_matrix(listed), POLIS),
    )
    # By turns, so that whatever else the machine does weighs on all alike.
    turns = np.array([[_seconds(call, 1) for call in calls] for _ in range(TIMES)])
    (whole, whole_cpu), (alone, alone_cpu), _ = np.median(turns / turns[:, -1:], axis=0)
    sound = _seconds(lambda: read_conversation(_matrix(listed), SOUND), 1)
    size = f"{latest.participant_count:,} × {latest.statement_count:,}"
    return [
        Figure(f"red-dwarf / ours, {size}, as POLIS", float(whole), 20, "×", True),
        Figure("the same, of a processor", float(whole_cpu), 20, "×", True),
        Figure("red-dwarf's map alone / ours", float(alone), 10, "×", True),
        Figure("the same, of a processor", float(alone_cpu), 10, "×", True),
        Figure(f"{size} with the test for groups, of a processor", sound[1], 3),
    ]


def large() -> list[Figure]:
    """10 million votes in a process of their own, so that the memory is theirs alone."""
    found = []
    for name in ("POLIS", "SOUND"):
        ran = subprocess.run(
            [sys.executable, "-m", "benchmarks.analysis_opinion", name],
            capture_output=True,
            text=True,
            check=True,
            cwd=Path(__file__).parents[1],
        )
        seconds, cpu, gigabytes = (float(word) for word in ran.stdout.split())
        found += [
            Figure(f"100,000 × 1,000 at 10 %, {name}: arrays to groups", seconds, 10),
            Figure(f"100,000 × 1,000 at 10 %, {name}: of a processor", cpu, 10),
            Figure(f"100,000 × 1,000 at 10 %, {name}: most memory held", gigabytes, 4, "GB"),
        ]
    return found


def live() -> list[Figure]:
    """One vote after another in a conversation that is held: median of the wait, and of the processor's time."""
    found = []
    for name, settings in (("POLIS", POLIS), ("SOUND", SOUND)):
        conversation = LiveConversation.start(_matrix(_drawn(*LIVE, seed=2)), settings)
        draw = np.random.default_rng(3)
        waits, worked = [], []
        for _ in range(VOTES_AFTER):
            vote = VoteMatrix.from_votes(
                [int(draw.integers(LIVE[0]))],
                [int(draw.integers(LIVE[1]))],
                [int(draw.integers(-1, 2))],
            )
            before, cpu = time.perf_counter(), time.process_time()
            conversation = conversation.with_votes(vote)
            waits.append(time.perf_counter() - before)
            worked.append(time.process_time() - cpu)
        found += [
            Figure(
                f"one vote and a new reading, 10,000 × 500, {name}", float(np.median(waits)), 0.1
            ),
            Figure(f"the same, of a processor, {name}", float(np.median(worked)), 0.1),
        ]
    return found


def _their_map(votes: list[dict[str, int]], out: list[int]) -> object:
    """What red-dwarf does up to its groups, without its statistics."""
    raw = generate_raw_matrix(votes=votes)
    filtered = simple_filter_matrix(vote_matrix=raw, mod_out_statement_ids=out)
    points = run_reducer(vote_matrix=filtered.values, reducer="pca", random_state=0)[0]
    kept = set(get_clusterable_participant_ids(raw, vote_threshold=7))
    chosen = np.array([one in kept for one in filtered.index])
    return run_clusterer(
        clusterer="kmeans",
        X_participants_clusterable=points[chosen],
        max_group_count=5,
        random_state=0,
    )


def _matrix(listed: Listed) -> VoteMatrix:
    return VoteMatrix.from_votes(
        listed.participants,
        listed.statements,
        listed.votes,
        listed.timestamps,
        moderated_out=listed.moderated_out,
    )


def _largest() -> Listed:
    files = sorted(SHARED.glob("*/votes.csv"), key=lambda file: file.stat().st_size)
    if not files:
        return _drawn(1921, 197, 0.13, seed=1)
    with files[-1].open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with (files[-1].parent / "comments.csv").open(encoding="utf-8", newline="") as lines:
        rejected = [
            int(row["comment-id"]) for row in csv.DictReader(lines) if row["moderated"] == "-1"
        ]

    def column(name: str) -> NDArray[np.int64]:
        return np.array([int(row[name]) for row in rows])

    return Listed(
        participants=column("voter-id"),
        statements=column("comment-id"),
        votes=column("vote"),
        timestamps=column("timestamp"),
        moderated_out=tuple(rejected),
    )


def _drawn(participants: int, statements: int, density: float, *, seed: int) -> Listed:
    """Three groups with opinions of their own; every pair voted with odds of ``density``, in any order."""
    draw = np.random.default_rng(seed)
    opinions = draw.normal(size=(3, statements))
    group = draw.integers(0, 3, participants)
    rows, columns, votes = [], [], []
    for first in range(0, participants, 5000):
        some = min(5000, participants - first)
        row, column = np.nonzero(draw.random((some, statements), dtype=np.float32) < density)
        lean = opinions[group[first + row], column] + draw.normal(size=row.size)
        rows.append(first + row)
        columns.append(column)
        votes.append(np.clip(np.round(lean), -1, 1).astype(np.int64))
    order = draw.permutation(sum(one.size for one in rows))
    return Listed(
        participants=np.concatenate(rows)[order],
        statements=np.concatenate(columns)[order],
        votes=np.concatenate(votes)[order],
        timestamps=np.arange(order.size),
        moderated_out=(),
    )


def _seconds(call: Callable[[], object], times: int) -> tuple[float, float]:
    """Median seconds on the clock and of a processor."""
    waited, worked = [], []
    for _ in range(times):
        before, cpu = time.perf_counter(), time.process_time()
        call()
        waited.append(time.perf_counter() - before)
        worked.append(time.process_time() - cpu)
    return float(np.median(waited)), float(np.median(worked))


def _large_alone(settings: Settings) -> str:
    """Seconds, seconds of a processor, and gigabytes at most, the drawn votes themselves included."""
    listed = _drawn(*LARGE, seed=1)
    before, cpu = time.perf_counter(), time.process_time()
    read_conversation(_matrix(listed), settings)
    seconds, worked = time.perf_counter() - before, time.process_time() - cpu
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return f"{seconds} {worked} {most / 1e9}"


if __name__ == "__main__":
    print(_large_alone({"POLIS": POLIS, "SOUND": SOUND}[sys.argv[1]]))
