"""Small multiples by place: a picture for each on one scale, the widest gap first, and more of them as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.base.charts import Chart, Panel, Panels, draw_panels
from concerted.measure.indicators.queries.ahead import NOTHING, figure_cells, table_headings
from concerted.measure.indicators.queries.by_place import PlaceCuts
from concerted.measure.indicators.queries.cuts import Cut
from concerted.measure.indicators.queries.measuring import Facts
from concerted.measure.indicators.queries.periods import Period, name_of
from concerted.measure.indicators.queries.units import Words

MOST_PANELS = 8
"""On one page; further places stand on the next."""
MOST_LINES = 4
"""In one picture; of more groups those who are furthest ahead and behind."""
SIDE_BY_SIDE = 4
"""More places than these stand in two drawings."""


@dataclass(frozen=True)
class Places:
    finding: str
    charts: Sequence[Chart]
    """One or two, side by side where there is room."""
    names: Sequence[str]
    groups: Sequence[str]
    """Who is drawn."""
    are_few: bool
    """Whether there are groups that are not drawn."""
    page: int
    since: int
    until: int
    total: int
    """The places from one number to another, of so many."""

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.since > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.until < self.total else None


def places_of(
    found: PlaceCuts, facts: Facts, words: Words, title: str, *, of_groups: int
) -> Places:
    drawn, last = found.cuts, found.periods[-1]
    half = -(-len(drawn) // 2) if len(drawn) > SIDE_BY_SIDE else len(drawn)
    groups = [group.name for group in drawn[0].groups]
    headings = (_("Place"), _("Gap"), *table_headings()[1:])
    charts = [
        replace(
            _chart(found, part, words, title),
            headings=headings,
            rows=tuple(
                row
                for cut in part
                for row in _rows(cut, last, found.apart[cut.place], facts, words)
            ),
        )
        for part in (drawn[:half], drawn[half:])
        if part
    ]
    return Places(
        finding=_finding(found, words),
        charts=charts,
        names=[one.place for one in drawn],
        groups=groups,
        are_few=len(groups) < of_groups,
        page=1 + (found.first - 1) // MOST_PANELS,
        since=found.first,
        until=found.first + len(drawn) - 1,
        total=found.total,
    )


def _chart(found: PlaceCuts, cuts: Sequence[Cut], words: Words, title: str) -> Chart:
    told = {"title": title, "first": cuts[0].place, "last": cuts[-1].place}
    return draw_panels(
        Panels(
            _("%(title)s: from %(first)s to %(last)s") % told,
            [name_of(one) for one in found.periods],
            [group.name for group in cuts[0].groups],
            [_panel(cut, found.periods, found.apart[cut.place], words) for cut in cuts],
            words=words.short,
            within=[cell.value for cut in found.cuts for cell in cut.cells],
        )
    )


def _panel(cut: Cut, periods: Sequence[Period], apart: float | None, words: Words) -> Panel:
    values = [
        [
            None if cell is None else cell.value
            for cell in (cut.cell(one, group) for one in periods)
        ]
        for group in cut.groups
    ]
    return Panel(
        cut.place, values, "" if apart is None else _("gap %(gap)s") % {"gap": words.gap(apart)}
    )


def _rows(
    cut: Cut, period: Period, apart: float | None, facts: Facts, words: Words
) -> list[tuple[str, ...]]:
    """One for each group that is drawn."""
    gap = NOTHING if apart is None else words.gap(apart)
    return [
        (cut.place, gap, group.name, *figure_cells(cell, facts, words))
        for group, cell in cut.told(period)
    ]


def _finding(found: PlaceCuts, words: Words) -> str:
    """Where the gap is widest, of how many places."""
    place, apart = found.widest
    told = {"count": found.total, "place": place, "period": name_of(found.periods[-1])}
    if apart is None:
        sentence = ngettext(
            "%(count)d place: too few groups have a figure to compare.",
            "%(count)d places: in none of them two groups have a figure to compare.",
            found.total,
        )
        return sentence % told
    sentence = ngettext(
        "%(period)s: in %(place)s the gap is %(gap)s.",
        "%(period)s: of %(count)d places the gap is widest in %(place)s, with %(gap)s.",
        found.total,
    )
    return sentence % {**told, "gap": words.gap(apart)}
