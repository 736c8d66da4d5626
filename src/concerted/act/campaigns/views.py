from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.campaigns import actions, operations, queries
from concerted.act.campaigns.forms import CampaignForm
from concerted.act.campaigns.models import Campaign
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.goals.ledger import Reader
from concerted.goals.queries import goals_to_serve
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined, one_of, organized
from concerted.organizations.views.steps import Steps

NEWEST = 12
"""How many moments a page tells."""


def _one(campaigns: QuerySet[Campaign], organization: str, slug: str) -> Campaign:
    return one_of(campaigns.select_related("organization", "goal"), organization, slug=slug)


def _editable(request: HttpRequest, organization: str, slug: str) -> Campaign:
    return _one(Campaign.objects.editable_by(request.user), organization, slug)


def _address(name: str, campaign: Campaign, *more: str) -> str:
    return reverse(f"campaigns:{name}", args=[campaign.organization.slug, campaign.slug, *more])


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _one(Campaign.objects.public(), organization, slug)
    return render(request, "campaigns/page.html", _context(found, None))


@require_GET
def campaigns(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = (
        Campaign.objects.visible_to(request.user)
        .filter(organization=owner)
        .select_related("organization", "goal")
        .order_by("-created_at")
    )
    context = {
        "organization": owner,
        "rows": queries.campaign_rows(found, request.user, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "campaigns/campaigns.html", context)


@require_GET
def campaign(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _one(Campaign.objects.visible_to(request.user), organization, slug)
    context = _context(found, request.user)
    context["can_edit"] = Campaign.objects.editable_by(request.user).filter(pk=found.pk).exists()
    context["translations"] = [
        (state, _address("translate_campaign", found, state.language))
        for state in translation_states(found)
    ]
    context["starts"] = [(start.label, start.url(found)) for start in actions.starts()]
    return render(request, "campaigns/campaign.html", context)


def _context(found: Campaign, reader: Reader) -> dict[str, Any]:
    language = page_language()
    row = queries.campaign_rows([found], reader, language)[0]
    moments = [
        *actions.moments([found], reader, language)[found.pk],
        *queries.own_moments(found, "", ""),
    ]
    return {
        "organization": found.organization,
        "campaign": found,
        "row": row,
        "moments": sorted(moments, key=lambda moment: moment.at)[-NEWEST:],
        "shows_goal": reader is not None or found.goal.published_at is not None,
    }


@require_http_methods(["GET", "POST"])
def add_campaign(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    goals = goals_to_serve(owner, request.user)
    first = {"language": owner.language, "goal": _chosen(request.GET.get("goal", ""))}
    form = CampaignForm(request.POST or None, initial=first, goals=goals)
    if form.done(operations.add_campaign, by=request.user):
        messages.success(request, _("Your campaign is saved as a draft. Only your team sees it."))
        return redirect(_address("campaign", form.result))
    context = {"organization": owner, "form": form, "has_goals": goals.exists()}
    return form_page(request, "campaigns/add_campaign.html", context)


def _chosen(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


@require_http_methods(["GET", "POST"])
def edit_campaign(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    goals = goals_to_serve(found.organization, request.user, own=found.goal_id)
    form = CampaignForm(request.POST or None, instance=found, goals=goals)
    if form.done(operations.edit_campaign, campaign=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_address("campaign", found))
    context = {
        "organization": found.organization,
        "form": form,
        "back_url": _address("campaign", found),
    }
    return form_page(request, "campaigns/edit_campaign.html", context)


steps = Steps(_editable, "campaign", partial(_address, "campaign"))
publish_campaign = steps.at_once(
    operations.publish_campaign, gettext_lazy("Everybody can see this campaign now.")
)
close_campaign = steps.once_sure(
    operations.close_campaign,
    gettext_lazy("This campaign is closed. Its page stays."),
    title=gettext_lazy("Close “%(name)s”?"),
    text=gettext_lazy("Its page stays and shows all that was done. You can open it again."),
    label=gettext_lazy("Close this campaign"),
)
reopen_campaign = steps.at_once(
    operations.reopen_campaign, gettext_lazy("This campaign is open again.")
)
translate_campaign = steps.translated()
