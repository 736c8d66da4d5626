"""What everybody reads: what is being decided, where it stands, what one can do."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from concerted.act.policies.models import Hearing, PolicyItem
from concerted.act.policies.queries.calendars import dates_of, occasion_of
from concerted.act.policies.queries.pages import policy_page, policy_rows
from concerted.act.policies.queries.scorecard import is_shown
from concerted.act.policies.views.gate import published
from concerted.base.calendars import calendar_of, calendar_of_all
from concerted.base.http import calendar_answer
from concerted.base.languages import page_language
from concerted.organizations.models import Organization

PAGE = 30


@require_GET
def public_policies(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    found = PolicyItem.objects.public().filter(organization=owner).select_related("organization")
    pages = Paginator(found.order_by(F("closed_at").asc(nulls_first=True), "-published_at"), PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "organization": owner,
        "page": page,
        "rows": policy_rows(page.object_list, None, page_language()),
        "has_scorecard": is_shown(owner),
    }
    return render(request, "policies/public_policies.html", context)


@require_GET
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = published(organization, slug)
    context = {
        "organization": found.organization,
        "policy": found,
        "page": policy_page(found, None, page_language()),
    }
    return render(request, "policies/page.html", context)


@require_GET
def hearing_ics(
    request: HttpRequest,  # noqa: ARG001
    organization: str,
    slug: str,
    pk: uuid.UUID,
) -> HttpResponse:
    """A hearing for anybody's calendar."""
    found = published(organization, slug)
    hearing = get_object_or_404(Hearing.objects.public(), policy=found, pk=pk)
    file = calendar_of(occasion_of(hearing, found, page_language()))
    return calendar_answer(file, f"{found.slug}-{hearing.begins:%Y-%m-%d}")


@require_GET
def policy_ics(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    """Every hearing and day of a policy, for calendars that read it again and again."""
    found = published(organization, slug)
    language = page_language()
    dates = dates_of(found, language)
    file = calendar_of_all(dates, name=found.in_language(language).title)
    return calendar_answer(file, found.slug)
