"""What is agreed for a goal: from where, to where, by when, and by which decision."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.decide.proposals.models import Decision, Proposal
from concerted.goals.models import Goal
from concerted.measure.indicators.models import Course, Indicator, Measure, Subgroup


class CourseValues(TypedDict, total=False):
    indicator: Indicator
    measure: str
    subgroup: Subgroup | None
    other: Subgroup | None
    baseline_value: float
    baseline_on: datetime.date
    target_value: float
    target_on: datetime.date
    points: Sequence[Sequence[Any]]
    agreed_on: datetime.date
    agreed_in: str
    agreed_url: str
    proposal: Proposal | None
    is_main: bool


@transaction.atomic
def agree_course(*, goal: Goal, by: Viewer | None, **values: Unpack[CourseValues]) -> Course:
    """A course for a goal. The same measure of the same groups again gives the one that has it.

    The first one of a goal is its main course, which the ledger shows.
    """
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    what = {name: values.get(name) for name in ("indicator", "measure", "subgroup", "other")}
    same = goal.courses.filter(**what).first()
    if same is not None:
        return same
    _check(goal, values)
    is_main = values.pop("is_main", False) or not goal.courses.filter(is_main=True).exists()
    if is_main:
        goal.courses.filter(is_main=True).update(is_main=False)
    group = values.get("subgroup")
    course = Course.objects.create(
        organization_id=goal.organization_id,
        goal=goal,
        dimension_id=group.dimension_id if group is not None else None,
        is_main=is_main,
        **values,
    )
    note(verb="agreed", subject=course, by=by, after=_told(course))
    return course


@transaction.atomic
def change_course(*, course: Course, by: Viewer | None, **values: Unpack[CourseValues]) -> Course:
    """Agree anew on where to start from, where to go, by when, or on which path."""
    goal = Goal.objects.select_for_update().get(pk=course.goal_id)
    course = Course.objects.select_related("indicator", "subgroup", "other").get(pk=course.pk)
    known = {name: getattr(course, name) for name in CourseValues.__annotations__}
    _check(goal, {**known, **values})  # type: ignore[typeddict-item]
    if values.get("is_main") and not course.is_main:
        goal.courses.filter(is_main=True).update(is_main=False)
    group = values.get("subgroup", course.subgroup)
    dimension = group.dimension_id if group is not None else None
    before, after = change(course, dimension_id=dimension, **values)
    if after:
        note(verb="edited", subject=course, by=by, before=before, after=after)
    return course


@transaction.atomic
def end_course(*, course: Course, by: Viewer | None) -> None:
    """Follow a course no more. Nothing is left where it is gone already."""
    found = Course.objects.filter(pk=course.pk).first()
    if found is not None:
        note(verb="ended", subject=found, by=by, before=_told(found))
        found.delete()


def _check(goal: Goal, values: CourseValues) -> None:
    if values["indicator"].organization_id != goal.organization_id:
        raise Refused(_("This indicator belongs to another organization."), field="indicator")
    _check_groups(goal, values)
    _check_path(values)
    proposal = values.get("proposal")
    if proposal is not None:
        decided = Decision.objects.standing().filter(proposal=proposal)
        if not decided.filter(organization=goal.organization_id).exists():
            raise Refused(_("This proposal was not adopted here."), field="proposal")


def _check_groups(goal: Goal, values: CourseValues) -> None:
    group, other = values.get("subgroup"), values.get("other")
    for name, one in (("subgroup", group), ("other", other)):
        if one is not None and one.organization_id != goal.organization_id:
            raise Refused(_("This group belongs to another organization."), field=name)
    if values.get("measure", Measure.VALUE) == Measure.VALUE:
        if other is not None:
            words = _("The figure itself has no second group. Choose a difference or a ratio.")
            raise Refused(words, field="other")
        return
    if group is None or other is None or group == other:
        raise Refused(_("A gap lies between two groups. Please choose both."), field="other")
    if group.dimension_id != other.dimension_id:
        raise Refused(_("Please choose two groups of the same kind."), field="other")


def _check_path(values: CourseValues) -> None:
    start, end = values["baseline_on"], values["target_on"]
    if end <= start:
        raise Refused(_("The target has to lie after the start."), field="target_on")
    days = [datetime.date.fromisoformat(str(day)) for day, _value in values.get("points") or ()]
    if days != sorted(set(days)) or any(not start < day < end for day in days):
        words = _("The days of the path go forward, from the start to the target.")
        raise Refused(words, field="points")


def _told(course: Course) -> dict[str, Any]:
    return {
        "from": course.baseline_value,
        "to": course.target_value,
        "by": course.target_on,
    }
