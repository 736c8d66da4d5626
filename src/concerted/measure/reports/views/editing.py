"""Writing a report and publishing it."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.goals.models import Goal
from concerted.measure.reports.forms import ReportForm, SectionsForm, TakeBackForm, WordsForm
from concerted.measure.reports.models import Report
from concerted.measure.reports.operations import reports as operations
from concerted.measure.reports.queries.making import chosen, own_words
from concerted.measure.reports.queries.pages import offered
from concerted.measure.reports.registry import section_named
from concerted.measure.reports.views.gate import address, editable
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import organized
from concerted.organizations.views.translating import translation_page
from concerted.pool.offers.models import FundingSource


def _choices(owner: Organization, request: HttpRequest) -> dict[str, Any]:
    """The goals and sources a report of ``owner`` can be about."""
    goals = Goal.objects.editable_by(request.user).filter(organization=owner)
    return {
        "goals": goals.filter(published_at__isnull=False),
        "sources": FundingSource.objects.editable_by(request.user).filter(organization=owner),
    }


@require_http_methods(["GET", "POST"])
def add_report(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    today = timezone.localdate()
    first = {
        "language": owner.language,
        "languages": owner.page_languages,
        "starts_on": today - datetime.timedelta(days=365),
        "ends_on": today,
    }
    form = ReportForm(request.POST or None, initial=first, **_choices(owner, request))
    if form.done(operations.add_report, organization=owner, by=request.user):
        messages.success(request, _("Saved as a draft. Now pick its sections."))
        return redirect(address("report", form.result))
    return form_page(request, "reports/add_report.html", {"organization": owner, "form": form})


@require_http_methods(["GET", "POST"])
def change_report(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    owner = found.organization
    form = ReportForm(request.POST or None, instance=found, **_choices(owner, request))
    if form.done(operations.change_report, report=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("report", found))
    return form_page(request, "reports/change_report.html", _context(found, form))


def _context(report: Report, form: Any) -> dict[str, Any]:
    return {
        "organization": report.organization,
        "report": report,
        "form": form,
        "back_url": address("report", report),
    }


@require_http_methods(["GET", "POST"])
def choose_sections(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    names = [one.name for one in chosen(found)]
    form = SectionsForm(request.POST or None, offered=offered(found), chosen=names)
    if form.done(operations.choose_sections, report=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("report", found))
    return form_page(request, "reports/choose_sections.html", _context(found, form))


@require_http_methods(["GET", "POST"])
def write_words(request: HttpRequest, organization: str, slug: str, section: str) -> HttpResponse:
    found = editable(request, organization, slug)
    told = section_named(section)
    if told is None:
        raise Http404
    form = WordsForm(
        request.POST or None,
        languages=found.languages,
        initial=dict(own_words(found).get(section, {})),
    )
    if form.done(operations.write_words, report=found, section=section, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("report", found))
    context = {**_context(found, form), "section": told}
    return form_page(request, "reports/write_words.html", context)


@require_http_methods(["GET", "POST"])
def translate_report(
    request: HttpRequest, organization: str, slug: str, language: str
) -> HttpResponse:
    found = editable(request, organization, slug)
    if not found.is_draft:
        raise Http404
    return translation_page(request, found, language, back_url=address("report", found))


@require_http_methods(["GET", "POST"])
def publish_report(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    if request.method == "POST":
        operations.publish_report(report=found, by=request.user)
        messages.success(request, _("Published. From now on this report does not change."))
        return redirect(address("report", found))
    return render(request, "reports/publish_report.html", _context(found, None))


@require_POST
def begin_edition(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    edition = operations.begin_edition(report=found, by=request.user)
    messages.success(request, _("This is the draft of a newer edition."))
    return redirect(address("report", edition))


@require_http_methods(["GET", "POST"])
def take_back_report(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    form = TakeBackForm(request.POST or None)
    if form.done(operations.take_back_report, report=found, by=request.user):
        messages.success(request, _("Taken back. Its page says why, and nothing else."))
        return redirect(address("report", found))
    return form_page(request, "reports/take_back_report.html", _context(found, form))
