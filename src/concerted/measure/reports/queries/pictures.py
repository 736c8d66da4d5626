"""The picture of a goal: its main figure against the agreed path, from what was released."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence

from concerted.goals.models import Goal
from concerted.measure.indicators.queries.courses import CourseReading, main_courses
from concerted.measure.indicators.queries.figures import figures_for
from concerted.measure.indicators.queries.gap import gap_of_course
from concerted.measure.indicators.queries.periods import Period
from concerted.measure.indicators.queries.units import Words
from concerted.measure.reports.documents import Picture, picture_of
from concerted.organizations.translations import Rendition, renditions

Texts = Mapping[uuid.UUID, Rendition]


def pictures_of(goals: Sequence[Goal], language: str) -> Mapping[uuid.UUID, Picture]:
    """For each of ``goals`` that is measured by a course, as everybody may see it; a fixed number of queries."""
    readings = {key: one for key, one in main_courses(goals, None).items() if one.points}
    if not readings:
        return {}
    courses = [one.course for one in readings.values()]
    titles = renditions([one.indicator for one in courses], language)
    groups = [group for one in courses for group in (one.subgroup, one.other) if group]
    names = renditions(groups, language)
    periods = _periods(list(readings.values()))
    found = {
        goal: _picture(one, titles, names, periods[one.course.indicator_id])
        for goal, one in readings.items()
    }
    return {goal: one for goal, one in found.items() if one is not None}


def _periods(readings: Sequence[CourseReading]) -> Mapping[uuid.UUID, list[Period]]:
    """By indicator the periods of its released figures, in order."""
    indicators = {one.course.indicator_id for one in readings}
    rows = figures_for(None).filter(release__indicator__in=indicators, place="")
    told = rows.order_by("period_start", "period_end").distinct()
    found: dict[uuid.UUID, list[Period]] = defaultdict(list)
    for key, start, end in told.values_list("release__indicator", "period_start", "period_end"):
        found[key].append(Period(start, end))
    return found


def _picture(
    reading: CourseReading, titles: Texts, names: Texts, periods: Sequence[Period]
) -> Picture | None:
    course = reading.course
    gap = gap_of_course(
        reading,
        periods,
        Words(course.indicator.unit),
        titles[course.indicator_id].title,
        behind=names[course.subgroup_id].title if course.subgroup_id else "",
        ahead=names[course.other_id].title if course.other_id else "",
    )
    if gap is None:
        return None
    verdict = f" {gap.verdict.label} {gap.verdict.text}" if gap.verdict is not None else ""
    return picture_of(gap.chart, f"{gap.finding}{verdict}")
