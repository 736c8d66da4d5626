"""The board, the acts and the file for Form 990."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.lobbying.forms.classifying import OtherActForm
from concerted.act.lobbying.operations import classifying as operations
from concerted.act.lobbying.queries import schedule_c as files
from concerted.act.lobbying.queries.classified import act_lines
from concerted.act.lobbying.queries.desk import board_of
from concerted.act.lobbying.queries.schedule_records import RECORD_HEADERS
from concerted.act.lobbying.queries.years import record_of
from concerted.act.lobbying.views.gate import address, one_form, tax_year
from concerted.act.officials.models import Official
from concerted.base.tables.writing import CSV, XLSX, Cell, csv_of, xlsx_of
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import joined, organized


@require_GET
def board(request: HttpRequest, organization: str) -> HttpResponse:
    return _board(request, joined(request, organization), None)


@require_GET
def year(request: HttpRequest, organization: str, year: str) -> HttpResponse:
    owner = joined(request, organization)
    _history, found = tax_year(request, owner, year)
    return _board(request, owner, found.starts_on)


def _board(
    request: HttpRequest, owner: Organization, starts_on: datetime.date | None
) -> HttpResponse:
    context = {
        "organization": owner,
        "board": board_of(owner, request.user, starts_on),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "lobbying/board.html", context)


@require_GET
def acts(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    context = {
        "organization": owner,
        "lines": act_lines(owner, request.user),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "lobbying/acts.html", context)


@require_http_methods(["GET", "POST"])
def add_act(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    officials = Official.objects.visible_to(request.user).known_to(owner).current()
    form = OtherActForm(request.POST or None, officials=officials)
    if form.done(operations.add_other_act, organization=owner, by=request.user):
        messages.success(request, _("Written down. Now the five questions."))
        return redirect(address("classify_act", owner, "other", form.result.pk))
    lead = _(
        "Something that is not on this platform: a talk, a letter on paper, an advertisement."
    )
    back_url = address("acts", owner)
    return one_form(request, owner, form, _("Add an act"), lead=lead, back_url=back_url)


@require_GET
def schedule_c(request: HttpRequest, organization: str, year: str, kind: str) -> HttpResponse:
    """The lines of Schedule C, with the records behind each."""
    owner = joined(request, organization)
    history, span = tax_year(request, owner, year)
    if kind not in ("csv", "xlsx"):
        raise Http404
    found = files.schedule_c(record_of(history, request.user, span))
    lines: list[Sequence[Cell]] = [files.HEADERS, *found.lines]
    records: list[Sequence[Cell]] = [RECORD_HEADERS, *found.records]
    content = (
        csv_of([*lines, [], *records])
        if kind == "csv"
        else xlsx_of({"Schedule C": lines, "Records": records})
    )
    name = f"{owner.slug}-schedule-c-{span.slug}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=CSV if kind == "csv" else XLSX, headers=headers)
