"""The scorecard: for the team, and for everybody once it is shown."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.policies.operations import scorecards as operations
from concerted.act.policies.queries.scorecard import card_cautions, is_shown
from concerted.act.policies.queries.scorecard import scorecard as scored
from concerted.base.errors import Refused
from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import joined, organized

PAGE = 20


@require_GET
def scorecard(request: HttpRequest, organization: str) -> HttpResponse:
    owner = joined(request, organization)
    card = scored(owner, request.user, page_language())
    public = scored(owner, None, page_language())
    shown = is_shown(owner)
    context = {
        "organization": owner,
        "card": card,
        "rows": card.rows,
        "can_show": bool(public.rows),
        "is_shown": shown,
        "cautions": card_cautions(owner, public, request.user) if shown else [],
        "can_edit": can_organize(owner, request.user),
    }
    return render(request, "policies/scorecard.html", context)


@require_http_methods(["GET", "POST"])
def show_scorecard(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    card = scored(owner, None, page_language())
    if request.method == "POST":
        try:
            operations.show_scorecard(organization=owner, by=request.user)
            messages.success(request, _("Everybody sees the scorecard now."))
        except Refused as refused:
            messages.error(request, refused.message)
        return redirect("policies:scorecard", owner.slug)
    context = {
        "organization": owner,
        "card": card,
        "rows": card.rows[:PAGE],
        "cautions": card_cautions(owner, card, request.user),
    }
    return render(request, "policies/show_scorecard.html", context)


@require_POST
def hide_scorecard(request: HttpRequest, organization: str) -> HttpResponse:
    owner = organized(request, organization)
    operations.hide_scorecard(organization=owner, by=request.user)
    messages.success(request, _("Only your team sees the scorecard now."))
    return redirect("policies:scorecard", owner.slug)


@require_GET
def public_scorecard(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    if not is_shown(owner):
        raise Http404
    card = scored(owner, None, page_language())
    page = Paginator(card.rows, PAGE).get_page(request.GET.get("page"))
    context = {"organization": owner, "card": card, "rows": page.object_list, "page": page}
    return render(request, "policies/public_scorecard.html", context)
