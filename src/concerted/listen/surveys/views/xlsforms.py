"""Forms of KoboToolbox and ODK: looked at, brought in, and taken along."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.listen.surveys.forms.form_files import FormFileForm
from concerted.listen.surveys.models import FormFile
from concerted.listen.surveys.operations import importing as operations
from concerted.listen.surveys.queries.definitions import definition_of
from concerted.listen.surveys.queries.form_files import form_preview
from concerted.listen.surveys.views.gate import editable
from concerted.listen.surveys.xlsforms.writing import write_form
from concerted.organizations.views.gate import organized

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _one(request: HttpRequest, organization: str, pk: uuid.UUID) -> FormFile:
    rows = FormFile.objects.editable_by(request.user).select_related("organization")
    return get_object_or_404(rows, organization__slug=organization, pk=pk)


@require_http_methods(["GET", "POST"])
def import_form(request: HttpRequest, organization: str) -> HttpResponse:
    """Choose a form; a POST reads it and leads to a look at what would become of it."""
    owner = organized(request, organization)
    form = FormFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
            for piece in file.chunks():
                copy.write(piece)
            copy.flush()
            try:
                kept = operations.keep_form(
                    organization=owner, path=Path(copy.name), name=file.name, by=request.user
                )
            except Refused as refused:
                form.refuse(refused)
            else:
                return redirect("surveys:form_file", owner.slug, kept.pk)
    context = {"organization": owner, "form": form}
    status = 422 if request.method == "POST" else 200
    return render(request, "surveys/import_form.html", context, status=status)


@require_GET
def form_file(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """What would become of a form, and what is said of each of its rows."""
    kept = _one(request, organization, pk)
    reading = operations.read_form_file(form=kept)
    context = {
        "organization": kept.organization,
        "file": kept,
        "preview": form_preview(reading, page_language()),
    }
    return render(request, "surveys/form_file.html", context)


@require_POST
def take_form(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    kept = _one(request, organization, pk)
    brought = operations.take_form(form=kept, by=request.user)
    if brought.is_new:
        messages.success(request, _("The form is a draft now. Read it through, then open it."))
    else:
        messages.info(request, _("A survey with this title was here already; it stays as it is."))
    return redirect("surveys:survey", kept.organization.slug, brought.survey.slug)


@require_POST
def discard_form(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    kept = _one(request, organization, pk)
    operations.discard_form(form=kept)
    return redirect("surveys:import_form", kept.organization.slug)


@require_GET
def export_form(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """The questions of a survey, without any answer, for KoboToolbox or ODK."""
    survey = editable(request, organization, slug)
    content = write_form(definition_of(survey), survey.slug)
    return HttpResponse(
        content,
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{survey.slug}.xlsx"'},
    )
