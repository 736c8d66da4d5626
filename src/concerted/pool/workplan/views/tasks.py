"""Tasks: all of them by date, and each added, handed on, done."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page, way_back
from concerted.organizations.models import Organization, Subject
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import organized, shared
from concerted.pool.workplan.forms.tasks import HandForm, TaskForm
from concerted.pool.workplan.models import Activity, Task
from concerted.pool.workplan.operations import tasks as operations
from concerted.pool.workplan.queries.partners import partners_of, users_to_name
from concerted.pool.workplan.queries.tasks import task_lists
from concerted.pool.workplan.views.gate import address, editable_task, own_task


@require_GET
def tasks(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, Subject.WORKPLAN)
    context = {
        "organization": owner,
        "lists": task_lists(owner, request.user),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "workplan/tasks.html", context)


def task_form(
    request: HttpRequest, owner: Organization, *, task: Task | None = None, **initial: object
) -> TaskForm:
    """The form of a task of ``owner``, with what can be chosen there."""
    partners = partners_of(owner, also=[task.partner_id] if task else [])
    activities = Activity.objects.editable_by(request.user).filter(organization=owner)
    return TaskForm(
        request.POST or None,
        instance=task,
        initial=initial,
        activities=activities.live_or(task.activity_id if task else None),
        partners=partners,
        users=users_to_name(partners, request.user, also=task.user_id if task else None),
    )


@require_http_methods(["GET", "POST"])
def add_task(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = task_form(request, owner, activity=request.GET.get("activity"))
    if form.done(operations.add_task, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_page_of(form.result))
    context = {"organization": owner, "form": form}
    return form_page(request, "workplan/add_task.html", context)


@require_http_methods(["GET", "POST"])
def change_task(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_task(request, organization, pk)
    form = task_form(request, found.organization, task=found)
    if form.done(operations.change_task, task=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_page_of(form.result))
    context = {"organization": found.organization, "task": found, "form": form}
    return form_page(request, "workplan/change_task.html", context)


@require_http_methods(["GET", "POST"])
def hand_task(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = own_task(request, organization, pk)
    partners = [found.partner] if found.partner else []
    users = users_to_name(partners, request.user, also=found.user_id)
    form = HandForm(request.POST or None, initial={"user": found.user_id}, users=users)
    if form.done(operations.hand_task, task=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("tasks", found.organization))
    context = {"organization": found.organization, "task": found, "form": form}
    return form_page(request, "workplan/hand_task.html", context)


@require_POST
def finish_task(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = own_task(request, organization, pk)
    operations.finish_task(task=found, by=request.user)
    messages.success(request, _("Done. Thank you."))
    return redirect(way_back(request) or _page_of(found))


@require_POST
def reopen_task(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = own_task(request, organization, pk)
    operations.reopen_task(task=found, by=request.user)
    messages.success(request, _("This task is open again."))
    return redirect(way_back(request) or _page_of(found))


@require_POST
def drop_task(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_task(request, organization, pk)
    operations.drop_task(task=found, by=request.user)
    messages.success(request, _("This task is dropped. It counts no more."))
    return redirect(_page_of(found))


def _page_of(task: Task) -> str:
    """Where a task stands among others."""
    if task.activity_id is None:
        return address("tasks", task.organization)
    return address("activity", task.organization, task.activity_id)
