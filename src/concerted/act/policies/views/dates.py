"""What is coming for a policy: deadlines and hearings."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.act.policies.forms.dates import DeadlineForm, HearingForm
from concerted.act.policies.models import Deadline, Hearing, PolicyItem, StageMove, Vote
from concerted.act.policies.operations import dates as operations
from concerted.act.policies.views.gate import address, editable
from concerted.base.http import form_page
from concerted.organizations.translating import translation_states
from concerted.organizations.views.translating import translation_page


@require_http_methods(["GET", "POST"])
def add_deadline(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = DeadlineForm(request.POST or None)
    if form.done(operations.add_deadline, policy=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("policy", found))
    context = {"organization": found.organization, "policy": found, "form": form}
    return form_page(request, "policies/add_deadline.html", context)


@require_POST
def remove_deadline(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, slug)
    rows = Deadline.objects.editable_by(request.user).select_related("policy")
    operations.remove_deadline(
        deadline=get_object_or_404(rows, policy=found, pk=pk), by=request.user
    )
    messages.success(request, _("Taken back."))
    return redirect(address("policy", found))


@require_http_methods(["GET", "POST"])
def add_hearing(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    owner = found.organization
    first = {"time_zone": owner.time_zone, "language": owner.language}
    form = HearingForm(request.POST or None, initial=first)
    if form.done(operations.add_hearing, policy=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("policy", found))
    context = {"organization": owner, "policy": found, "form": form}
    return form_page(request, "policies/add_hearing.html", context)


def _hearing(request: HttpRequest, found: PolicyItem, pk: uuid.UUID) -> Hearing:
    rows = Hearing.objects.editable_by(request.user).select_related("organization")
    return get_object_or_404(rows, policy=found, pk=pk)


@require_http_methods(["GET", "POST"])
def edit_hearing(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, slug)
    hearing = _hearing(request, found, pk)
    local = timezone.make_naive(hearing.begins, hearing.begins.tzinfo)
    form = HearingForm(request.POST or None, instance=hearing, initial={"starts_at": local})
    if form.done(operations.edit_hearing, hearing=hearing, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("policy", found))
    context = {
        "organization": found.organization,
        "policy": found,
        "form": form,
        "hearing": hearing,
        "can_edit": True,
        "translations": [
            (state, address("translate_hearing", found, pk, state.language))
            for state in translation_states(hearing)
        ],
    }
    return form_page(request, "policies/edit_hearing.html", context)


@require_http_methods(["GET", "POST"])
def cancel_hearing(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, slug)
    hearing = _hearing(request, found, pk)
    if request.method == "POST":
        operations.cancel_hearing(hearing=hearing, by=request.user)
        messages.success(request, _("The page says that it does not take place."))
        return redirect(address("policy", found))
    context = {"organization": found.organization, "policy": found, "hearing": hearing}
    return render(request, "policies/cancel_hearing.html", context)


@require_http_methods(["GET", "POST"])
def translate_hearing(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    found = editable(request, organization, slug)
    hearing = _hearing(request, found, pk)
    back_url = address("edit_hearing", found, pk)
    return translation_page(request, hearing, language, back_url=back_url)


PARTS: dict[str, type[Deadline | StageMove | Vote]] = {
    "days": Deadline,
    "stage": StageMove,
    "votes": Vote,
}


@require_http_methods(["GET", "POST"])
def translate_part(
    request: HttpRequest, organization: str, slug: str, kind: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    """What is written of a day, a step or a vote, in another language."""
    found = editable(request, organization, slug)
    if kind not in PARTS:
        raise Http404
    rows = PARTS[kind].objects.editable_by(request.user).select_related("organization")
    part = get_object_or_404(rows, policy=found, pk=pk)
    return translation_page(request, part, language, back_url=address("policy", found))
