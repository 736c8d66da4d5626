"""What a file's figures are read for: an indicator with its unit, and the groups and partners that are known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from concerted.measure.indicators.importing.roles import plain

EVERYBODY = frozenset(
    {"", "all", "total", "overall", "everyone", "everybody", "all people", "whole population"}
    | {
        "todos",
        "todas",
        "todas las personas",
        "total general",
        "toda la poblacion",
        "en total",
        "todo",
        "all groups",
    }
)
"""How files call those who are in no group in particular, as bare words."""


@dataclass(frozen=True)
class KnownDimension:
    """``names`` and the names of ``groups`` are bare words; each leads to its code."""

    slug: str
    names: frozenset[str]
    groups: Mapping[str, str] = field(default_factory=dict)

    def near(self, text: str) -> str:
        """The name of the group that ``text`` may have meant, or nothing."""
        near = difflib.get_close_matches(plain(text), self.groups, n=1, cutoff=0.6)
        within = [name for name in self.groups if plain(text) and plain(text) in name]
        return (within or near or [""])[0]


@dataclass(frozen=True)
class Expected:
    """``scale`` is 100 for per cent, 1000 for per thousand, nothing for other units, which are then not rates.

    ``readings`` say how a word of the file is to be read; ``may_add`` that groups which are not known are added;
    ``period`` stands for rows that name none; ``given_scale`` is that of the file where it names none.
    """

    scale: float | None = 100.0
    favourable: bool | None = None
    frequency: str = ""
    dimensions: tuple[KnownDimension, ...] = ()
    dimension: str = ""
    partners: Mapping[str, str] = field(default_factory=dict)
    may_add: bool = False
    readings: Mapping[str, str] = field(default_factory=dict)
    period: str = ""
    given_scale: float | None = None
    is_public_already: bool = False

    def said(self, text: str) -> str:
        """``text`` as it is to be read."""
        return self.readings.get(plain(text), text) if self.readings else text

    def dimension_called(self, text: str) -> KnownDimension | None:
        words = plain(text)
        return next((one for one in self.dimensions if words in one.names), None)


def readings_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Words of a file by the words they are read as."""
    return {plain(word): meaning.strip() for word, meaning in pairs}
