"""The page of somebody who signs by a mailed link, without an account. A GET shows, only a POST acts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from concerted.base.languages import page_language
from concerted.pool.agreements.forms.signing import DeclineForm, SignForm
from concerted.pool.agreements.operations import signing
from concerted.pool.agreements.queries.linked import OwnPage, own_page_of
from concerted.pool.agreements.views.desk import pdf_response
from concerted.pool.agreements.views.gate import linked


def _response(
    request: HttpRequest, token: str, page: OwnPage, status: int = 200, **forms: Any
) -> HttpResponse:
    context = {
        "organization": page.agreement.organization,
        "page": page,
        "token": token,
        "sign": _sign_form(page),
        "decline": DeclineForm(text_hash=page.text_hash),
        **forms,
    }
    return render(request, "agreements/own_page.html", context, status=status)


def _sign_form(page: OwnPage, data: Any = None) -> SignForm:
    told = {"party": page.party.name, "text_hash": page.text_hash, "name": page.signer.name}
    return SignForm(data, **told)


@never_cache
@require_GET
def own_page(request: HttpRequest, token: str) -> HttpResponse:
    return _response(request, token, own_page_of(linked(token)))


@csrf_exempt
@never_cache
@require_POST
def sign_by_link(request: HttpRequest, token: str) -> HttpResponse:
    page = own_page_of(linked(token))
    form = _sign_form(page, request.POST)
    if form.done(
        signing.sign_agreement, party=page.party, signer=page.signer, language=page_language()
    ):
        return redirect("agreements:own_page", token)
    return _response(request, token, page, status=422, sign=form)


@csrf_exempt
@never_cache
@require_POST
def decline_by_link(request: HttpRequest, token: str) -> HttpResponse:
    page = own_page_of(linked(token))
    form = DeclineForm(request.POST, text_hash=page.text_hash)
    if form.done(signing.decline_agreement, party=page.party):
        return redirect("agreements:own_page", token)
    return _response(request, token, page, status=422, decline=form)


@never_cache
@require_GET
def own_pdf(request: HttpRequest, token: str) -> HttpResponse:
    page = own_page_of(linked(token))
    if page.version is None:
        raise Http404
    return pdf_response(page.version, page.standing, request.GET.get("size", ""))
