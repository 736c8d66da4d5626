"""Letters of the scene's organization, with a row behind every address of them."""

from __future__ import annotations

from typing import Any

from concerted.act.campaigns.models import Campaign
from concerted.act.letters.operations.deliveries import mark_printed
from concerted.act.letters.tests.factories import make_letters, send, token, write
from concerted.act.officials.models import Official


def written(campaign: Campaign, official: Official) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room: one letter that was mailed on paper, and one that waits."""
    letters = make_letters(campaign.organization, campaign=campaign, officials=[official])
    printed = send(letters)
    mark_printed(letter=printed)
    waiting = write(letters, name="Bo Lee", email="bo@example.org", language="es")
    [delivery] = printed.deliveries.all()
    target = letters.targets.get()
    return {
        "letters": {
            "slug": letters.slug,
            "code": "es",
            "pk": delivery.pk,
            "token": token(printed),
        },
        "letters:remove_target": {"pk": target.pk},
        "letters:confirm_letter": {"token": token(waiting)},
    }
