"""A petition inside the pages of others; none of these pages sets a cookie."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from concerted.act.petitions.forms.signing import SignatureForm
from concerted.act.petitions.models import Petition, Via
from concerted.act.petitions.operations import signing
from concerted.act.petitions.queries.consents import (
    BROUGHT_BY,
    asking,
    consent_questions,
    sponsors,
)
from concerted.act.petitions.queries.share import address, petition_address
from concerted.act.petitions.views.gate import published
from concerted.base import defence
from concerted.base.http import framed
from concerted.base.languages import page_language
from concerted.base.limits.buckets import visitor_key


@framed
@require_GET
def embed(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = published(organization, slug)
    form = SignatureForm(petition, consent_questions(asking(petition, sponsors(petition))))
    response = _embed_page(request, petition, form)
    patch_cache_control(response, public=True, max_age=30)
    return response


def _embed_page(
    request: HttpRequest, petition: Petition, form: SignatureForm, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "organization": petition.organization,
        "petition": petition,
        "text": petition.in_language(page_language()),
        "form": form,
        "brought_by": request.GET.get(BROUGHT_BY, ""),
        "stamp": defence.new_stamp(),
        "takes_signatures": petition.takes_signatures(),
    }
    return render(request, "petitions/embed.html", context, status=status)


@csrf_exempt
@framed
@never_cache
@require_POST
def embed_sign(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = published(organization, slug)
    form = SignatureForm(
        petition, consent_questions(asking(petition, sponsors(petition))), request.POST
    )
    if form.done(
        defence.checked(signing.sign_petition, request.POST),
        petition=petition,
        language=page_language(),
        via=Via.EMBED,
        visitor=visitor_key(request, "sign"),
        brought_by=request.GET.get(BROUGHT_BY, ""),
    ):
        return redirect("petitions:embed_thanks", organization, slug)
    return _embed_page(request, petition, form, status=422)


@framed
@require_GET
def embed_thanks(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = published(organization, slug)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "text": petition.in_language(page_language()),
    }
    return render(request, "petitions/embed_thanks.html", context)


@require_GET
def embed_code(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = published(organization, slug)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "text": petition.in_language(page_language()),
        "page_url": petition_address(petition, page_language()),
        "site": address(""),
    }
    return render(request, "petitions/embed_code.html", context)
