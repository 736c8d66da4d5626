"""What a workplan lacks and where it doubles work, each as a sentence with the page to mend it on."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.goals.ledger import LABELS, Stage
from concerted.goals.models import Goal
from concerted.organizations.models import Organization, Role
from concerted.organizations.translations import Rendition, renditions
from concerted.pool.workplan.models import Activity, Task
from concerted.pool.workplan.queries.partners import partners_of
from concerted.pool.workplan.queries.plan import activities_of, goals_of

HEAVY = 5
"""Fewer open tasks than these are no load."""


@dataclass(frozen=True)
class Gap:
    sentence: str
    url: str
    is_overlap: bool = False


@dataclass(frozen=True)
class _Plan:
    """What all checks look at, read once."""

    organization: Organization
    goals: Sequence[Goal]
    activities: Sequence[Activity]
    """All but the dropped ones: what is done is no gap."""
    tasks: Sequence[Task]
    partners: dict[uuid.UUID, Organization]
    teams: frozenset[tuple[uuid.UUID, uuid.UUID]]
    """(partner, user)"""
    titles: dict[uuid.UUID, Rendition]


def gaps_of(organization: Organization, viewer: Viewer, language: str) -> list[Gap]:
    """All gaps, then all overlaps, in a fixed number of queries."""
    plan = _read(organization, viewer, language)
    found = [gap for check in CHECKS for gap in check(plan)]
    return sorted(found, key=lambda one: one.is_overlap)


def _read(organization: Organization, viewer: Viewer, language: str) -> _Plan:
    goals = list(goals_of(organization, viewer))
    activities = activities_of(organization, viewer)
    tasks = Task.objects.visible_to(viewer).filter(organization=organization).open()
    partners = {one.pk: one for one in partners_of(organization)}
    roles = Role.objects.filter(organization__in=partners)
    return _Plan(
        organization,
        goals,
        activities,
        list(tasks.select_related("partner", "activity")),
        partners,
        frozenset(roles.values_list("organization_id", "user_id")),
        {**renditions(goals, language), **renditions(activities, language)},
    )


def _title(plan: _Plan, row: Goal | Activity) -> str:
    return str(plan.titles[row.pk].title)


def _of_activity(plan: _Plan, activity: Activity) -> str:
    return reverse("workplan:activity", args=[plan.organization.slug, activity.pk])


def _of_task(plan: _Plan, task: Task) -> str:
    return reverse("workplan:change_task", args=[plan.organization.slug, task.pk])


def _goals_without_activity(plan: _Plan) -> Iterator[Gap]:
    served = {one.goal_id for one in plan.activities}
    for goal in plan.goals:
        if goal.pk not in served:
            words = _("Nobody does anything yet for “%(goal)s”.") % {"goal": _title(plan, goal)}
            yield Gap(words, reverse("workplan:add_activity", args=[plan.organization.slug]))


def _stages_without_activity(plan: _Plan) -> Iterator[Gap]:
    covered: dict[uuid.UUID, set[Stage]] = defaultdict(set)
    for one in plan.activities:
        covered[one.goal_id].add(one.stage)
    for goal in plan.goals:
        missing = [str(LABELS[one]) for one in Stage if one not in covered[goal.pk]]
        if covered[goal.pk] and missing:
            told = {"goal": _title(plan, goal), "stages": ", ".join(missing)}
            words = _("For “%(goal)s” nothing is planned to: %(stages)s.") % told
            yield Gap(words, reverse("workplan:add_activity", args=[plan.organization.slug]))


def _activities_without_owner_or_task(plan: _Plan) -> Iterator[Gap]:
    busy = {one.activity_id for one in plan.tasks}
    for one in (activity for activity in plan.activities if activity.is_live):
        told = {"title": _title(plan, one)}
        if one.owner is None:
            yield Gap(_("Nobody answers for “%(title)s”.") % told, _of_activity(plan, one))
        elif one.owner_id not in plan.partners:
            words = _("%(partner)s, who answers for “%(title)s”, is no partner any more.")
            gone = {**told, "partner": one.owner.name}
            yield Gap(words % gone, _of_activity(plan, one))
        if one.pk not in busy:
            yield Gap(_("“%(title)s” has no open task.") % told, _of_activity(plan, one))


def _tasks_without_date_or_person(plan: _Plan) -> Iterator[Gap]:
    for one in plan.tasks:
        told = {"title": one.title}
        if one.partner is None and one.due_on is None:
            words = _("“%(title)s” has no date, and nobody who does it.")
        elif one.partner is None:
            words = _("Nobody does “%(title)s” yet.")
        elif one.due_on is None:
            words = _("“%(title)s” has no date.")
        else:
            continue
        yield Gap(words % told, _of_task(plan, one))


def _tasks_of_those_who_left(plan: _Plan) -> Iterator[Gap]:
    for one in plan.tasks:
        told = {"title": one.title, "partner": str(one.partner), "day": _by(one.due_on)}
        if one.partner_id is None:
            continue
        if one.partner_id not in plan.partners:
            words = _("“%(title)s”%(day)s waits for %(partner)s, who is no partner any more.")
        elif one.user_id is not None and (one.partner_id, one.user_id) not in plan.teams:
            words = _("“%(title)s”%(day)s waits for somebody who has left %(partner)s.")
        else:
            continue
        yield Gap(words % told, _of_task(plan, one))


def _by(day: datetime.date | None) -> str:
    return _(" (due %(day)s)") % {"day": date_format(day, "DATE_FORMAT")} if day else ""


def _same_work_twice(plan: _Plan) -> Iterator[Gap]:
    """Two partners with the same kind of work for the same goal, place and language at the same time."""
    live = [one for one in plan.activities if one.is_live]
    for one, other in combinations(live, 2):
        if _is_same(one, other) and one.owner and other.owner and one.owner != other.owner:
            words = _(
                "%(one)s and %(other)s do the same kind of work for “%(goal)s” at the same time: "
                "“%(first)s” and “%(second)s”."
            ) % {
                "one": one.owner.name,
                "other": other.owner.name,
                "goal": _goal_title(plan, one),
                "first": _title(plan, one),
                "second": _title(plan, other),
            }
            yield Gap(words, _of_activity(plan, other), is_overlap=True)


def _goal_title(plan: _Plan, activity: Activity) -> str:
    known = plan.titles.get(activity.goal_id)
    return str(known.title) if known is not None else activity.goal.title


def _is_same(one: Activity, other: Activity) -> bool:
    here, there = ((a.goal_id, a.kind, a.place.casefold(), a.spoken) for a in (one, other))
    earliest, latest = datetime.date.min, datetime.date.max
    return (
        here == there
        and (one.starts_on or earliest) <= (other.ends_on or latest)
        and (other.starts_on or earliest) <= (one.ends_on or latest)
    )


def _heavy_loads(plan: _Plan) -> Iterator[Gap]:
    """A partner with at least five open tasks, and at least twice as many as any other."""
    counts = Counter(one.partner_id for one in plan.tasks if one.partner_id in plan.partners)
    if len(plan.partners) < 2 or not counts:
        return
    (heaviest, most), *others = counts.most_common(2)
    following = others[0][1] if others else 0
    if most >= HEAVY and most >= 2 * following and heaviest is not None:
        told = {
            "partner": plan.partners[heaviest].name,
            "count": most,
            "all": len(plan.tasks),
            "next": following,
        }
        words = _(
            "%(partner)s carries %(count)d of %(all)d open tasks. Nobody else has more than %(next)d."
        )
        url = reverse("workplan:tasks", args=[plan.organization.slug])
        yield Gap(words % told, url, is_overlap=True)


CHECKS = (
    _goals_without_activity,
    _stages_without_activity,
    _activities_without_owner_or_task,
    _tasks_without_date_or_person,
    _tasks_of_those_who_left,
    _same_work_twice,
    _heavy_loads,
)
