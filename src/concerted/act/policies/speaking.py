"""Where people say that they come to a hearing, or testify. The room that takes it registers in its ``apps.py``."""

from __future__ import annotations

from collections.abc import Callable

from concerted.act.policies.models import Hearing
from concerted.goals.ledger import Reader

Address = Callable[[Hearing, Reader], str]
_registered: list[Address] = []


def register(address: Address) -> None:
    """Let ``address`` give the page of a hearing, for everybody or for the team."""
    if address not in _registered:
        _registered.append(address)


def address_of(hearing: Hearing, reader: Reader) -> str:
    """The page of ``hearing`` for ``reader``; nothing while no room takes it."""
    return next((address(hearing, reader) for address in _registered), "")
