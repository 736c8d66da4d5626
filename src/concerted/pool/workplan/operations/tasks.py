"""Who does what by when: tasks are added, handed to a person, done, and reminded of."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization, Role
from concerted.pool.workplan.models import Activity, AgendaItem, Task, TaskState
from concerted.pool.workplan.operations.meetings import changeable
from concerted.pool.workplan.queries.partners import partners_of


class TaskValues(TypedDict, total=False):
    activity: Activity | None
    title: str
    language: str
    partner: Organization | None
    user: User | None
    due_on: datetime.date | None


@transaction.atomic
def add_task(
    *,
    organization: Organization,
    by: Viewer | None,
    item: AgendaItem | None = None,
    **values: Unpack[TaskValues],
) -> Task:
    """A new thing to do; with ``item``, one that a minute asked for. Asked twice, the one there is."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    _check(organization, values)
    _check_item(organization, item)
    given: dict[str, Any] = {"language": organization.language, **values}
    rows = Task.objects.filter(organization=organization, item=item)
    same = rows.filter(activity=values.get("activity"), title=values["title"]).open().first()
    if same is not None:
        return same
    task = Task.objects.create(organization=organization, item=item, **given)
    note(verb="added", subject=task, by=by, after={"title": task.title, "due_on": task.due_on})
    return task


@transaction.atomic
def change_task(*, task: Task, by: Viewer | None, **values: Unpack[TaskValues]) -> Task:
    """Change what is to be done, by whom and by when."""
    task = _locked(task)
    _check(task.organization, values, task)
    before, after = change(task, **values)
    if after:
        _remind_anew(task, after)
        note(verb="edited", subject=task, by=by, before=before, after=after)
    return task


@transaction.atomic
def hand_task(*, task: Task, user: User | None, by: Viewer | None) -> Task:
    """Say who of the partner's team does it; nobody, where ``user`` is ``None``."""
    task = _locked(task)
    _check(task.organization, {"partner": task.partner, "user": user}, task)
    before, after = change(task, user=user)
    if after:
        _remind_anew(task, after)
        note(verb="handed", subject=task, by=by, before=before, after=after)
    return task


@transaction.atomic
def finish_task(*, task: Task, by: Viewer | None, done_on: datetime.date | None = None) -> Task:
    """Note that it is done. Asked twice, the first day stays."""
    task = _locked(task)
    if task.state == TaskState.DONE:
        return task
    day = done_on or timezone.localdate()
    change(task, state=TaskState.DONE, done_on=day, done_by_id=by.pk if by else None)
    note(verb="finished", subject=task, by=by)
    return task


@transaction.atomic
def reopen_task(*, task: Task, by: Viewer | None) -> Task:
    """It is to be done after all, or again."""
    task = _locked(task)
    if task.state != TaskState.OPEN:
        change(task, state=TaskState.OPEN, done_on=None, done_by_id=None)
        note(verb="reopened", subject=task, by=by)
    return task


@transaction.atomic
def drop_task(*, task: Task, by: Viewer | None) -> Task:
    """It will not be done, and counts no more."""
    task = _locked(task)
    if task.state == TaskState.OPEN:
        change(task, state=TaskState.DROPPED)
        note(verb="dropped", subject=task, by=by)
    return task


def _remind_anew(task: Task, after: Mapping[str, object]) -> None:
    """Who does it now has had no reminder yet; nobody gets two for one date."""
    if {"partner", "user"} & set(after):
        change(task, reminded_for=None)


def _check_item(organization: Organization, item: AgendaItem | None) -> None:
    if item is None:
        return
    if item.organization_id != organization.pk:
        raise Refused(_("This is no point of a meeting here."))
    changeable(meeting=item.meeting)


def _check(organization: Organization, values: TaskValues, task: Task | None = None) -> None:
    """What is named belongs here; who has left may stay where they stood."""
    activity = values.get("activity")
    if activity is not None and activity.organization_id != organization.pk:
        raise Refused(_("This activity is in another workplan."), field="activity")
    partner = values.get("partner", task.partner if task else None)
    user = values.get("user", task.user if task else None)
    stays = task is not None and (partner, user) == (task.partner, task.user)
    if stays:
        return
    if partner is not None and partner not in partners_of(organization):
        raise Refused(_("This organization is no partner here."), field="partner")
    if user is not None and not Role.objects.filter(organization=partner, user=user).exists():
        raise Refused(_("This person is not in the team of the partner."), field="user")


def _locked(task: Task) -> Task:
    rows = Task.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "partner", "user").get(pk=task.pk)
