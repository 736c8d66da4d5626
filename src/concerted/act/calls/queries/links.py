"""The link that is mailed to who said that calls were theirs: with it they confirm that, or have it forgotten."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from concerted.act.calls.models import CallCampaign, Outreach
from concerted.base.languages import page_language
from concerted.base.links import read, sign
from concerted.organizations.translations import Rendition
from concerted.people.models import ContactPoint

LINK = "call"
"""What it is signed for."""


@dataclass(frozen=True)
class Called:
    """What somebody said of their calls, and the address to which the link was mailed."""

    calls: CallCampaign
    contact_point: ContactPoint
    text: Rendition
    outreaches: list[Outreach]

    @property
    def waiting(self) -> list[Outreach]:
        """What they have not confirmed yet; if there is any, the page asks for that alone."""
        return [one for one in self.outreaches if not one.is_confirmed]


def token_of(calls: CallCampaign, point: ContactPoint) -> str:
    return sign([calls.pk.hex, point.pk.hex], purpose=LINK)


def called(token: str) -> Called | None:
    """What ``token`` is about: only who got the mail has it, so there is no viewer to ask for."""
    given = read(token, purpose=LINK)
    if not isinstance(given, list) or len(given) != 2:
        return None
    calls_id, point_id = (uuid.UUID(one) for one in given)
    calls = CallCampaign.objects.filter(pk=calls_id).select_related("organization").first()
    point = ContactPoint.objects.filter(pk=point_id).select_related("person").first()
    if calls is None or point is None:
        return None
    mine = calls.outreaches.filter(person=point.person).select_related("call__official")
    return Called(calls, point, calls.in_language(page_language()), list(mine))
