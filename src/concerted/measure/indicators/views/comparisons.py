"""Comparisons in the workspace: what is compared before and after, for one indicator."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.jobs import enqueue
from concerted.base.languages import own_name, page_language
from concerted.decide.proposals.models import Proposal
from concerted.goals.queries import goals_to_serve
from concerted.measure.indicators.forms.comparisons import ComparisonForm
from concerted.measure.indicators.models import Comparison, Indicator
from concerted.measure.indicators.operations import comparisons as operations
from concerted.measure.indicators.queries.candidates import candidates
from concerted.measure.indicators.queries.comparisons import comparisons_of, not_worked_out
from concerted.measure.indicators.tasks import work_out_comparison
from concerted.measure.indicators.views.gate import (
    about,
    editable_indicator,
    of_indicator,
    visible_indicator,
)
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import one_of
from concerted.organizations.views.translating import translation_page


def _address(indicator: Indicator) -> str:
    return of_indicator("comparisons", indicator)


def _comparison(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> Comparison:
    rows = Comparison.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, indicator__slug=slug, pk=pk)


@require_GET
def comparisons(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    indicator = visible_indicator(request, organization, slug)
    context = about(
        indicator,
        comparisons=comparisons_of(indicator, request.user, page_language()),
        languages=[(one, own_name(one)) for one in indicator.organization.page_languages],
        can_edit=can_organize(indicator.organization, request.user),
    )
    return render(request, "indicators/comparisons.html", context)


@require_http_methods(["GET", "POST"])
def add_comparison(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    indicator = editable_indicator(request, organization, slug)
    owner = indicator.organization
    form = ComparisonForm(
        request.POST or None,
        sides=candidates(indicator, page_language()),
        goals=goals_to_serve(owner, request.user),
        proposals=Proposal.objects.editable_by(request.user).filter(organization=owner),
    )
    if form.done(operations.add_comparison, indicator=indicator, by=request.user):
        for pair in not_worked_out(indicator):
            enqueue(work_out_comparison, *pair)
        messages.success(request, _("Saved. We work it out in the background."))
        return redirect(_address(indicator))
    context = about(
        indicator,
        form=form,
        title=_("What do we compare?"),
        lead=_("Choose before you look at the figures: then nobody can say that you picked."),
        back_url=_address(indicator),
    )
    return form_page(request, "base/form.html", context)


@require_POST
def remove_comparison(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    comparison = _comparison(request, organization, slug, pk)
    operations.remove_comparison(comparison=comparison, by=request.user)
    messages.success(request, _("Removed. The trail keeps that it was there."))
    return redirect(_address(comparison.indicator))


@require_http_methods(["GET", "POST"])
def translate_comparison(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID, language: str
) -> HttpResponse:
    comparison = _comparison(request, organization, slug, pk)
    return translation_page(request, comparison, language, back_url=_address(comparison.indicator))
