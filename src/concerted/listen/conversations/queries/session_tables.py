"""What lies beside the files of pol.is when a conversation of ours is taken along: its sessions, and hands and dots."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

SESSION_HEADS = (
    *("session", "starts", "place", "languages", "ways", "people"),
    *("voters-on-phones", "ballots", "hands-and-dots"),
)
TALLY_HEADS = ("session", "comment-id", "kind", "agrees", "disagrees", "passes", "datetime")
MOST = 1_000_000
"""People, hands and numbers above are a slip."""
Line = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class SessionLine:
    number: int
    starts_at: datetime.datetime
    place: str
    languages: tuple[str, ...]
    ways: tuple[str, ...]
    people_count: int | None


@dataclass(frozen=True, slots=True)
class TallyLine:
    session: int
    statement: int
    kind: str
    counts: tuple[int, int, int]
    """Agree, disagree, pass."""
    counted_at: datetime.datetime


def read_sessions(lines: Iterable[str]) -> tuple[SessionLine, ...]:
    """The rows of ``sessions.csv``. Raises ``ValueError`` that names the row and the column."""
    return tuple(
        SessionLine(
            number=_number(line, row, "session"),
            starts_at=_moment(line, row, "starts"),
            place=_text(line, "place"),
            languages=tuple(_text(line, "languages").split()),
            ways=tuple(_text(line, "ways").split()),
            people_count=_number(line, row, "people") if _text(line, "people") else None,
        )
        for row, line in enumerate(csv.DictReader(lines), 1)
    )


def read_tallies(lines: Iterable[str]) -> tuple[TallyLine, ...]:
    """The rows of ``tallies.csv``. Raises ``ValueError`` that names the row and the column."""
    return tuple(
        TallyLine(
            session=_number(line, row, "session"),
            statement=_number(line, row, "comment-id"),
            kind=_text(line, "kind"),
            counts=(
                _number(line, row, "agrees"),
                _number(line, row, "disagrees"),
                _number(line, row, "passes"),
            ),
            counted_at=_moment(line, row, "datetime"),
        )
        for row, line in enumerate(csv.DictReader(lines), 1)
    )


def _text(line: Line, name: str) -> str:
    return (line.get(name) or "").strip()


def _number(line: Line, row: int, name: str) -> int:
    written = _text(line, name)
    if not (written.isascii() and written.isdigit() and int(written) <= MOST):
        raise ValueError(f"Row {row}: {name} is “{written}”, but a whole number is needed.")
    return int(written)


def _moment(line: Line, row: int, name: str) -> datetime.datetime:
    written = _text(line, name)
    try:
        moment = datetime.datetime.fromisoformat(written)
    except ValueError as error:
        words = (
            f"Row {row}: {name} is “{written}”, but a time as 2026-06-18T18:30:00+00:00 is needed."
        )
        raise ValueError(words) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
