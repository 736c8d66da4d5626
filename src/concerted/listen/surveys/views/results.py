"""The results of a survey: for the team, and for everybody once the organizers show them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from concerted.base.errors import Refused
from concerted.base.jobs import enqueue
from concerted.base.languages import page_language
from concerted.listen.surveys.forms.results import GroupingForm
from concerted.listen.surveys.models import ResultsReading, Survey
from concerted.listen.surveys.operations import exporting, readings
from concerted.listen.surveys.queries.grouping import choices_of, plan_of, sent_count
from concerted.listen.surveys.queries.results import results_page
from concerted.listen.surveys.tasks import read_results
from concerted.listen.surveys.views.gate import editable, published, visible
from concerted.listen.surveys.views.xlsforms import XLSX
from concerted.organizations.queries import can_organize

KEPT = 60
"""Seconds: results are not told anew more often."""
TYPES = {exporting.FileKind.CSV: "text/csv; charset=utf-8", exporting.FileKind.XLSX: XLSX}


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
    reading = ResultsReading.objects.visible_to(request.user).filter(survey=survey).first()
    context = {
        "organization": survey.organization,
        "survey": survey,
        "page": results_page(survey, reading, page_language()),
        "sent": sent_count(survey),
        "form": form,
        "can_edit": can_organize(survey.organization, request.user),
    }
    return render(request, "surveys/results.html", context, status=status)


@require_POST
def count_results(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = editable(request, organization, slug)
    readings.check_countable(survey=survey)
    enqueue(read_results, survey.pk, 1)
    messages.success(request, _("The answers are being counted. Look again in a minute."))
    return redirect("surveys:results", survey.organization.slug, survey.slug)


@require_POST
def group_results(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    survey = editable(request, organization, slug)
    form = _grouping_form(survey, request.POST)
    if form.is_valid():
        by, key = form.chosen()
        try:
            readings.group_results(survey=survey, by=by, key=key, user=request.user)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The next count is told by these groups."))
            return redirect("surveys:results", survey.organization.slug, survey.slug)
    return _results_page(request, survey, form, status=422)


@require_POST
def export_answers(request: HttpRequest, organization: str, slug: str, kind: str) -> HttpResponse:
    """Every submission as a row. A POST, as it is kept who took them."""
    survey = editable(request, organization, slug)
    if kind not in set(exporting.FileKind):
        raise Http404
    chosen = exporting.FileKind(kind)
    content = exporting.export_answers(survey=survey, kind=chosen, by=request.user)
    name = f"{survey.slug}-answers.{chosen}"
    return HttpResponse(
        content,
        content_type=TYPES[chosen],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
