"""Reports in the workspace: the list, one of them, and how it will look."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from concerted.base.languages import page_language
from concerted.measure.reports.models import Report
from concerted.measure.reports.queries import pages
from concerted.measure.reports.queries.making import document
from concerted.measure.reports.views.gate import address, visible
from concerted.organizations.queries import can_organize
from concerted.organizations.translating import translation_states
from concerted.organizations.views.gate import joined


@require_GET
def reports(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    rows = Report.objects.visible_to(request.user).filter(organization=owner).with_everything()
    context = {
        "organization": owner,
        "cards": pages.cards(rows, page_language()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "reports/reports.html", context)


@require_GET
def report(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible(request, organization, slug)
    context = {
        "organization": found.organization,
        "report": found,
        "text": found.in_language(page_language()),
        "desk": pages.desk(found),
        "can_edit": can_organize(found.organization, request.user),
        "translations": [
            (state, address("translate_report", found, state.language))
            for state in translation_states(found)
            if state.language in found.languages
        ],
    }
    return render(request, "reports/report.html", context)


@require_GET
def preview(request: HttpRequest, organization: str, slug: str, language: str) -> HttpResponse:
    """The report as everybody would read it now, or as it was published."""
    found = visible(request, organization, slug)
    if language not in found.languages:
        raise Http404
    told = document(found, language) if found.is_draft else found.told_in(language)
    vetoes = pages.withdrawn(found, language)
    context = {
        "organization": found.organization,
        "report": found,
        "document": None if vetoes else told,
        "vetoes": vetoes,
    }
    return render(request, "reports/preview.html", context)
