"""The key that a device alone holds, where nothing in the database may lead from a name to what somebody told.

A named survey and a list of voters know who took part. What these people tell of themselves is kept under a key drawn by
chance that lives in their browser and nowhere else: not even who has the database and the secret of the installation
can say whose it is. Whoever clears cookies, or uses another browser, cannot change it any more, and may tell again.
"""

from __future__ import annotations

import secrets

from django.http import HttpRequest, HttpResponse

from concerted.base.http import keep_on_device
from concerted.base.links import read, sign
from concerted.listen.representation.models import KEPT, Occasion

PURPOSE = "about-you"


def _cookie_name(occasion: Occasion) -> str:
    """Each occasion has its own, so that none tells of another."""
    return f"about-{occasion.pk.hex[-12:]}"


def key_on(request: HttpRequest, occasion: Occasion) -> str:
    """The key this device has; empty before something was told on it, and for a forged cookie."""
    given = request.COOKIES.get(_cookie_name(occasion), "")
    kept = read(given, purpose=PURPOSE, max_age=int(KEPT.total_seconds()))
    return kept if isinstance(kept, str) else ""


def new_key() -> str:
    return secrets.token_urlsafe(18)


def remember(response: HttpResponse, occasion: Occasion, key: str) -> HttpResponse:
    """Let this device change what was told on it."""
    value = sign(key, purpose=PURPOSE)
    return keep_on_device(response, _cookie_name(occasion), value, days=KEPT.days)
