"""Where every page of the record begins. It is for the team: no partner reads it."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from concerted.act.lobbying.acts import Act, acts_of, one_act
from concerted.act.lobbying.queries.sources import CURRENCY
from concerted.act.lobbying.queries.taxyears import TaxHistory, TaxYear, tax_history
from concerted.base.http import form_page
from concerted.organizations.models import Organization
from concerted.organizations.views.gate import joined, organized
from concerted.pool.offers.models import FundingSource
from concerted.pool.offers.models.sources import FundingSourceQuerySet


def visible_act(request: HttpRequest, organization: str, kind: str, pk: uuid.UUID) -> Act:
    found = one_act(joined(request, organization), request.user, kind, pk)
    if found is None:
        raise Http404
    return found


def editable_act(request: HttpRequest, organization: str, kind: str, pk: uuid.UUID) -> Act:
    found = one_act(organized(request, organization), request.user, kind, pk, edits=True)
    if found is None:
        raise Http404
    return found


def all_acts(request: HttpRequest, owner: Organization) -> list[Act]:
    return acts_of(owner, request.user)


def tax_year(request: HttpRequest, owner: Organization, slug: str) -> tuple[TaxHistory, TaxYear]:
    """The tax year that an address names, with the history that makes it one."""
    history = tax_history(owner, request.user)
    found = history.named(slug) if history is not None else None
    if history is None or found is None:
        raise Http404
    return history, found


def dollar_sources(request: HttpRequest, owner: Organization) -> FundingSourceQuerySet:
    """The money that the record may be booked on."""
    rows = FundingSource.objects.editable_by(request.user)
    return rows.filter(organization=owner, currency=CURRENCY)


def address(name: str, owner: Organization, *more: Any) -> str:
    return reverse(f"lobbying:{name}", args=[owner.slug, *more])


def one_form(
    request: HttpRequest, owner: Organization, form: Any, title: str, **more: Any
) -> HttpResponse:
    """The page of one form."""
    context = {
        "organization": owner,
        "form": form,
        "title": title,
        "back_url": address("settings", owner),
        **more,
    }
    return form_page(request, "lobbying/form.html", context)
