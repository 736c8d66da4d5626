"""What a funder reads, by a mailed link or in the workspace of a partner, and who has been given it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.forms import Form
from concerted.base.languages import page_language
from concerted.measure.reports.forms import FunderLinkForm, FunderViewForm
from concerted.measure.reports.models import FunderLink, FunderView
from concerted.measure.reports.operations import funders as operations
from concerted.measure.reports.queries import funders as queries
from concerted.measure.reports.queries.links import linked
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import joined, one_of, organized
from concerted.pool.offers.models import FundingSource


@never_cache
@require_GET
def funds(request: HttpRequest, token: str) -> HttpResponse:
    link = linked(token)
    if link is None:
        raise Http404
    return _funds(request, link.source, link.source.organization)


@require_GET
def given_funds(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    """The same, for the people of a partner who gave it."""
    partner = joined(request, organization)
    given = FunderView.objects.visible_to(request.user).filter(partner=partner)
    found = get_object_or_404(given.select_related("source__organization"), pk=pk)
    return _funds(request, found.source, partner)


def _funds(
    request: HttpRequest, source: FundingSource, organization: Organization
) -> HttpResponse:
    """``organization`` is the one whose shell the page stands in."""
    context = {
        "organization": organization,
        "owner": source.organization,
        "funds": queries.funds(source, page_language()),
    }
    return render(request, "reports/funds.html", context)


@require_http_methods(["GET", "POST"])
def funders(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = _link_form(request, owner)
    if form.done(operations.send_funder_link, by=request.user):
        messages.success(request, _("The link is on its way."))
        return redirect("reports:funders", owner.slug)
    return _page(request, owner, form, _view_form(request, owner, is_sent=False))


@require_POST
def give_funder_view(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    form = _view_form(request, owner)
    if form.done(operations.give_funder_view, by=request.user):
        messages.success(request, _("Its people find it on their desk."))
        return redirect("reports:funders", owner.slug)
    return _page(request, owner, _link_form(request, owner, is_sent=False), form)


def _sources(request: HttpRequest, owner: Organization) -> QuerySet[FundingSource]:
    return FundingSource.objects.editable_by(request.user).filter(organization=owner)


def _link_form(
    request: HttpRequest, owner: Organization, *, is_sent: bool = True
) -> FunderLinkForm:
    return FunderLinkForm(
        (request.POST or None) if is_sent else None,
        sources=_sources(request, owner),
        initial={"language": owner.language},
    )


def _view_form(
    request: HttpRequest, owner: Organization, *, is_sent: bool = True
) -> FunderViewForm:
    return FunderViewForm(
        request.POST if is_sent else None,
        sources=_sources(request, owner),
        partners=Organization.objects.public().filter(coalitions__organization=owner),
        auto_id="view_%s",
    )


def _page(
    request: HttpRequest, owner: Organization, link_form: Form, view_form: Form
) -> HttpResponse:
    links = FunderLink.objects.visible_to(request.user).filter(organization=owner)
    views = FunderView.objects.editable_by(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "link_form": link_form,
        "view_form": view_form,
        "sources": queries.given_by_source(
            list(_sources(request, owner)),
            list(links.filter(ended_at__isnull=True)),
            list(views.select_related("partner")),
        ),
    }
    status = 422 if link_form.errors or view_form.errors else 200
    return render(request, "reports/funders.html", context, status=status)


@require_POST
def end_funder_link(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    link = one_of(FunderLink.objects.editable_by(request.user), organization, pk=pk)
    operations.end_funder_link(link=link, by=request.user)
    messages.success(request, _("This link opens nothing any more."))
    return redirect("reports:funders", organization)


@require_POST
def end_funder_view(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    rows = FunderView.objects.editable_by(request.user).select_related("source")
    operations.end_funder_view(view=one_of(rows, organization, pk=pk), by=request.user)
    messages.success(request, _("The partner finds it no more."))
    return redirect("reports:funders", organization)
