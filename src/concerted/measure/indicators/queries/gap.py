"""Is the gap closing fast enough? A course with its agreed path; where none was agreed, the gap by itself."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.analysis.inequality import Estimate, rate_estimate
from concerted.base.charts import Chart, Lines, Series, draw_lines, plain
from concerted.measure.indicators.models import Course, Measure
from concerted.measure.indicators.queries.ahead import NOTHING
from concerted.measure.indicators.queries.courses import CourseReading
from concerted.measure.indicators.queries.cuts import Cut, Group
from concerted.measure.indicators.queries.findings import chance_of
from concerted.measure.indicators.queries.happened import Mark, marks_on
from concerted.measure.indicators.queries.measuring import Facts, Pair, gap, single
from concerted.measure.indicators.queries.periods import (
    DAY,
    Period,
    day_at,
    moment,
    name_of,
    spread,
    steps,
    years,
)
from concerted.measure.indicators.queries.units import Words, interval
from concerted.measure.indicators.steps import Step
from concerted.organizations.translations import Rendition

MOST_STEPS = 40
"""Periods that are drawn, the newest; the files have all."""
FEW_AHEAD = 4
FEWER_STEPS = 8
"""Of a picture that does not stand first."""


@dataclass(frozen=True)
class Verdict:
    """Whether a course is on pace: a word, and what it means."""

    label: str
    text: str
    is_good: bool | None
    """Nothing while it cannot be told."""
    chance: str = ""


@dataclass(frozen=True)
class Gap:
    finding: str
    chart: Chart
    course: Course | None = None
    verdict: Verdict | None = None
    has_interval: bool = True
    goal: Rendition | None = None
    """Of the course that it follows."""
    steps: Sequence[Step] = ()
    """What can be done about that course."""
    left_out: int = 0
    """Earlier periods that are not drawn."""


@dataclass(frozen=True)
class _Track:
    """What is followed: an estimate for each period, how many stand behind it, what it is called, how it is measured."""

    name: str
    measure: str
    estimates: Mapping[Period, Estimate]
    people: Mapping[Period, int | None]

    @property
    def periods(self) -> list[Period]:
        return list(self.estimates)


def gap_between(
    line: Cut, behind: Group, ahead: Group, facts: Facts, words: Words, title: str
) -> Gap:
    """The difference between two groups over the periods of ``line``; no path was agreed for it."""
    pair = Pair(line.groups.index(behind), line.groups.index(ahead))
    found = {one: gap(line, facts, one, pair) for one in line.known_periods}
    names = {"behind": behind.name, "ahead": ahead.name}
    track = _Track(
        _("Gap between %(behind)s and %(ahead)s") % names,
        Measure.DIFFERENCE,
        {period: one for period, one in found.items() if one is not None},
        {period: _both(line, period, behind, ahead) for period in found},
    )
    chart = _chart(track, words, title, steps(track.periods))
    return Gap(_finding(track, words, names), chart, has_interval=_has_interval(track))


def gap_of_course(
    reading: CourseReading,
    periods: Sequence[Period],
    words: Words,
    title: str,
    *,
    behind: str,
    ahead: str,
    marks: Sequence[Mark] = (),
    most: int = MOST_STEPS,
) -> Gap | None:
    """What a course follows, in the ``most`` newest of ``periods``, with the path that was agreed and how far it is."""
    course = reading.course
    found = list(_estimates(reading, periods, words).items())
    if not found:
        return None
    people = {one.on: one.people for one in reading.points}
    track = _Track(
        _name(course, behind, ahead),
        course.measure,
        dict(found[-most:]),
        {period: people.get(period.end) for period in periods},
    )
    # A target for the first day of a period is one for the end of the period before.
    shown = steps(track.periods, course.target_on - DAY)
    chart = _chart(
        track,
        words,
        title,
        shown,
        path=[_path_at(course, one) for one in shown],
        path_name=_("path to %(target)s")
        % {"target": words.of(course.measure, course.target_value)},
        marks=marks,
    )
    names = {"behind": behind, "ahead": ahead}
    return Gap(
        _finding(track, words, names),
        chart,
        course,
        verdict_of(reading, track.periods[-1]),
        _has_interval(track),
        left_out=len(found[:-most]),
    )


def everybody_of(cut: Cut, facts: Facts, words: Words, title: str) -> Gap | None:
    """The figure of everybody over all periods, where nobody is told apart."""
    found = {period: single(cell, facts) for period, cell in sorted(cut.of_all.items())}
    known = {period: one for period, one in found.items() if one is not None}
    if not known:
        return None
    people = {period: cell.n for period, cell in cut.of_all.items()}
    track = _Track(_("Everybody"), Measure.VALUE, known, people)
    chart = _chart(track, words, title, steps(list(known)))
    return Gap(_finding(track, words, {}), chart, has_interval=_has_interval(track))


def _both(cut: Cut, period: Period, behind: Group, ahead: Group) -> int | None:
    """The people of both groups, where that is told."""
    known = [cell.n for cell in (cut.cell(period, behind), cut.cell(period, ahead)) if cell]
    told = [one for one in known if one is not None]
    return sum(told) if len(told) == 2 else None


def _estimates(
    reading: CourseReading, periods: Sequence[Period], words: Words
) -> dict[Period, Estimate]:
    points = {one.on: one for one in reading.points}
    found = {}
    for period in periods:
        point = points.get(period.end)
        if point is not None:
            found[period] = point.estimate or rate_estimate(
                point.value, point.se, scale=words.scale
            )
    return found


def _name(course: Course, behind: str, ahead: str) -> str:
    told = {"behind": behind, "ahead": ahead}
    if course.measure == Measure.RATIO:
        return _("%(behind)s for each 1 of %(ahead)s") % told
    if course.measure == Measure.DIFFERENCE:
        return _("Gap between %(behind)s and %(ahead)s") % told
    return behind or _("Everybody")


def _chart(
    track: _Track,
    words: Words,
    title: str,
    shown: Sequence[Period],
    *,
    path: Sequence[float | None] = (),
    path_name: str = "",
    marks: Sequence[Mark] = (),
) -> Chart:
    found = [track.estimates.get(one) for one in shown]
    wording = words.short if track.measure == Measure.VALUE else plain
    drawn = draw_lines(
        Lines(
            title,
            [name_of(one) for one in shown],
            [
                Series(
                    track.name,
                    [None if one is None else one.estimate for one in found],
                    low=[None if one is None else one.lower for one in found],
                    high=[None if one is None else one.upper for one in found],
                    is_joined=True,
                )
            ],
            target=path,
            target_name=path_name,
            events=marks_on(shown, marks),
            label_heading=_("Period"),
            words=wording,
        )
    )
    interval_heading = _("95%% interval") % {}
    headings: tuple[str, ...] = (_("Period"), track.name, interval_heading, _("People"))
    told = _told(track, shown)
    rows = [_row(track, one, words) for one in told]
    if path:
        headings = (*headings, _("Agreed path"))
        rows = [
            (*row, NOTHING if value is None else words.of(track.measure, value))
            for row, value in zip(
                rows, [at for one, at in zip(shown, path, strict=True) if one in told], strict=True
            )
        ]
    return replace(drawn, headings=headings, rows=tuple(rows))


def _told(track: _Track, shown: Sequence[Period]) -> list[Period]:
    """The periods of the table: until the last figure all, of those to come a few and the last."""
    past = [one for one in shown if one <= track.periods[-1]]
    return past + spread(shown[len(past) :], FEW_AHEAD)


def _row(track: _Track, period: Period, words: Words) -> tuple[str, ...]:
    found = track.estimates.get(period)
    if found is None:
        return name_of(period), NOTHING, NOTHING, NOTHING
    ends = NOTHING
    if found.lower is not None and found.upper is not None:
        ends = interval(plain(found.lower), plain(found.upper))
    people = track.people.get(period)
    told = NOTHING if people is None else plain(people)
    return name_of(period), words.of(track.measure, found.estimate), ends, told


def _path_at(course: Course, period: Period) -> float | None:
    """Where the agreed path is at the end of ``period``, or at its own end within it."""
    if period.end < course.baseline_on or period.start > course.target_on:
        return None
    known = [(datetime.date.fromisoformat(str(day)), float(value)) for day, value in course.points]
    ends = [
        (course.baseline_on, course.baseline_value),
        *sorted(known),
        (course.target_on, course.target_value),
    ]
    days = [years(day) for day, _value in ends]
    at = years(min(period.end, course.target_on))
    return float(np.interp(at, days, [value for _day, value in ends]))


def _has_interval(track: _Track) -> bool:
    return any(one.has_interval for one in track.estimates.values())


def _finding(track: _Track, words: Words, names: Mapping[str, str]) -> str:
    """Where it is now and where it was first."""
    if not track.periods:
        return ""
    first, last = track.periods[0], track.periods[-1]
    told = {
        **names,
        "name": track.name,
        "now": words.of(track.measure, track.estimates[last].estimate),
        "last": name_of(last),
        "before": words.of(track.measure, track.estimates[first].estimate),
        "first": name_of(first),
    }
    if track.measure == Measure.RATIO:
        sentence = _("In %(last)s, %(behind)s has %(now)s for each 1 of %(ahead)s.") % told
    elif track.measure == Measure.DIFFERENCE:
        sentence = _("In %(last)s, the gap between %(behind)s and %(ahead)s is %(now)s.") % told
    else:
        sentence = _("%(name)s: %(now)s in %(last)s.") % told
    if first == last:
        return sentence
    before = _("In %(first)s it was %(before)s.") % told
    return f"{sentence} {before}"


def verdict_of(reading: CourseReading, like: Period) -> Verdict | None:
    """Whether a course is on pace, told no finer than the figures are."""
    course, pace = reading.course, reading.pace
    by = {"by": date_format(course.target_on, "F Y")}
    if reading.is_met:
        return Verdict(_("Target met."), _("It was to be met by %(by)s.") % by, True)
    if reading.is_on_pace is None:
        text = _("One figure does not make a pace: it can be told from the second on.")
        return Verdict("", text, None)
    if pace is None:
        return Verdict(_("Target missed."), _("It was to be met by %(by)s.") % by, False)
    chance = ""
    if pace.probability is not None:
        told = {**by, "chance": chance_of(pace.probability)}
        chance = _("The chance to meet it by %(by)s is %(chance)s in 100.") % told
    day = None if pace.meets_at is None else day_at(pace.meets_at)
    if day is None:
        text = _("At this speed the target is never met.")
    elif day <= like.end:
        text = _("At this speed the target is met by %(by)s.") % by
    else:
        text = _("At this speed the target is met in %(when)s.") % {"when": moment(day, like)}
    label = _("On pace.") if reading.is_on_pace else _("Off pace.")
    return Verdict(label, text, bool(reading.is_on_pace), chance)
