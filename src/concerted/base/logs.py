"""Logs that machines read and that name nobody: one JSON object a line."""

from __future__ import annotations

import datetime
import json
import logging
import traceback
from functools import lru_cache
from typing import Any

TOLD = (
    "method",
    "route",
    "status",
    "ms",
    "job",
    "id",
    "appointment",
    "count",
    "seconds",
    "reason",
    "worker",
)
"""All that a line may tell besides its event."""


class LeanJson(logging.Formatter):
    """Tells the event, fields known to be harmless, and where an error arose.

    An error's own words are left out, as are the values in other people's messages: a database names the
    e-mail address that was there twice, Django the path that was not found.
    """

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": f"{_second(int(record.created))}.{int(record.msecs):03}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": _event(record),
        }
        given = record.__dict__
        line |= {name: given[name] for name in TOLD if name in given}
        if record.exc_info and record.exc_info[1] is not None:
            line["error"] = _chain(record.exc_info[1])
        return _encode(line)


@lru_cache(maxsize=2)
def _second(seconds: int) -> str:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S")


_encode = json.JSONEncoder(default=str).encode

# What no line tells need not be found out for each.
logging._srcfile = None
logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False


def _event(record: logging.LogRecord) -> str:
    """What happened. Of others' messages the words without the values; those made of values only are left out."""
    if record.name.startswith("concerted.") or record.args:
        return str(record.msg)
    return "said"


def _chain(error: BaseException | None) -> list[dict[str, Any]]:
    """The error and what caused it: kinds and places, no words."""
    told: list[dict[str, Any]] = []
    while error is not None and len(told) < 5:
        frames = traceback.extract_tb(error.__traceback__)[-12:]
        told.append(
            {
                "kind": f"{type(error).__module__}.{type(error).__qualname__}",
                "at": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
            }
        )
        error = error.__cause__ or error.__context__
    return told
