"""What may be told of the counts of a survey: small groups hidden, also beside every reading before."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.privacy import Protected, Status, Told, lay_out, protect_together
from concerted.analysis.representation import mean_of
from concerted.listen.surveys.models import Kind
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.relating import Equation, Relations, relations_of
from concerted.listen.surveys.queries.tabulating import ALL, ANSWERED, Heard, Part, Tabulation

GROWTH, ASKED_GROWTH = 0.75, 0.1
"""A further reading comes when so many more people answered, so that most of it can be told; sooner if asked for."""
MOST = 10
"""Readings while a survey runs: each is held beside all before it, which takes longer with each and hides more. By
itself the tenth comes at some two thousand people. One more is kept for the end."""
Tree = dict[str, Any]


@dataclass(frozen=True)
class Before:
    """An earlier reading, as it was told and as it was held."""

    told: Tree
    held: Tree


def due_at(told: Sequence[int], *, is_asked: bool = False, is_over: bool = False) -> int | None:
    """At how many answers another reading comes, after readings of ``told`` answers; nothing where none does any more.

    Of a survey that is over, one more counts everybody, however many readings there were.
    """
    if not told:
        return FLOOR
    if is_over:
        return max(told) + FLOOR
    if len(told) >= MOST:
        return None
    growth = ASKED_GROWTH if is_asked else GROWTH
    return max(told) + max(FLOOR, math.ceil(growth * max(told)))


def is_due(
    count: int, told: Sequence[int], *, is_asked: bool = False, is_over: bool = False
) -> bool:
    """Whether so many answers that another reading can be told."""
    needed = due_at(told, is_asked=is_asked, is_over=is_over)
    return needed is not None and count >= needed


def next_reading(
    tabulation: Tabulation, before: Sequence[Before], grouping: Tree
) -> Before | None:
    """What may be told now, and what must be held for the next time; nothing where it must wait.

    It waits while beside the readings before it some small group would come out, or it would have to tell less than the
    last one did.
    """
    relations = relations_of(tabulation)
    parts, groups = tabulation.parts, tabulation.groups.keys
    found = protect_together(
        [one.counts for one in parts],
        relations.equations,
        earlier=[_earlier(one) for one in before],
        labels=[one.labels(groups) for one in parts],
        threshold=FLOOR,
    )
    values = [one.values for one in found.tables]
    if not found.safe or np.isnan(values[0][-1, -1]):
        return None
    shown = _without_loose(parts, values, relations)
    told = {
        "count": tabulation.submission_count,
        "grouping": grouping,
        "groups": list(groups),
        "parts": [_told(part, table) for part, table in zip(parts, shown, strict=True)],
        "means": _means(tabulation, shown, before[-1].told if before else None),
    }
    if before and _figures(told) < _figures(before[-1].told):
        return None
    return Before(told, _held(tabulation, found.tables, relations.equations))


def _without_loose(
    parts: Sequence[Part], values: Sequence[NDArray[np.float64]], relations: Relations
) -> list[NDArray[np.float64]]:
    """Tables as they may be told. Where no equation says on what it depends who is asked, hidden cells there hide here."""
    inside = {part.question for part, table in zip(parts, values, strict=True) if _hides(table)}
    margin = {
        part.question for part, table in zip(parts, values, strict=True) if _hides(table[:, -1:])
    }
    told = []
    for part, table in zip(parts, values, strict=True):
        sources = relations.loose.get(part.question, set())
        shown = table.copy()
        if sources & margin:
            shown[:] = np.nan
        elif sources & inside:
            shown[:, :-1] = np.nan
        told.append(shown)
    return told


def _hides(table: NDArray[np.float64]) -> bool:
    return bool(np.isnan(table).any())


def _told(part: Part, table: NDArray[np.float64]) -> Tree:
    return {
        "question": part.question,
        "kind": part.kind.value,
        "choice": part.choice,
        "rows": list(part.rows),
        "values": [[None if np.isnan(one) else int(one) for one in row] for row in table],
    }


def _figures(told: Tree) -> int:
    """How many figures are told."""
    return sum(one is not None for part in told["parts"] for row in part["values"] for one in row)


def _held(
    tabulation: Tabulation, tables: Sequence[Protected], equations: Sequence[Equation]
) -> Tree:
    groups = tabulation.groups.keys
    return {
        "counts": [one.counts.tolist() for one in tabulation.parts],
        "labels": [one.labels(groups) for one in tabulation.parts],
        "status": [one.status.tolist() for one in tables],
        "suppress_zeros": [one.suppress_zeros for one in tables],
        "equations": equations,
    }


def _earlier(one: Before) -> Told:
    """A reading as the analysis takes it."""
    held = one.held
    tables = []
    for counts, status, zeros in zip(
        held["counts"], held["status"], held["suppress_zeros"], strict=True
    ):
        given = np.array(counts, dtype=np.float64)
        layout = lay_out(given.shape)
        marks = np.array(status, dtype=np.int8)
        values = np.where(marks == Status.PUBLISHED, layout.expand(given), np.nan)
        tables.append(Protected(values, marks, FLOOR, FLOOR, zeros, layout))
    equations = [
        [(table, (place[0], place[1]), factor) for table, place, factor in equation]
        for equation in held["equations"]
    ]
    labels = [[tuple(label) for label in some] for some in held["labels"]]
    return Told(held["counts"], tables, equations, labels)


def _means(
    tabulation: Tabulation, shown: Sequence[NDArray[np.float64]], before: Tree | None
) -> Tree:
    """Means by question and choice, then by group; only where no hidden count follows from them."""
    tables = {
        (part.question, part.choice): (part, table)
        for part, table in zip(tabulation.parts, shown, strict=True)
    }
    found: Tree = {}
    for heard in tabulation.heard:
        key = heard.question.key
        for choice, numbers in _numbers(heard).items():
            part, table = tables[key, choice]
            told = {
                group: _mean(numbers[chosen])
                for place, group, chosen in _columns(tabulation)
                if _may_tell(part, table, place)
            }
            old = (before or {}).get("means", {}).get(f"{key}/{choice}", {})
            found[f"{key}/{choice}"] = _unmoved(told, old)
    return found


def _numbers(heard: Heard) -> Mapping[str, NDArray[np.float64]]:
    """The numbers a mean is made of: one answer, or the place of each choice in an order."""
    if heard.question.kind in (Kind.NUMBER, Kind.SCALE):
        return {"": heard.numbers}
    return heard.ranks if heard.question.kind == Kind.RANKING else {}


def _columns(tabulation: Tabulation) -> list[tuple[int, str, NDArray[np.bool_]]]:
    codes = tabulation.groups.codes
    found = [(place, key, codes == place) for place, key in enumerate(tabulation.groups.keys)]
    return [*found, (len(found), ALL, np.ones(len(codes), dtype=np.bool_))]


def _may_tell(part: Part, table: NDArray[np.float64], place: int) -> bool:
    """Of a scale a mean is one more sum of its counts; of an order it bounds them: none of them may be hidden."""
    column = table[:, place]
    if part.kind == Kind.NUMBER:
        return bool(column[part.rows.index(ANSWERED)] >= FLOOR)
    if part.kind == Kind.RANKING:
        is_whole = not _hides(table if place < table.shape[1] - 1 else table[:, -1:])
        return is_whole and bool(column[-1] >= FLOOR)
    own = column[: sum(not row.startswith("~") for row in part.rows)]
    return not _hides(own) and bool(own.sum() >= FLOOR)


def _mean(numbers: NDArray[np.float64]) -> Tree:
    known = numbers[~np.isnan(numbers)]
    if len(known) < FLOOR:
        return {}
    found = mean_of(known)
    return {
        "mean": found.mean,
        "lower": found.lower,
        "upper": found.upper,
        "median": found.median,
        "count": len(known),
    }


def _unmoved(told: Tree, old: Tree) -> Tree:
    """Where as many answered as before, somebody changed their answer: what was told stays."""
    return {
        group: old[group] if group in old and old[group].get("count") == one["count"] else one
        for group, one in told.items()
        if one
    }
