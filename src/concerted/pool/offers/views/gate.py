"""Where every page about what is pooled begins."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404, HttpRequest
from django.urls import reverse

from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.views.gate import one_of, shared
from concerted.pool.offers.models import SUBJECT, BudgetLine, Delivery, Need, Offer, Pledge
from concerted.pool.offers.queries.desk import delivery_of, partners_of
from concerted.pool.offers.queries.links import linked_pledge


def pool(request: HttpRequest, organization: str) -> Organization:
    """The organization, for its team and for partners whom it shows what is pooled."""
    return shared(request, organization, SUBJECT)


def check_gives(request: HttpRequest, owner: Organization) -> None:
    """Let through who may offer and pledge: the team that organizes, and those who organize at a member."""
    if not can_organize(owner, request.user) and not partners_of(owner, request.user).exists():
        raise Http404


def visible_need(request: HttpRequest, organization: str, slug: str) -> Need:
    rows = Need.objects.visible_to(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def editable_need(request: HttpRequest, organization: str, slug: str) -> Need:
    rows = Need.objects.editable_by(request.user).with_everything()
    return one_of(rows, organization, slug=slug)


def editable_offer(request: HttpRequest, organization: str, pk: uuid.UUID) -> Offer:
    rows = Offer.objects.editable_by(request.user)
    return one_of(rows.select_related("organization", "giver__partner"), organization, pk=pk)


def visible_pledge(request: HttpRequest, organization: str, pk: uuid.UUID) -> Pledge:
    rows = Pledge.objects.visible_to(request.user).with_sums().with_everything()
    return one_of(rows, organization, pk=pk)


def answerable_pledge(request: HttpRequest, organization: str, pk: uuid.UUID) -> Pledge:
    rows = Pledge.objects.answerable_by(request.user).with_sums().with_everything()
    return one_of(rows, organization, pk=pk)


def editable_pledge(request: HttpRequest, organization: str, pk: uuid.UUID) -> Pledge:
    rows = Pledge.objects.editable_by(request.user).with_sums().with_everything()
    return one_of(rows, organization, pk=pk)


def editable_line(request: HttpRequest, organization: str, pk: uuid.UUID) -> BudgetLine:
    rows = BudgetLine.objects.editable_by(request.user)
    return one_of(rows.select_related("organization", "goal"), organization, pk=pk)


def linked(token: str) -> Pledge:
    """The pledge of a mailed link. The link itself is the gate."""
    found = linked_pledge(token)
    if found is None:
        raise Http404
    return found


def address(name: str, organization: Organization, *more: Any) -> str:
    """A page of the workspace of ``organization``."""
    return reverse(f"offers:{name}", args=[organization.slug, *more])


def delivery(pledge: Pledge, number: int) -> Delivery:
    """A part of a pledge that has passed a gate."""
    found = delivery_of(pledge, number)
    if found is None:
        raise Http404
    return found


def of_need(name: str, need: Need, *more: Any) -> str:
    return address(name, need.organization, need.slug, *more)
