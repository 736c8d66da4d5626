"""Where every page about one agreement begins: the organization in whose workspace it stands, and the agreement."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from concerted.organizations.models import Organization
from concerted.organizations.views.gate import joined
from concerted.pool.agreements.models import Agreement, AgreementVersion, Party
from concerted.pool.agreements.queries.links import SignerLink
from concerted.pool.agreements.queries.links import linked as read_link
from concerted.pool.agreements.queries.pages import party_to_answer
from concerted.pool.agreements.queries.standing import with_standing


def owned(request: HttpRequest, slug: str) -> Organization:
    """The organization ``slug``, for its owners: what binds it is theirs."""
    return get_object_or_404(Organization.objects.editable_by(request.user), slug=slug)


def _one(rows: QuerySet[Agreement], owner: Organization, number: str) -> Agreement:
    return get_object_or_404(with_standing(rows.of(owner)), number=number.upper())  # type: ignore[attr-defined]


def visible(request: HttpRequest, slug: str, number: str) -> tuple[Organization, Agreement]:
    """The agreement in the workspace of a party, for its people."""
    owner = joined(request, slug)
    return owner, _one(Agreement.objects.visible_to(request.user), owner, number)


def editable(request: HttpRequest, slug: str, number: str) -> Agreement:
    """The agreement for the owners of whoever drafted it."""
    rows = Agreement.objects.editable_by(request.user).filter(organization__slug=slug)
    return get_object_or_404(with_standing(rows), number=number.upper())


def answerable(request: HttpRequest, slug: str, number: str) -> tuple[Agreement, Party]:
    """The agreement and the party for which who asks may sign."""
    owner, agreement = visible(request, slug, number)
    party = party_to_answer(agreement, owner, request.user)
    if party is None:
        raise Http404
    return agreement, party


def version_of(agreement: Agreement, number: int) -> AgreementVersion:
    """A version of an agreement that has passed a gate, from what was loaded with it."""
    found = next((one for one in agreement.versions.all() if one.number == number), None)
    if found is None:
        raise Http404
    return found


def linked(token: str) -> SignerLink:
    """Whose link it is. The link itself is the gate."""
    found = read_link(token)
    if found is None:
        raise Http404
    return found


def address(name: str, slug: str, agreement: Agreement, *more: Any) -> str:
    """A page of the workspace ``slug`` about ``agreement``."""
    return reverse(f"agreements:{name}", args=[slug, agreement.number, *more])
