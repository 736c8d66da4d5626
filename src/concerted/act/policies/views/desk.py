"""A policy in the workspace: written down, followed, shown to everybody."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.campaigns.models import Campaign
from concerted.act.policies.forms.policies import MoveForm, PolicyForm
from concerted.act.policies.models import PolicyItem, StageMove
from concerted.act.policies.operations import policies as operations
from concerted.act.policies.queries.pages import policy_cautions, policy_page, policy_rows
from concerted.act.policies.views.gate import address, editable, visible
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined, organized
from concerted.organizations.views.steps import Steps
from concerted.organizations.zones import today_in

PAGE = 50


@require_GET
def policies(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = (
        PolicyItem.objects.visible_to(request.user)
        .filter(organization=owner)
        .select_related("organization")
    )
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": owner,
        "page": page,
        "rows": policy_rows(page.object_list, request.user, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "policies/policies.html", context)


@require_GET
def policy(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    page = policy_page(found, request.user, page_language())
    context = {
        "organization": found.organization,
        "policy": found,
        "page": page,
        "cautions": policy_cautions(found, request.user),
        "can_edit": can_organize(found.organization, request.user),
        "translations": [
            (state, address("translate_policy", found, state.language))
            for state in translation_states(found)
        ],
    }
    return render(request, "policies/policy.html", context)


@require_http_methods(["GET", "POST"])
def add_policy(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    first = _first(request, owner)
    form = PolicyForm(request.user, owner, request.POST or None, initial=first)
    if form.done(operations.add_policy, organization=owner, by=request.user):
        messages.success(request, _("Saved as a draft. Only your team sees it."))
        return redirect(address("policy", form.result))
    return form_page(request, "policies/add_policy.html", {"organization": owner, "form": form})


def _first(request: HttpRequest, owner: Organization) -> dict[str, Any]:
    """What the form begins with where it was opened from a campaign."""
    try:
        pk = uuid.UUID(request.GET.get("campaign", ""))
    except ValueError:
        return {"language": owner.language}
    rows = Campaign.objects.editable_by(request.user).filter(organization=owner)
    campaign = rows.filter(pk=pk).first()
    if campaign is None:
        return {"language": owner.language}
    return {"language": owner.language, "campaign": campaign.pk, "goal": campaign.goal_id}


@require_http_methods(["GET", "POST"])
def edit_policy(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = PolicyForm(request.user, found.organization, request.POST or None, instance=found)
    if form.done(operations.edit_policy, policy=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("policy", found))
    context = {
        "organization": found.organization,
        "form": form,
        "back_url": address("policy", found),
    }
    return form_page(request, "policies/edit_policy.html", context)


steps = Steps(editable, "policy", partial(address, "policy"))
publish_policy = steps.at_once(
    operations.publish_policy, gettext_lazy("Everybody can see this decision now.")
)
close_policy = steps.once_sure(
    operations.close_policy,
    gettext_lazy("You no longer follow this decision. Its page stays."),
    title=gettext_lazy("Stop following this decision?"),
    text=gettext_lazy(
        "Its page stays, and says that you no longer follow it. You can take it up again."
    ),
    label=gettext_lazy("Stop following it"),
)
reopen_policy = steps.at_once(
    operations.reopen_policy, gettext_lazy("You follow this decision again.")
)
translate_policy = steps.translated()


@require_http_methods(["GET", "POST"])
def move_policy(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    first = {"stage": found.stage, "happened_on": today_in(found.organization)}
    form = MoveForm(found.kind, request.POST or None, initial=first)
    if form.done(operations.move_policy, policy=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("policy", found))
    context = {"organization": found.organization, "policy": found, "form": form}
    return form_page(request, "policies/move_policy.html", context)


@require_POST
def remove_move(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> HttpResponse:
    found = editable(request, organization, slug)
    rows = StageMove.objects.editable_by(request.user).select_related("policy")
    move = get_object_or_404(rows, policy=found, pk=pk)
    operations.remove_move(move=move, by=request.user)
    messages.success(request, _("Taken back."))
    return redirect(address("policy", found))
