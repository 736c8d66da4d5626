from __future__ import annotations

from concerted.act.letters.models.campaigns import (
    Audience,
    LetterCampaign,
    LetterTarget,
)
from concerted.act.letters.models.deliveries import (
    GONE,
    UNSENT,
    Delivery,
    Handover,
    Reply,
    State,
)
from concerted.act.letters.models.letters import Letter

__all__ = [
    "GONE",
    "UNSENT",
    "Audience",
    "Delivery",
    "Handover",
    "Letter",
    "LetterCampaign",
    "LetterTarget",
    "Reply",
    "State",
]
