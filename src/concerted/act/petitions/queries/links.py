"""Reading the links that the thank-you mail carries."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from concerted.act.petitions.models import Signature
from concerted.act.petitions.models.signatures import LINK
from concerted.base.languages import page_language
from concerted.base.links import read
from concerted.organizations.translations import Rendition
from concerted.people.models import ContactPoint


@dataclass(frozen=True)
class Signed:
    """A signature and the address to which its link was mailed."""

    signature: Signature
    contact_point: ContactPoint
    text: Rendition


def signed(token: str) -> Signed | None:
    """What ``token`` is about: only who got the mail has it, so there is no viewer to ask for."""
    given = read(token, purpose=LINK)
    if not isinstance(given, list) or len(given) != 2:
        return None
    signature_id, point_id = (uuid.UUID(one) for one in given)
    signature = (
        Signature.objects.filter(pk=signature_id).select_related("petition__organization").first()
    )
    point = ContactPoint.objects.filter(pk=point_id).select_related("person").first()
    if signature is None or point is None:
        return None
    return Signed(signature, point, signature.petition.in_language(page_language()))
