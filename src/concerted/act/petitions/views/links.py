"""Where the links in the thank-you mail lead. A GET shows, only a POST acts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from concerted.act.petitions.operations import signatures
from concerted.act.petitions.queries.links import Signed, signed


def _signed(token: str) -> Signed:
    """The signature a mailed link is about. The link itself is the gate."""
    found = signed(token)
    if found is None:
        raise Http404
    return found


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    found = _signed(token)
    if request.method == "POST":
        signatures.confirm_signature(signature=found.signature, contact_point=found.contact_point)
        return redirect("petitions:confirmed", token)
    return render(request, "petitions/confirm.html", _context(found, token))


@never_cache
@require_GET
def confirmed(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "petitions/confirmed.html", _context(_signed(token), token))


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def disown(request: HttpRequest, token: str) -> HttpResponse:
    found = _signed(token)
    if request.method == "POST":
        signatures.disown_signature(signature=found.signature)
        return redirect("petitions:disowned", token)
    return render(request, "petitions/disown.html", _context(found, token))


@never_cache
@require_GET
def disowned(request: HttpRequest, token: str) -> HttpResponse:
    return render(request, "petitions/disowned.html", _context(_signed(token), token))


def _context(found: Signed, token: str) -> dict[str, Any]:
    petition = found.signature.petition
    return {
        "organization": petition.organization,
        "petition": petition,
        "text": found.text,
        "token": token,
        "capacity": found.signature.own_capacity,
        "shows_capacity": found.signature.shows_capacity,
    }
