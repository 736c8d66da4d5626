"""What letters tell about a person to the people's room."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.act.letters.models import Letter, LetterCampaign
from concerted.organizations.models import Organization
from concerted.people.models import Person
from concerted.people.registry import Entry

WORDS = ("name", "email", "address", "who", "why", "ask", "language", "shows_words")
CAPACITY = ("capacity", "capacity_of", "shows_capacity")


def _of(person: Person) -> Iterable[Letter]:
    """All letters of ``person``, who was reached through a gate or by their own link."""
    rows = Letter.objects.filter(person=person).select_related("campaign__organization")
    return rows.prefetch_related("deliveries__replies")


def timeline(person: Person) -> Iterable[Entry]:
    """When a person wrote, to whom it went, and who answered."""
    for letter in _of(person):
        campaign = letter.campaign
        url = reverse("letters:letters", args=[campaign.organization.slug, campaign.slug])
        yield Entry(letter.created_at, _("Wrote a letter"), url, campaign.title)
        for one in letter.deliveries.all():
            if one.left_at is not None and one.is_gone:
                yield Entry(one.left_at, _("A letter left"), url, one.addressee)
            for reply in one.replies.all():
                yield Entry(reply.created_at, _("A letter was answered"), url, one.addressee)


def export(person: Person) -> list[dict[str, Any]]:
    """What is kept of each letter of a person, as JSON can hold it."""
    return [
        {
            "campaign": letter.campaign.title,
            "written_at": letter.created_at.isoformat(),
            **{name: getattr(letter, name) for name in (*WORDS, *CAPACITY)},
            "confirmed_at": _moment(letter.confirmed_at),
            "withdrawn_at": _moment(letter.withdrawn_at),
            "to": [
                {
                    "name": one.addressee,
                    "post": one.post,
                    "state": one.state,
                    "left_at": _moment(one.left_at),
                    "words_sent": one.words_sent,
                    "answers": [
                        {"day": reply.received_on.isoformat(), "text": reply.text}
                        for reply in one.replies.all()
                    ],
                }
                for one in letter.deliveries.all()
            ],
        }
        for letter in _of(person)
    ]


def _moment(at: Any) -> str | None:
    return at.isoformat() if at is not None else None


def writers(organization: Organization, which: str) -> Any:
    """The ids of people who wrote in any letters of ``organization``, or in those with the key ``which``."""
    rows = Letter.objects.confirmed().filter(organization=organization, person__isnull=False)
    if which:
        rows = rows.filter(campaign=uuid.UUID(which))
    return rows.order_by().values("person_id")


def choices(organization: Organization) -> list[tuple[str, str]]:
    """The letters that a segment of ``organization`` can ask for."""
    rows = LetterCampaign.objects.filter(organization=organization).exclude(published_at=None)
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]
