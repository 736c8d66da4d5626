"""Figures that people type in, what waits for a second look, and corrections."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.measure.indicators.forms.figures import (
    CorrectionForm,
    FilterForm,
    GridForm,
    RefusalForm,
    WhereForm,
)
from concerted.measure.indicators.models import Indicator, Intake, Observation, Subgroup
from concerted.measure.indicators.operations import entering as operations
from concerted.measure.indicators.operations import intakes as deciding
from concerted.measure.indicators.operations.entering import Where
from concerted.measure.indicators.queries.office import (
    dimensions_of,
    dimensions_told,
    figures_told,
    history_of,
    intake_desk,
    observations_of,
    partners_for,
)
from concerted.measure.indicators.queries.periods import Period, name_of
from concerted.measure.indicators.views.gate import (
    about,
    address,
    editable_intake,
    enterable_indicator,
    enterable_observation,
    of_indicator,
    visible_indicator,
    visible_intake,
    visible_observation,
)
from concerted.organizations.queries import can_organize


def _where_form(request: HttpRequest, found: Indicator) -> WhereForm:
    partners, is_own = partners_for(found, request.user)
    return WhereForm(
        request.GET if "period_start" in request.GET else None,
        indicator=found,
        dimensions=dimensions_of(found.organization, request.user),
        partners=partners,
        is_own=is_own,
    )


@require_http_methods(["GET", "POST"])
def enter_figures(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """First for when and whom, by GET; then a row for each group."""
    found = enterable_indicator(request, organization, slug)
    where = _where_form(request, found)
    context = about(found, where=where)
    if not where.is_valid():
        status = 422 if where.errors else 200
        return render(request, "indicators/where.html", context, status=status)
    has_counts = found.is_rate and "finished" not in request.GET
    groups = _groups(where)
    form = GridForm(request.POST or None, indicator=found, groups=groups, has_counts=has_counts)
    headed = {"where": where.where(), "title": _title(where)}
    if form.done(operations.enter_figures, indicator=found, by=request.user, **headed):
        messages.success(request, _("Saved. They count once somebody else has looked at them."))
        return redirect(address("intake", found.organization, form.result.pk))
    context |= {"form": form, "period": _period(where.where()), "has_counts": has_counts}
    return form_page(request, "indicators/grid.html", context)


def _groups(where: WhereForm) -> list[tuple[Subgroup | None, str]]:
    """The rows of the grid: every group of the dimension, or everybody."""
    dimension = where.cleaned_data["dimension"]
    if dimension is None:
        return [(None, _("Everybody"))]
    (told,) = dimensions_told([dimension], page_language())
    return [(group, text.title) for group, text in told.groups]


def _period(where: Where) -> str:
    return name_of(Period(where.period_start, where.period_end))


def _title(where: WhereForm) -> str:
    dimension, period = where.cleaned_data["dimension"], _period(where.where())
    groups = dimension.in_language(page_language()).title if dimension else ""
    return f"{groups}, {period}" if groups else period


def _intake_page(
    request: HttpRequest, found: Intake, form: RefusalForm, status: int = 200
) -> HttpResponse:
    context = about(
        found.indicator,
        intake=found,
        desk=intake_desk(found, request.user, page_language()),
        can_edit=can_organize(found.organization, request.user),
        form=form,
    )
    return render(request, "indicators/intake.html", context, status=status)


@require_GET
def intake(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    return _intake_page(request, visible_intake(request, organization, pk), RefusalForm())


@require_POST
def approve_intake(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_intake(request, organization, pk)
    deciding.approve_intake(intake=found, by=request.user)
    messages.success(request, _("Approved. They are in the next release."))
    return redirect(of_indicator("indicator", found.indicator))


@require_POST
def refuse_intake(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_intake(request, organization, pk)
    form = RefusalForm(request.POST)
    if form.done(deciding.refuse_intake, intake=found, by=request.user):
        messages.success(request, _("Sent back. Who entered them can read why."))
        return redirect(of_indicator("indicator", found.indicator))
    return _intake_page(request, found, form, status=422)


@require_GET
def observations(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """All that counts now, as the office knows it."""
    found = visible_indicator(request, organization, slug)
    partners, _is_own = partners_for(found, request.user)
    form = FilterForm(
        request.GET or {},
        dimensions=dimensions_of(found.organization, request.user),
        partners=partners,
    )
    said = form.cleaned_data if form.is_valid() else {}
    page = said.get("page") or 1
    rows, is_more = observations_of(
        found,
        request.user,
        dimension=said.get("dimension"),
        partner=said.get("partner"),
        page=page,
    )
    context = about(
        found,
        form=form,
        figures=figures_told(rows, page_language()),
        before=page - 1,
        after=page + 1 if is_more else 0,
    )
    return render(request, "indicators/observations.html", context)


@require_GET
def observation(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """One figure, and what stood in its place before."""
    found = visible_observation(request, organization, pk)
    mine = Observation.objects.enterable_by(request.user)
    history = history_of(found, request.user, page_language())
    context = about(
        found.indicator,
        history=history,
        newest=history[0],
        can_correct=found.is_current and mine.filter(pk=found.pk).exists(),
    )
    return render(request, "indicators/observation.html", context)


@require_http_methods(["GET", "POST"])
def correct_observation(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = enterable_observation(request, organization, pk)
    form = CorrectionForm(request.POST or None, observation=found)
    owner = found.indicator.organization
    if form.done(operations.correct_observation, observation=found, by=request.user):
        messages.success(request, _("Saved. It counts once somebody else has looked at it."))
        return redirect(address("intake", owner, form.result.pk))
    (told,) = figures_told([found], page_language())
    context = about(
        found.indicator,
        form=form,
        title=_("Correct a figure"),
        lead=f"{told.group}, {told.period}: {told.figure}",
        back_url=address("observation", owner, found.pk),
    )
    return form_page(request, "base/form.html", context)
