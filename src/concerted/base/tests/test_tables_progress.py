"""Long work is told, short work is not."""

from __future__ import annotations

import io
import threading

from concerted.base.tables.progress import PATIENCE, Progress


class Told(io.StringIO):
    """An output that knows when something was written."""

    def __init__(self):
        super().__init__()
        self.has_been_told = threading.Event()

    def flush(self):
        self.has_been_told.set()


def test_work_over_two_seconds_is_told_with_its_step_and_how_far_it_is():
    told = Told()
    assert PATIENCE == 2

    with Progress("Reading", told, patience=0.001) as progress:
        progress.now("Adding up")
        progress.note("3 of 4")
        assert told.has_been_told.wait(5)

    assert told.getvalue().startswith(("Adding up: 3 of 4, 0 s", "Reading: 0 s", "Adding up: 0 s"))


def test_short_work_says_nothing():
    told = Told()

    with Progress("Reading", told):
        pass

    assert told.getvalue() == ""
