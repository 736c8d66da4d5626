"""Whom to call, with the script, for everybody. No cookie is set, and who calls is not kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from concerted.act.calls import operations, queries
from concerted.act.calls.forms import OutcomeForm
from concerted.act.calls.models import CallCampaign
from concerted.act.officials.reading.coordinates import point_of
from concerted.base import defence
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key
from concerted.organizations.views.gate import one_of


def _published(organization: str, slug: str) -> CallCampaign:
    rows = CallCampaign.objects.public().select_related("organization", "campaign", "policy")
    return one_of(rows, organization, slug=slug)


@require_GET
@never_cache
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    return _page(request, _published(organization, slug), request.GET.get("at", ""), None)


def _page(
    request: HttpRequest, calls: CallCampaign, at: str, form: OutcomeForm | None
) -> HttpResponse:
    point = point_of(at)
    context: dict[str, Any] = {
        "organization": calls.organization,
        "calls": calls,
        "text": calls.in_language(page_language()),
        "callees": queries.callees(calls, point) if calls.is_open else [],
        "results": queries.results(calls),
        "at": at if point else "",
        "is_done": "done" in request.GET,
        "form": form,
        "stamp": defence.new_stamp(),
    }
    return render(request, "calls/page.html", context, status=422 if form is not None else 200)


@csrf_exempt
@require_POST
def record_call(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    calls = _published(organization, slug)
    at = request.POST.get("at", "")[:60]
    form = OutcomeForm(request.POST)
    recording = defence.checked(operations.record_call, request.POST, quickest=0)
    visitor = visitor_key(request, "call")
    if form.done(recording, calls=calls, language=page_language(), visitor=visitor):
        address = redirect(calls)
        where = f"&at={at}" if point_of(at) else ""
        address["Location"] += f"?done=1{where}#done"
        return address
    return _page(request, calls, at, form)
