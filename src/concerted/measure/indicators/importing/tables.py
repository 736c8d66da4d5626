"""A file or a table on an engine, as somebody wants it read: of groups, or of single people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from concerted.base.tables.answering import Question
from concerted.base.tables.engine import PARQUET
from concerted.base.tables.progress import Progress
from concerted.measure.indicators.importing.arranging import only_rows, with_columns
from concerted.measure.indicators.importing.cells import is_yes
from concerted.measure.indicators.importing.expected import Expected
from concerted.measure.indicators.importing.grids import Grid, engine_grid, read_grid
from concerted.measure.indicators.importing.layout import guess_roles
from concerted.measure.indicators.importing.lines import Delivery
from concerted.measure.indicators.importing.people import people_grid
from concerted.measure.indicators.importing.reading import by_column, guessed, read_delivery
from concerted.measure.indicators.importing.roles import Role


@dataclass(frozen=True)
class Wanted:
    """``columns`` say what some of them hold; with an ``outcome``, each row is a person."""

    path: str
    engine: str = ""
    by: str = ""
    columns: Mapping[str, Role] = field(default_factory=dict)
    only: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
    weight: str = ""
    strata: str = ""
    psu: str = ""

    @property
    def is_on_engine(self) -> bool:
        path = Path(self.path)
        return bool(self.engine) or path.is_dir() or path.suffix.lower() in PARQUET

    @cached_property
    def grid(self) -> Grid:
        """The rows that are wanted. Raises ``Unreadable`` where there are none."""
        with Progress("Reading") as progress:
            if self.is_on_engine:
                found = engine_grid(self.path, self.engine or None, progress)
            else:
                found = read_grid(Path(self.path))
        return only_rows(found, self.only)

    def column(self, role: Role) -> str | None:
        """The column that was said to hold ``role``."""
        return next((header for header, one in self.columns.items() if one is role), None)

    def said_of_all(self) -> tuple[bool | None, float | None]:
        """Whether more is better, and the scale, where every row of the table says so."""
        if self.outcome:
            return None, None
        roles = guess_roles(self.grid, by=self.by)
        found: dict[Role, str] = {}
        for role in (Role.FAVOURABLE, Role.SCALE):
            if role in roles and self.grid.rows:
                found[role] = self.grid.rows[0][1][roles.index(role)]
        favourable = is_yes(found[Role.FAVOURABLE]) if found.get(Role.FAVOURABLE) else None
        scale = found.get(Role.SCALE, "")
        return favourable, float(scale) if scale.replace(".", "", 1).isdecimal() else None


def read_table(wanted: Wanted, expected: Expected, progress: Progress) -> Delivery:
    """The figures of the table that is ``wanted``.

    Raises ``Unreadable`` and ``NotNumbers``, as ``concerted measure`` does, where it cannot be read at all.
    """
    if wanted.outcome:
        expected = by_column(expected, _question(wanted).subgroup)
        grid, roles = people_grid(
            wanted.path, wanted.engine or None, _question(wanted), expected.scale, progress
        )
        return read_delivery(grid, roles, expected)
    grid = wanted.grid
    roles = guessed(grid, expected, wanted.by)
    return read_delivery(
        grid, with_columns(roles, grid.headers, wanted.columns, grid.name), expected
    )


def _question(wanted: Wanted) -> Question:
    return Question(
        outcome=wanted.outcome,
        subgroup=wanted.by or wanted.column(Role.SUBGROUP) or "",
        weight=wanted.weight or None,
        strata=wanted.strata or None,
        units=wanted.psu or None,
        setting=wanted.column(Role.PLACE),
        period=wanted.column(Role.PERIOD),
    )
