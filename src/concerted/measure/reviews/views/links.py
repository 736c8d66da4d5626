"""Where the link at the foot of a mail leads. A GET shows, only a POST acts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from concerted.measure.reviews.operations import telling
from concerted.measure.reviews.queries.links import stopping_of


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    found = stopping_of(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        telling.stop_mail(user=found.user, organization=found.organization)
    context = {"organization": found.organization, "is_stopped": request.method == "POST"}
    return render(request, "reviews/stop_mail.html", context)
