"""What the workplan tells the floors below: goals, and the desks of those who do the work."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.goals.ledger import Line, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Membership, Organization
from concerted.pool.partners.registry import Cell
from concerted.pool.workplan.models import LIVE, Activity, Meeting, Task, TaskState


def pool_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001 - tasks are told in the words they were written in
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many of its tasks are done and which is next. A workplan is for who works on it."""
    if reader is None:
        return {}
    found: dict[uuid.UUID, list[Task]] = defaultdict(list)
    rows = Task.objects.visible_to(reader).filter(activity__goal__in=goals)
    for one in rows.exclude(state=TaskState.DROPPED).select_related("organization", "activity"):
        if one.activity is not None:
            found[one.activity.goal_id].append(one)
    return {goal: _line(tasks) for goal, tasks in found.items()}


def _line(tasks: Sequence[Task]) -> Line:
    done = sum(not one.is_open for one in tasks)
    text = _("tasks done")
    # Tasks are in the order of their dates.
    following = next((one for one in tasks if one.is_open), None)
    if following is not None and following.due_on is not None:
        told = {"title": following.title, "day": date_format(following.due_on, "DATE_FORMAT")}
        text = _("tasks done. Next: %(title)s, by %(day)s") % told
    return Line(
        figure=_("%(done)s of %(all)s")
        % {"done": number_format(done), "all": number_format(len(tasks))},
        text=text,
        url=reverse("workplan:workplan", args=[tasks[0].organization.slug]),
        progress=done / len(tasks),
        at=max(one.created_at for one in tasks),
    )


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What is late, what partners' coalitions wait for from us, and the next meeting."""
    return [
        *_late(organization, viewer),
        *_ours(organization, viewer),
        *_next(organization, viewer),
    ]


def _late(organization: Organization, viewer: Viewer) -> list[Card]:
    rows = Task.objects.visible_to(viewer).filter(organization=organization)
    late = rows.overdue(timezone.localdate()).count()
    if not late:
        return []
    words = _("Their day has passed. Do them, move them, or let them go.")
    url = reverse("workplan:tasks", args=[organization.slug])
    return [Card(_("Tasks are overdue"), words, url, number=number_format(late))]


def _ours(organization: Organization, viewer: Viewer) -> list[Card]:
    """Open tasks that ``organization`` has taken on in the workplan of a coalition."""
    rows = Task.objects.visible_to(viewer).open().filter(partner=organization)
    rows = rows.exclude(organization=organization).filter(
        Q(activity__isnull=True) | Q(activity__state__in=LIVE)
    )
    told = rows.values("organization__name", "organization__slug").annotate(open=Count("pk"))
    return [
        Card(
            _("Our tasks in %(coalition)s") % {"coalition": one["organization__name"]},
            _("What your organization has taken on."),
            reverse("workplan:tasks", args=[one["organization__slug"]]),
            number=number_format(one["open"]),
        )
        for one in told.order_by("organization__name")
    ]


def _next(organization: Organization, viewer: Viewer) -> list[Card]:
    rows = Meeting.objects.visible_to(viewer).filter(organization=organization).to_come()
    meeting = rows.select_related("organization").order_by("starts_at").first()
    if meeting is None:
        return []
    when = date_format(meeting.local_start, "DATETIME_FORMAT")
    return [Card(_("The next meeting"), f"{meeting.title}, {when}", meeting.get_absolute_url())]


def activities_brought(membership: Membership) -> Iterable[Mapping[str, Cell]]:
    """The activities for which a partner answers, for its own keeping; the membership has passed a gate."""
    rows = Activity.objects.filter(
        organization=membership.organization_id, owner=membership.member_id
    )
    return [
        {
            "activity": one.title,
            "goal": one.goal.title,
            "from": one.starts_on.isoformat() if one.starts_on else "",
            "until": one.ends_on.isoformat() if one.ends_on else "",
            "state": one.state,
        }
        for one in rows.select_related("goal")
    ]


def tasks_brought(membership: Membership) -> Iterable[Mapping[str, Cell]]:
    """The tasks that a partner does or has done, for its own keeping; the membership has passed a gate."""
    rows = Task.objects.filter(
        organization=membership.organization_id, partner=membership.member_id
    )
    return [
        {
            "task": one.title,
            "activity": one.activity.title if one.activity else "",
            "due": one.due_on.isoformat() if one.due_on else "",
            "done": one.done_on.isoformat() if one.done_on else "",
            "state": one.state,
        }
        for one in rows.select_related("activity")
    ]
