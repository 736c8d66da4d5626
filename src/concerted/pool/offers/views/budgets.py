"""Budgets in the workspace: lines, sources of money, and what is spent."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.goals.models import Goal
from concerted.goals.queries import goals_to_serve
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import one_of, organized
from concerted.pool.offers.forms.budgets import LineForm, SourceForm, SpendingForm
from concerted.pool.offers.models import FundingSource, Kind, Need, Spending
from concerted.pool.offers.operations import budgets as operations
from concerted.pool.offers.queries.budgets import budgets_of, line_told, sources_of
from concerted.pool.offers.views.gate import address, editable_line, pool


@require_GET
def budgets(request: HttpRequest, organization: str) -> HttpResponse:
    owner = pool(request, organization)
    context = {
        "organization": owner,
        "budgets": budgets_of(owner, request.user, page_language()),
        "sources": sources_of(owner, request.user, timezone.localdate()),
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "offers/budgets.html", context)


@require_GET
def line(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_line(request, organization, pk)
    rows = Spending.objects.editable_by(request.user).filter(line=found)
    context = {
        "organization": found.organization,
        "told": line_told(found, rows.select_related("source")),
        "line": found,
    }
    return render(request, "offers/line.html", context)


def _page(
    request: HttpRequest, owner: Organization, form: Any, title: str, **more: Any
) -> HttpResponse:
    context = {
        "organization": owner,
        "form": form,
        "title": title,
        "back_url": address("budgets", owner),
        **more,
    }
    return form_page(request, "base/form.html", context)


def _needs(request: HttpRequest, owner: Organization) -> QuerySet[Need]:
    rows = Need.objects.editable_by(request.user)
    return rows.filter(organization=owner, kind=Kind.MONEY)


@require_http_methods(["GET", "POST"])
def add_line(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = LineForm(
        request.POST or None,
        goals=goals_to_serve(owner, request.user),
        needs=_needs(request, owner),
    )
    if form.done(operations.add_line, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("budgets", owner))
    return _page(request, owner, form, _("Add a line to a budget"))


@require_http_methods(["GET", "POST"])
def change_line(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_line(request, organization, pk)
    owner = found.organization
    form = LineForm(
        request.POST or None,
        initial=LineForm.kept(found),
        goals=goals_to_serve(owner, request.user, own=found.goal_id),
        needs=_needs(request, owner),
    )
    if form.done(operations.change_line, line=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("line", owner, found.pk))
    return _page(request, owner, form, _("Change the line"))


@require_http_methods(["GET", "POST"])
def spend(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_line(request, organization, pk)
    owner = found.organization
    sources = FundingSource.objects.editable_by(request.user).filter(organization=owner)
    form = SpendingForm(request.POST or None, sources=sources)
    if form.done(operations.spend, line=found, by=request.user):
        messages.success(request, _("Noted."))
        return redirect(address("line", owner, found.pk))
    title = _("Spend on “%(name)s”") % {"name": found.title}
    back_url = address("line", owner, found.pk)
    lead = _("Money pays only for what its rules allow.")
    return _page(request, owner, form, title, back_url=back_url, lead=lead)


@require_POST
def remove_spending(
    request: HttpRequest, organization: str, pk: uuid.UUID, spending: uuid.UUID
) -> HttpResponse:
    found = editable_line(request, organization, pk)
    rows = Spending.objects.editable_by(request.user).filter(line=found)
    operations.remove_spending(spending=get_object_or_404(rows, pk=spending), by=request.user)
    messages.success(request, _("Removed."))
    return redirect(address("line", found.organization, found.pk))


def _goals(request: HttpRequest, owner: Organization) -> QuerySet[Goal]:
    return Goal.objects.editable_by(request.user).filter(organization=owner)


@require_http_methods(["GET", "POST"])
def add_source(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = SourceForm(request.POST or None, goals=_goals(request, owner))
    if form.done(operations.add_source, organization=owner, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("budgets", owner) + "#sources")
    return _page(request, owner, form, _("Add a source of money"))


@require_http_methods(["GET", "POST"])
def change_source(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    rows = FundingSource.objects.editable_by(request.user).select_related("organization")
    found = one_of(rows, organization, pk=pk)
    owner = found.organization
    form = SourceForm(
        request.POST or None, initial=SourceForm.kept(found), goals=_goals(request, owner)
    )
    if form.done(operations.change_source, source=found, by=request.user):
        messages.success(request, _("Saved."))
        return redirect(address("budgets", owner) + "#sources")
    return _page(request, owner, form, _("Change the source of money"))
