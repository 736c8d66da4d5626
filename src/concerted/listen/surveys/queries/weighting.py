"""Shares as if those who answered had the mix of those who live there, where that gives nobody away."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.privacy import weighted_share_is_safe
from concerted.analysis.representation import reread
from concerted.listen.representation.queries.weighing import Weighing
from concerted.listen.surveys.models import Kind
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.tabulating import ANSWERED, STATES, Heard, Tabulation

Flags = NDArray[np.bool_]
Tree = dict[str, Any]


def weighted_shares(tabulation: Tabulation, weighing: Weighing, told: Tree) -> Tree:
    """Weighted shares of the answers whose plain share is told, by question, choice and row.

    Two shares of one answer are two equations. Where they would narrow down how few people of a group answered, the
    weighted one stays untold (``analysis.privacy.weighted_share_is_safe``); so it does where a group of the table is hidden,
    or how many answered the question.
    """
    whole = {
        (part["question"], part["choice"], row): None not in values
        for part in told["parts"]
        for row, values in zip(part["rows"], part["values"], strict=False)
    }
    counted = {
        part["question"] for part in told["parts"] if not part["choice"] and _tells_answered(part)
    }
    cells = _Cells(weighing)
    found: Tree = {}
    for heard in tabulation.heard:
        if heard.question.key not in counted:
            continue
        for (choice, row), said, answered in _answers(heard):
            if not whole.get((heard.question.key, choice, row)) or answered.sum() < FLOOR:
                continue
            if cells.are_safe(said, answered):
                found[f"{heard.question.key}/{choice}/{row}"] = _share(said, answered, weighing)
    return found


def _tells_answered(part: Tree) -> bool:
    """Whether readers know of how many people a share is."""
    told = {row: values[-1] for row, values in zip(part["rows"], part["values"], strict=False)}
    own, states = (
        [value for row, value in told.items() if (row in STATES) is is_state]
        for is_state in (False, True)
    )
    return None not in own or None not in [*states, part["values"][-1][-1]]


def _answers(heard: Heard) -> Iterator[tuple[tuple[str, str], Flags, Flags]]:
    """Each answer to a question: who gave it, of whom."""
    own = [one for one in heard.categories if one not in STATES]
    answered = np.isin(heard.codes, [heard.categories.index(one) for one in own])
    if heard.question.kind in (Kind.SEVERAL, Kind.RANKING):
        for key, chosen in heard.chosen.items():
            said = chosen if heard.question.kind == Kind.SEVERAL else heard.ranks[key] == 1
            yield (key, "~chosen"), said & answered, answered
    elif own != [ANSWERED]:
        for one in own:
            yield ("", one), heard.codes == heard.categories.index(one), answered


class _Cells:
    """People of equal weight, taken together."""

    def __init__(self, weighing: Weighing) -> None:
        codes = np.stack([*weighing.codes, np.round(weighing.weights, 9)])
        kinds, self.cell = np.unique(codes, axis=1, return_inverse=True)
        self.cell = self.cell.ravel()
        self.groups = [kinds[at].astype(np.int64) for at in range(len(weighing.codes))]
        self.weights = kinds[-1]

    def are_safe(self, said: Flags, answered: Flags) -> bool:
        size = len(self.weights)
        return weighted_share_is_safe(
            np.bincount(self.cell[said], minlength=size),
            np.bincount(self.cell[answered], minlength=size),
            self.weights,
            self.groups,
            threshold=FLOOR,
        )


def _share(said: Flags, answered: Flags, weighing: Weighing) -> Tree:
    given = np.where(answered, said.astype(np.float64), np.nan)
    found = reread(given, weighing.weights, levels=[0.0, 1.0])
    return {
        "share": round(float(found.weighted[0, 1]), 2),
        "lower": round(float(found.weighted_lower[0, 1]), 2),
        "upper": round(float(found.weighted_upper[0, 1]), 2),
        "effective": int(found.effective[0]),
    }
