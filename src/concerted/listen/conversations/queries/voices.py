"""Who a visitor is in one conversation: the key in their signed cookie, and what the database keeps of it."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from concerted.base.links import read, sign
from concerted.listen.conversations.models import Conversation, Participant

PURPOSE = "voice"
RETURN = "voice-return"
DAYS = 180
"""How long a device remembers who voted on it."""


def cookie_name(conversation: Conversation) -> str:
    """Each conversation has its own, so that none tells of another."""
    return f"voice-{conversation.pk.hex[-12:]}"


def cookie_value(key: str) -> str:
    return sign(key, purpose=PURPOSE)


def new_key() -> str:
    return secrets.token_urlsafe(18)


def key_in(cookies: Mapping[str, str], conversation: Conversation) -> str:
    """The key this visitor has in ``conversation``; empty before their first vote, and for a forged cookie."""
    kept = read(cookies.get(cookie_name(conversation), ""), purpose=PURPOSE)
    return kept if isinstance(kept, str) else ""


def key_for(value: uuid.UUID) -> Any:
    """A primary key as the database takes it."""
    return Participant._meta.pk.get_db_prep_value(value, connection)


def hash_of(conversation: Conversation, key: str) -> str:
    """What the database keeps of ``key``: nothing that could be found again in another conversation."""
    return hashlib.sha256(f"{conversation.pk.hex}|{key}".encode()).hexdigest()


def participant_of(conversation: Conversation, key: str) -> Participant | None:
    """Who holds ``key``. Having the key is the gate."""
    if not key:
        return None
    rows = Participant.objects.filter(conversation=conversation)
    return rows.filter(key_hash=hash_of(conversation, key)).first()


@dataclass(frozen=True)
class Returning:
    """What a mailed link proves: a voice in a conversation, and the address it was mailed to."""

    participant: Participant
    key: str
    email: str


def return_token(participant: Participant, key: str, email: str) -> str:
    """For the link that is mailed. An address is in it only where the conversation is not anonymous."""
    shown = "" if participant.conversation.is_anonymous else email
    return sign([participant.pk.hex, key, shown], purpose=RETURN)


def returning(token: str) -> Returning | None:
    """Whose link ``token`` is. The link itself is the gate."""
    kept = read(token, purpose=RETURN, max_age=DAYS * 24 * 3600)
    if not isinstance(kept, list):
        return None
    rows = Participant.objects.select_related("conversation__organization").filter(
        pk=kept[0], conversation__published_at__isnull=False
    )
    found = rows.first()
    if found is None or found.key_hash != hash_of(found.conversation, kept[1]):
        return None
    return Returning(found, kept[1], kept[2])
