"""Paper in the workspace: printing sheets, typing them in, checking them."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.petitions.forms.paper import (
    CorrectedRowForm,
    PrintForm,
    RowForm,
    SheetNumberForm,
)
from concerted.act.petitions.models import PaperRow, PaperSheet, Petition
from concerted.act.petitions.operations import paper as operations
from concerted.act.petitions.queries import paper as queries
from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.organizations.models import ENTERERS, Organization
from concerted.organizations.queries import enters_alone
from concerted.organizations.views.gate import one_of

TYPING = "petitions-typing"
"""Session key: the ZIP code and collector typed last, so that nobody types them ten times."""


def _petition(request: HttpRequest, organization: str, slug: str) -> Petition:
    """The petition for who may print and type: viewers see its numbers elsewhere."""
    mine = Organization.objects.joined_by(request.user, *ENTERERS)
    rows = Petition.objects.visible_to(request.user).with_everything()
    return one_of(rows.filter(organization__in=mine), organization, slug=slug)


def _sheet(request: HttpRequest, organization: str, slug: str, number: int) -> PaperSheet:
    sheets = PaperSheet.objects.editable_by(request.user).select_related(
        "petition__organization", "organization", "checked_by"
    )
    return one_of(sheets, organization, petition__slug=slug, number=number)


def _back(sheet: PaperSheet) -> HttpResponse:
    return redirect(
        "petitions:sheet", sheet.petition.organization.slug, sheet.petition.slug, sheet.number
    )


@require_GET
def paper(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = _petition(request, organization, slug)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "counts": queries.paper_counts(petition, request.user),
        "form": SheetNumberForm(),
    }
    return render(request, "petitions/paper.html", context)


@require_http_methods(["GET", "POST"])
def print_sheets(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = _petition(request, organization, slug)
    form = PrintForm(petition, request.POST or None)
    if form.done(operations.print_sheets, petition=petition, by=request.user):
        return redirect("petitions:batch", organization, slug, form.result[0].batch)
    context = {"organization": petition.organization, "petition": petition, "form": form}
    return form_page(request, "petitions/print_sheets.html", context)


@require_POST
def number_sheet(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """A number for a sheet that somebody printed at home."""
    petition = _petition(request, organization, slug)
    (made,) = operations.print_sheets(
        petition=petition, count=1, language=page_language(), by=request.user
    )
    words = _("Write number %(number)s at the top of the sheet.") % {"number": made.label}
    messages.success(request, words)
    return _back(made)


def _batch(
    request: HttpRequest, organization: str, slug: str, batch: uuid.UUID
) -> list[PaperSheet]:
    petition = _petition(request, organization, slug)
    sheets = PaperSheet.objects.visible_to(request.user).filter(petition=petition, batch=batch)
    get_object_or_404(sheets[:1])
    return list(sheets.select_related("petition__organization"))


@require_GET
def batch(request: HttpRequest, organization: str, slug: str, batch: uuid.UUID) -> HttpResponse:
    sheets = _batch(request, organization, slug, batch)
    petition = sheets[0].petition
    context = {
        "organization": petition.organization,
        "petition": petition,
        "sheets": sheets,
        "first": sheets[0],
        "latest": sheets[-1],
        "batch": batch,
    }
    return render(request, "petitions/batch.html", context)


@require_GET
def batch_pdf(
    request: HttpRequest, organization: str, slug: str, batch: uuid.UUID
) -> HttpResponse:
    sheets = _batch(request, organization, slug, batch)
    content = queries.sheets_pdf(sheets, sheets[0].petition)
    return _pdf(content, f"{slug}-{sheets[0].label}-{sheets[-1].label}.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@require_GET
def find_sheet(request: HttpRequest, organization: str) -> HttpResponse:
    """From the number on the paper to the page where it is typed in."""
    mine = Organization.objects.joined_by(request.user, *ENTERERS)
    owner = get_object_or_404(mine, slug=organization)
    form = SheetNumberForm(request.GET or None)
    if form.is_valid():
        found = PaperSheet.objects.editable_by(request.user).filter(
            organization=owner, number=form.cleaned_data["number"]
        )
        sheet = found.select_related("petition__organization").first()
        if sheet is not None:
            return _back(sheet)
        form.add_error("number", _("We printed no sheet with this number."))
    context = {"organization": owner, "form": form}
    return form_page(request, "petitions/find_sheet.html", context)


@require_GET
def sheet(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    return _sheet_page(request, _sheet(request, organization, slug, number))


def _sheet_page(
    request: HttpRequest, sheet: PaperSheet, form: RowForm | None = None
) -> HttpResponse:
    rows = queries.typed_rows(sheet, request.user)
    following = next((row.number for row in rows if not row.is_typed), None)
    if form is None and following is not None and sheet.checked_at is None:
        kept: dict[str, Any] = request.session.get(TYPING, {})
        initial = {"postal_code": kept.get("postal_code", ""), "number": following}
        initial["collector"] = sheet.collector or kept.get("collector", "")
        form = RowForm(sheet, initial=initial)
    context = {
        "organization": sheet.organization,
        "petition": sheet.petition,
        "sheet": sheet,
        "rows": rows,
        "following": following,
        "form": form,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "petitions/sheet.html", context, status=status)


@require_POST
def type_row(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found = _sheet(request, organization, slug, number)
    form = RowForm(found, request.POST)
    if not form.done(operations.type_row, sheet=found, by=request.user):
        return _sheet_page(request, found, form)
    given = form.cleaned_data
    if given["collector"]:
        operations.name_collector(sheet=found, collector=given["collector"], by=request.user)
    kept = request.session.get(TYPING, {})
    request.session[TYPING] = {
        "postal_code": given["postal_code"] or kept.get("postal_code", ""),
        "collector": given["collector"] or found.collector,
    }
    _tell(request, form.result)
    return _back(found)


def _tell(request: HttpRequest, row: PaperRow) -> None:
    if row.is_duplicate:
        words = _("Row %(row)s: this person has signed already. Counted once.")
        messages.warning(request, words % {"row": row.number})


@require_POST
def finish_sheet(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found = _sheet(request, organization, slug, number)
    operations.finish_sheet(sheet=found, by=request.user)
    messages.success(
        request, _("All rows are typed in. Somebody else can now compare them with the paper.")
    )
    return _back(found)


@require_http_methods(["GET", "POST"])
def check_sheet(request: HttpRequest, organization: str, slug: str, number: int) -> HttpResponse:
    found = _sheet(request, organization, slug, number)
    if request.method == "POST":
        operations.check_sheet(sheet=found, by=request.user)
        messages.success(request, _("Checked. Thank you."))
        return redirect("petitions:paper", organization, slug)
    rows = queries.typed_rows(found, request.user)
    context = {
        "organization": found.organization,
        "petition": found.petition,
        "sheet": found,
        "rows": rows,
        "typed_it": any(row.row and row.row.typed_by_id == request.user.pk for row in rows),
        "is_alone": enters_alone(found.organization, request.user),
    }
    return render(request, "petitions/check_sheet.html", context)


@require_http_methods(["GET", "POST"])
def correct_row(
    request: HttpRequest, organization: str, slug: str, number: int, row: int
) -> HttpResponse:
    found = _sheet(request, organization, slug, number)
    rows = PaperRow.objects.editable_by(request.user).filter(sheet=found)
    wrong = get_object_or_404(rows.select_related("sheet", "signature__person"), number=row)
    form = CorrectedRowForm(found, request.POST or None, initial=queries.row_values(wrong))
    if form.done(operations.correct_row, row=wrong, by=request.user):
        messages.success(request, _("Row %(row)s is corrected.") % {"row": row})
        return redirect("petitions:check_sheet", organization, slug, number)
    context = {
        "organization": found.organization,
        "petition": found.petition,
        "sheet": found,
        "row": wrong,
        "form": form,
    }
    return form_page(request, "petitions/correct_row.html", context)
