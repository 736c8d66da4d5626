"""Recording what the target answered."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.petitions.forms.answers import AnswerForm
from concerted.act.petitions.models import Answer
from concerted.act.petitions.operations import answers as operations
from concerted.act.petitions.tasks import mail_answer
from concerted.act.petitions.views.gate import editable, visible
from concerted.base.http import form_page
from concerted.base.jobs import enqueue
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import one_of
from concerted.organizations.views.translating import translation_page


@require_GET
def answers(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = visible(request, organization, slug)
    found = Answer.objects.visible_to(request.user).filter(petition=petition)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "answers": found.select_related("recorded_by"),
        "can_edit": can_organize(petition.organization, request.user),
    }
    return render(request, "petitions/answers.html", context)


@require_http_methods(["GET", "POST"])
def record_answer(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = editable(request, organization, slug)
    form = AnswerForm(petition, request.POST or None)
    if form.done(_record, petition=petition, by=request.user):
        words = _("Recorded. It stands on the page, and signers who want news are told.")
        messages.success(request, words)
        return redirect("petitions:answers", organization, slug)
    context = {"organization": petition.organization, "petition": petition, "form": form}
    return form_page(request, "petitions/record_answer.html", context)


@transaction.atomic
def _record(**values: Any) -> None:
    enqueue(mail_answer, operations.record_answer(**values).pk)


def _editable(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> Answer:
    rows = Answer.objects.editable_by(request.user).select_related(
        "petition__organization", "organization"
    )
    return one_of(rows, organization, petition__slug=slug, pk=pk)


@require_http_methods(["GET", "POST"])
def edit_answer(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> HttpResponse:
    answer = _editable(request, organization, slug, pk)
    form = AnswerForm(answer.petition, request.POST or None, answer)
    if form.done(operations.edit_answer, answer=answer, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("petitions:answers", organization, slug)
    context = {"organization": answer.organization, "petition": answer.petition, "form": form}
    context |= {"answer": answer, "states": translation_states(answer)}
    return form_page(request, "petitions/edit_answer.html", context)


@require_http_methods(["GET", "POST"])
def translate_answer(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    answer = _editable(request, organization, slug, pk)
    return translation_page(
        request,
        answer,
        language,
        back_url=reverse("petitions:answers", args=[organization, slug]),
        template="petitions/translate_result.html",
    )
