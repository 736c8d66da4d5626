"""Who takes part, for the coalition's team and for partners whom it is shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from concerted.organizations.views.gate import shared
from concerted.pool.network.queries.participation import participation_of


@require_GET
def participation(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, "network")
    context = {"organization": owner, "page": participation_of(owner)}
    return render(request, "network/participation.html", context)
