"""Pledges in the workspace: asked for, confirmed, delivered, thanked for; and the whole chain as a table."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from concerted.base.http import form_page
from concerted.base.languages import page_language
from concerted.base.tables.writing import CSV, XLSX, Cell, csv_of, xlsx_of
from concerted.organizations.queries import can_organize
from concerted.pool.offers.forms.pledges import DeliveryForm, PledgeForm, WithdrawForm
from concerted.pool.offers.models import Delivery, FundingSource, Offer, Pledge
from concerted.pool.offers.operations import deliveries as receiving
from concerted.pool.offers.operations import pledges as operations
from concerted.pool.offers.operations.offers import name_giver as keep_name
from concerted.pool.offers.queries import letters, tables
from concerted.pool.offers.queries.desk import partners_of, pledge_desk
from concerted.pool.offers.queries.rates import rates_of
from concerted.pool.offers.views.gate import (
    address,
    answerable_pledge,
    check_gives,
    delivery,
    editable_need,
    editable_pledge,
    of_need,
    pool,
    visible_need,
    visible_pledge,
)


def _of_pledge(name: str, pledge: Pledge, *more: object) -> str:
    return address(name, pledge.organization, pledge.pk, *more)


@require_http_methods(["GET", "POST"])
def add_pledge(request: HttpRequest, organization: str, slug: str) -> HttpResponse:
    found = visible_need(request, organization, slug)
    owner = found.organization
    check_gives(request, owner)
    form = PledgeForm(
        request.POST or None,
        need=found,
        partners=partners_of(owner, request.user),
        sources=FundingSource.objects.editable_by(request.user).filter(organization=owner),
        takes_anybody=can_organize(owner, request.user),
    )
    if form.done(operations.add_pledge, need=found, by=request.user):
        messages.success(request, _("Thank you. The pledge is noted."))
        return redirect(_of_pledge("pledge", form.result))
    context = {
        "organization": owner,
        "form": form,
        "title": _("Pledge for “%(name)s”") % {"name": found.title},
        "lead": _("A pledge counts once who gives has said yes."),
        "label": _("Note the pledge"),
        "back_url": of_need("need", found),
    }
    return form_page(request, "base/form.html", context)


@require_POST
def propose_pledge(
    request: HttpRequest, organization: str, slug: str, pk: uuid.UUID
) -> HttpResponse:
    found = editable_need(request, organization, slug)
    offers = Offer.objects.editable_by(request.user).filter(organization=found.organization)
    offer = get_object_or_404(offers, pk=pk)
    made = operations.propose_pledge(
        offer=offer, need=found, due_on=found.ends_on, by=request.user
    )
    messages.success(request, _("Asked. It counts once they say yes."))
    return redirect(_of_pledge("pledge", made))


@require_GET
def pledge(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = visible_pledge(request, organization, pk)
    context = {
        "organization": found.organization,
        "pledge": found,
        "desk": pledge_desk(found, request.user, page_language(), timezone.localdate()),
        "can_edit": can_organize(found.organization, request.user),
    }
    return render(request, "offers/pledge.html", context)


@require_POST
def confirm_pledge(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = answerable_pledge(request, organization, pk)
    operations.confirm_pledge(pledge=found, by=request.user)
    messages.success(request, _("Thank you. The pledge counts from now on."))
    return redirect(_of_pledge("pledge", found))


@require_http_methods(["GET", "POST"])
def withdraw_pledge(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = answerable_pledge(request, organization, pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.done(operations.withdraw_pledge, pledge=found, by=request.user):
        messages.success(request, _("Taken back. What has come stays received."))
        return redirect(_of_pledge("pledge", found))
    context = {
        "organization": found.organization,
        "form": form,
        "title": _("Take this pledge back?"),
        "lead": _("What has come stays received. The rest is needed again."),
        "label": _("Take the pledge back"),
        "back_url": _of_pledge("pledge", found),
    }
    return form_page(request, "base/form.html", context)


@require_POST
def name_giver(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = answerable_pledge(request, organization, pk)
    keep_name(giver=found.giver, is_named=not found.giver.is_named, by=request.user)
    messages.success(request, _("Saved."))
    return redirect(_of_pledge("pledge", found))


@require_http_methods(["GET", "POST"])
def record_delivery(request: HttpRequest, organization: str, pk: uuid.UUID) -> HttpResponse:
    found = editable_pledge(request, organization, pk)
    first = DeliveryForm.first(found, rates_of(found.organization))
    form = DeliveryForm(request.POST or None, initial=first, pledge=found)
    if form.done(receiving.record_delivery, pledge=found, by=request.user):
        messages.success(request, _("Noted. Now you can thank for it."))
        return redirect(_of_pledge("pledge", found) + "#deliveries")
    context = {
        "organization": found.organization,
        "form": form,
        "title": _("What has come?"),
        "lead": _("One part at a time, with its day. Write no names of those who benefited."),
        "back_url": _of_pledge("pledge", found),
    }
    return form_page(request, "base/form.html", context)


@require_POST
def remove_delivery(
    request: HttpRequest, organization: str, pk: uuid.UUID, number: int
) -> HttpResponse:
    found = editable_pledge(request, organization, pk)
    receiving.remove_delivery(delivery=delivery(found, number), by=request.user)
    messages.success(request, _("Removed."))
    return redirect(_of_pledge("pledge", found) + "#deliveries")


@require_GET
def letter(request: HttpRequest, organization: str, pk: uuid.UUID, number: int) -> HttpResponse:
    found = editable_pledge(request, organization, pk)
    return letter_file(delivery(found, number), found.giver.language)


def letter_file(delivery: Delivery, language: str) -> HttpResponse:
    """The letter as a PDF to keep."""
    headers = {"Content-Disposition": f'attachment; filename="letter-{delivery.number}.pdf"'}
    content = letters.letter(delivery, language)
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@require_POST
def send_letter(
    request: HttpRequest, organization: str, pk: uuid.UUID, number: int
) -> HttpResponse:
    found = editable_pledge(request, organization, pk)
    receiving.send_letter(delivery=delivery(found, number), by=request.user)
    messages.success(request, _("The letter is on its way."))
    return redirect(_of_pledge("pledge", found) + "#deliveries")


@require_GET
def pool_table(request: HttpRequest, organization: str, kind: str) -> HttpResponse:
    """Everything as a table, for the team and the partners; names only for those who may read them."""
    owner = pool(request, organization)
    if kind not in ("csv", "xlsx"):
        raise Http404
    rows: list[Sequence[Cell]] = [tables.HEADERS, *tables.pool_table(owner, request.user)]
    content = csv_of(rows) if kind == "csv" else xlsx_of({"pool": rows})
    headers = {"Content-Disposition": f'attachment; filename="{owner.slug}-pool.{kind}"'}
    return HttpResponse(content, content_type=CSV if kind == "csv" else XLSX, headers=headers)
