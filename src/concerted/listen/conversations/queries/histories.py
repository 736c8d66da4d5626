"""What one map leaves to the next: its votes and figures, who was in which group, and which letter each group bears."""

from __future__ import annotations

import io
import json
import math
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from concerted.analysis.opinion import Grouping, History, Outcome, VoteMatrix
from concerted.analysis.opinion.votes import Ids, Integers

QUICK = 1
"""Of the compression: what is kept is read once, a few seconds later."""


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """Which letter each group bears, and who was in it when there were last groups.

    A letter is given once: a group that comes to be gets the next one, and that of a group that is gone is not used
    again, so that “B” in March and “B” in May are the same people for the most part.
    """

    names: tuple[str, ...] = ()
    given: int = 0
    participant_ids: Ids | None = None
    labels: Integers | None = None

    def of(self, ids: Ids, grouping: Grouping) -> Letters:
        """The letters after another map. Without groups on it they are kept for later."""
        if grouping.outcome is not Outcome.GROUPS:
            return self
        names: list[str] = [""] * grouping.k
        if self.participant_ids is not None and self.labels is not None:
            overlap = _overlap(
                (ids, grouping.labels),
                (self.participant_ids, self.labels),
                (grouping.k, len(self.names)),
            )
            for new, old in zip(*linear_sum_assignment(overlap, maximize=True), strict=True):
                if overlap[new, old] > 0:
                    names[new] = self.names[old]
        given = self.given
        for place, name in enumerate(names):
            if not name:
                names[place] = letter(given)
                given += 1
        return Letters(tuple(names), given, ids, grouping.labels)


def letter(number: int) -> str:
    """A, B, … Z, then AA, AB: letters, since numbers would seem to rank.

    >>> letter(1), letter(26), letter(27)
    ('B', 'AA', 'AB')
    """
    before, own = divmod(number, 26)
    return (letter(before - 1) if before else "") + chr(ord("A") + own)


def _overlap(
    now: tuple[Ids, Integers], before: tuple[Ids, Integers], shape: tuple[int, int]
) -> NDArray[np.int64]:
    _, new, old = np.intersect1d(now[0], before[0], assume_unique=True, return_indices=True)
    one, other = now[1][new], before[1][old]
    both = (one >= 0) & (other >= 0)
    counts = np.zeros(shape, dtype=np.int64)
    np.add.at(counts, (one[both], other[both]), 1)
    return counts


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A figure as it was last told, and the people behind it."""

    told: Any
    """A number, or per cent who agree, pass and disagree."""
    people: Integers
    values: Integers
    """What each said; zeros where the figure only counts people."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """All that one map leaves to the next."""

    history: History | None = None
    letters: Letters = field(default_factory=Letters)
    votes: VoteMatrix | None = None
    """Those the map rests on."""
    figures: Mapping[str, Figure] = field(default_factory=dict)


def pack(held: Held) -> bytes:
    """``held`` as bytes for ``ReadingState.held``."""
    history, letters, votes = held.history, held.letters, held.votes
    if history is None or votes is None:
        raise ValueError("Only what a map was drawn of can be packed.")
    figures = held.figures.values()
    told = {
        "k": history.k,
        "leader": history.leader,
        "wins": history.wins,
        "p_value": None if math.isnan(history.p_value) else history.p_value,
        "tested_votes": history.tested_votes,
        "centers": [one.shape[0] for one in history.centers],
        "names": letters.names,
        "given": letters.given,
        "figures": [[name, one.told, one.people.size] for name, one in held.figures.items()],
    }
    nobody = np.zeros(0, dtype=np.int32)
    arrays = {
        "ids": history.participant_ids,
        "labels": history.labels.astype(np.int16),
        "centers": np.concatenate([np.zeros((0, 2)), *history.centers]),
        "people": np.concatenate([nobody, *(one.people.astype(np.int32) for one in figures)]),
        "said": np.concatenate([nobody, *(one.values for one in figures)]).astype(np.int8),
        "voters": votes.participant_ids,
        "statements": votes.statement_ids,
        "given": votes.votes_per_participant.astype(np.int32),
        "columns": votes.columns,
        "values": votes.values,
    }
    if letters.participant_ids is not None and letters.labels is not None:
        arrays |= {"lettered": letters.participant_ids, "letters": letters.labels}
    out = io.BytesIO()
    np.savez(out, told=np.array(json.dumps(told)), **arrays)  # type: ignore[arg-type, unused-ignore]
    return zlib.compress(out.getvalue(), QUICK)


def unpack(held: bytes | memoryview) -> Held:
    """What ``pack`` kept; of nothing, what the first map starts from."""
    if not held:
        return Held()
    with np.load(io.BytesIO(zlib.decompress(held)), allow_pickle=False) as kept:
        told = json.loads(str(kept["told"]))
        cuts = np.cumsum(told["centers"])[:-1]
        history = History(
            participant_ids=kept["ids"],
            labels=kept["labels"].astype(np.int64),
            k=told["k"],
            leader=told["leader"],
            wins=told["wins"],
            centers=tuple(np.split(kept["centers"], cuts)) if told["centers"] else (),
            p_value=math.nan if told["p_value"] is None else told["p_value"],
            tested_votes=told["tested_votes"],
        )
        has_letters = "lettered" in kept
        letters = Letters(
            tuple(told["names"]),
            told["given"],
            kept["lettered"] if has_letters else None,
            kept["letters"] if has_letters else None,
        )
        votes = VoteMatrix.from_votes(
            np.repeat(kept["voters"], kept["given"]),
            kept["statements"][kept["columns"]],
            kept["values"],
        )
        return Held(history, letters, votes, _figures(told["figures"], kept))


def _figures(told: list[tuple[str, Any, int]], kept: Mapping[str, Any]) -> dict[str, Figure]:
    cuts = np.cumsum([size for _name, _told, size in told])[:-1]
    people, said = np.split(kept["people"], cuts), np.split(kept["said"], cuts)
    return {
        name: Figure(figure, who.astype(np.int64), what.astype(np.int64))
        for (name, figure, _size), who, what in zip(told, people, said, strict=False)
    }
