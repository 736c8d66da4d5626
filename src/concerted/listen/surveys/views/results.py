"""The results of a survey: for the team, and for everybody once the organizers show them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concerted.base.jobs import enqueue
from concerted.base.languages import page_language
from concerted.base.tables.writing import csv_of, xlsx_of
from concerted.listen.representation.queries.readings import shown_to_all
from concerted.listen.surveys.forms.results import GroupingForm
from concerted.listen.surveys.models import ResultsReading, Survey
from concerted.listen.surveys.operations import exporting, readings
from concerted.listen.surveys.operations import texts as text_operations
from concerted.listen.surveys.operations.exporting import FileKind
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.grouping import (
    can_weigh,
    choices_of,
    plan_of,
    sent_count,
)
from concerted.listen.surveys.queries.protecting import MOST
from concerted.listen.surveys.queries.results import figures_table, results_page
from concerted.listen.surveys.queries.texts import texts_of
from concerted.listen.surveys.tasks import read_results
from concerted.listen.surveys.views.gate import editable, published, visible
from concerted.listen.surveys.views.xlsforms import XLSX
from concerted.organizations.queries import can_organize

KEPT = 60
"""Seconds: results are not told anew more often."""
TYPES = {FileKind.CSV: "text/csv; charset=utf-8", FileKind.XLSX: XLSX}


@require_GET
def public_results(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = published(organization, slug)
    if survey.results_published_at is None:
        raise Http404
    reading = ResultsReading.objects.public().filter(survey=survey).first()
    context = {
        "organization": survey.organization,
        "survey": survey,
        "page": results_page(survey, reading, page_language()),
        "shown": shown_to_all(survey, page_language()),
    }
    response = render(request, "surveys/public_results.html", context)
    patch_cache_control(response, public=True, max_age=KEPT)
    return response


@require_GET
def results(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = visible(request, organization, slug)
    return _results_page(request, survey, _grouping_form(survey))


def _grouping_form(survey: Survey, data: object = None) -> GroupingForm:
    plan = plan_of(survey)
    initial = {"by": f"{plan.by}:{plan.key}" if plan.key else plan.by}
    return GroupingForm(data, initial=initial, choices=choices_of(survey))


def _results_page(
    request: HttpRequest, survey: Survey, form: GroupingForm, status: int = 200
) -> HttpResponse:
    told = list(ResultsReading.objects.visible_to(request.user).filter(survey=survey))
    reading = told[0] if told else None
    context = {
        "organization": survey.organization,
        "survey": survey,
        "page": results_page(survey, reading, page_language()),
        "sent": sent_count(survey),
        "counts_left": max(0, MOST - len(told)),
        "can_weigh": can_weigh(survey, told),
        "form": form,
        "can_edit": can_organize(survey.organization, request.user),
    }
    return render(request, "surveys/results.html", context, status=status)


@require_POST
def count_results(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = editable(request, organization, slug)
    is_weighed = bool(request.POST.get("weighed"))
    readings.check_countable(survey=survey, is_weighed=is_weighed)
    enqueue(read_results, survey.pk, 1, int(is_weighed))
    messages.success(request, _("The answers are being counted. Look again in a minute."))
    return redirect("surveys:results", survey.organization.slug, survey.slug)


@require_POST
def group_results(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = editable(request, organization, slug)
    form = _grouping_form(survey, request.POST)
    if form.done(readings.group_results, survey=survey, user=request.user):
        messages.success(request, _("The next count is told by these groups."))
        return redirect("surveys:results", survey.organization.slug, survey.slug)
    return _results_page(request, survey, form, status=422)


@require_GET
def public_figures(request: HttpRequest, organization: str, slug: str, kind: str) -> HttpResponse:  # noqa: ARG001
    """All figures of the public page, as a file."""
    survey = published(organization, slug)
    if survey.results_published_at is None:
        raise Http404
    return _figures(survey, ResultsReading.objects.public().filter(survey=survey).first(), kind)


@require_GET
def figures(request: HttpRequest, organization: str, slug: str, kind: str) -> HttpResponse:
    survey = visible(request, organization, slug)
    rows = ResultsReading.objects.visible_to(request.user).filter(survey=survey)
    return _figures(survey, rows.first(), kind)


def _figures(survey: Survey, reading: ResultsReading | None, kind: str) -> HttpResponse:
    chosen = _kind(kind)
    if reading is None:
        raise Http404
    rows = figures_table(results_page(survey, reading, page_language()))
    content = csv_of(rows) if chosen is FileKind.CSV else xlsx_of({"results": rows})
    return _file(content, f"{survey.slug}-results", chosen)


def _kind(name: str) -> FileKind:
    if name not in set(FileKind):
        raise Http404
    return FileKind(name)


def _file(content: bytes, name: str, kind: FileKind) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(content, content_type=TYPES[kind], headers=headers)


@require_GET
def texts(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """What people wrote, for those who organize."""
    survey = editable(request, organization, slug)
    context = {
        "organization": survey.organization,
        "survey": survey,
        "text": survey.in_language(page_language()),
        "written": texts_of(survey, page_language()),
        "floor": FLOOR,
    }
    return render(request, "surveys/texts.html", context)


@require_POST
def export_texts(request: HttpRequest, organization: str, slug: str, kind: str) -> HttpResponse:
    """What people wrote as a file. A POST, as it is kept who took it."""
    survey, chosen = editable(request, organization, slug), _kind(kind)
    content = text_operations.export_texts(
        survey=survey, kind=chosen, language=page_language(), by=request.user
    )
    return _file(content, f"{survey.slug}-texts", chosen)


@require_POST
def export_answers(request: HttpRequest, organization: str, slug: str, kind: str) -> HttpResponse:
    """Every submission as a row. A POST, as it is kept who took them."""
    survey, chosen = editable(request, organization, slug), _kind(kind)
    content = exporting.export_answers(survey=survey, kind=chosen, by=request.user)
    return _file(content, f"{survey.slug}-answers", chosen)
