"""Who gets the letters: officials whom the organizers choose, or newspapers."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concerted.act.letters.forms.campaigns import OfficialTargetForm, PaperForm
from concerted.act.letters.models import Audience, LetterCampaign, LetterTarget
from concerted.act.letters.operations import campaigns as operations
from concerted.act.letters.queries import addressees as queries
from concerted.act.letters.views.desk import back_to
from concerted.act.letters.views.gate import editable
from concerted.base.forms import Form
from concerted.base.http import form_page
from concerted.organizations.views.gate import one_of


@require_GET
def targets(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form: Form
    if found.is_to_papers:
        form = PaperForm()
    else:
        form = OfficialTargetForm(request.user, found.organization)
    return _page(request, found, form)


def _page(request: HttpRequest, letters: LetterCampaign, form: Form) -> HttpResponse:
    context = {
        "organization": letters.organization,
        "letters": letters,
        "targets": queries.targets(letters),
        "is_own": letters.audience == Audience.OWN,
        "form": form,
        "back_url": back_to(letters),
    }
    return form_page(request, "letters/targets.html", context)


@require_POST
def add_official(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = OfficialTargetForm(request.user, found.organization, request.POST)
    if form.done(operations.add_official, letters=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back_to(found, "targets"))
    return _page(request, found, form)


@require_POST
def add_paper(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = PaperForm(request.POST)
    if form.done(operations.add_paper, letters=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(back_to(found, "targets"))
    return _page(request, found, form)


@require_POST
def remove_target(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = editable(request, organization, slug)
    rows = LetterTarget.objects.editable_by(request.user).filter(campaign=found)
    operations.remove_target(target=one_of(rows, organization, pk=pk), by=request.user)
    messages.success(request, _("Removed. Letters that were written stay."))
    return redirect(back_to(found, "targets"))
