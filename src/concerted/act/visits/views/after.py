"""After a visit: notes, what was promised, and what is to be done."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.act.visits.forms.visits import CommitmentForm, FollowUpForm, HoldForm, SettleForm
from concerted.act.visits.models import Commitment, Visit
from concerted.act.visits.operations import following
from concerted.act.visits.operations import visits as operations
from concerted.act.visits.views.gate import editable_visit
from concerted.base.http import form_page


@require_http_methods(["GET", "POST"])
def hold_visit(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    form = HoldForm(request.POST or None, instance=found)
    if form.done(operations.hold_visit, visit=found, by=request.user):
        messages.success(request, _("Saved. A thank-you note is among your tasks."))
        return redirect(found)
    context = {"organization": found.organization, "visit": found, "form": form}
    return form_page(request, "visits/hold_visit.html", context)


@require_http_methods(["GET", "POST"])
def note_commitment(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    form = CommitmentForm(found, request.POST or None)
    if form.done(following.note_commitment, visit=found, by=request.user):
        messages.success(request, _("Written down. Come back when the day is near."))
        return redirect(found)
    context = {"organization": found.organization, "visit": found, "form": form}
    return form_page(request, "visits/note_commitment.html", context)


def _promise(request: HttpRequest, visit: Visit, pk: uuid.UUID) -> Commitment:
    rows = Commitment.objects.editable_by(request.user).select_related("official")
    return get_object_or_404(rows, visit=visit, pk=pk)


@require_http_methods(["GET", "POST"])
def settle_commitment(
    request: HttpRequest, organization: str, pk: uuid.UUID, commitment: uuid.UUID
) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    promise = _promise(request, found, commitment)
    form = SettleForm(request.POST or None, instance=promise)
    if form.done(following.settle_commitment, commitment=promise, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(found)
    context = {
        "organization": found.organization,
        "visit": found,
        "commitment": promise,
        "form": form,
    }
    return form_page(request, "visits/settle_commitment.html", context)


@require_POST
def make_stance(
    request: HttpRequest, organization: str, pk: uuid.UUID, commitment: uuid.UUID
) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    following.make_stance(commitment=_promise(request, found, commitment), by=request.user)
    messages.success(request, _("It stands among where officials stand, for your team alone."))
    return redirect(found)


@require_http_methods(["GET", "POST"])
def add_follow_up(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_visit(request, organization, pk)
    form = FollowUpForm(request.user, found.organization, request.POST or None)
    if form.done(following.add_follow_up, visit=found, by=request.user):
        messages.success(request, _("It is among the tasks of your workplan."))
        return redirect(found)
    context = {"organization": found.organization, "visit": found, "form": form}
    return form_page(request, "visits/add_follow_up.html", context)
