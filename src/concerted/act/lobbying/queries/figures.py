"""The figures of the law, dated, as ``data/figures.toml`` has them with their source."""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from concerted.analysis.lobbying import Bracket, Schedule

FILE = Path(__file__).parents[1] / "data" / "figures.toml"


@dataclass(frozen=True)
class Figures:
    """What holds for tax years that begin on ``valid_from`` or later, until the next."""

    valid_from: datetime.date
    source: str
    source_url: str
    schedule: Schedule
    hours_step: Decimal


@cache
def all_figures() -> tuple[Figures, ...]:
    """Every set of figures, the earliest first."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["figures"]
    return tuple(sorted(map(_read, rows), key=lambda one: one.valid_from))


def _read(row: dict[str, Any]) -> Figures:
    brackets = tuple(
        Bracket(*(Decimal(one[name]) for name in ("above", "base", "share")))
        for one in row["brackets"]
    )
    schedule = Schedule(
        brackets=brackets,
        most=Decimal(row["most"]),
        grassroots_share=Decimal(row["grassroots_share"]),
        excise_share=Decimal(row["excise_share"]),
        normal_multiple=Decimal(row["normal_multiple"]),
        averaging_years=row["averaging_years"],
    )
    return Figures(
        row["valid_from"], row["source"], row["source_url"], schedule, Decimal(row["hours_step"])
    )


def figures_on(day: datetime.date) -> Figures:
    """Those of a tax year that begins on ``day``; before the first there were none, and the first is told."""
    known = all_figures()
    return next((one for one in reversed(known) if one.valid_from <= day), known[0])
