"""Files of figures: looked at first, then handed in."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from concerted.base.errors import Refused
from concerted.base.http import form_page
from concerted.base.tables.writing import XLSX, xlsx_of
from concerted.measure.indicators.forms.files import FileForm, ReadingForm
from concerted.measure.indicators.models import Dimension, Upload
from concerted.measure.indicators.operations import uploads as operations
from concerted.measure.indicators.queries.empty_forms import empty_form_rows
from concerted.measure.indicators.queries.uploads import grid_of, preview, read_upload
from concerted.measure.indicators.views.gate import (
    about,
    address,
    enterable_indicator,
    of_indicator,
)
from concerted.organizations.views.gate import one_of

SAMPLE = 3


def _upload(request: HttpRequest, organization: str, pk: uuid.UUID) -> Upload:
    rows = Upload.objects.visible_to(request.user)
    return one_of(
        rows.select_related("organization", "indicator__organization"), organization, pk=pk
    )


@require_http_methods(["GET", "HEAD", "POST"])
def add_file(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Choose a file; a POST reads it and leads to a look at its columns."""
    indicator = enterable_indicator(request, organization, slug)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with tempfile.NamedTemporaryFile(suffix=Path(file.name).suffix[:8]) as copy:
            for piece in file.chunks():
                copy.write(piece)
            copy.flush()
            try:
                kept = operations.keep_upload(
                    indicator=indicator, path=Path(copy.name), file_name=file.name, by=request.user
                )
                return redirect(address("file", indicator.organization, kept.pk))
            except Refused as refused:
                form.refuse(refused)
    context = about(indicator, form=form)
    return form_page(request, "indicators/add_file.html", context)


@require_safe
def file(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """How a file is read, with each row's problem."""
    found = _upload(request, organization, pk)
    return _page(request, found, _form(request, found))


def _form(request: HttpRequest, upload: Upload) -> ReadingForm:
    rows = Dimension.objects.visible_to(request.user).filter(organization=upload.organization)
    return ReadingForm(
        request.POST or None,
        headers=list(grid_of(upload).headers),
        reading=upload.reading,
        kinds=[(one.slug, one.title) for one in rows],
    )


def _page(request: HttpRequest, upload: Upload, form: ReadingForm) -> HttpResponse:
    delivery = read_upload(upload)
    samples = [
        [cells[at] for _number, cells in grid_of(upload).rows[:SAMPLE]]
        for at in range(len(delivery.headers))
    ]
    context = about(
        upload.indicator,
        upload=upload,
        form=form,
        columns=list(zip(form.columns(), samples, strict=True)),
        delivery=delivery,
        whole=[one.words for one in delivery.problems if not one.row],
        remarks=[one.words for one in delivery.remarks if not one.row],
        rows=preview(delivery),
    )
    return form_page(request, "indicators/file.html", context)


@require_POST
def read_file(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """Show the file again, read as it was said."""
    found = _upload(request, organization, pk)
    form = _form(request, found)
    if not form.is_valid():
        return _page(request, found, form)
    operations.change_reading(upload=found, reading=form.reading)
    return redirect(address("file", found.organization, found.pk))


@require_POST
def hand_in_file(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """All rows become an intake that waits for approval, or none."""
    found = _upload(request, organization, pk)
    form = _form(request, found)
    if form.is_valid():
        found = operations.change_reading(upload=found, reading=form.reading)
        told = {name: form.cleaned_data[name] for name in ("source", "note", "is_public_already")}
        try:
            handed = operations.hand_in_upload(upload=found, by=request.user, **told)
        except Refused as refused:
            form.refuse(refused)
        else:
            was_here = _("These figures were handed in before. Here they are.")
            waits = _("Handed in. The figures count once somebody else has approved them.")
            messages.success(request, waits if handed.is_new else was_here)
            return redirect(address("intake", found.organization, handed.intake.pk))
    return _page(request, _upload(request, organization, pk), form)


@require_POST
def discard_file(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = _upload(request, organization, pk)
    operations.discard_upload(upload=found)
    messages.success(request, _("The file is forgotten. No figure was taken in."))
    return redirect(of_indicator("indicator", found.indicator))


@require_safe
def empty_form(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """A workbook to fill in, with a row for each group."""
    indicator = enterable_indicator(request, organization, slug)
    book = xlsx_of({_("Figures"): empty_form_rows(indicator)})
    headers = {"Content-Disposition": f'attachment; filename="{indicator.slug}.xlsx"'}
    return HttpResponse(book, content_type=XLSX, headers=headers)
