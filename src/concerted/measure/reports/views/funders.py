"""What a funder reads by their link, and who has one."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.measure.reports.forms import FunderLinkForm
from concerted.measure.reports.models import FunderLink
from concerted.measure.reports.operations import funders as operations
from concerted.measure.reports.queries import funders as queries
from concerted.measure.reports.queries.links import linked
from concerted.organizations.views.gate import one_of, organized
from concerted.pool.offers.models import FundingSource


@never_cache
@require_GET
def funds(request: HttpRequest, token: str) -> HttpResponse:
    link = linked(token)
    if link is None:
        raise Http404
    context = {
        "organization": link.source.organization,
        "funds": queries.funds(link.source, page_language()),
    }
    return render(request, "reports/funds.html", context)


@require_http_methods(["GET", "POST"])
def funders(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    sources = FundingSource.objects.editable_by(request.user).filter(organization=owner)
    form = FunderLinkForm(
        request.POST or None, sources=sources, initial={"language": owner.language}
    )
    if request.method == "POST" and form.is_valid():
        operations.send_funder_link(by=request.user, **form.cleaned_data)
        messages.success(request, _("The link is on its way."))
        return redirect("reports:funders", owner.slug)
    links = FunderLink.objects.visible_to(request.user).filter(organization=owner)
    context = {
        "organization": owner,
        "form": form,
        "sources": queries.links_by_source(
            list(sources), list(links.filter(ended_at__isnull=True))
        ),
    }
    return form_page(request, "reports/funders.html", context)


@require_POST
def end_funder_link(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    link = one_of(FunderLink.objects.editable_by(request.user), organization, pk=pk)
    operations.end_funder_link(link=link, by=request.user)
    messages.success(request, _("This link opens nothing any more."))
    return redirect("reports:funders", organization)
