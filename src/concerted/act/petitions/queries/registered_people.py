"""What petitions tell about a person to the people's room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.act.petitions.models import Petition, Signature
from concerted.organizations.models import Organization
from concerted.people.models import Person
from concerted.people.registry import Entry


def _of(person: Person) -> Iterable[Signature]:
    """All signatures of ``person``, who was reached through a gate or by their own link."""
    rows = Signature.objects.filter(person=person).select_related("petition__organization")
    return rows.prefetch_related("passings__partner")


def timeline(person: Person) -> Iterable[Entry]:
    """Which petitions a person signed, which signatures they disowned, and who was given their name."""
    for signature in _of(person):
        petition = signature.petition
        url = reverse("petitions:petition", args=[petition.organization.slug, petition.slug])
        yield Entry(signature.created_at, _("Signed a petition"), url, petition.title)
        if signature.disowned_at is not None:
            yield Entry(signature.disowned_at, _("Said: I did not sign this"), url, petition.title)
        for one in signature.passings.all():
            given = _("Name given to %(partner)s, as they agreed") % {"partner": one.partner}
            yield Entry(one.created_at, given, url, petition.title)


def export(person: Person) -> list[dict[str, Any]]:
    """What is kept of each signature of a person, as JSON can hold it."""
    return [
        {
            "petition": signature.petition.title,
            "signed_at": signature.created_at.isoformat(),
            "name": signature.name,
            "postal_code": signature.postal_code,
            "comment": signature.comment,
            "display": signature.display,
            "capacity": signature.capacity,
            "capacity_of": signature.capacity_of,
            "shows_capacity": signature.shows_capacity,
            "language": signature.language,
            "via": signature.via,
            "confirmed_at": _moment(signature.confirmed_at),
            "disowned_at": _moment(signature.disowned_at),
            "removed_at": _moment(signature.removed_at),
            "removal_reason": signature.removal_reason,
            "given_to": [
                {
                    "organization": one.partner.name,
                    "given_at": _moment(one.created_at),
                    "taken_back_at": _moment(one.taken_back_at),
                }
                for one in signature.passings.all()
            ],
        }
        for signature in _of(person)
    ]


def _moment(at: Any) -> str | None:
    return at.isoformat() if at is not None else None


def signers(organization: Organization, which: str) -> Any:
    """The ids of people who signed any petition of ``organization``, or the one with the key ``which``."""
    rows = Signature.objects.filter(petition__organization=organization, person__isnull=False)
    if which:
        rows = rows.filter(petition_id=which)
    return rows.standing().order_by().values("person_id")


def choices(organization: Organization) -> list[tuple[str, str]]:
    """The petitions that a segment of ``organization`` can ask for."""
    rows = Petition.objects.filter(organization=organization).exclude(published_at=None)
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]
