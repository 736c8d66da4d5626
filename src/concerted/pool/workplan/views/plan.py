"""The workplan: all of it, one activity, and its changes."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import own_name, page_language
from concerted.goals.queries import goals_to_serve
from concerted.organizations.models import Subject
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import organized, shared
from concerted.organizations.views.translating import translation_page
from concerted.pool.workplan.forms.activities import ActivityForm, AdaptForm
from concerted.pool.workplan.models import Activity, Task
from concerted.pool.workplan.operations import activities as operations
from concerted.pool.workplan.queries.changes import changes_of
from concerted.pool.workplan.queries.gaps import gaps_of
from concerted.pool.workplan.queries.partners import partners_of
from concerted.pool.workplan.queries.plan import plan_of, progress_of
from concerted.pool.workplan.queries.tasks import task_rows
from concerted.pool.workplan.views.gate import address, editable_activity, visible_activity


@require_GET
def workplan(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, Subject.WORKPLAN)
    context = {
        "organization": owner,
        "plan": plan_of(owner, request.user, page_language()),
        "gaps": gaps_of(owner, request.user, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "workplan/workplan.html", context)


@require_GET
def activity(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = visible_activity(request, organization, pk)
    tasks = Task.objects.visible_to(request.user).filter(activity=found)
    can_edit = can_organize(found.organization, request.user)
    context = {
        "organization": found.organization,
        "activity": found,
        "text": found.in_language(page_language()),
        "goal": found.goal.in_language(page_language()),
        "spoken": own_name(found.spoken) if found.spoken else "",
        "helpers": [one.partner for one in found.contributions.all()],
        "rows": task_rows(tasks, request.user),
        "progress": progress_of([found])[found.pk],
        "changes": changes_of(found),
        "can_edit": can_edit,
        "translations": [
            (state, address("translate_activity", found.organization, found.pk, state.language))
            for state in (translation_states(found) if can_edit else ())
        ],
    }
    return render(request, "workplan/activity.html", context)


@require_http_methods(["GET", "POST"])
def add_activity(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = ActivityForm(
        request.POST or None,
        initial={"language": owner.language},
        goals=goals_to_serve(owner, request.user),
        partners=partners_of(owner),
    )
    if form.done(operations.add_activity, organization=owner, by=request.user):
        messages.success(request, _("Saved. Now say who does what by when."))
        return redirect(address("activity", owner, form.result.pk))
    context = {"organization": owner, "form": form}
    return form_page(request, "workplan/add_activity.html", context)


@require_http_methods(["GET", "POST"])
def adapt_activity(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_activity(request, organization, pk)
    form = _adapt_form(request, found)
    if form.done(operations.adapt_activity, activity=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("activity", found.organization, found.pk))
    context = {"organization": found.organization, "activity": found, "form": form}
    return form_page(request, "workplan/adapt_activity.html", context)


def _adapt_form(request: HttpRequest, found: Activity) -> AdaptForm:
    owner = found.organization
    helpers = [one.partner_id for one in found.contributions.all()]
    return AdaptForm(
        request.POST or None,
        instance=found,
        initial={"partners": helpers},
        goals=goals_to_serve(owner, request.user, own=found.goal_id),
        partners=partners_of(owner, also=[found.owner_id, *helpers]),
    )


@require_http_methods(["GET", "POST"])
def translate_activity(
    request: HttpRequest, organization: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    found = editable_activity(request, organization, pk)
    back = address("activity", found.organization, found.pk)
    return translation_page(request, found, language, back_url=back)
