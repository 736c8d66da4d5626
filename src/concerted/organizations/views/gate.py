"""Where pages of the workspace begin: the organization, or a row of it, through its gate."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from concerted.base.gates import Row
from concerted.organizations.models import Organization


def joined(request: HttpRequest, slug: str) -> Organization:
    """The organization ``slug``, for whoever has a role in it."""
    return get_object_or_404(Organization.objects.visible_to(request.user), slug=slug)


def organized(request: HttpRequest, slug: str) -> Organization:
    """The organization ``slug``, for its owners and organizers."""
    mine = Organization.objects.visible_to(request.user).organized_by(request.user)
    return get_object_or_404(mine, slug=slug)


def shared(request: HttpRequest, slug: str, subject: str) -> Organization:
    """The organization ``slug``, for whoever has a role in it, and for partners whom it shows ``subject``."""
    return get_object_or_404(Organization.objects.showing(subject, request.user), slug=slug)


def one_of(rows: models.QuerySet[Row], organization: str, **names: Any) -> Row:
    """The row that an address names, of ``rows`` that have passed a gate."""
    return get_object_or_404(rows, organization__slug=organization, **names)
