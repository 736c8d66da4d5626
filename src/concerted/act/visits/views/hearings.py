"""The workspace: the calendar of hearings, and who comes to one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.lobbying.queries.classified import classified
from concerted.act.policies.models import Hearing
from concerted.act.visits.forms.hearings import PreparationForm
from concerted.act.visits.models import Preparation
from concerted.act.visits.operations import hearings as operations
from concerted.act.visits.queries.desk import hearing_desk as desk_of
from concerted.act.visits.queries.public import calendar_of_hearings
from concerted.act.visits.views.gate import editable_hearing, visible_hearing
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined
from concerted.organizations.views.translating import translation_page


@require_GET
def hearings(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    found = Hearing.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "told": calendar_of_hearings(owner, found, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "visits/hearings.html", context)


@require_GET
def hearing_desk(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = visible_hearing(request, organization, pk)
    told = desk_of(found, request.user, page_language())
    states = translation_states(told.preparation) if told.preparation is not None else []
    context = {
        "organization": found.organization,
        "hearing": found,
        "told": told,
        "classified": classified(found, request.user),
        "translations": [
            (state, _translation(organization, pk, state.language)) for state in states
        ],
    }
    return render(request, "visits/hearing_desk.html", context)


def _translation(organization: str, pk: uuid.UUID, code: str) -> str:
    return reverse("visits:translate_preparation", args=[organization, pk, code])


@require_http_methods(["GET", "POST"])
def prepare_hearing(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_hearing(request, organization, pk)
    known = Preparation.objects.editable_by(request.user).filter(hearing=found).first()
    first = {"language": found.organization.language} if known is None else {}
    form = PreparationForm(request.POST or None, instance=known, initial=first)
    if form.done(operations.prepare_hearing, hearing=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect("visits:hearing_desk", organization, pk)
    context = {"organization": found.organization, "hearing": found, "form": form}
    return form_page(request, "visits/prepare_hearing.html", context)


@require_http_methods(["GET", "POST"])
def translate_preparation(
    request: HttpRequest, organization: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    found = editable_hearing(request, organization, pk)
    rows = Preparation.objects.editable_by(request.user).select_related("organization")
    prepared = rows.filter(hearing=found).first()
    if prepared is None:
        raise Http404
    back = reverse("visits:hearing_desk", args=[organization, pk])
    return translation_page(request, prepared, language, back_url=back)
