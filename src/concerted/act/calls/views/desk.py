"""The workspace: asking people to call, whom, and with which words."""

from __future__ import annotations

import uuid
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.calls.forms import CallsForm, TargetForm
from concerted.act.calls.models import CallCampaign, CallTarget
from concerted.act.calls.operations import asking
from concerted.act.calls.queries import pages
from concerted.act.campaigns.models import Campaign
from concerted.act.lobbying.queries.classified import classified
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.translations import renditions
from concerted.organizations.views.gate import joined, one_of, organized
from concerted.organizations.views.steps import Steps


def _address(name: str, calls: CallCampaign, *more: str) -> str:
    return reverse(f"calls:{name}", args=[calls.organization.slug, calls.slug, *more])


def _editable(request: HttpRequest, organization: str, slug: str) -> CallCampaign:
    rows = CallCampaign.objects.editable_by(request.user)
    return one_of(rows.select_related("organization", "campaign"), organization, slug=slug)


@require_GET
def calls(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    rows = list(CallCampaign.objects.visible_to(request.user).filter(organization=owner))
    texts = renditions(rows, page_language())
    context = {
        "organization": owner,
        "rows": [(one, texts[one.pk]) for one in rows],
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "calls/calls.html", context)


@require_GET
def call_campaign(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    rows = CallCampaign.objects.visible_to(request.user)
    found = one_of(rows.select_related("organization", "campaign"), organization, slug=slug)
    return _page(request, found, TargetForm(request.user, found.organization))


def _page(request: HttpRequest, found: CallCampaign, form: TargetForm) -> HttpResponse:
    can_edit = can_organize(found.organization, request.user)
    context = {
        "organization": found.organization,
        "calls": found,
        "text": found.in_language(page_language()),
        "targets": found.targets.select_related("official"),
        "results": pages.results(found),
        "notes": pages.notes(found) if can_edit else [],
        "callers": pages.callers(found, request.user),
        "can_edit": can_edit,
        "form": form,
        "classified": classified(found, request.user),
        "translations": [
            (state, _address("translate_calls", found, state.language))
            for state in translation_states(found)
        ],
    }
    return form_page(request, "calls/call_campaign.html", context)


@require_http_methods(["GET", "POST"])
def add_calls(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    initial = {"campaign": request.GET.get("campaign", "")[:40]}
    form = CallsForm(request.user, owner, request.POST or None, initial=initial)
    if form.done(asking.add_calls, by=request.user):
        messages.success(request, _("Saved as a draft. Only your team sees it."))
        return redirect(_address("call_campaign", form.result))
    campaigns = Campaign.objects.editable_by(request.user).filter(organization=owner)
    context = {"organization": owner, "form": form, "has_campaign": campaigns.exists()}
    return form_page(request, "calls/add_calls.html", context)


@require_http_methods(["GET", "POST"])
def edit_calls(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    form = CallsForm(request.user, found.organization, request.POST or None, instance=found)
    if form.done(asking.edit_calls, calls=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(_address("call_campaign", found))
    back_url = _address("call_campaign", found)
    context = {"organization": found.organization, "form": form, "back_url": back_url}
    return form_page(request, "calls/edit_calls.html", context)


steps = Steps(_editable, "calls", partial(_address, "call_campaign"))
publish_calls = steps.at_once(
    asking.publish_calls,
    gettext_lazy("People can call now. Share the address of the page."),
)
close_calls = steps.once_sure(
    asking.close_calls,
    gettext_lazy("These calls have ended. Their page stays."),
    title=gettext_lazy("End “%(name)s”?"),
    text=gettext_lazy("Its page stays and shows how many called. You can open it again."),
    label=gettext_lazy("End these calls"),
)
reopen_calls = steps.at_once(asking.reopen_calls, gettext_lazy("People can call again."))
translate_calls = steps.translated()


@require_POST
def add_target(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = _editable(request, organization, slug)
    form = TargetForm(request.user, found.organization, request.POST)
    if form.done(asking.add_target, calls=found, by=request.user):
        return redirect(_address("call_campaign", found))
    return _page(request, found, form)


@require_POST
def call_earlier(
    request: HttpRequest, organization: str, slug: str, target: uuid.UUID
) -> HttpResponse:
    found = _editable(request, organization, slug)
    asking.call_earlier(target=_target(request, found, target), by=request.user)
    return redirect(_address("call_campaign", found))


@require_POST
def remove_target(
    request: HttpRequest, organization: str, slug: str, target: uuid.UUID
) -> HttpResponse:
    found = _editable(request, organization, slug)
    asking.remove_target(target=_target(request, found, target), by=request.user)
    return redirect(_address("call_campaign", found))


def _target(request: HttpRequest, calls: CallCampaign, pk: uuid.UUID) -> CallTarget:
    mine = CallTarget.objects.editable_by(request.user).filter(calls=calls)
    return get_object_or_404(mine.select_related("official"), pk=pk)
