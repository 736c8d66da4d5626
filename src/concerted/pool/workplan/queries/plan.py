"""The workplan as its page shows it: goals with their activities, how far each is, and a picture in time."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.base.charts import Chart, Span, SpanGroup, Spans, draw_spans
from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions
from concerted.pool.workplan.models import Activity, ActivityState, Task, TaskState


@dataclass(frozen=True)
class Progress:
    """How far the tasks of an activity are."""

    done: int
    total: int
    overdue: int
    next: Task | None
    """The open task that is due first."""


@dataclass(frozen=True)
class ActivityRow:
    activity: Activity
    text: Rendition
    partners: Sequence[str]
    """Who contributes, besides who answers for it."""
    progress: Progress


@dataclass(frozen=True)
class GoalPlan:
    goal: Goal
    text: Rendition
    rows: Sequence[ActivityRow]


@dataclass(frozen=True)
class Plan:
    goals: Sequence[GoalPlan]
    finding: str
    chart: Chart


def goals_of(organization: Organization, viewer: Viewer) -> QuerySet[Goal]:
    """The open goals of a workplan; drafts only for the team."""
    mine = Goal.objects.visible_to(viewer).values("pk")
    published = Goal.objects.public().values("pk")
    rows = Goal.objects.filter(organization=organization, closed_at=None)
    return rows.filter(Q(pk__in=mine) | Q(pk__in=published)).select_related("organization")


def activities_of(organization: Organization, viewer: Viewer) -> list[Activity]:
    """All that was not dropped, what starts first before what follows."""
    rows = Activity.objects.visible_to(viewer).filter(organization=organization)
    return list(rows.exclude(state=ActivityState.DROPPED).with_everything())


def plan_of(organization: Organization, viewer: Viewer, language: str) -> Plan:
    """The whole workplan, in a fixed number of queries."""
    activities = activities_of(organization, viewer)
    texts = renditions(activities, language)
    progress = progress_of(activities)
    rows: dict[Goal, list[ActivityRow]] = defaultdict(list)
    for one in activities:
        partners = [str(given.partner) for given in one.contributions.all()]
        rows[one.goal].append(ActivityRow(one, texts[one.pk], partners, progress[one.pk]))
    titles = renditions(rows, language)
    goals = [GoalPlan(goal, titles[goal.pk], found) for goal, found in rows.items()]
    goals.sort(key=lambda one: one.goal.created_at)
    return Plan(goals, _finding(activities, len(goals)), _chart(goals))


def progress_of(activities: Sequence[Activity]) -> dict[uuid.UUID, Progress]:
    """For each activity its tasks, counted; dropped ones do not count. The activities have passed a gate."""
    tasks: dict[uuid.UUID | None, list[Task]] = defaultdict(list)
    for one in Task.objects.filter(activity__in=activities).exclude(state=TaskState.DROPPED):
        tasks[one.activity_id].append(one)
    today = timezone.localdate()
    return {one.pk: _progress(tasks[one.pk], today) for one in activities}


def _progress(tasks: Sequence[Task], today: datetime.date) -> Progress:
    waiting = [one for one in tasks if one.is_open]
    return Progress(
        done=len(tasks) - len(waiting),
        total=len(tasks),
        overdue=sum(one.is_overdue(today) for one in waiting),
        next=waiting[0] if waiting else None,
    )


def _finding(activities: Sequence[Activity], goals: int) -> str:
    """How much is planned and under way, in a sentence."""
    under_way = sum(one.state == ActivityState.UNDER_WAY for one in activities)
    soon = timezone.localdate() + datetime.timedelta(days=31)
    ending = sum(
        one.is_live and one.ends_on is not None and one.ends_on <= soon for one in activities
    )
    told = {"count": len(activities), "goals": goals, "under_way": under_way, "ending": ending}
    first = ngettext(
        "%(count)d activity, %(under_way)d of them under way.",
        "%(count)d activities, %(under_way)d of them under way.",
        len(activities),
    )
    second = ngettext(
        "%(ending)d is to be done within a month.",
        "%(ending)d are to be done within a month.",
        ending,
    )
    return f"{first % told} {second % told}" if ending else first % told


COLORS = {ActivityState.PLANNED: 2, ActivityState.UNDER_WAY: 1, ActivityState.DONE: 4}
"""A color for each state: the words of the row say it too."""


def _chart(goals: Sequence[GoalPlan]) -> Chart:
    return draw_spans(
        Spans(
            title=_("Activities for each goal, in time"),
            groups=[SpanGroup(one.text.title, [_span(row) for row in one.rows]) for one in goals],
            today=timezone.localdate(),
            group_heading=_("Goal"),
            label_heading=_("Activity"),
            note_heading=_("Who, and how far"),
        )
    )


def _span(row: ActivityRow) -> Span:
    one = row.activity
    who = one.owner.name if one.owner else _("nobody yet")
    return Span(
        label=row.text.title,
        start=one.starts_on,
        end=one.ends_on,
        note=f"{who} ({one.get_state_display().lower()})",
        group=COLORS[ActivityState(one.state)],
    )
