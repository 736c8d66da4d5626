"""A release as one document that programs read: definition, figures, measures, changes, what was agreed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from concerted.analysis.inequality import Pace
from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Release
from concerted.measure.indicators.queries.courses import CourseReading, courses_for, read_courses
from concerted.measure.indicators.queries.files import (
    definition_of,
    figure_count,
    figure_records,
    measure_records,
)
from concerted.measure.indicators.queries.measuring import Facts
from concerted.measure.indicators.queries.released import cut_of, dimensions_of
from concerted.measure.indicators.queries.summary import reckon
from concerted.measure.indicators.queries.units import Words
from concerted.organizations.translations import renditions

VERSION = 1
"""Of the names in the document; a new name does not change it, a name that goes does."""

AT_ONCE = 2000
"""Figures in one document; it names the next one."""


def page_count(release: Release, reader: Viewer | None = None) -> int:
    """How many documents ``release`` takes; one at least."""
    return max(1, -(-figure_count(release, reader) // AT_ONCE))


def whole_of(
    release: Release,
    language: str,
    page: int,
    following: str | None,
    reader: Viewer | None = None,
) -> dict[str, Any]:
    """What ``reader`` is shown of an indicator, numbers at full precision, ``None`` where there is none.

    Its figures page by page; all else stands in the first document. ``following`` is the address of the next one.
    """
    which = slice((page - 1) * AT_ONCE, page * AT_ONCE)
    told: dict[str, Any] = {
        "version": VERSION,
        "indicator": {"slug": release.indicator.slug, **definition_of(release, language)},
        "figures": list(figure_records(release, reader, which)),
        "next": following,
    }
    if page > 1:
        return told
    return {
        **told,
        "figure_count": figure_count(release, reader),
        "measures": list(measure_records(release, reader)),
        "changes": _changes(release, reader),
        "courses": _courses(release, reader),
    }


def _changes(release: Release, reader: Viewer | None) -> list[dict[str, Any]]:
    """Of every measure of the whole from the first to the last period."""
    indicator = release.indicator
    facts = Facts(Words(indicator.unit).scale, indicator.favourable)
    dimensions = dimensions_of(release, reader)
    names = renditions(dimensions, indicator.language)
    found = []
    for dimension in dimensions:
        cut, _sources = cut_of(release, reader, dimension, names, indicator.language)
        reckoned = reckon(cut, facts)
        for code, moved in reckoned.changes.items():
            found.append(
                {
                    "dimension": cut.key,
                    "code": code,
                    "from": reckoned.periods[0].end.isoformat(),
                    "to": reckoned.periods[-1].end.isoformat(),
                    **asdict(moved),
                }
            )
    return found


def _courses(release: Release, reader: Viewer | None) -> list[dict[str, Any]]:
    """What was agreed, with the figure that is followed and where its line goes; as the page, of none without figures."""
    readings = read_courses(courses_for(release.indicator, reader))
    return [_course(one) for one in readings if one.points]


def _course(reading: CourseReading) -> dict[str, Any]:
    course = reading.course
    return {
        "goal": course.goal.slug,
        "measure": course.measure,
        "dimension": course.dimension.slug if course.dimension else "",
        "behind": course.subgroup.code if course.subgroup else "",
        "ahead": course.other.code if course.other else "",
        "baseline": [course.baseline_on, course.baseline_value],
        "target": [course.target_on, course.target_value],
        "points": course.points,
        "seen": [{"on": one.on, "value": one.value, "se": one.se} for one in reading.points],
        "is_met": reading.is_met,
        "is_on_pace": reading.is_on_pace,
        "pace": None if reading.pace is None else _pace(reading.pace),
    }


def _pace(pace: Pace) -> dict[str, Any]:
    """As ``analysis`` has it, but for the degrees of freedom, which may be infinite."""
    return {name: value for name, value in asdict(pace).items() if name != "degrees_of_freedom"}
