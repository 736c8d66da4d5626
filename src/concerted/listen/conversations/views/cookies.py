"""The one cookie: set when somebody first votes or says something, needed to know their votes from others'."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from concerted.listen.conversations.models import Conversation
from concerted.listen.conversations.queries.voices import DAYS, cookie_name, cookie_value


def remember(response: HttpResponse, conversation: Conversation, key: str) -> HttpResponse:
    """Let this device be known by ``key`` in ``conversation``, and nowhere else."""
    response.set_cookie(
        cookie_name(conversation),
        cookie_value(key),
        max_age=DAYS * 24 * 3600,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response
