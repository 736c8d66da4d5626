"""How far goals are on the paths that were agreed: read from released figures, for many goals at once."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from concerted.analysis.inequality import Change, Estimate, Pace, change, difference, pace, ratio
from concerted.analysis.inequality import Goal as Aim
from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.measure.indicators.models import (
    Course,
    Figure,
    FigureStatus,
    Indicator,
    Measure,
    Release,
    Subgroup,
)
from concerted.measure.indicators.queries.errors import error_of
from concerted.measure.indicators.queries.figures import figures_in
from concerted.measure.indicators.queries.periods import years

LEAST_POINTS = 2
"""Figures through which a line can run."""


@dataclass(frozen=True)
class Point:
    """What a course follows, at the end of one period."""

    on: datetime.date
    value: float
    se: float | None = None
    """Of its logarithm, where the course follows a ratio."""
    estimate: Estimate | None = None
    """The gap as ``analysis`` has it; none where the course follows the figure itself."""
    other: float | None = None
    """The figure of the group that is ahead, or of the reference group."""
    people: int | None = None
    """Those behind it: of both groups where it compares two."""


@dataclass(frozen=True)
class CourseReading:
    """A course, the points that have been released of it in the order of time, and where its line goes."""

    course: Course
    points: Sequence[Point]
    release: Release | None = None
    beside: Subgroup | None = None
    """The group whose figure stands beside: the one ahead, or the reference group."""

    def until(self, day: datetime.date) -> CourseReading:
        """As it could be read at the end of ``day``."""
        return replace(self, points=[one for one in self.points if one.on <= day])

    @property
    def last(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def since_agreed(self) -> Sequence[Point]:
        """The points from the baseline on: those before say nothing of what was agreed."""
        return [one for one in self.points if one.on >= self.course.baseline_on]

    @property
    def aim(self) -> Aim:
        """Whether the target lies above or below where it started."""
        falls = self.course.target_value < self.course.baseline_value
        return Aim.AT_MOST if falls else Aim.AT_LEAST

    @property
    def is_met(self) -> bool:
        if self.last is None:
            return False
        value, target = self.last.value, self.course.target_value
        return value <= target if self.aim is Aim.AT_MOST else value >= target

    @cached_property
    def pace(self) -> Pace | None:
        """The line through the points; nothing with fewer than two, or once the target's day has been measured."""
        points, course = self.since_agreed, self.course
        if len({one.on for one in points}) < LEAST_POINTS or points[-1].on >= course.target_on:
            return None
        errors = [one.se for one in points if one.se is not None]
        values = [one.value for one in points]
        is_ratio = course.measure == Measure.RATIO
        return pace(
            [years(one.on) for one in points],
            values,
            errors if len(errors) == len(points) else None,
            target=course.target_value,
            by=years(course.target_on),
            goal=self.aim,
            is_logarithmic=is_ratio and min(*values, course.target_value) > 0,
        )

    @property
    def is_on_pace(self) -> bool | None:
        """Whether the target is met, or will be if the line goes on; nothing while that cannot be told."""
        if self.last is None:
            return None
        if self.last.on >= self.course.target_on or timezone.localdate() > self.course.target_on:
            return self.is_met
        return None if self.pace is None else self.pace.is_expected

    @property
    def change(self) -> Change | None:
        """How a gap moved from the first to the last point since it was agreed, with its interval."""
        points = self.since_agreed
        if len(points) < LEAST_POINTS:
            return None
        before, after = points[0].estimate, points[-1].estimate
        return change(before, after) if before is not None and after is not None else None

    @property
    def progress(self) -> float | None:
        """How much of the way is done, from 0 to 1."""
        if self.last is None:
            return None
        start, target = self.course.baseline_value, self.course.target_value
        if start == target:
            return float(self.is_met)
        return min(1.0, max(0.0, (self.last.value - start) / (target - start)))


def main_courses(goals: Sequence[Goal], reader: Viewer | None) -> dict[uuid.UUID, CourseReading]:
    """The main course of each goal that has one, read from the newest releases; a fixed number of queries."""
    rows = Course.objects.public() if reader is None else Course.objects.visible_to(reader)
    courses = rows.filter(goal__in=goals, is_main=True).with_everything()
    return {one.course.goal_id: one for one in read_courses(list(courses))}


def courses_for(indicator: Indicator, reader: Viewer | None) -> list[Course]:
    """What was agreed by ``indicator``, which has passed a gate, as far as ``reader`` may know of the goals."""
    rows = Course.objects.public() if reader is None else Course.objects.visible_to(reader)
    return list(rows.filter(indicator=indicator).with_everything())


def read_courses(courses: Sequence[Course]) -> list[CourseReading]:
    """Each of ``courses``, which have passed a gate, with what was released of it; two queries."""
    indicators = {one.indicator_id for one in courses}
    newest = Release.objects.filter(indicator__in=indicators).newest()
    releases = {one.indicator_id: one for one in newest}
    figures = _figures(courses, list(releases.values()))
    return [_read(course, releases.get(course.indicator_id), figures) for course in courses]


Figures = Mapping[tuple[uuid.UUID, uuid.UUID | None], Sequence[Figure]]
"""By release and subgroup, in the order of time; of everybody without one."""


def _figures(courses: Sequence[Course], releases: Sequence[Release]) -> Figures:
    """What was shown of the groups that courses are about, and of the reference groups beside them."""
    groups = {key for one in courses for key in (one.subgroup_id, one.other_id) if key}
    dimensions = {one.dimension_id for one in courses if one.other_id is None}
    wanted = Q(dimension=None) | Q(subgroup__in=groups)
    beside = Q(dimension__in=dimensions, subgroup__is_reference=True)
    rows = (
        figures_in(*releases)
        .filter(partner=None, place="")
        .filter(wanted | beside, status=FigureStatus.SHOWN)
        .select_related("subgroup")
        .order_by("period_end", "period_start")
    )
    found: dict[tuple[uuid.UUID, uuid.UUID | None], list[Figure]] = defaultdict(list)
    for one in rows:
        found[one.release_id, one.subgroup_id].append(one)
    return found


def _read(course: Course, release: Release | None, figures: Figures) -> CourseReading:
    if release is None:
        return CourseReading(course, [])
    own = figures.get((release.pk, course.subgroup_id), ())
    beside = _beside(course, release, figures)
    others = {(one.period_start, one.period_end): one for one in beside}
    points = [
        point
        for one in own
        for point in _points(course, one, others.get((one.period_start, one.period_end)))
    ]
    group = beside[0].subgroup if beside else None
    return CourseReading(course, points, release, group)


def _beside(course: Course, release: Release, figures: Figures) -> Sequence[Figure]:
    """The figures of the group that is ahead; of the reference group where the course names none."""
    if course.other_id is not None or course.dimension_id is None:
        return figures.get((release.pk, course.other_id), ()) if course.other_id else ()
    return next(
        (
            some
            for (key, subgroup), some in figures.items()
            if key == release.pk
            and subgroup != course.subgroup_id
            and some[0].dimension_id == course.dimension_id
            and some[0].subgroup is not None
            and some[0].subgroup.is_reference
        ),
        (),
    )


def _points(course: Course, own: Figure, other: Figure | None) -> Iterator[Point]:
    """The point of one period, where both figures that it takes are shown."""
    beside = other.value if other is not None else None
    if own.value is None:
        return
    error = error_of(own, course.indicator)
    if course.measure == Measure.VALUE:
        yield Point(own.period_end, own.value, error, other=beside, people=own.n)
    elif other is not None and beside is not None:
        ahead = beside, error_of(other, course.indicator)
        estimate = gap_of(course, (own.value, error), ahead)
        if estimate is not None:
            people = None if own.n is None or other.n is None else own.n + other.n
            yield Point(own.period_end, estimate.estimate, estimate.se, estimate, beside, people)


def gap_of(
    course: Course, behind: tuple[float, float | None], ahead: tuple[float, float | None]
) -> Estimate | None:
    """How far one group is behind another: a difference above 0 while it is, or its figure for each 1 of the other.

    Nothing where there is no such ratio.
    """
    errors = [behind[1], ahead[1]]
    known = [one for one in errors if one is not None]
    se = known if len(known) == len(errors) else None
    if course.measure == Measure.DIFFERENCE:
        return difference(
            [behind[0], ahead[0]], se=se, ordered=True, favourable=course.indicator.favourable
        )
    try:
        return ratio([ahead[0], behind[0]], se=se and se[::-1], ordered=True, favourable=True)
    except ValueError:
        return None
