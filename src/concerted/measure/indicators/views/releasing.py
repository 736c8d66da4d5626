"""Figures leave the office: what would be told, the release, and the releases so far."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.jobs import enqueue
from concerted.base.languages import page_language
from concerted.measure.indicators.forms.releasing import ReleaseForm
from concerted.measure.indicators.operations import releasing as operations
from concerted.measure.indicators.queries.releases import release_desk, releases_of
from concerted.measure.indicators.tasks import prepare_release
from concerted.measure.indicators.views.gate import (
    about,
    editable_indicator,
    visible_indicator,
)
from concerted.organizations.queries import can_organize


@require_http_methods(["GET", "POST"])
def release(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    indicator = editable_indicator(request, organization, slug)
    desk = release_desk(indicator, page_language())
    seen = desk.preparation.fingerprint if desk.preparation else ""
    form = ReleaseForm(request.POST or None, initial={"seen": seen})
    if form.done(operations.release_indicator, indicator=indicator, by=request.user):
        messages.success(request, _("Released. Everybody reads these figures now."))
        return redirect("indicators:releases", organization, slug)
    context = about(indicator, desk=desk, form=form)
    return form_page(request, "indicators/release.html", context)


@require_POST
def prepare(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    indicator = editable_indicator(request, organization, slug)
    asked = operations.ask_for_preparation(indicator=indicator, by=request.user)
    enqueue(prepare_release, asked.pk)
    return redirect("indicators:release", organization, slug)


@require_GET
def releases(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    indicator = visible_indicator(request, organization, slug)
    context = about(
        indicator,
        releases=releases_of(indicator, request.user),
        can_edit=can_organize(indicator.organization, request.user),
    )
    return render(request, "indicators/releases.html", context)
