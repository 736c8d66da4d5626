"""Small multiples by place: a picture for each on one scale, the widest gap first, and more of them as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.base.charts import Chart, Panel, Panels, draw_panels
from concerted.measure.indicators.queries.ahead import NOTHING, spread_of, status_word
from concerted.measure.indicators.queries.cuts import Cut
from concerted.measure.indicators.queries.periods import Period, in_order, name_of, spread
from concerted.measure.indicators.queries.released import PlaceCuts
from concerted.measure.indicators.queries.units import Words

MOST_PANELS = 24
MOST_PLACES = 60
"""In the table; the files have all."""
MOST_PERIODS = 12
SIDE_BY_SIDE = 4
"""More places than these stand in two drawings."""


@dataclass(frozen=True)
class Places:
    finding: str
    charts: Sequence[Chart]
    """One or two, side by side where there is room."""
    headings: tuple[str, ...]
    rest: Sequence[tuple[str, ...]]
    """Rows of places that are not drawn."""
    drawn: int
    total: int

    @property
    def are_more(self) -> bool:
        """Whether only the files have all."""
        return self.total > self.drawn + len(self.rest)


def places_of(found: PlaceCuts, words: Words, title: str) -> Places | None:
    """Nothing where no place was told."""
    if not found.cuts:
        return None
    drawn, rest = found.cuts[:MOST_PANELS], found.cuts[MOST_PANELS:]
    periods = spread(in_order(one for cut in drawn for one in cut.periods), MOST_PERIODS)
    last = periods[-1]
    half = -(-len(drawn) // 2) if len(drawn) > SIDE_BY_SIDE else len(drawn)
    parts = [part for part in (drawn[:half], drawn[half:]) if part]
    headings = (_("Place"), _("Gap"), *(group.name for group in drawn[0].groups))
    within = [cell.value for cut in drawn for cell in cut.cells]
    charts = [_chart(part, periods, words, title, within) for part in parts]
    return Places(
        finding=_finding(found, last, words),
        charts=[
            replace(chart, headings=headings, rows=tuple(_row(cut, last, words) for cut in part))
            for chart, part in zip(charts, parts, strict=True)
        ],
        headings=headings,
        rest=[_row(cut, last, words) for cut in rest],
        drawn=len(drawn),
        total=found.total,
    )


def _chart(
    cuts: Sequence[Cut],
    periods: Sequence[Period],
    words: Words,
    title: str,
    within: Sequence[float | None],
) -> Chart:
    told = {"title": title, "first": cuts[0].place, "last": cuts[-1].place}
    return draw_panels(
        Panels(
            _("%(title)s: from %(first)s to %(last)s") % told,
            [name_of(one) for one in periods],
            [group.name for group in cuts[0].groups],
            [_panel(cut, periods, words) for cut in cuts],
            words=words.short,
            within=within,
        )
    )


def _panel(cut: Cut, periods: Sequence[Period], words: Words) -> Panel:
    values = [
        [
            None if cell is None else cell.value
            for cell in (cut.cell(one, group) for one in periods)
        ]
        for group in cut.groups
    ]
    apart = spread_of(cut, periods[-1])
    note = "" if apart is None else _("gap %(gap)s") % {"gap": words.gap(apart)}
    return Panel(cut.place, values, note)


def _row(cut: Cut, period: Period, words: Words) -> tuple[str, ...]:
    apart = spread_of(cut, period)
    cells = [cell for _group, cell in cut.told(period)]
    return (
        cut.place,
        NOTHING if apart is None else words.gap(apart),
        *(
            status_word(cell) if cell is None or cell.value is None else words.figure(cell.value)
            for cell in cells
        ),
    )


def _finding(found: PlaceCuts, period: Period, words: Words) -> str:
    """Where the gap is widest, of how many places."""
    widest = found.cuts[0]
    apart = spread_of(widest, period)
    told = {"count": found.total, "place": widest.place, "period": name_of(period)}
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
