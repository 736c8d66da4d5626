from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from concerted.organizations.models import Organization
from concerted.pool.partners.queries.pages import public_page


@require_safe
def page(request: HttpRequest, organization: str) -> HttpResponse:
    """Who stands behind a coalition, for everybody."""
    rows = Organization.objects.public().filter(kind=Organization.Kind.COALITION)
    found = get_object_or_404(rows, slug=organization)
    context = {"organization": found, "page": public_page(found)}
    return render(request, "partners/page.html", context)
