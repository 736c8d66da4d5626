"""Signed addresses with which people reach what is kept about them, without an account."""

from __future__ import annotations

import uuid
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from concerted.base.links import read, sign
from concerted.people.models import ContactPoint, Person
from concerted.people.models.consents import NEWS

SELF = "people.self"
STOP = "people.stop"
SELF_SERVICE_AGE = 7 * 24 * 3600
"""Seconds for which a link to one's data is good. A link that stops mail is good for ever."""


def self_service_path(person: Person, *, language: str) -> str:
    """Where ``person`` sees, corrects and erases what is kept; only ever mailed to them."""
    with override(language):
        return reverse("people:self_service", args=[sign(person.pk.hex, purpose=SELF)])


def unsubscribe_path(point: ContactPoint, *, language: str, purpose: str = NEWS) -> str:
    """The one-click address (RFC 8058) of mail to ``point``, for ``post_mail``."""
    token = sign([point.pk.hex, purpose], purpose=STOP)
    with override(language):
        return reverse("people:unsubscribe", args=[token])


def person_of(token: str) -> Person | None:
    """Whose data ``token`` opens; of a merged person, of the one they were merged into."""
    person = Person.objects.filter(pk=_key(read(token, purpose=SELF, max_age=SELF_SERVICE_AGE)))
    return current(person.select_related("organization").first())


def current(person: Person | None) -> Person | None:
    """The person as whom ``person`` is listed now."""
    while person is not None and person.merged_into_id is not None:
        person = Person.objects.select_related("organization").get(pk=person.merged_into_id)
    return person


def stop_of(token: str) -> tuple[ContactPoint | None, str] | None:
    """To which point mail with ``token`` went and for what; no point once it is erased; nothing if forged."""
    match read(token, purpose=STOP):
        case [str(key), str(purpose)]:
            points = ContactPoint.objects.filter(pk=_key(key))
            return points.select_related("organization", "person").first(), purpose
    return None


def _key(value: Any) -> uuid.UUID:
    try:
        return uuid.UUID(str(value))
    except ValueError:
        return uuid.UUID(int=0)
