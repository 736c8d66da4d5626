"""Who stands where and weighs how much; who voted how."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.policies.forms.stances import InfluenceForm, StanceForm, VoteForm
from concerted.act.policies.models import PolicyItem, Stance, Vote
from concerted.act.policies.operations import stances as operations
from concerted.act.policies.queries.power import power_map
from concerted.act.policies.queries.stances import ballots_of, voters_of
from concerted.act.policies.views.gate import address, editable, visible
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.queries import can_organize
from concerted.organizations.zones import today_in


@require_GET
def power(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    return _power_page(request, found, InfluenceForm(request.user, found.organization))


def _power_page(request: HttpRequest, found: PolicyItem, form: InfluenceForm) -> HttpResponse:
    context = {
        "organization": found.organization,
        "policy": found,
        "text": found.in_language(page_language()),
        "map": power_map(found, request.user),
        "form": form,
        "can_edit": can_organize(found.organization, request.user),
    }
    return form_page(request, "policies/power.html", context)


@require_POST
def set_influence(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = InfluenceForm(request.user, found.organization, request.POST)
    if form.done(operations.set_influence, policy=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("power", found))
    return _power_page(request, found, form)


@require_http_methods(["GET", "POST"])
def note_stance(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    first = {"happened_on": today_in(found.organization)}
    form = StanceForm(request.user, found.organization, request.POST or None, initial=first)
    if form.done(operations.note_stance, policy=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("power", found))
    context = {"organization": found.organization, "policy": found, "form": form}
    return form_page(request, "policies/note_stance.html", context)


@require_POST
def remove_stance(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, slug)
    rows = Stance.objects.editable_by(request.user).select_related("policy")
    operations.remove_stance(stance=get_object_or_404(rows, policy=found, pk=pk), by=request.user)
    messages.success(request, _("Taken back."))
    return redirect(address("power", found))


@require_http_methods(["GET", "POST"])
def record_vote(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    officials = voters_of(found, request.user)
    first = {"body": found.body, "held_on": today_in(found.organization)}
    form = VoteForm(officials, request.POST or None, initial=first)
    if form.done(operations.record_vote, policy=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("vote", found, form.result.pk))
    context = {"organization": found.organization, "policy": found, "form": form}
    return form_page(request, "policies/record_vote.html", context)


@require_GET
def vote(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> HttpResponse:
    found = visible(request, organization, slug)
    one = get_object_or_404(Vote.objects.visible_to(request.user), policy=found, pk=pk)
    context = {
        "organization": found.organization,
        "policy": found,
        "vote": one,
        "text": one.in_language(page_language()),
        "ballots": ballots_of(one, request.user),
        "can_edit": can_organize(found.organization, request.user),
    }
    return render(request, "policies/vote.html", context)


def _vote(request: HttpRequest, found: PolicyItem, pk: uuid.UUID) -> Vote:
    rows = Vote.objects.editable_by(request.user).select_related("policy")
    return get_object_or_404(rows, policy=found, pk=pk)


@require_POST
def count_vote(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> HttpResponse:
    found = editable(request, organization, slug)
    one = _vote(request, found, pk)
    operations.count_vote(vote=one, is_decisive=True, by=request.user)
    messages.success(request, _("This vote counts in the scorecard."))
    return redirect(address("vote", found, pk))


@require_POST
def leave_out_vote(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, slug)
    one = _vote(request, found, pk)
    operations.count_vote(vote=one, is_decisive=False, by=request.user)
    messages.success(request, _("This vote no longer counts in the scorecard."))
    return redirect(address("vote", found, pk))


@require_http_methods(["GET", "POST"])
def remove_vote(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> HttpResponse:
    found = editable(request, organization, slug)
    one = _vote(request, found, pk)
    if request.method == "POST":
        operations.remove_vote(vote=one, by=request.user)
        messages.success(request, _("Taken back."))
        return redirect(address("policy", found))
    context = {"organization": found.organization, "policy": found, "vote": one}
    return render(request, "policies/remove_vote.html", context)
