"""Reports as everybody reads them: page, PDF, workbook and data, all from what was frozen."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from concerted.base.languages import page_language
from concerted.base.tables.writing import XLSX
from concerted.measure.reports.documents import canonical
from concerted.measure.reports.models import Report
from concerted.measure.reports.queries import pages
from concerted.measure.reports.queries.printing import report_pdf as pdf_of
from concerted.measure.reports.queries.workbook import workbook
from concerted.measure.reports.views import gate
from concerted.organizations.models import Organization

KEPT = 24 * 3600


@require_GET
def public_reports(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    rows = Report.objects.public().standing().filter(organization=owner).with_everything()
    cards = pages.cards(rows.order_by("-published_at"), page_language())
    context = {"organization": owner, "cards": cards}
    return render(request, "reports/public_reports.html", context)


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    report = gate.published(organization, slug)
    told = pages.published(report, page_language())
    context = {
        "organization": report.organization,
        "report": report,
        "told": told,
        "document": told.document,
    }
    return render(request, "reports/page.html", context)


@require_GET
def report_pdf(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    report = _standing(organization, slug)
    language = page_language()
    key = f"report-pdf:{report.digest}:{language}"
    content = cache.get(key)
    if content is None:
        path = report.get_absolute_url()
        content = pdf_of(report.told_in(language), report.digest, path)
        cache.set(key, content, KEPT)
    return _file(content, "application/pdf", f"{slug}.pdf", is_inline=True)


@require_GET
def report_xlsx(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    report = _standing(organization, slug)
    content = workbook(report.told_in(page_language()), report.digest)
    return _file(content, XLSX, f"{slug}.xlsx")


@require_GET
def report_json(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    """The bytes whose SHA-256 is the seal of the report."""
    report = _standing(organization, slug)
    return _file(canonical(report.record or {}), "application/json", f"{slug}.json")


def _standing(organization: str, slug: str) -> Report:
    """What was taken back, or withdrawn by a community, is in no file any more."""
    report = gate.published(organization, slug)
    if not Report.objects.public().standing().filter(pk=report.pk).exists():
        raise Http404
    return report


def _file(content: bytes, kind: str, name: str, *, is_inline: bool = False) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(not is_inline, name) or ""
    patch_cache_control(response, public=True, max_age=300)
    return response
