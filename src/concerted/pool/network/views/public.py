"""What everybody reads of how a coalition works together."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from concerted.organizations.models import Organization
from concerted.pool.network.queries.pages import public_page


@require_GET
def page(request: HttpRequest, organization: str) -> HttpResponse:
    owner = get_object_or_404(Organization.objects.public(), slug=organization)
    found = public_page(owner)
    if found is None:
        raise Http404
    return render(request, "network/page.html", {"organization": owner, "page": found})
