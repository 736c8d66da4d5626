"""``concerted measure``: every measure of inequality of any table, for people who run no platform."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from concerted.site.measuring.asking import ask


def run(arguments: Sequence[str]) -> int:
    """Measure and print; 0 when something was measured, 1 when the data cannot be, 2 when the
    question is wrong. What computes is imported when there is a question: help answers at once.
    """
    asked = ask(arguments)
    answering = import_module("concerted.base.tables.answering")
    computing = import_module("concerted.site.measuring.computing")
    telling = import_module("concerted.site.measuring.telling")
    progress = import_module("concerted.base.tables.progress")
    try:
        with progress.Progress(f"Reading “{asked.data.rpartition('/')[2]}”") as told:
            measured = computing.measure(asked, told)
    except answering.Misasked as wrong:
        return _refuse(wrong, 2)
    except ValueError as refused:
        return _refuse(refused, 1)
    for remark in telling.remarks(measured):
        sys.stderr.write(f"Note: {remark}\n")
    sys.stdout.write(telling.told(measured))
    return 0 if any(result.estimate for result in measured.results) else 1


def _refuse(reason: ValueError, code: int) -> int:
    sys.stderr.write(f"concerted measure: {reason}\n")
    return code
