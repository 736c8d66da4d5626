"""What courses tell the ledger of goals: the latest figure, when figures came out, and whether the pace will do."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.analysis.inequality import Change
from concerted.goals.ledger import Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.goals.states import Finding, Rule, State
from concerted.measure.indicators.models import Course, Indicator, Measure, Release
from concerted.measure.indicators.queries.courses import CourseReading, main_courses
from concerted.measure.indicators.queries.periods import day_at
from concerted.measure.indicators.queries.units import Words, interval
from concerted.organizations.translations import Rendition, renditions

RULES = (
    Rule(
        State.OFF_PACE,
        gettext_lazy(
            "A line through the figures since the path was agreed, two at least, does not reach the target by its "
            "day. Or the day has come, and the target is not met."
        ),
    ),
    Rule(
        State.ON_TRACK,
        gettext_lazy(
            "The same line reaches the target by its day. Or the day has come, and the target is met."
        ),
    ),
)


def findings(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Finding]]:
    """Whether the main course of each goal is on pace, where that can be told."""
    read = main_courses(goals, reader)
    texts = _titles(read.values(), language)
    return {
        goal: [_finding(one, texts[one.course.indicator_id].title)]
        for goal, one in read.items()
        if one.is_on_pace is not None
    }


def _finding(read: CourseReading, title: str) -> Finding:
    state = State.ON_TRACK if read.is_on_pace else State.OFF_PACE
    since = read.last.on if read.last else None
    return Finding(state, f"{title}: {pace_sentence(read)}", since, page_of(read.course.indicator))


def pace_sentence(read: CourseReading) -> str:
    """Whether the target will be met, and when, in plain words; nothing while that cannot be told."""
    course, words = read.course, Words(read.course.indicator.unit)
    told = {
        "target": words.of(course.measure, course.target_value),
        "by": date_format(course.target_on, "F Y"),
    }
    if read.is_met:
        return _("the target of %(target)s is met.") % told
    if read.is_on_pace is None:
        return ""
    if read.pace is None:
        return _("the target of %(target)s by %(by)s was not met.") % told
    meets = None if read.pace.meets_at is None else day_at(read.pace.meets_at)
    if meets is None:
        return _("at this pace the target of %(target)s is never met.") % told
    told["when"] = date_format(meets, "F Y")
    if read.is_on_pace:
        return _("at this pace the target of %(target)s by %(by)s is met in %(when)s.") % told
    return _("at this pace the target of %(target)s by %(by)s is met only in %(when)s.") % told


def measure_lines(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Line]:
    """For each goal the latest released figure of its main course, and how far it is."""
    read = main_courses(goals, reader)
    texts = _titles(read.values(), language)
    groups = renditions(
        [
            group
            for one in read.values()
            for group in (one.course.subgroup, one.course.other, one.beside)
            if group is not None
        ],
        language,
    )
    return {
        goal: Line(
            figure=figure_of(one),
            text=words_of(one, texts[one.course.indicator_id].title, groups),
            url=page_of(one.course.indicator),
            progress=one.progress,
            at=one.release.created_at if one.release else None,
        )
        for goal, one in read.items()
        if one.last is not None
    }


def figure_of(read: CourseReading) -> str:
    """A gap with where it started; a ratio, or the figure itself, alone."""
    course, last = read.course, read.last
    if last is None:
        return ""
    words = Words(course.indicator.unit)
    if course.measure != Measure.DIFFERENCE:
        return words.of(course.measure, last.value)
    told = {
        "before": words.short_gap(course.baseline_value),
        "after": words.of(course.measure, last.value),
    }
    return _("%(before)s → %(after)s") % told


def words_of(read: CourseReading, title: str, groups: Mapping[uuid.UUID, Rendition]) -> str:
    """What the figure is, of whom, and what was agreed."""
    course, words = read.course, Words(read.course.indicator.unit)
    behind, ahead = (
        groups[group.pk].title if group is not None else ""
        for group in (course.subgroup, course.other)
    )
    told = {
        "title": title,
        "behind": behind,
        "ahead": ahead,
        "before": words.of(course.measure, course.baseline_value),
        "target": words.of(course.measure, course.target_value),
    }
    if course.measure == Measure.DIFFERENCE:
        parts = [_("%(title)s: gap %(behind)s–%(ahead)s") % told, _change(read.change, words)]
    elif course.measure == Measure.RATIO:
        parts = [_("%(title)s: ratio %(behind)s to %(ahead)s, was %(before)s") % told]
    else:
        of_whom = _("%(title)s, %(behind)s") if behind else "%(title)s"
        parts = [of_whom % told, _beside(read, words, groups)]
    parts.append(_("target %(target)s") % told)
    if read.is_on_pace is False:
        parts.append(_("off pace"))
    return " · ".join(part for part in parts if part)


def _change(moved: Change | None, words: Words) -> str:
    """How sure it is that a gap moved."""
    if moved is None or moved.difference_lower is None or moved.difference_upper is None:
        return ""
    ends = words.short_gap(moved.difference_lower), words.short_gap(moved.difference_upper)
    return _("95%% interval of the change: %(ends)s") % {"ends": interval(*ends)}


def _beside(read: CourseReading, words: Words, groups: Mapping[uuid.UUID, Rendition]) -> str:
    """The figure of the reference group, where the course follows that of another."""
    if read.last is None or read.last.other is None or read.beside is None:
        return ""
    told = {"group": groups[read.beside.pk].title, "figure": words.figure(read.last.other)}
    return _("%(group)s: %(figure)s") % told


def page_of(indicator: Indicator) -> str:
    """Its public page, once there is one."""
    return "" if indicator.is_draft else indicator.get_absolute_url()


def _titles(read: Iterable[CourseReading], language: str) -> dict[uuid.UUID, Rendition]:
    return renditions({one.course.indicator for one in read}, language)


def goal_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When figures of a goal came out; three queries."""
    courses = Course.objects.public() if reader is None else Course.objects.visible_to(reader)
    pairs = dict.fromkeys(courses.filter(goal__in=goals).values_list("indicator", "goal"))
    rows = Release.objects.public() if reader is None else Release.objects.visible_to(reader)
    rows = rows.filter(indicator__in={indicator for indicator, _goal in pairs})
    releases = list(rows.select_related("indicator__organization").order_by("created_at"))
    texts = renditions({one.indicator for one in releases}, language)
    told: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for one in releases:
        told[one.indicator_id].append(_moment(one, texts[one.indicator_id].title))
    found: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for indicator, goal in pairs:
        found[goal] += told[indicator]
    return found


def _moment(release: Release, title: str) -> Moment:
    return Moment(
        release.created_at,
        _("New figures: %(title)s") % {"title": title},
        release.words,
        page_of(release.indicator),
    )
