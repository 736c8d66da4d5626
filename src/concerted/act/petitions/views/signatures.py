from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.petitions.forms.petitions import RemovalForm, SignatureSearchForm
from concerted.act.petitions.models import Signature
from concerted.act.petitions.operations import signatures as operations
from concerted.act.petitions.queries.desk import signature_list
from concerted.act.petitions.views.gate import editable
from concerted.base.http import form_page

ON_A_PAGE = 50


@require_GET
def signatures(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = editable(request, organization, slug)
    search = SignatureSearchForm(request.GET)
    asked = search.cleaned_data if search.is_valid() else {"q": "", "show": ""}
    rows = signature_list(found, request.user, asked["q"], asked["show"])
    context = {
        "organization": found.organization,
        "petition": found,
        "search": search,
        "is_searched": bool(asked["q"] or asked["show"]),
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "petitions/signatures.html", context)


def _one(request: HttpRequest, organization: str, slug: str, signature: uuid.UUID) -> Signature:
    rows = Signature.objects.editable_by(request.user).select_related("petition__organization")
    return get_object_or_404(
        rows, pk=signature, petition__slug=slug, petition__organization__slug=organization
    )


@require_POST
def hide_comment(
    request: HttpRequest, organization: str, slug: str, signature: uuid.UUID
) -> HttpResponse:
    found = _one(request, organization, slug, signature)
    operations.hide_comment(signature=found, by=request.user)
    messages.success(request, _("The comment is off the page. The signature still counts."))
    return redirect("petitions:signatures", organization, slug)


@require_POST
def show_comment(
    request: HttpRequest, organization: str, slug: str, signature: uuid.UUID
) -> HttpResponse:
    found = _one(request, organization, slug, signature)
    operations.show_comment(signature=found, by=request.user)
    messages.success(request, _("The comment may be shown again."))
    return redirect("petitions:signatures", organization, slug)


@require_http_methods(["GET", "POST"])
def remove_signature(
    request: HttpRequest, organization: str, slug: str, signature: uuid.UUID
) -> HttpResponse:
    found = _one(request, organization, slug, signature)
    form = RemovalForm(request.POST or None)
    if form.done(operations.remove_signature, signature=found, by=request.user):
        messages.success(request, _("Removed. You can take this back."))
        return redirect("petitions:signatures", organization, slug)
    context = {
        "organization": found.petition.organization,
        "petition": found.petition,
        "signature": found,
        "form": form,
    }
    return form_page(request, "petitions/remove_signature.html", context)


@require_POST
def restore_signature(
    request: HttpRequest, organization: str, slug: str, signature: uuid.UUID
) -> HttpResponse:
    found = _one(request, organization, slug, signature)
    operations.restore_signature(signature=found, by=request.user)
    messages.success(request, _("The signature counts again."))
    return redirect("petitions:signatures", organization, slug)
