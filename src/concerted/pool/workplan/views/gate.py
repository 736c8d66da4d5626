"""Where pages about one activity, task, meeting or point begin."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from concerted.organizations.models import Organization
from concerted.organizations.views.gate import one_of
from concerted.pool.workplan.models import Activity, AgendaItem, Meeting, Task


def visible_activity(request: HttpRequest, organization: str, pk: uuid.UUID) -> Activity:
    rows = Activity.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, pk=pk)


def editable_activity(request: HttpRequest, organization: str, pk: uuid.UUID) -> Activity:
    rows = Activity.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, pk=pk)


def editable_task(request: HttpRequest, organization: str, pk: uuid.UUID) -> Task:
    rows = Task.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, pk=pk)


def own_task(request: HttpRequest, organization: str, pk: uuid.UUID) -> Task:
    """A task that the viewer, or the partner they work for, does."""
    rows = Task.objects.enterable_by(request.user).with_everything()
    return one_of(rows, organization, pk=pk)


def visible_meeting(request: HttpRequest, organization: str, number: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.user)
    rows = rows.select_related("organization", "approved_in__organization")
    return one_of(rows, organization, number=number)


def editable_meeting(request: HttpRequest, organization: str, number: int) -> Meeting:
    rows = Meeting.objects.editable_by(request.user).select_related("organization")
    return one_of(rows, organization, number=number)


def editable_item(
    request: HttpRequest, organization: str, number: int, pk: uuid.UUID
) -> AgendaItem:
    rows = AgendaItem.objects.editable_by(request.user).with_everything()
    rows = rows.select_related("organization", "meeting__organization")
    return one_of(rows, organization, meeting__number=number, pk=pk)


def address(name: str, organization: Organization, *more: Any) -> str:
    """A page of the workplan of ``organization``."""
    return reverse(f"workplan:{name}", args=[organization.slug, *more])


def place_of(item: AgendaItem) -> str:
    """The point on the page of its meeting."""
    return f"{item.meeting.get_absolute_url()}#item-{item.pk}"
