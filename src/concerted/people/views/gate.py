"""Where every page of people begins: the organization, for who organizes in it."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from concerted.organizations.views.gate import one_of
from concerted.people.models import Person


def one_person(request: HttpRequest, slug: str, pk: uuid.UUID) -> Person:
    """A person of the organization, for who may change them."""
    people = Person.objects.editable_by(request.user).select_related("organization")
    return one_of(people, slug, pk=pk)


def page_number(request: HttpRequest) -> int:
    """The page of a list that was asked for; the first where that is no number."""
    text = request.GET.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1
