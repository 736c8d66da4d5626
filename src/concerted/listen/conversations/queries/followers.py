"""Who wants to hear what becomes of their words, reached by their link or by the worker that writes to them."""

from __future__ import annotations

import hashlib
from typing import Any

from django.urls import reverse
from django.utils.translation import override

from concerted.base.links import read, sign
from concerted.base.sealing import seal, unseal
from concerted.listen.conversations.models import Follower

PURPOSE = "my-words"


def hash_of_key(key: str) -> str:
    return hashlib.sha256(f"{PURPOSE}|{key}".encode()).hexdigest()


def sealed(email: str, key: str) -> str:
    return seal({"email": email, "key": key}, purpose=PURPOSE)


def opened(follower: Follower) -> tuple[str, str] | None:
    """The address and the key of a follower, to write to them; nothing where the secret is another."""
    kept: Any = unseal(follower.sealed, purpose=PURPOSE)
    return (kept["email"], kept["key"]) if isinstance(kept, dict) else None


def words_path(key: str, language: str, name: str = "own_words") -> str:
    """Where a follower reads what became of their words; only ever mailed to them."""
    with override(language):
        return reverse(f"conversations:{name}", args=[sign(key, purpose=PURPOSE)])


def follower_of(token: str) -> Follower | None:
    """Whose link ``token`` is. The link itself is the gate."""
    key = read(token, purpose=PURPOSE)
    if not isinstance(key, str):
        return None
    rows = Follower.objects.select_related("statement__conversation__organization")
    return rows.filter(key_hash=hash_of_key(key)).first()
