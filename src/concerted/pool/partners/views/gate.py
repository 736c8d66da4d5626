"""Where every page about one partner begins: the membership, and the side in whose name somebody looks."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from concerted.organizations.models import Membership, Organization
from concerted.organizations.views.gate import joined, organized
from concerted.pool.partners.queries.pages import memberships_of

Gate = Callable[[HttpRequest, str], Organization]


def owned(request: HttpRequest, slug: str) -> Organization:
    """The organization ``slug``, for its owners."""
    return get_object_or_404(Organization.objects.editable_by(request.user), slug=slug)


def seen(request: HttpRequest, slug: str, pk: uuid.UUID) -> tuple[Organization, Membership]:
    """For whoever has a role in the organization ``slug``, one side of the membership."""
    return _from(joined, request, slug, pk)


def organized_side(
    request: HttpRequest, slug: str, pk: uuid.UUID
) -> tuple[Organization, Membership]:
    """For who organizes there."""
    return _from(organized, request, slug, pk)


def owned_side(request: HttpRequest, slug: str, pk: uuid.UUID) -> tuple[Organization, Membership]:
    """For who owns it: only owners bind their organization."""
    return _from(owned, request, slug, pk)


def _from(
    gate: Gate, request: HttpRequest, slug: str, pk: uuid.UUID
) -> tuple[Organization, Membership]:
    here = gate(request, slug)
    return here, get_object_or_404(memberships_of(here, request.user), pk=pk)


def address(here: Organization, membership: Membership) -> str:
    """The page of the membership, as ``here`` sees it."""
    return reverse("partners:partner", args=[here.slug, membership.pk])
