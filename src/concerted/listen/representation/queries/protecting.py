"""What may be told of the counts of one question: small groups hidden, also beside everything told before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from concerted.analysis.privacy import (
    Earlier,
    Layout,
    Protected,
    Relation,
    lay_out,
    protect,
    protect_release,
)
from concerted.listen.representation.queries.counting import Counts

FLOOR = 10
"""Nothing is told of fewer people: the usual limit of the field (ASWB)."""
GROWTH = 0.25
"""A further reading comes when by so much more, or fewer, people told; the table of releases stays short."""
Tree = dict[str, Any]


@dataclass(frozen=True)
class Before:
    """An earlier release, as it was told and as it was held."""

    told: Tree
    held: Tree


def next_release(
    counts: Counts, took_part: int, before: Sequence[Before], *, is_last: bool = False
) -> Before | None:
    """What may be told now, and what must be held for the next time; nothing where it must wait.

    It waits while fewer than ``FLOOR`` people told, while too few more did than at the last release, and while it
    would have to hide more than the last one did so that no difference tells of few.
    """
    values = np.array(list(counts.groups.values()), dtype=np.int64)
    if not _is_time(counts, before, is_last=is_last):
        return None
    earlier = [_earlier(one, list(counts.groups)) for one in before]
    if not earlier:
        table = protect(values, threshold=FLOOR)
    else:
        found = protect_release(values, earlier, threshold=FLOOR, between=_between(before))
        if not found.safe:
            return None
        table = found.table
    if np.isnan(table.values[-1]):
        return None
    told = _told(counts, took_part, table)
    if before and _shown(told) < _shown(before[-1].told):
        return None
    return Before(told, _held(counts, table))


def _is_time(counts: Counts, before: Sequence[Before], *, is_last: bool) -> bool:
    if counts.said < FLOOR or not counts.groups:
        return False
    if not before:
        return True
    last = before[-1].held["counts"]
    moved = abs(counts.said - sum(last.values()))
    if is_last:
        return bool(last != counts.groups)
    return bool(moved >= max(FLOOR, GROWTH * sum(last.values())))


def _shown(told: Tree) -> int:
    return sum(one is not None for one in told["counts"].values())


def _told(counts: Counts, took_part: int, table: Protected) -> Tree:
    shown = dict(zip(counts.groups, table.inside.tolist(), strict=True))
    silent = max(0, took_part - counts.said - counts.other - counts.declined)
    rest = [counts.other, counts.declined, silent]
    is_apart = all(one == 0 or one >= FLOOR for one in rest)
    return {
        "took_part": max(took_part, counts.said + counts.other + counts.declined),
        "said": counts.said,
        "counts": {key: None if np.isnan(one) else int(one) for key, one in shown.items()},
        "other": counts.other if is_apart else None,
        "declined": counts.declined if is_apart else None,
    }


def _held(counts: Counts, table: Protected) -> Tree:
    return {
        "counts": counts.groups,
        "status": table.status.tolist(),
        "suppress_zeros": table.suppress_zeros,
    }


def _earlier(one: Before, keys: Sequence[str]) -> Earlier:
    """``one`` as the analysis takes it. Subgroups added since have no counterpart; the totals have each other."""
    counts = one.held["counts"]
    table = _protected(one.held)
    if list(counts) == list(keys):
        return Earlier(list(counts.values()), table, Relation.LATER)
    places = {key: place for place, key in enumerate(keys)}
    pairs = [((places[key],), (place,)) for place, key in enumerate(counts) if key in places]
    pairs.append(((len(keys),), (len(counts),)))
    return Earlier(list(counts.values()), table, Relation.LATER, pairs)


def _protected(held: Tree) -> Protected:
    """The table that was told, out of what is held of it."""
    counts = np.array(list(held["counts"].values()), dtype=np.float64)
    layout: Layout = lay_out(counts.shape)
    status = np.array(held["status"], dtype=np.int8)
    values = np.where(status == 0, layout.expand(counts), np.nan)
    return Protected(values, status, FLOOR, FLOOR, held["suppress_zeros"], layout)


def _between(before: Sequence[Before]) -> list[tuple[int, int, Relation]]:
    """Earlier releases were protected beside each other too: those of one shape, each and the one before it."""
    return [
        (place, place - 1, Relation.LATER)
        for place in range(1, len(before))
        if list(before[place].held["counts"]) == list(before[place - 1].held["counts"])
    ]
