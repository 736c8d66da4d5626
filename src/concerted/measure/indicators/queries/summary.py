"""All summary measures of a cut: first and latest period, the change with its interval, and each in a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from concerted.analysis.inequality import MEASURES, Change, Estimate, Refusal
from concerted.analysis.inequality import Unit as MeasureUnit
from concerted.base.charts import plain
from concerted.measure.indicators.queries.ahead import NOTHING
from concerted.measure.indicators.queries.cuts import Cut
from concerted.measure.indicators.queries.findings import (
    NAMES,
    change_sentence,
    reason_of,
    sentence_of,
)
from concerted.measure.indicators.queries.measuring import (
    Facts,
    Result,
    Results,
    all_changed,
    codes_of,
    measured,
)
from concerted.measure.indicators.queries.periods import Period, name_of
from concerted.measure.indicators.queries.units import Words, interval, signed


@dataclass(frozen=True)
class SummaryRow:
    code: str
    name: str
    sentence: str
    """What the latest value says; of one that cannot be given, why."""
    earlier: str
    latest: str
    change: str
    ends: str
    """The 95 % interval of the change; of the value itself where there is one period only."""


@dataclass(frozen=True)
class Summary:
    finding: str
    earlier: str
    """Name of the first period; empty where there is one only."""
    latest: str
    rows: Sequence[SummaryRow]
    has_interval: bool


@dataclass(frozen=True)
class Reckoned:
    """The measures of the first and the latest period of a cut, and their changes: what is kept of a release."""

    periods: tuple[Period, ...]
    results: tuple[Results, ...]
    changes: Mapping[str, Change]


@lru_cache(maxsize=64)
def reckon(cut: Cut, facts: Facts) -> Reckoned:
    """Kept while the same figures are asked for: what was released does not change."""
    known = cut.known_periods
    periods = tuple(dict.fromkeys((known[0], known[-1]))) if known else ()
    results = tuple(measured(cut, facts, one) for one in periods)
    changes = {}
    if len(periods) == 2:
        changes = all_changed(cut, facts, (periods[0], results[0]), (periods[1], results[1]))
    return Reckoned(periods, results, changes)


def summary_of(cut: Cut, reckoned: Reckoned, words: Words) -> Summary | None:
    """The table in words; nothing where no two groups can be compared."""
    if not reckoned.periods:
        return None
    has_two = len(reckoned.periods) == 2
    before, after = reckoned.results[0], reckoned.results[-1]
    rows = [
        _row(
            cut,
            words,
            code,
            before[code] if has_two else None,
            after[code],
            reckoned.changes.get(code),
        )
        for code in codes_of(cut)
    ]
    moved = reckoned.changes.get("d")
    return Summary(
        finding="" if moved is None else change_sentence(moved),
        earlier=name_of(reckoned.periods[0]) if has_two else "",
        latest=name_of(reckoned.periods[-1]),
        rows=rows,
        has_interval=any(isinstance(one, Estimate) and one.has_interval for one in after.values()),
    )


def _row(
    cut: Cut, words: Words, code: str, before: Result | None, after: Result, moved: Change | None
) -> SummaryRow:
    ends: tuple[float | None, float | None] = (None, None)
    if moved is not None:
        ends = moved.difference_lower, moved.difference_upper
    elif before is None and isinstance(after, Estimate):
        ends = after.lower, after.upper
    return SummaryRow(
        code=code,
        name=_name(code, cut, after),
        sentence=_sentence(cut, words, after),
        earlier=_told(before, words),
        latest=_told(after, words),
        change=NOTHING if moved is None else signed(moved.difference, plain(moved.difference)),
        ends=_ends(*ends),
    )


def _ends(lower: float | None, upper: float | None) -> str:
    return NOTHING if lower is None or upper is None else interval(plain(lower), plain(upper))


def _name(code: str, cut: Cut, found: Result) -> str:
    """The measure; of the two that compare two groups, which they are."""
    name = str(NAMES[code])
    if code not in ("d", "r") or isinstance(found, Refusal):
        return name
    first, second = (cut.groups[place].name for place in found.compared)
    return f"{name} ({first} {'−' if code == 'd' else '÷'} {second})"


def _sentence(cut: Cut, words: Words, found: Result) -> str:
    if isinstance(found, Refusal):
        return reason_of(found)
    return sentence_of(found, unit=words.name, groups=[one.name for one in cut.groups])


def _told(found: Result | None, words: Words) -> str:
    if not isinstance(found, Estimate):
        return NOTHING
    unit = MEASURES[found.measure].unit
    if unit is MeasureUnit.INDICATOR:
        return words.gap(found.estimate)
    return f"{plain(found.estimate)}%" if unit is MeasureUnit.PER_CENT else plain(found.estimate)
