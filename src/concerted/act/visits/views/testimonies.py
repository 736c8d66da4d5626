"""The workspace: one testimony as the office holds it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.visits.forms.hearings import RemovalForm
from concerted.act.visits.operations import testimonies as operations
from concerted.act.visits.views.gate import editable_testimony
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.translating import translation_states
from concerted.organizations.views.translating import translation_page


@require_GET
def testimony(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_testimony(request, organization, pk)
    states = translation_states(found, also=found.hearing.language)
    context = {
        "organization": found.organization,
        "testimony": found,
        "hearing": found.hearing,
        "text": found.in_language(page_language()),
        "translations": [
            (state, reverse("visits:translate_testimony", args=[organization, pk, state.language]))
            for state in states
        ],
    }
    return render(request, "visits/testimony.html", context)


@require_http_methods(["GET", "POST"])
def remove_testimony(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_testimony(request, organization, pk)
    form = RemovalForm(request.POST or None)
    if form.done(operations.remove_testimony, testimony=found, by=request.user):
        messages.success(request, _("Removed. You can take this back."))
        return redirect("visits:testimony", organization, pk)
    context = {"organization": found.organization, "testimony": found, "form": form}
    return form_page(request, "visits/remove_testimony.html", context)


@require_POST
def restore_testimony(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_testimony(request, organization, pk)
    operations.restore_testimony(testimony=found, by=request.user)
    messages.success(request, _("It counts again."))
    return redirect("visits:testimony", organization, pk)


@require_http_methods(["GET", "POST"])
def translate_testimony(
    request: HttpRequest, organization: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    found = editable_testimony(request, organization, pk)
    back = reverse("visits:testimony", args=[organization, pk])
    return translation_page(request, found, language, back_url=back)
