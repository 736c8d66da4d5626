from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.goals import ledger, operations, queries, states
from concerted.goals.forms import GoalForm
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined, one_of, organized
from concerted.organizations.views.steps import Steps

NEWEST = 12
"""How many moments a page tells."""


def _one(goals: QuerySet[Goal], organization: str, slug: str) -> Goal:
    return one_of(goals.select_related("organization"), organization, slug=slug)


@require_GET
def public_goals(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    goals = Goal.objects.public().filter(organization=owner).select_related("organization")
    rows = queries.ledger_rows(goals, None, page_language())
    return render(request, "goals/public_goals.html", {"organization": owner, "rows": rows})


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    goal = _one(Goal.objects.public(), organization, slug)
    return render(request, "goals/page.html", _goal_context(goal, None))


@require_GET
def how_we_tell(request: HttpRequest, organization: str) -> HttpResponse:
    """The rules by which goals are told to stand as they do."""
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    context = {"organization": owner, "states": states.explained()}
    return render(request, "goals/how_we_tell.html", context)


@require_GET
def goals(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = Goal.objects.visible_to(request.user).filter(organization=owner)
    rows = queries.ledger_rows(
        found.select_related("organization").order_by("closed_at", "created_at"),
        request.user,
        page_language(),
    )
    context = {
        "organization": owner,
        "rows": rows,
        "partners": queries.partner_count(owner),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "goals/goals.html", context)


@require_GET
def goal(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _one(Goal.objects.visible_to(request.user), organization, slug)
    can_edit = Goal.objects.editable_by(request.user).filter(pk=found.pk).exists()
    context = _goal_context(found, request.user)
    context["can_edit"] = can_edit
    context["translations"] = [
        (state, _address("translate_goal", found, state.language))
        for state in translation_states(found)
    ]
    return render(request, "goals/goal.html", context)


def _goal_context(found: Goal, reader: ledger.Reader) -> dict[str, Any]:
    language = page_language()
    return {
        "organization": found.organization,
        "goal": found,
        "row": queries.ledger_rows([found], reader, language)[0],
        "moments": ledger.moments([found], reader, language)[found.pk][NEWEST - 1 :: -1],
        "actions": ledger.actions([found], reader, language)[found.pk],
    }


def _editable(request: HttpRequest, organization: str, slug: str) -> Goal:
    return _one(Goal.objects.editable_by(request.user), organization, slug)


def _address(name: str, goal: Goal, *more: str) -> str:
    return reverse(f"goals:{name}", args=[goal.organization.slug, goal.slug, *more])


@require_http_methods(["GET", "POST"])
def add_goal(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = GoalForm(request.POST or None, initial={"language": owner.language})
    if form.done(operations.add_goal, organization=owner, by=request.user):
        messages.success(request, _("Your goal is saved as a draft. Only your team sees it."))
        return redirect(_address("goal", form.result))
    context = {"organization": owner, "form": form}
    return form_page(request, "goals/add_goal.html", context)


@require_http_methods(["GET", "POST"])
def edit_goal(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    form = GoalForm(request.POST or None, instance=found)
    if form.done(operations.edit_goal, goal=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_address("goal", found))
    context = {
        "organization": found.organization,
        "form": form,
        "back_url": _address("goal", found),
    }
    return form_page(request, "goals/edit_goal.html", context)


steps = Steps(_editable, "goal", partial(_address, "goal"))
publish_goal = steps.at_once(
    operations.publish_goal, gettext_lazy("Everybody can see this goal now.")
)
close_goal = steps.once_sure(
    operations.close_goal,
    gettext_lazy("This goal is closed. Its page stays."),
    title=gettext_lazy("Close “%(name)s”?"),
    text=gettext_lazy("Its page stays and shows all that was done. You can open it again."),
    label=gettext_lazy("Close this goal"),
)
reopen_goal = steps.at_once(operations.reopen_goal, gettext_lazy("This goal is open again."))
translate_goal = steps.translated()
