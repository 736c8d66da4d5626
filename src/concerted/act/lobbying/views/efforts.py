"""Hours and money: booked, corrected, taken out."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.lobbying.forms.efforts import (
    CorrectionForm,
    EffortForm,
    RemovalForm,
    SheetForm,
)
from concerted.act.lobbying.models import Effort, EntryMode
from concerted.act.lobbying.operations import efforts as operations
from concerted.act.lobbying.queries.desk import effort_page
from concerted.act.lobbying.views.gate import address, all_acts, dollar_sources, one_form
from concerted.base.http import form_page
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import joined, one_of, organized
from concerted.organizations.zones import today_in


@require_GET
def efforts(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    number = request.GET.get("page", "1")
    page, lines = effort_page(owner, request.user, int(number) if number.isdecimal() else 1)
    context = {
        "organization": owner,
        "page": page,
        "lines": lines,
        "modes": EntryMode.choices,
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "lobbying/efforts.html", context)


@require_http_methods(["GET", "POST"])
def add_effort(request: HttpRequest, organization: str, mode: str) -> HttpResponse:
    """An incident report or a memo."""
    owner = organized(request, organization)
    if mode not in (EntryMode.INCIDENT, EntryMode.MEMO):
        raise Http404
    initial = {"worked_on": today_in(owner), "act": request.GET.get("act", "")[:80]}
    form = EffortForm(
        request.POST or None,
        initial=initial,
        acts=all_acts(request, owner),
        sources=dollar_sources(request, owner),
    )
    if form.done(operations.record_effort, organization=owner, mode=mode, by=request.user):
        messages.success(request, _("Noted."))
        return redirect(address("efforts", owner))
    back_url = address("efforts", owner)
    return one_form(request, owner, form, str(EntryMode(mode).label), back_url=back_url)


@require_http_methods(["GET", "POST"])
def add_sheet(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = SheetForm(
        request.POST or None, acts=all_acts(request, owner), sources=dollar_sources(request, owner)
    )
    if form.done(operations.record_time_sheet, organization=owner, by=request.user):
        messages.success(request, _("Noted."))
        return redirect(address("efforts", owner))
    context = {"organization": owner, "form": form}
    return form_page(request, "lobbying/sheet.html", context)


def _editable(request: HttpRequest, organization: str, pk: uuid.UUID) -> Effort:
    rows = Effort.objects.editable_by(request.user).select_related("organization", "source")
    return one_of(rows, organization, pk=pk)


@require_http_methods(["GET", "POST"])
def correct_effort(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _editable(request, organization, pk)
    owner = found.organization
    form = CorrectionForm(
        request.POST or None,
        initial=CorrectionForm.kept(found),
        acts=all_acts(request, owner),
        sources=dollar_sources(request, owner),
    )
    if form.done(operations.correct_effort, effort=found, by=request.user):
        messages.success(request, _("Corrected. What it was before stays in the record."))
        return redirect(address("efforts", owner))
    back_url = address("efforts", owner)
    return one_form(request, owner, form, _("Correct what was booked"), back_url=back_url)


@require_http_methods(["GET", "POST"])
def remove_effort(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _editable(request, organization, pk)
    owner = found.organization
    form = RemovalForm(request.POST or None)
    if form.done(operations.remove_effort, effort=found, by=request.user):
        messages.success(request, _("Taken out. It stays in the record, with your reason."))
        return redirect(address("efforts", owner))
    back_url = address("efforts", owner)
    title = _("Take “%(name)s” out of the sums") % {"name": found.words}
    return one_form(request, owner, form, title, back_url=back_url, label=_("Take it out"))
