"""Whom to call, with the script, for everybody. No cookie is set, and who calls is not kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from concerted.act.calls.forms import OutcomeForm
from concerted.act.calls.models import CallCampaign
from concerted.act.calls.operations.calling import record_call as record
from concerted.act.calls.queries import pages
from concerted.act.calls.views.gate import published
from concerted.act.officials.reading.coordinates import point_of
from concerted.act.officials.views.telling import posted_point, takes_point
from concerted.base import defence
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key


@takes_point
def page(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    calls = published(organization, slug)
    return _page(request, calls, posted_point(request), request.GET.get("made", ""))


def _page(
    request: HttpRequest,
    calls: CallCampaign,
    at: str,
    told: str,
    form: OutcomeForm | None = None,
) -> HttpResponse:
    """``at``: where the caller lives; ``told``: the tokens of the calls they have told of already."""
    point = point_of(at)
    made = pages.made_with(calls, pages.told_tokens(told))
    context: dict[str, Any] = {
        "organization": calls.organization,
        "calls": calls,
        "text": calls.in_language(page_language()),
        "callees": pages.callees(calls, point, made) if calls.is_open else [],
        "results": pages.results(calls),
        "at": at if point else "",
        "made": ",".join(str(one.token) for one in made),
        "form": form,
        "stamp": defence.new_stamp(),
    }
    return render(request, "calls/page.html", context, status=422 if form is not None else 200)


@takes_point
def record_call(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """Counts a call. Who told where they live has the page at once, for no address may hold that; told again, it is one call."""
    calls = published(organization, slug)
    if request.method == "GET":
        return redirect(calls)
    at, told = posted_point(request), request.POST.get("made", "")
    form = OutcomeForm(request.POST)
    recording = defence.checked(record, request.POST, quickest=0)
    visitor = visitor_key(request, "call")
    if form.done(recording, calls=calls, language=page_language(), visitor=visitor):
        made = ",".join(str(one) for one in pages.told_tokens(f"{told},{form.result.token}"))
        if point_of(at):
            return _page(request, calls, at, made)
        return redirect(f"{calls.get_absolute_url()}?made={made}#done")
    return _page(request, calls, at, told, form)
