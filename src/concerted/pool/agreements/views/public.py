"""The page where anybody checks an agreement that they have on paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from concerted.pool.agreements.queries.checking import checked, was_removed


@never_cache
@require_GET
def check(request: HttpRequest) -> HttpResponse:
    what = request.GET.get("what", "").strip()[:200]
    found = checked(what) if what else None
    is_removed = bool(what) and found is None and was_removed(what)
    context = {"what": what, "found": found, "is_removed": is_removed}
    return render(request, "agreements/check.html", context)
