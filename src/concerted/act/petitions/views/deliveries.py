"""Delivering signatures, in the workspace; the receipt and the target's link, outside of it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.act.petitions.forms.deliveries import DeliveryForm
from concerted.act.petitions.models import Delivery
from concerted.act.petitions.operations import deliveries as operations
from concerted.act.petitions.queries import deliveries as queries
from concerted.act.petitions.queries.consents import sponsors
from concerted.act.petitions.tasks import write_delivery
from concerted.act.petitions.views.gate import editable, visible
from concerted.base.http import form_page
from concerted.base.jobs import enqueue
from concerted.base.languages import page_language
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import one_of


@require_GET
def deliveries(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = visible(request, organization, slug)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "text": petition.in_language(page_language()),
        "desk": queries.delivery_desk(petition, request.user),
        "can_deliver": can_organize(petition.organization, request.user),
    }
    return render(request, "petitions/deliveries.html", context)


@require_http_methods(["GET", "POST"])
def deliver_petition(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    petition = editable(request, organization, slug)
    desk = queries.delivery_desk(petition, request.user)
    form = DeliveryForm(petition, bool(desk.deliveries), request.POST or None)
    if form.done(_deliver, petition=petition, by=request.user):
        messages.success(
            request, _("Delivered. The list no longer changes. The files are being written.")
        )
        return redirect("petitions:delivery", organization, slug, form.result.pk)
    context = {
        "organization": petition.organization,
        "petition": petition,
        "desk": desk,
        "form": form,
    }
    return form_page(request, "petitions/deliver_petition.html", context)


@transaction.atomic
def _deliver(**values: Any) -> Delivery:
    made = operations.deliver_petition(**values)
    enqueue(write_delivery, made.pk)
    return made


def _delivery(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> Delivery:
    rows = Delivery.objects.visible_to(request.user).select_related(
        "petition__organization", "made_by"
    )
    return one_of(rows, organization, petition__slug=slug, pk=pk)


def _held(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> Delivery:
    rows = Delivery.objects.holdable_by(request.user).select_related("petition__organization")
    return one_of(rows, organization, petition__slug=slug, pk=pk)


@require_GET
def delivery(request: HttpRequest, organization: str, slug: str, pk: uuid.UUID) -> HttpResponse:
    found = _delivery(request, organization, slug, pk)
    context = {
        "organization": found.petition.organization,
        "petition": found.petition,
        "delivery": found,
        "facts": queries.delivery_facts(found),
        "files": queries.delivered_files(found),
        "receipt_url": queries.receipt_path(found),
        "can_hold": can_organize(found.petition.organization, request.user),
    }
    return render(request, "petitions/delivery.html", context)


@never_cache
@require_GET
def delivery_document(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> FileResponse:
    found = _held(request, organization, slug, pk)
    return _file(found.document, f"{queries.stem(found)}.pdf", "application/pdf")


@never_cache
@require_GET
def delivery_table(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> FileResponse:
    found = _held(request, organization, slug, pk)
    return _file(found.table, f"{queries.stem(found)}.csv", "text/csv; charset=utf-8")


def _file(file: FieldFile, name: str, kind: str) -> FileResponse:
    if not file:
        raise Http404
    return FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type=kind)


@require_POST
def send_delivery(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    rows = Delivery.objects.editable_by(request.user).select_related("petition__organization")
    found = one_of(rows, organization, petition__slug=slug, pk=pk)
    operations.send_delivery(delivery=found, by=request.user)
    messages.success(request, _("The link is on its way. It works for thirty days."))
    return redirect("petitions:delivery", organization, slug, pk)


def _receipt(organization: str, slug: str, code: str) -> Delivery:
    rows = Delivery.objects.public().select_related("petition__organization")
    return get_object_or_404(
        rows, petition__organization__slug=organization, petition__slug=slug, code=code
    )


@require_GET
def receipt(request: HttpRequest, organization: str, slug: str, code: str) -> HttpResponse:
    found = _receipt(organization, slug, code)
    text = found.petition.in_language(page_language())
    context = {
        "organization": found.petition.organization,
        "petition": found.petition,
        "text": text,
        "delivery": found,
        "sentence": queries.receipt_sentence(found, text.title),
        "facts": queries.delivery_facts(found),
        "files": queries.delivered_files(found),
        "sponsors": sponsors(found.petition),
    }
    return render(request, "petitions/receipt.html", context)


@require_GET
def receipt_pdf(request: HttpRequest, organization: str, slug: str, code: str) -> HttpResponse:  # noqa: ARG001
    found = _receipt(organization, slug, code)
    key = f"petition-receipt:{found.pk.hex}:{page_language()}"
    content = cache.get(key) or queries.receipt_document(found, page_language())
    cache.set(key, content, 600)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="receipt-{found.code}.pdf"'
    return response


def _linked(token: str) -> Delivery:
    """The delivery the target was sent a link to. The link itself is the gate."""
    found = queries.linked_delivery(token)
    if found is None:
        raise Http404
    return found


@never_cache
@require_GET
def delivery_link(request: HttpRequest, token: str) -> HttpResponse:
    found = _linked(token)
    text = found.petition.in_language(page_language())
    context = {
        "organization": found.petition.organization,
        "petition": found.petition,
        "text": text,
        "delivery": found,
        "token": token,
        "sentence": queries.receipt_sentence(found, text.title),
        "files": queries.delivered_files(found),
        "receipt_url": queries.receipt_path(found),
    }
    return render(request, "petitions/delivery_link.html", context)


@never_cache
@require_GET
def linked_document(request: HttpRequest, token: str) -> FileResponse:  # noqa: ARG001
    found = _linked(token)
    return _file(found.document, f"{queries.stem(found)}.pdf", "application/pdf")


@never_cache
@require_GET
def linked_table(request: HttpRequest, token: str) -> FileResponse:  # noqa: ARG001
    found = _linked(token)
    return _file(found.table, f"{queries.stem(found)}.csv", "text/csv; charset=utf-8")
