"""The links of the mails: with them somebody confirms what they said for a hearing, or takes it back."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from concerted.act.visits.models import Attendee, Testimony
from concerted.base.links import read, sign
from concerted.people.models import ContactPoint

LINK = "hearing"
"""What they are signed for."""


@dataclass(frozen=True)
class Said:
    """What somebody said for a hearing, and the address to which its link was mailed."""

    row: Attendee | Testimony
    contact_point: ContactPoint

    @property
    def is_testimony(self) -> bool:
        return isinstance(self.row, Testimony)


def token_of(row: Attendee | Testimony, point: ContactPoint) -> str:
    kind = "testimony" if isinstance(row, Testimony) else "attendee"
    return sign([kind, row.pk.hex, point.pk.hex], purpose=LINK)


def said_in(token: str) -> Said | None:
    """What ``token`` is about: only who got the mail has it, so there is no viewer to ask for."""
    given = read(token, purpose=LINK)
    if not isinstance(given, list) or len(given) != 3:
        return None
    kind, pk, point_pk = given[0], uuid.UUID(given[1]), uuid.UUID(given[2])
    model: type[Attendee] | type[Testimony] = Testimony if kind == "testimony" else Attendee
    row = model._default_manager.filter(pk=pk)
    found = row.select_related("hearing__organization", "hearing__policy__organization").first()
    point = ContactPoint.objects.filter(pk=point_pk).select_related("person").first()
    if found is None or point is None:
        return None
    return Said(found, point)
