from __future__ import annotations

import tempfile
import uuid
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.base.errors import Refused
from concerted.base.jobs import enqueue
from concerted.organizations.views.gate import organized
from concerted.people import operations, tasks
from concerted.people.forms.imports import ColumnsForm, UploadForm
from concerted.people.models import Import, ImportRow
from concerted.people.operations.imports import columns_of, file_of
from concerted.people.queries import imports as queries
from concerted.people.views.gate import page_number

ON_A_PAGE = 50


def _one(request: HttpRequest, organization: str, pk: uuid.UUID) -> Import:
    records = Import.objects.editable_by(request.user).select_related("organization", "by")
    return get_object_or_404(records, organization__slug=organization, pk=pk)


def _address(record: Import) -> str:
    return record.get_absolute_url()


@require_safe
def imports(request: HttpRequest, organization: str) -> HttpResponse:
    found = organized(request, organization)
    mine = Import.objects.visible_to(request.user).filter(organization=found)
    page = Paginator(mine.select_related("by"), ON_A_PAGE).get_page(page_number(request))
    return render(request, "people/imports.html", {"organization": found, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def add_import(request: HttpRequest, organization: str) -> HttpResponse:
    """Choose a file; a POST reads it and leads to a look at its columns."""
    found = organized(request, organization)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix[:8]) as copy:
            for piece in file.chunks():
                copy.write(piece)
            copy.flush()
            try:
                record = operations.start_import(
                    organization=found, path=Path(copy.name), file_name=file.name, by=request.user
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                return redirect(_address(record))
    status = 422 if request.method == "POST" else 200
    context = {"organization": found, "form": form}
    return render(request, "people/add_import.html", context, status=status)


@require_safe
def import_(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """One import in its present state: columns to check, progress, or what became of it."""
    record = _one(request, organization, pk)
    if record.state == Import.State.READY:
        return _columns_page(request, record, ColumnsForm(record=record))
    context = {"organization": record.organization, "record": record}
    if record.is_moving:
        if getattr(request, "htmx", False):
            return render(request, "people/_import_progress.html", context)
        return render(request, "people/import_progress.html", context)
    if getattr(request, "htmx", False):
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "people/import.html", {**context, **_report(request, record)})


def _columns_page(
    request: HttpRequest, record: Import, form: ColumnsForm, status: int = 200
) -> HttpResponse:
    with file_of(record) as path:
        preview = queries.preview(path, record, columns_of(record))
    context = {
        "organization": record.organization,
        "record": record,
        "format": queries.format_words(record),
        "form": form,
        "columns": [
            (field, one.cells) for field, one in zip(form.columns(), preview.columns, strict=True)
        ],
        "rows": preview.rows,
    }
    return render(request, "people/import_columns.html", context, status=status)


def _report(request: HttpRequest, record: Import) -> dict[str, Any]:
    show = request.GET.get("show", "")
    rows = ImportRow.objects.visible_to(request.user).filter(import_record=record)
    page = Paginator(queries.rows_of_import(rows, show=show), ON_A_PAGE).get_page(
        page_number(request)
    )
    held = queries.held_by(record)
    return {
        "format": queries.format_words(record),
        "show": show,
        "page": page,
        "rows": queries.report_rows(page.object_list),
        "held": list(held[:ON_A_PAGE]),
        "counts": record.counts,
        "may_undo": record.state in (Import.State.DONE, Import.State.FAILED),
    }


@require_POST
def correct_columns(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    record = _one(request, organization, pk)
    form = ColumnsForm(request.POST, record=record)
    if not form.is_valid():
        return _columns_page(request, record, form, status=422)
    operations.correct_columns(record=record, **form.chosen)
    messages.success(request, _("This is how the file is read now."))
    return redirect(_address(record))


@require_POST
def run_import(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    record = _one(request, organization, pk)
    form = ColumnsForm(request.POST, record=record)
    if record.state == Import.State.READY and not form.is_valid():
        return _columns_page(request, record, form, status=422)
    if record.state == Import.State.READY:
        operations.correct_columns(record=record, **form.chosen)
        if operations.request_import(record=record, by=request.user):
            enqueue(tasks.run_import, record.pk)
    return redirect(_address(record))


@require_http_methods(["GET", "HEAD", "POST"])
def undo_import(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    record = _one(request, organization, pk)
    if request.method == "POST":
        if operations.request_undo(record=record, by=request.user):
            enqueue(tasks.undo_import, record.pk)
        return redirect(_address(record))
    context = {"organization": record.organization, "record": record}
    return render(request, "people/undo_import.html", context)


@require_POST
def discard_import(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    record = _one(request, organization, pk)
    operations.discard_import(record=record)
    messages.success(request, _("The file is forgotten. Nobody was taken in."))
    return redirect("people:imports", organization)


@require_safe
def import_table(request: HttpRequest, organization: str, pk: uuid.UUID) -> StreamingHttpResponse:
    """What became of each row, as CSV."""
    record = _one(request, organization, pk)
    rows = ImportRow.objects.visible_to(request.user).filter(import_record=record)
    shown = queries.rows_of_import(rows, show=request.GET.get("show", ""))
    headers = {"Content-Disposition": f'attachment; filename="import-{record.pk}.csv"'}
    return StreamingHttpResponse(
        queries.report_table(shown), content_type="text/csv; charset=utf-8", headers=headers
    )
