"""What was released of an indicator: for everybody, and in the workspace with what can be done about it."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from concerted.base.languages import page_language
from concerted.measure.indicators.models import Indicator
from concerted.measure.indicators.queries.page import Asked, indicator_page
from concerted.measure.indicators.queries.shelf import released_indicators
from concerted.measure.indicators.steps import steps_of
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import one_of


@require_GET
def public_indicators(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    context = {"organization": owner, "rows": released_indicators(owner, page_language())}
    return render(request, "indicators/public_indicators.html", context)


def _asked(request: HttpRequest) -> Asked:
    """What the address says; what cannot be is left out."""
    return Asked(
        request.GET.get("by", ""),
        request.GET.get("place", "").replace("\0", ""),
        _number(request, "places"),
        _number(request, "comparison"),
        "map" in request.GET,
    )


def _number(request: HttpRequest, name: str) -> int:
    """The number of a page, the first one where the address has none."""
    told = request.GET.get(name, "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 6 else 1


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    rows = Indicator.objects.public().select_related("organization")
    found = one_of(rows, organization, slug=slug)
    told = indicator_page(found, None, _asked(request), page_language())
    context = {"organization": found.organization, "page": told}
    return render(request, "indicators/page.html", context)


@require_GET
def figures(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    rows = Indicator.objects.visible_to(request.user).select_related("organization")
    found = one_of(rows, organization, slug=slug)
    told = indicator_page(found, request.user, _asked(request), page_language())
    gaps = [
        replace(one, steps=steps_of(one.course, request.user)) if one.course is not None else one
        for one in told.gaps
    ]
    context = {"organization": found.organization, "page": replace(told, gaps=gaps)}
    return render(request, "indicators/figures.html", context)
