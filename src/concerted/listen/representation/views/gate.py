"""Where every page about one row of this room begins."""

from __future__ import annotations

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from concerted.listen.representation.models import Dimension, Occasion, Place
from concerted.organizations.views.gate import one_of


def visible_occasion(request: HttpRequest, organization: str, pk: uuid.UUID) -> Occasion:
    rows = Occasion.objects.visible_to(request.user).with_everything()
    return get_object_or_404(rows, organization__slug=organization, pk=pk)


def editable_occasion(request: HttpRequest, organization: str, pk: uuid.UUID) -> Occasion:
    rows = Occasion.objects.editable_by(request.user).with_everything()
    return get_object_or_404(rows, organization__slug=organization, pk=pk)


def entered_occasion(request: HttpRequest, organization: str, pk: uuid.UUID) -> Occasion:
    """The occasion, for those who type paper in."""
    rows = Occasion.objects.visible_to(request.user).entered_by(request.user).with_everything()
    return get_object_or_404(rows, organization__slug=organization, pk=pk)


def editable_place(request: HttpRequest, organization: str, slug: str) -> Place:
    rows = Place.objects.editable_by(request.user).select_related("organization")
    return one_of(rows, organization, slug=slug)


def editable_dimension(request: HttpRequest, organization: str, key: str) -> Dimension:
    rows = Dimension.objects.editable_by(request.user).select_related("organization")
    return one_of(rows, organization, key=key)
