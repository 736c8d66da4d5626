"""Agreements in the workspace: the list, one with its text, and its frozen versions as page, paper and file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from concerted.base.papers import PaperSize
from concerted.organizations.models import Organization, Subject
from concerted.organizations.views.gate import shared
from concerted.pool.agreements.forms.signing import SignerForm
from concerted.pool.agreements.models import Agreement, AgreementVersion
from concerted.pool.agreements.queries import pages
from concerted.pool.agreements.queries.checking import problems
from concerted.pool.agreements.queries.printing import agreement_document
from concerted.pool.agreements.queries.standing import Standing, standing_of
from concerted.pool.agreements.views.gate import version_of, visible
from concerted.pool.agreements.wording import canonical_text


@require_GET
def agreements(request: HttpRequest, organization: str) -> HttpResponse:
    owner = shared(request, organization, Subject.AGREEMENTS)
    context = {
        "organization": owner,
        "rows": pages.agreement_rows(owner, request.user),
        "can_edit": Organization.objects.editable_by(request.user).filter(pk=owner.pk).exists(),
    }
    return render(request, "agreements/agreements.html", context)


@require_GET
def agreement(request: HttpRequest, organization: str, number: str) -> HttpResponse:
    owner, found = visible(request, organization, number)
    return agreement_response(request, owner, found)


def agreement_response(
    request: HttpRequest,
    owner: Organization,
    found: Agreement,
    *,
    signer_form: SignerForm | None = None,
) -> HttpResponse:
    page = pages.agreement_page(found, owner, request.user)
    context: dict[str, Any] = {
        "organization": owner,
        "agreement": found,
        "page": page,
        "problems": problems(page.version) if page.version is not None else [],
        "signer_form": signer_form or signer_form_of(request, owner, found),
    }
    status = 422 if signer_form is not None else 200
    return render(request, "agreements/agreement.html", context, status=status)


def signer_form_of(
    request: HttpRequest, owner: Organization, found: Agreement, data: Any = None
) -> SignerForm | None:
    """The form for owners: of any party for those who drafted it, of their own for the others."""
    if not Organization.objects.editable_by(request.user).filter(pk=owner.pk).exists():
        return None
    is_drafter = owner.pk == found.organization_id
    parties = [
        one
        for one in found.parties.all()
        if one.left_on is None and (is_drafter or one.partner_id == owner.pk)
    ]
    return SignerForm(data, parties=parties, language=found.language)


@require_GET
def version(request: HttpRequest, organization: str, number: str, version: int) -> HttpResponse:
    owner, found = visible(request, organization, number)
    frozen = version_of(found, version)
    context = {
        "organization": owner,
        "agreement": found,
        "version": frozen,
        "standing": standing_of(found),
        "texts": pages.page_texts(frozen.languages, frozen.texts),
        "parties": pages.party_lines(found, frozen),
        "problems": problems(frozen),
    }
    return render(request, "agreements/version.html", context)


@never_cache
@require_GET
def version_pdf(
    request: HttpRequest, organization: str, number: str, version: int
) -> HttpResponse:
    _owner, found = visible(request, organization, number)
    return pdf_response(
        version_of(found, version), standing_of(found), request.GET.get("size", "")
    )


def pdf_response(frozen: AgreementVersion, standing: Standing, size: str) -> HttpResponse:
    paper = size if size in PaperSize.values else PaperSize.LETTER
    content = agreement_document(frozen, standing, paper)
    name = f"agreement-{frozen.agreement.number}-{frozen.number}.pdf"
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@never_cache
@require_GET
def version_text(
    request: HttpRequest, organization: str, number: str, version: int
) -> HttpResponse:
    """The canonical text, byte for byte what the hash was taken over."""
    _owner, found = visible(request, organization, number)
    frozen = version_of(found, version)
    content = canonical_text(frozen, found.number, found.kind)
    response = HttpResponse(content.encode(), content_type="text/plain; charset=utf-8")
    name = f"agreement-{found.number}-{frozen.number}.txt"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
