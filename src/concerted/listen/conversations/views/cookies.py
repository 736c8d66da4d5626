"""The one cookie: set when somebody first votes or says something, needed to know their votes from others'."""

from __future__ import annotations

from django.http import HttpResponse

from concerted.base.http import keep_on_device
from concerted.listen.conversations.models import Conversation
from concerted.listen.conversations.queries.voices import DAYS, cookie_name, cookie_value


def remember(response: HttpResponse, conversation: Conversation, key: str) -> HttpResponse:
    """Let this device be known by ``key`` in ``conversation``, and nowhere else."""
    return keep_on_device(response, cookie_name(conversation), cookie_value(key), days=DAYS)
