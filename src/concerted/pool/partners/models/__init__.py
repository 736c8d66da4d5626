from __future__ import annotations

from concerted.pool.partners.models.checklists import DEFAULT_ITEMS, ChecklistItem, Done
from concerted.pool.partners.models.departures import Departure
from concerted.pool.partners.models.invitations import Answer, PartnerInvitation
from concerted.pool.partners.models.profiles import Profile, Sector, Size
from concerted.pool.partners.models.representatives import Representative
from concerted.pool.partners.models.terms import Side, TermsChange

__all__ = [
    "DEFAULT_ITEMS",
    "Answer",
    "ChecklistItem",
    "Departure",
    "Done",
    "PartnerInvitation",
    "Profile",
    "Representative",
    "Sector",
    "Side",
    "Size",
    "TermsChange",
]
