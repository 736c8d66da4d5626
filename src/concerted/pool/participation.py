"""Who takes part in a coalition: what each partner said, decided, needed and got, as the rooms count it.

A room registers in its ``apps.py`` how it counts one kind of deed, by partner::

    participation.register(Deed.SPEAKING, _("Contributions to discussions"), comments_by_partner)

where ``comments_by_partner(organization)`` gives a number for each member organization that has one. The numbers of
single partners are shown to nobody: the network's room adds them up for groups that are large enough.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

from concerted.organizations.models import Organization


class Deed(StrEnum):
    SPEAKING = "speaking"
    DECIDING = "deciding"
    NEED_STATED = "need_stated"
    NEED_MET = "need_met"


Counts = Callable[[Organization], Mapping[uuid.UUID, int]]


@dataclass(frozen=True)
class Counted:
    """How often each partner did one kind of deed, as one room counts it."""

    deed: Deed
    label: str
    by_partner: Mapping[uuid.UUID, int]


_registered: list[tuple[Deed, str | Promise, Counts]] = []


def register(deed: Deed, label: str | Promise, counts: Counts) -> None:
    """Let ``counts`` add to ``deed``; ``label`` says what is counted."""
    if (deed, label, counts) not in _registered:
        _registered.append((deed, label, counts))


def counted(organization: Organization) -> list[Counted]:
    """What every room counts of the partners of ``organization``."""
    return [Counted(deed, str(label), counts(organization)) for deed, label, counts in _registered]
