"""What calls tell about a person to the people's room."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.act.calls.models import CallCampaign, Outreach
from concerted.act.calls.queries.pages import name_of, words_of
from concerted.organizations.models import Organization
from concerted.people.models import Person
from concerted.people.registry import Entry


def _of(person: Person) -> QuerySet[Outreach]:
    """All calls of ``person``, who was reached through a gate or by their own link."""
    rows = Outreach.objects.filter(person=person)
    return rows.select_related("calls__organization", "call__official")


def timeline(person: Person) -> Iterable[Entry]:
    """Whom a person called, and what came of it, as they said it themselves."""
    for one in _of(person):
        url = reverse("calls:call_campaign", args=[one.calls.organization.slug, one.calls.slug])
        label = _("Called") if one.is_confirmed else _("Called, not confirmed yet")
        yield Entry(one.call.created_at, label, url, words_of(one.call))


def export(person: Person) -> list[dict[str, Any]]:
    """What is kept of each call of a person, as JSON can hold it."""
    return [
        {
            "campaign": one.calls.title,
            "called": name_of(one.call),
            "called_at": one.call.created_at.isoformat(),
            "outcome": one.call.outcome,
            "note": one.call.note,
            "language": one.language,
            "capacity": one.capacity,
            "capacity_of": one.capacity_of,
            "shows_capacity": one.shows_capacity,
            "confirmed_at": one.confirmed_at.isoformat() if one.confirmed_at else None,
        }
        for one in _of(person)
    ]


def people(organization: Organization, which: str) -> QuerySet[Any, Any]:
    """The ids of people who called in any calls of ``organization``, or in those with the key ``which``."""
    rows = Outreach.objects.confirmed().filter(organization=organization)
    if which:
        rows = rows.filter(calls=uuid.UUID(which))
    return rows.order_by().values("person_id")


def choices(organization: Organization) -> list[tuple[str, str]]:
    """The calls that a segment of ``organization`` can ask for."""
    rows = CallCampaign.objects.filter(organization=organization).exclude(published_at=None)
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]
