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
from reddwarf.data_loader import Loader
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
from concerted.listen.conversations.queries import folders

SHARED = Path(__file__).parents[2] / "shared" / "data" / "opinion"
TIMES = 7
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
    return [*beside_red_dwarf(), *from_files(), *large(), *live()]


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
    (whole, whole_cpu), (alone, alone_cpu), (ours, ours_cpu) = _by_turns(*calls)
    sound = _seconds(lambda: read_conversation(_matrix(listed), SOUND), 1)
    size = f"{latest.participant_count:,} × {latest.statement_count:,}"
    return [
        Figure(f"red-dwarf / ours, {size}, as POLIS", whole / ours, 20, "×", True),
        Figure("the same, of a processor", whole_cpu / ours_cpu, 20, "×", True),
        Figure("red-dwarf's map alone / ours", alone / ours, 10, "×", True),
        Figure("the same, of a processor", alone_cpu / ours_cpu, 10, "×", True),
        Figure("ours, of a processor", ours_cpu, 0.05),
        Figure(f"{size} with the test for groups, of a processor", sound[1], 3),
    ]


def from_files() -> list[Figure]:
    """The same from the files on disk to the map, each with its own reader of what pol.is exports."""
    files = _largest_files()
    if files is None:
        return []
    (theirs, theirs_cpu), (ours, ours_cpu) = _by_turns(
        lambda: _their_map_of_files(files),
        lambda: read_conversation(folders.read_conversation(files).votes, POLIS),
    )
    return [
        Figure("red-dwarf / ours from files to map", theirs / ours, 10, "×", True),
        Figure("the same, of a processor", theirs_cpu / ours_cpu, 10, "×", True),
        Figure("red-dwarf from files to map", theirs, 10),
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


class _Disk:
    """Stands where red-dwarf's loader has its connection, and answers with files of the export."""

    def __init__(self) -> None:
        self.text = ""

    def get(self, path: str) -> _Disk:
        self.text = Path(path).read_text(encoding="utf-8")
        return self


def _their_map_of_files(folder: Path) -> object:
    """The steps of its ``Loader.load_remote_export_data`` on local files, then its pipeline."""
    loader = Loader()
    loader.session = _Disk()
    loader.load_remote_export_data_comments(f"{folder}/")
    loader.load_remote_export_data_votes(f"{folder}/")
    loader.filter_duplicate_votes(keep="recent")
    out = [one["statement_id"] for one in loader.comments_data if one["moderated"] == -1]
    return run_pipeline(votes=loader.votes_data, mod_out_statement_ids=out, random_state=0)


def _matrix(listed: Listed) -> VoteMatrix:
    return VoteMatrix.from_votes(
        listed.participants,
        listed.statements,
        listed.votes,
        listed.timestamps,
        moderated_out=listed.moderated_out,
    )


def _largest_files() -> Path | None:
    files = sorted(SHARED.glob("*/votes.csv"), key=lambda file: file.stat().st_size)
    return files[-1].parent if files else None


def _largest() -> Listed:
    files = _largest_files()
    if files is None:
        return _drawn(1921, 197, 0.13, seed=1)
    with (files / "votes.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    with (files / "comments.csv").open(encoding="utf-8", newline="") as lines:
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


def _by_turns(*calls: Callable[[], object]) -> list[tuple[float, float]]:
    """Median seconds of each call, on the clock and of a processor.

    By turns, so that whatever else the machine does weighs on all alike.
    """
    turns = np.array([[_seconds(call, 1) for call in calls] for _ in range(TIMES)])
    return [(float(clock), float(cpu)) for clock, cpu in np.median(turns, axis=0)]


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
