"""Where the links of the mails lead. A GET shows, only a POST acts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from concerted.act.visits.models import Testimony
from concerted.act.visits.operations.hearings import confirm_attendee, take_back_attendee
from concerted.act.visits.operations.testimonies import confirm_testimony, take_back_testimony
from concerted.act.visits.queries.links import Said, said_in
from concerted.act.visits.queries.public import hearing_rows
from concerted.base.languages import page_language


def _said(token: str) -> Said:
    """What a mailed link is about. The link itself is the gate."""
    found = said_in(token)
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
def said(request: HttpRequest, token: str) -> HttpResponse:
    found = _said(token)
    hearing = found.row.hearing
    context = {
        "organization": hearing.organization,
        "hearing": hearing,
        "said": found,
        "own": found.row,
        "row": hearing_rows([hearing], page_language())[0],
        "token": token,
    }
    return render(request, "visits/said.html", context)


@csrf_exempt
@require_POST
def confirm(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = _said(token)
    if isinstance(found.row, Testimony):
        confirm_testimony(testimony=found.row, contact_point=found.contact_point)
    else:
        confirm_attendee(attendee=found.row, contact_point=found.contact_point)
    return redirect("visits:said", token)


@csrf_exempt
@require_POST
def take_back(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001
    found = _said(token)
    if isinstance(found.row, Testimony):
        take_back_testimony(testimony=found.row, language=page_language())
    else:
        take_back_attendee(attendee=found.row, language=page_language())
    return redirect("visits:said", token)
