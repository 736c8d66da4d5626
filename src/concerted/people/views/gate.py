"""Where every page of people begins: the organization, for who organizes in it."""

from __future__ import annotations

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from concerted.organizations.models import Organization
from concerted.people.models import Person


def organized(request: HttpRequest, slug: str) -> Organization:
    """The organization ``slug``, for its owners and organizers."""
    mine = Organization.objects.visible_to(request.user).organized_by(request.user)
    return get_object_or_404(mine, slug=slug)


def one_person(request: HttpRequest, slug: str, pk: uuid.UUID) -> Person:
    """A person of the organization, for who may change them."""
    people = Person.objects.editable_by(request.user).select_related("organization")
    return get_object_or_404(people, organization__slug=slug, pk=pk)


def page_number(request: HttpRequest) -> int:
    """The page of a list that was asked for; the first where that is no number."""
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
