"""A file of figures as its page shows it before it is handed in: how it is read, and each row's problem."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.formats import number_format

from concerted.base.gates import Viewer
from concerted.measure.indicators.importing.expected import Expected, readings_of
from concerted.measure.indicators.importing.grids import Grid, read_grid
from concerted.measure.indicators.importing.lines import Delivery, Line
from concerted.measure.indicators.importing.reading import read_delivery
from concerted.measure.indicators.importing.roles import Role
from concerted.measure.indicators.models import Indicator, Upload
from concerted.measure.indicators.queries.expecting import expected_for
from concerted.measure.indicators.queries.periods import Period, name_of
from concerted.organizations.models import ENTERERS, Organization

SHOWN = 40
"""Rows of a preview; those with a problem come first."""


@contextmanager
def _file_of(upload: Upload) -> Iterator[Path]:
    """The file on this machine, wherever it is kept."""
    with tempfile.NamedTemporaryFile(suffix=Path(str(upload.file.name)).suffix) as copy:
        with upload.file.open("rb") as file:
            shutil.copyfileobj(file, copy)
        copy.flush()
        yield Path(copy.name)


def grid_of(upload: Upload) -> Grid:
    """The rows of the file, all of them."""
    with _file_of(upload) as path:
        return read_grid(path, upload.file_name)


def asked_of(upload: Upload) -> Expected:
    """How the file is to be read, as its reading says."""
    told: dict[str, Any] = upload.reading
    return expected_for(
        upload.indicator,
        dimension=told.get("dimension", ""),
        may_add=told.get("may_add", False),
        readings=readings_of(told.get("readings", [])),
        period=told.get("period", ""),
        scale=told.get("scale"),
    )


def read_upload(upload: Upload) -> Delivery:
    """The figures of the file, read as its reading says."""
    grid = grid_of(upload)
    told: dict[str, Any] = upload.reading
    if told.get("only_column") in grid.headers:
        grid = grid.only({told["only_column"]: told.get("only_word", "")})
    return read_delivery(grid, [Role(one) for one in told["roles"]], asked_of(upload))


def partner_of(indicator: Indicator, viewer: Viewer) -> Organization | None:
    """Whose figures ``viewer`` hands in: those of the partner they are of, or the organization's own."""
    own = Organization.objects.joined_by(viewer, *ENTERERS)
    if own.filter(pk=indicator.organization_id).exists():
        return None
    return own.filter(memberships__organization=indicator.organization_id).first()


@dataclass(frozen=True)
class PreviewRow:
    """A row as it would be taken in, or what is wrong with it."""

    number: int
    period: str = ""
    group: str = ""
    place: str = ""
    figure: str = ""
    people: str = ""
    said: tuple[str, ...] = ()
    is_wrong: bool = False


def preview(delivery: Delivery) -> list[PreviewRow]:
    """Rows with a problem, then the first of those without."""
    wrong = {one.row for one in delivery.problems}
    bad = [
        PreviewRow(row, said=tuple(words), is_wrong=True)
        for row, words in sorted(delivery.by_row.items())
        if row in wrong and row
    ]
    titles = {(one.dimension, one.code): one.title for one in delivery.groups}
    good = [
        _shown(line, titles.get((line.dimension, line.subgroup), line.subgroup), delivery)
        for line in delivery.lines[:SHOWN]
        if line.row not in wrong
    ]
    return [*bad[:SHOWN], *good]


def _shown(line: Line, group: str, delivery: Delivery) -> PreviewRow:
    return PreviewRow(
        number=line.row,
        period=name_of(Period(line.start, line.end)),
        group=group,
        place=" · ".join(filter(None, [line.place, line.partner])),
        figure="" if line.value is None else number_format(round(line.value, 3), use_l10n=True),
        people="" if line.n is None else number_format(line.n, force_grouping=True),
        said=tuple(delivery.by_row.get(line.row, ())),
    )
