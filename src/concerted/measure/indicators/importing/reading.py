"""A table of figures, read whole: what every column holds, every line, and every row's problem."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from concerted.base.tables.numbers import NotNumbers
from concerted.measure.indicators.importing.cells import (
    Cell,
    Figure,
    FigureReader,
    is_yes,
    state_of,
    status_of,
)
from concerted.measure.indicators.importing.expected import Expected
from concerted.measure.indicators.importing.grids import Grid
from concerted.measure.indicators.importing.groups import GroupReader
from concerted.measure.indicators.importing.layout import (
    Record,
    guess_roles,
    heading,
    records_of,
)
from concerted.measure.indicators.importing.lines import (
    Delivery,
    Line,
    Problem,
    doubles,
    refused,
    wrong_in,
)
from concerted.measure.indicators.importing.roles import NUMBERS, Role, named, plain
from concerted.measure.indicators.importing.spans import SpanReader

MOST_TOLD = 500
_TEXT_LIMITS = {Role.PLACE: 120, Role.SOURCE: 300}


def guessed(grid: Grid, expected: Expected, by: str = "") -> tuple[Role, ...]:
    """What the columns of ``grid`` likely hold, with the groups that are ``expected``."""
    known = [one for one in expected.dimensions if expected.dimension in ("", one.slug)]
    groups = {name for one in known for name in one.groups}
    roles = guess_roles(grid, groups=groups, by=by)
    if Role.SUBGROUP in roles or Role.FIGURES in roles:
        return roles
    names = {name for one in known for name in one.names}
    column = next((header for header in grid.headers if plain(header) in names), "")
    return guess_roles(grid, groups=groups, by=column) if column else roles


def by_column(expected: Expected, header: str) -> Expected:
    """``expected``, of the kind of groups that the column of groups is named for, such as “Race”, where none is asked."""
    if expected.dimension or not header or named(header) is Role.SUBGROUP:
        return expected
    known = expected.dimension_called(header)
    name = known.slug if known is not None else header if expected.may_add else ""
    return replace(expected, dimension=name)


def read_delivery(grid: Grid, roles: Sequence[Role], expected: Expected) -> Delivery:
    """The lines of ``grid``, its columns read as ``roles`` say."""
    if Role.SUBGROUP in roles and Role.DIMENSION not in roles:
        expected = by_column(expected, grid.headers[list(roles).index(Role.SUBGROUP)])
    told = {
        "name": grid.name,
        "headers": grid.headers,
        "roles": tuple(roles),
        "row_count": len(grid.rows),
    }
    lacking = _lacking(grid, roles, expected)
    if lacking:
        return refused(lacking, **told)
    wide = _wide_rows(grid)
    if wide:
        return Delivery(problems=wide, **told)  # type: ignore[arg-type]
    records = list(records_of(grid, roles))
    try:
        reader = _Reader(grid, records, expected)
    except NotNumbers:
        words = _("Some figures have decimal points, others commas. Write all of them one way.")
        return refused(words, **told)
    lines = [line for record in records if (line := reader.line(record)) is not None]
    problems = sorted({*reader.problems, *doubles(lines), *reader.wrong_direction()})
    if not lines and not problems:
        problems = [Problem(0, _("No row has a figure."))]
    return Delivery(
        lines=lines,
        dimensions=reader.groups.new_dimensions,
        groups=reader.groups.new_groups,
        problems=problems[:MOST_TOLD],
        remarks=sorted({*reader.remarks, *reader.spans.remarks, *reader.likely_shares()}),
        favourable=reader.favourable,
        scale=reader.scale,
        digest=grid.digest,
        sources=sorted({line.source for line in lines if line.source}),
        **told,  # type: ignore[arg-type]
    )


def _lacking(grid: Grid, roles: Sequence[Role], expected: Expected) -> str:
    """Why nothing can be read at all."""
    if not grid.rows:
        return _("The file has no rows below its headers.")
    if not {Role.VALUE, Role.NUMERATOR, Role.FIGURES} & set(roles):
        return _("No column holds the figures. Say which one does.")
    if Role.NUMERATOR in roles and Role.VALUE not in roles and Role.DENOMINATOR not in roles:
        return _("A column of numerators needs one of denominators.")
    headings = [
        heading(header)
        for header, role in zip(grid.headers, roles, strict=True)
        if role is Role.FIGURES
    ]
    has_time = {Role.PERIOD, Role.START} & set(roles) or any(
        one and one.period for one in headings
    )
    if not has_time and not expected.period:
        return _(
            "No column holds the period. Say which one does, or give one period for all rows."
        )
    return ""


def _wide_rows(grid: Grid) -> list[Problem]:
    """Rows with cells under no header, which tell that the row is split in the wrong place."""
    width = len(grid.headers)
    words = _(
        "This row has more cells than there are headers. Put a figure with a decimal comma in quotation marks."
    )
    return [Problem(number, words) for number, cells in grid.rows if any(cells[width:])]


class _Reader:
    """Reads the records of one file; ``problems`` and ``remarks`` grow with each."""

    def __init__(self, grid: Grid, records: Sequence[Record], expected: Expected) -> None:
        self.problems: set[Problem] = set()
        self.remarks: set[Problem] = set()
        self.expected = expected
        self.favourable: bool | None = None
        self.scale: float | None = expected.given_scale
        self._largest_bare: float | None = None
        texts = (record.text(role) for record in records for role in NUMBERS)
        self._figures = FigureReader(texts, grid.usual, is_workbook=grid.is_workbook)
        self.spans = SpanReader(records, expected)
        self.groups = GroupReader(records, expected)
        self._check_indicator(records)

    def _check_indicator(self, records: Sequence[Record]) -> None:
        names = {text for record in records if (text := record.text(Role.INDICATOR))}
        if len(names) > 1:
            words = _("The file holds %(count)s indicators (%(names)s). Choose the rows of one.")
            listed = ", ".join(sorted(names)[:5])
            self.problems.add(Problem(0, words % {"count": len(names), "names": listed[:200]}))

    def line(self, record: Record) -> Line | None:
        """The line of ``record``; nothing where something is wrong, or it belongs to another dimension."""
        where = self.groups.read(record)
        if where is None:
            return None
        span = self.spans.read(record)
        said = [*where.problems, *span.problems]
        partner = self._partner(record, said)
        for role, most in _TEXT_LIMITS.items():
            if len(record.text(role)) > most:
                said.append(
                    _("“%(text)s…” is longer than %(most)s letters.")
                    % {"text": record.text(role)[:30], "most": most}
                )
        figures = self._read_figures(record, said)
        if said or span.span is None:
            self.problems |= {Problem(record.row, words) for words in said}
            return None
        line = Line(
            row=record.row,
            start=span.span.start,
            end=span.span.end,
            dimension=where.dimension,
            subgroup=where.subgroup,
            place=self._place(record),
            partner=partner,
            source=record.text(Role.SOURCE),
            **_told(figures, self._state(record), self.expected.scale),  # type: ignore[arg-type]
        )
        value = figures.get(Role.VALUE)
        decimals = 15 if value is None else value.decimals
        wrong = list(wrong_in(line, scale=self.expected.scale, decimals=decimals))
        self.problems |= {Problem(record.row, words) for words in wrong}
        return None if wrong else line

    def _place(self, record: Record) -> str:
        place = self.expected.said(record.text(Role.PLACE))
        return place if plain(place) not in ("", "all", "whole", "total", "todos") else ""

    def _partner(self, record: Record, said: list[str]) -> str:
        text = self.expected.said(record.text(Role.PARTNER))
        if not text:
            return ""
        found = self.expected.partners.get(plain(text))
        if found is None:
            names = ", ".join(sorted(set(self.expected.partners.values()))[:8])
            words = _("“%(name)s” is no partner. Partners are: %(known)s.")
            said.append(words % {"name": text[:60], "known": names or _("none yet")})
        return found or ""

    def _state(self, record: Record) -> Cell:
        """What the row says of its figure: by a column of states, or in the place of the figure."""
        said = status_of(record.text(Role.STATUS))
        if said is not Cell.KNOWN:
            return said
        states = [
            state_of(record.texts[role])
            for role in (Role.VALUE, Role.NUMERATOR)
            if role in record.texts
        ]
        if Cell.SUPPRESSED in states:
            return Cell.SUPPRESSED
        return Cell.KNOWN if Cell.KNOWN in states else Cell.MISSING

    def _read_figures(self, record: Record, said: list[str]) -> dict[Role, Figure]:
        found = {}
        for role in NUMBERS:
            text = record.text(role)
            if not text or state_of(text) is not Cell.KNOWN:
                continue
            figure = self._figures.read(text)
            if figure is None or math.isnan(figure.value):
                words = _("“%(text)s” is no number. Leave the cell blank where nothing is known.")
                said.append(words % {"text": text[:40]})
            else:
                found[role] = figure
        self._read_asides(record, said)
        return self._in_unit(found)

    def _read_asides(self, record: Record, said: list[str]) -> None:
        """What each row of some files says of the whole: its direction and its scale."""
        if text := record.text(Role.FAVOURABLE):
            self._agree("favourable", is_yes(text), said)
        if (text := record.text(Role.SCALE)) and self.expected.given_scale is None:
            figure = self._figures.read(text)
            self._agree("scale", figure.value if figure and figure.value > 0 else None, said)

    def wrong_direction(self) -> Iterator[Problem]:
        """What the file says of the whole against what the indicator says."""
        if None not in (self.favourable, self.expected.favourable) and (
            self.favourable is not self.expected.favourable
        ):
            better = _("In the file more is better, for the indicator less is better.")
            worse = _("In the file less is better, for the indicator more is better.")
            yield Problem(0, better if self.favourable else worse)

    def likely_shares(self) -> Iterator[Problem]:
        """Whether all figures that bear no sign of per cent look like shares of 1, and nobody said what they are."""
        is_unsaid = self.scale is None and self.expected.scale is not None
        if is_unsaid and self._largest_bare is not None and self._largest_bare <= 1:
            yield Problem(
                0,
                _(
                    "These figures look like shares from 0 to 1. If they are, say so below: 0.54 is then 54 %."
                ),
            )

    def _agree(self, name: str, told: object, said: list[str]) -> None:
        if told is None or getattr(self, name) not in (None, told):
            words = _("The rows do not agree whether more is better.")
            scales = _("The rows do not agree on the scale of the figures.")
            said.append(words if name == "favourable" else scales)
        else:
            setattr(self, name, told)

    def _in_unit(self, figures: Mapping[Role, Figure]) -> dict[Role, Figure]:
        """Figures of a file of shares as per cent, where those are the unit."""
        unit = self.expected.scale
        if unit is None:
            return dict(figures)
        found = dict(figures)
        value = figures.get(Role.VALUE)
        scale = 100.0 if value is not None and value.is_percent else self.scale
        if value is not None and not value.is_percent and value.value:
            self._largest_bare = max(self._largest_bare or 0.0, value.value)
        times = 1.0 if scale is None else unit / scale
        for role in (Role.VALUE, Role.SE):
            if role in found and times != 1.0:
                one = found[role]
                fewer = round(math.log10(times))
                found[role] = Figure(
                    one.value * times, one.is_percent, max(0, one.decimals - fewer)
                )
        return found


def _told(figures: Mapping[Role, Figure], state: Cell, scale: float | None) -> dict[str, object]:
    """The figures of a line, by the names of its fields; a rate is worked out where only its parts are given."""
    given = {str(role): figure.value for role, figure in figures.items()}
    numerator, denominator = given.get("numerator"), given.get("denominator")
    is_part = numerator is not None and denominator is not None
    if state is Cell.KNOWN and "value" not in given:
        if not is_part or not denominator:
            state = Cell.MISSING
        else:
            given["value"] = (scale or 1.0) * numerator / denominator  # type: ignore[operator]
    if state is not Cell.KNOWN:
        given = {name: given[name] for name in ("n", "denominator", "population") if name in given}
    if not all(given[name].is_integer() for name in ("numerator", "denominator") if name in given):
        # Counts of weighted people are not whole: the rate keeps them, and the denominator is a size.
        given.setdefault("population", given.get("denominator", math.nan))
        given = {
            name: value
            for name, value in given.items()
            if name not in ("numerator", "denominator")
        }
    if "numerator" in given and not given.get("denominator"):
        del given["numerator"]
    whole: dict[str, object] = {
        name: int(given[name]) for name in ("n", "numerator", "denominator") if name in given
    }
    return {"state": state, **given, **whole}
