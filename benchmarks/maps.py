"""How long votes wait for a new map of 10,000 people × 500 statements, through job, database and privacy rules.

    python -m benchmarks.maps [PEOPLE] [STATEMENTS]

A conversation with a tenth of all possible votes is brought in and mapped (the first map). Then, five times over, some people
vote anew as anybody does, and the clock's next look asks for the map: what is measured is from that look to the map that
everybody reads. A vote waits at most for a map under way or the pause, a look, and its own map: the bar is 10 seconds. Runs on a
database in a folder of its own, and on the empty one that DATABASE_URL names.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "concerted.site.settings")
os.environ.setdefault("CONCERTED_DATA", tempfile.mkdtemp(prefix="maps-"))

import django
import numpy as np
from django.core.management import call_command
from django.db.models import F

from benchmarks.table import print_table

django.setup()

from concerted.analysis.opinion.exports import ExportedVotes  # noqa: E402
from concerted.base.jobs import run_waiting_jobs  # noqa: E402
from concerted.listen.conversations import tasks  # noqa: E402
from concerted.listen.conversations.models import (  # noqa: E402
    Conversation,
    Reading,
    ReadingState,
)
from concerted.listen.conversations.operations.importing import import_conversation  # noqa: E402
from concerted.listen.conversations.operations.readings import read_map  # noqa: E402
from concerted.listen.conversations.operations.voting import cast_vote  # noqa: E402
from concerted.listen.conversations.queries.folders import Conversation as Files  # noqa: E402
from concerted.organizations.models import Organization  # noqa: E402

BAR = 10.0
ROUNDS, VOICES = 5, 12
DENSITY = 0.1


def main() -> int:
    """Each engine in a process of its own, since settings are read once."""
    given = os.environ.get("DATABASE_URL", "")
    codes = []
    for name, address in (("SQLite", ""), ("PostgreSQL", given)):
        if name == "SQLite" or address.startswith("postgres"):
            with tempfile.TemporaryDirectory(prefix="maps-") as folder:
                environment = os.environ | {
                    "DATABASE_URL": address,
                    "CONCERTED_DATA": folder,
                }
                here = [sys.executable, "-m", "benchmarks.maps", *sys.argv[1:], f"--on={name}"]
                codes.append(subprocess.call(here, env=environment))
    return max(codes)


def measure(engine: str, people: int, statements: int) -> int:
    """The table of one engine; 1 if the bar was missed."""
    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    conversation = brought(people, statements)
    imported = time.perf_counter()
    assert read_map(conversation=conversation) is not None
    first = time.perf_counter() - imported
    Conversation.objects.update(closed_at=None)
    warm = [seconds_to_map(conversation, turn) for turn in range(ROUNDS)]
    one, worked = (statistics.median(column) for column in zip(*warm, strict=True))
    wait = max(tasks.PAUSE.total_seconds(), one) + tasks.LOOK + one
    print_table(
        [f"{engine}, {people:,} × {statements}", "seconds", "bar"],
        [
            ["taking the votes in", f"{imported - began:.1f}", ""],
            ["the first map", f"{first:.1f}", ""],
            ["a map after new votes, from the look", f"{one:.2f}", ""],
            ["the same, of a processor", f"{worked:.2f}", ""],
            ["the longest that a vote waits", f"{wait:.1f}", f"{BAR:.0f}"],
        ],
    )
    return int(wait > BAR)


def brought(people: int, statements: int) -> Conversation:
    """A conversation as its files would give it: three groups with opinions of their own."""

    draw = np.random.default_rng(5)
    opinions = draw.normal(size=(3, statements))
    rows, columns = np.nonzero(draw.random((people, statements)) < DENSITY)
    lean = opinions[rows % 3, columns] + draw.normal(size=rows.size)
    given = ExportedVotes(rows, columns, np.clip(np.round(lean), -1, 1).astype(np.int64), None)
    files = Files("large", "A large conversation", given.matrix(), None, None, given)
    owner = Organization.objects.create(name="Union", slug="union")
    return import_conversation(organization=owner, files=files, by=None).conversation


def seconds_to_map(conversation: Conversation, turn: int) -> tuple[float, float]:
    """From the clock's look to the new map, after some people voted on the same few statements; and the same of a processor."""

    for statement in list(conversation.statements.all()[turn * 3 : turn * 3 + 3]):
        for voice in range(VOICES):
            cast_vote(
                conversation=conversation,
                statement=statement.pk,
                value=1 - voice % 3,
                key=f"voice {turn} {voice}",
                language="en",
            )
    ReadingState.objects.update(read_through=F("read_through") - tasks.PAUSE)
    known = Reading.objects.count()
    began, cpu = time.perf_counter(), time.process_time()
    tasks.read_changed_maps()
    run_waiting_jobs("benchmark")
    waited, worked = time.perf_counter() - began, time.process_time() - cpu
    assert Reading.objects.count() == known + 1, "the new votes came to no map"
    return waited, worked


if __name__ == "__main__":
    last = sys.argv[-1]
    if not last.startswith("--on="):
        sys.exit(main())
    size = [int(one) for one in sys.argv[1:-1]]
    sys.exit(measure(last.removeprefix("--on="), *(size or [10_000, 500])))
