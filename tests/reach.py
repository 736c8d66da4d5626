"""Who is let in: the words of the lists of addresses."""

from __future__ import annotations

from enum import Enum


class Reach(Enum):
    """Who is let in, of the union's cast, of somebody else's organization (Sam), and nobody."""

    PUBLIC = ("omar", "olga", "cleo", "vera", "sam", "nobody")
    SIGNED_IN = ("omar", "olga", "cleo", "vera", "sam")
    MEMBERS = ("omar", "olga", "cleo", "vera")
    ENTERERS = ("omar", "olga", "cleo")
    EDITORS = ("omar", "olga")
    OWNERS = ("omar",)
    SAM = ("sam",)
    NONE = ()

    @property
    def people(self) -> tuple[str, ...]:
        return self.value


PUBLIC, SIGNED_IN, MEMBERS = Reach.PUBLIC, Reach.SIGNED_IN, Reach.MEMBERS
ENTERERS, EDITORS, OWNERS = Reach.ENTERERS, Reach.EDITORS, Reach.OWNERS
SAM, NONE = Reach.SAM, Reach.NONE


def all_of(room: str, reach: Reach, *names: str) -> dict[str, Reach]:
    return {f"{room}:{name}": reach for name in names}
