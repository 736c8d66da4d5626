"""What everybody reads: what is needed next, and how far it is."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.pool.offers.queries.public import public_needs as goals_of


@require_GET
def public_needs(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    context = {"organization": owner, "goals": goals_of(owner, page_language())}
    return render(request, "offers/public_needs.html", context)
