"""What people take away from a petition to share it: QR code, poster, blank sheet, card."""

from __future__ import annotations

import hashlib

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_GET

from concerted.act.petitions.forms.paper import SizeForm
from concerted.act.petitions.models import PaperSize, Petition
from concerted.act.petitions.queries.paper import blank_sheet_pdf
from concerted.act.petitions.queries.share import (
    card_png,
    offered_languages,
    petition_address,
    qr_sheet,
    share_card,
)
from concerted.act.petitions.views.gate import published
from concerted.base.languages import own_name, page_language
from concerted.base.qr import qr_png, qr_svg

KEPT = 600


def _kept(response: HttpResponse, seconds: int = KEPT) -> HttpResponse:
    patch_cache_control(response, public=True, max_age=seconds)
    return response


@require_GET
def share(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = published(organization, slug)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "text": petition.in_language(page_language()),
        "address": petition_address(petition, page_language()),
        "languages": [(code, own_name(code)) for code in offered_languages(petition)],
    }
    return _kept(render(request, "petitions/share.html", context))


@require_GET
def share_qr_svg(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    petition = published(organization, slug)
    content = qr_svg(petition_address(petition, page_language()))
    return _kept(HttpResponse(content, content_type="image/svg+xml"))


@require_GET
def share_qr_png(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    petition = published(organization, slug)
    content = qr_png(petition_address(petition, page_language()))
    return _kept(HttpResponse(content, content_type="image/png"))


@require_GET
def share_qr_pdf(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = published(organization, slug)
    size = _size(request)
    key = _key(petition, "qr", size)
    content = cache.get(key) or qr_sheet(petition, page_language(), size)
    cache.set(key, content, KEPT)
    return _pdf(content, f"{slug}-qr.pdf")


@require_GET
def paper_blank(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    """One sheet without a number, to print at home."""
    petition = published(organization, slug)
    size = _size(request)
    key = _key(petition, "sheet", size)
    content = cache.get(key) or blank_sheet_pdf(petition, page_language(), size)
    cache.set(key, content, KEPT)
    return _pdf(content, f"{slug}-sheet.pdf")


@require_GET
def share_card_png(request: HttpRequest, organization: str, slug: str) -> HttpResponse:  # noqa: ARG001
    petition = published(organization, slug)
    content = card_png(share_card(petition, page_language()))
    return _kept(HttpResponse(content, content_type="image/png"), 24 * 3600)


def _size(request: HttpRequest) -> str:
    form = SizeForm(request.GET)
    return form.cleaned_data["size"] or PaperSize.LETTER if form.is_valid() else PaperSize.LETTER


def _key(petition: Petition, what: str, size: str) -> str:
    """Changes with the text that is printed."""
    text = petition.in_language(page_language())
    told = (
        f"{text.title}|{text.ask}|{petition.target}|{petition.names_mode}|{page_language()}|{size}"
    )
    return f"petition-{what}:{petition.pk.hex}:{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return _kept(response)
