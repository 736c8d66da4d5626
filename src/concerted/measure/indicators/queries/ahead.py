"""Who is ahead and who is behind: a rail for each period with a dot for each group, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from concerted.analysis.inequality import difference
from concerted.base.charts import Chart, DotRow, Dots, draw_dots, plain
from concerted.measure.indicators.queries.cuts import Cell, Cut, Group, has_hidden
from concerted.measure.indicators.queries.measuring import Facts, single
from concerted.measure.indicators.queries.periods import Period, name_of, spread
from concerted.measure.indicators.queries.units import Words, interval

MOST_PERIODS = 5
MOST_GROUPS = 8
"""In the picture, as there are colors; of more groups those who are furthest ahead and behind."""
MOST_ROWS = 30
"""Groups of the last period in the table."""
NOTHING = "–"


@dataclass(frozen=True)
class Ahead:
    finding: str
    chart: Chart
    has_hidden: bool
    drawn: int
    groups: int
    """So many groups are drawn, of so many."""
    rails: int
    periods: int
    """So many periods are drawn, of so many."""

    @property
    def is_part(self) -> bool:
        """Whether only the files have all."""
        return self.drawn < self.groups or self.rails < self.periods


def ahead_of(cut: Cut, facts: Facts, words: Words, title: str, *, told: int) -> Ahead:
    """The first and the last of the ``told`` periods and some between, with all groups as far as there is room."""
    periods = spread(cut.periods, MOST_PERIODS)
    some = cut.furthest(MOST_GROUPS)
    rows = [
        DotRow(name_of(one), [_value(cell) for _, cell in some.told(one)], _note(cut, one, words))
        for one in periods
    ]
    names = [one.name for one in some.groups]
    drawn = draw_dots(Dots(title, names, rows, label_heading=_("Period"), words=words.short))
    chart = replace(drawn, headings=table_headings(), rows=_table(cut, periods, facts, words))
    hidden = has_hidden(cell for one in periods for _, cell in cut.told(one))
    return Ahead(
        _finding(cut, facts, words),
        chart,
        hidden,
        drawn=len(some.groups),
        groups=len(cut.groups),
        rails=len(periods),
        periods=told,
    )


def table_headings() -> tuple[str, ...]:
    return (_("Period"), _("Group"), _("Figure"), _("95%% interval") % {}, _("People"))


def _table(
    cut: Cut, periods: Sequence[Period], facts: Facts, words: Words
) -> tuple[tuple[str, ...], ...]:
    """All groups of the last period, and those that are drawn of the others."""
    drawn, all_ = cut.furthest(MOST_GROUPS), cut.furthest(MOST_ROWS)
    return tuple(
        (name_of(period), group.name, *figure_cells(cell, facts, words))
        for period in reversed(periods)
        for group, cell in (all_ if period == periods[-1] else drawn).told(period)
    )


def figure_cells(cell: Cell | None, facts: Facts, words: Words) -> tuple[str, str, str]:
    """A figure, its interval, and how many people stand behind it; or why it is not there."""
    found = single(cell, facts)
    if cell is None or found is None:
        return status_word(cell), NOTHING, NOTHING
    told = NOTHING
    if found.lower is not None and found.upper is not None:
        told = interval(plain(found.lower), plain(found.upper))
    people = NOTHING if cell.n is None else plain(cell.n)
    return words.figure(found.estimate), told, people


def status_word(cell: Cell | None) -> str:
    """What stands in the place of a figure that is hidden, or missing, or was never asked for."""
    if cell is None:
        return NOTHING
    return (
        pgettext("figure", "hidden") if cell.status == "hidden" else pgettext("figure", "missing")
    )


def spread_of(cut: Cut, period: Period) -> float | None:
    """From the lowest group to the highest."""
    rates = cut.rates(period)
    if int(np.isfinite(rates).sum()) < 2:
        return None
    return difference(rates, scale=None).estimate


def _value(cell: Cell | None) -> float | None:
    return None if cell is None else cell.value


def _note(cut: Cut, period: Period, words: Words) -> str:
    apart = spread_of(cut, period)
    return "" if apart is None else _("gap %(gap)s") % {"gap": words.gap(apart)}


def _finding(cut: Cut, facts: Facts, words: Words) -> str:
    known = cut.known_periods
    if not known:
        return _lonely(cut, words)
    last = known[-1]
    best, worst = _ends(cut, facts, last)
    told = {
        "period": name_of(last),
        "best": best.name,
        "high": words.figure(cut.rates(last)[cut.groups.index(best)]),
        "worst": worst.name,
        "low": words.figure(cut.rates(last)[cut.groups.index(worst)]),
    }
    apart = spread_of(cut, last) or 0.0
    if apart == 0:
        return _("%(period)s: all groups are at %(high)s.") % told
    sentences = [
        _("%(period)s: %(best)s is ahead with %(high)s, %(worst)s is behind with %(low)s.") % told
    ]
    before = spread_of(cut, known[0])
    if len(known) > 1 and before is not None:
        sentences.append(
            _("The gap is %(gap)s; in %(first)s it was %(before)s.")
            % {
                "gap": words.gap(apart),
                "first": name_of(known[0]),
                "before": words.gap(before),
            }
        )
    else:
        sentences.append(_("The gap is %(gap)s.") % {"gap": words.gap(apart)})
    return " ".join(sentences)


def _ends(cut: Cut, facts: Facts, period: Period) -> tuple[Group, Group]:
    """Who fares best and who worst; where less is better, the lowest is best."""
    rates = cut.rates(period)
    low, high = cut.groups[int(np.nanargmin(rates))], cut.groups[int(np.nanargmax(rates))]
    return (high, low) if facts.favourable else (low, high)


def _lonely(cut: Cut, words: Words) -> str:
    """What can be said where no two groups have a figure."""
    for period in reversed(cut.periods):
        for group, cell in cut.told(period):
            if cell is not None and cell.value is not None:
                return _(
                    "Only %(group)s has a figure in %(period)s: %(figure)s. There is nobody to compare with."
                ) % {
                    "group": group.name,
                    "period": name_of(period),
                    "figure": words.figure(cell.value),
                }
    if has_hidden(cut.cells):
        return _("These groups are too small: their figures are hidden, to protect people.")
    return _("There are no figures of these groups yet.")
