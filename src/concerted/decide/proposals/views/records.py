"""The record of a decision in the workspace: reasons, dates, what became of it, appeals."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from concerted.base.http import form_page
from concerted.decide.proposals.forms.proposals import (
    AnswerAppealForm,
    CarriedOutForm,
    RecordForm,
)
from concerted.decide.proposals.models import Appeal
from concerted.decide.proposals.operations import decisions
from concerted.decide.proposals.views.gate import address, decision_of, editable
from concerted.organizations.views.translating import translation_page


@require_http_methods(["GET", "POST"])
def complete_record(
    request: HttpRequest, organization: str, slug: str, number: int
) -> HttpResponse:
    found = editable(request, organization, slug)
    decision = decision_of(request, found, number)
    form = RecordForm(request.POST or None, instance=decision)
    if form.done(decisions.complete_record, decision=decision, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("proposal", found))
    context = {
        "organization": found.organization,
        "proposal": found,
        "decision": decision,
        "form": form,
    }
    return form_page(request, "proposals/complete_record.html", context)


@require_http_methods(["GET", "POST"])
def carry_out(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found = editable(request, organization, slug)
    decision = decision_of(request, found, number)
    first = {
        "carried_out_on": decision.carried_out_on or timezone.localdate(),
        "carried_out_note": decision.carried_out_note,
    }
    form = CarriedOutForm(request.POST or None, initial=first)
    if form.done(decisions.carry_out, decision=decision, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("proposal", found))
    context = {"organization": found.organization, "proposal": found, "form": form}
    return form_page(request, "proposals/carry_out.html", context)


@require_http_methods(["GET", "POST"])
def answer_appeal(
    request: HttpRequest, organization: str, slug: str, number: int, pk: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, slug)
    decision = decision_of(request, found, number)
    rows = Appeal.objects.editable_by(request.user)
    appeal = get_object_or_404(rows, decision=decision, pk=pk)
    form = AnswerAppealForm(request.POST or None)
    if form.done(decisions.answer_appeal, appeal=appeal, by=request.user):
        messages.success(request, _("Answered."))
        return redirect(address("proposal", found))
    context = {
        "organization": found.organization,
        "proposal": found,
        "appeal": appeal,
        "form": form,
    }
    return form_page(request, "proposals/answer_appeal.html", context)


@require_http_methods(["GET", "POST"])
def translate_decision(
    request: HttpRequest, organization: str, slug: str, number: int, language: str
) -> HttpResponse:
    found = editable(request, organization, slug)
    decision = decision_of(request, found, number)
    return translation_page(request, decision, language, back_url=address("proposal", found))
