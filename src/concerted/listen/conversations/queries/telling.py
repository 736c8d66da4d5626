"""What may be published of a map, alone and beside the one before it: nothing that tells of fewer than the floor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from concerted.analysis.opinion import (
    SOUND,
    Outcome,
    Vote,
    gathered_points,
    people_changed,
    statement_priorities,
)
from concerted.analysis.opinion.votes import Integers, Mask
from concerted.listen.conversations.queries.histories import Figure, Letters
from concerted.listen.conversations.queries.understanding import Shares, Understanding

FLOOR = SOUND.privacy_floor
STEPS = 60
"""Places are told to so many steps from the middle to the edge: enough to draw, too coarse to work votes back out."""
EVERYBODY = ""
OTHERS = "-"
Tree = dict[str, Any]


def published(
    found: Understanding,
    letters: Letters,
    before: Mapping[str, Figure],
    followed: Iterable[int] = (),
) -> tuple[Tree, dict[str, Figure]]:
    """The result that ``Reading`` keeps, and the figures it tells, for the next one.

    ``followed`` are statements whose authors want to know how people answer, whether they are listed or not. Statements are given by their numbers: a page asks whether they are shown.
    """
    teller = Teller(found, letters.names[: found.group_count], dict(before))
    sizes = [teller.size(group) for group in range(found.group_count)]
    result = {
        "groups": [
            {"letter": name, "size": size} for name, size in zip(teller.names, sizes, strict=True)
        ],
        "points": teller.points(sizes),
        "others": teller.others(),
        "common": teller.listed(found.common),
        "apart": [
            {
                "number": int(one.statement),  # type: ignore[call-overload]
                "group": group,
                "agrees": one.side is Vote.AGREE,
                "cells": teller.cells(one.statement),
            }
            for group, statements in enumerate(found.representative)
            for one in statements
        ],
        "divisive": teller.listed(found.divisive),
        "followed": teller.answered(followed),
        "priorities": _priorities(found),
    }
    return result, teller.figures


@dataclass(slots=True, eq=False)
class Teller:
    """Tells each figure anew only where nobody, or as many as the floor, are others behind it; else as last time."""

    found: Understanding
    names: tuple[str, ...]
    figures: dict[str, Figure]
    _places: dict[object, int] = field(init=False)
    _who: Integers = field(init=False)

    def __post_init__(self) -> None:
        ids = self.found.conversation.votes.statement_ids.tolist()
        self._places = {number: place for place, number in enumerate(ids)}
        self._who = np.asarray(self.found.conversation.votes.participant_ids)

    def tell(self, name: str, figure: Any, people: Integers, values: Integers) -> Any:
        last = self.figures.get(name)
        if last is not None:
            changed = people_changed(people, values, last.people, last.values)
            if 0 < changed < FLOOR:
                return last.told
        self.figures[name] = Figure(figure, people, values)
        return figure

    def size(self, group: int) -> int | None:
        """How many people a group has, if that may be told."""
        if not self.found.sizes_shown[group]:
            return None
        return self._count(self.names[group], self.found.groups == group)

    def others(self) -> int:
        """How many stand on the map in no group that is told; 0 if too few to tell."""
        standing = self._members(-1)
        return self._count(OTHERS, standing) if standing.sum() >= FLOOR else 0

    def points(self, sizes: list[int | None]) -> list[list[int]]:
        """Where people stand, in no order of theirs: x, y, group (-1: none that is told); each the middle of a few."""
        if self.found.grouping.outcome not in {Outcome.GROUPS, Outcome.NO_CLEAR_GROUPS}:
            return []
        gathered = [
            (group, self._gathered(self._members(group), size))
            for group, size in [*enumerate(sizes), (-1, self.others())]
            if size
        ]
        if not gathered:
            return []
        every = np.concatenate([places for _group, places in gathered])
        middle = (every.min(axis=0) + every.max(axis=0)) / 2
        reach = float(np.abs(every - middle).max()) or 1.0
        rows = [
            [*np.rint((place - middle) / reach * STEPS).astype(int).tolist(), group]
            for group, places in gathered
            for place in places
        ]
        return sorted(rows, key=lambda row: row[::-1])

    def cells(self, statement: object) -> list[list[int] | None]:
        """For each group (or everybody) per cent who agree, pass and disagree; nothing where it may not be told."""
        found, place = self.found, self._places[statement]
        votes = found.conversation.votes
        on_it = votes.columns == place
        rows, values = votes.rows[on_it], votes.values[on_it].astype(np.int64)
        labels = found.groups[rows]
        cells: list[list[int] | None] = []
        for group in range(found.counts.seen.shape[0]):
            own = labels == group if self.names else np.ones(labels.size, dtype=np.bool_)
            if not found.told[group, place] or own.sum() < FLOOR:
                cells.append(None)
                continue
            name = f"{self.names[group] if self.names else EVERYBODY}:{statement}"
            cells.append(self.tell(name, _shares(values[own]), self._who[rows[own]], values[own]))
        return cells

    def listed(self, shares: Shares) -> list[Tree]:
        return [
            {"number": int(statement), "cells": self.cells(statement)}  # type: ignore[call-overload]
            for statement, _share in shares
        ]

    def answered(self, numbers: Iterable[int]) -> list[Tree]:
        """How people answered to each of ``numbers`` that somebody voted on."""
        return [
            {"number": number, "cells": self.cells(number)}
            for number in numbers
            if number in self._places
        ]

    def _members(self, group: int) -> Mask:
        """Who stands on the map in a group; in -1, who does in none that is told."""
        found = self.found
        if group >= 0:
            own: Mask = found.groups == group
            return own
        told = [group for group, shown in enumerate(found.sizes_shown) if shown]
        is_other: Mask = (found.grouping.labels >= 0) & ~np.isin(found.groups, told)
        return is_other

    def _count(self, name: str, marked: Mask) -> int:
        people = self._who[marked]
        told: int = self.tell(name, int(people.size), people, np.zeros_like(people))
        return told

    def _gathered(self, marked: Mask, size: int) -> Any:
        """Parcels of the floor at least, as many as the size that is told allows in any case."""
        parts = max(1, (size - FLOOR + 1) // FLOOR)
        return gathered_points(self.found.points[marked], parts)


def _shares(values: Integers) -> list[int]:
    agree = round(100 * float((values == Vote.AGREE).mean()))
    disagree = round(100 * float((values == Vote.DISAGREE).mean()))
    return [agree, max(0, 100 - agree - disagree), disagree]


def _priorities(found: Understanding) -> list[list[float]]:
    """For each statement how soon it is asked: by the votes of this map, so that what is asked tells no later one."""
    votes = found.conversation.votes
    counts = votes.count()
    drawn = statement_priorities(counts, np.zeros(votes.statement_count))
    pairs = zip(votes.statement_ids.tolist(), drawn.round(4).tolist(), strict=True)
    return [[number, priority] for number, priority in pairs]
