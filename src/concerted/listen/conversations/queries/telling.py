"""What may be published of a map: shares of groups, places without names, nothing of fewer people than the floor."""

from __future__ import annotations

from typing import Any

import numpy as np

from concerted.analysis.opinion import SOUND, Outcome, Vote
from concerted.listen.conversations.queries.histories import Letters
from concerted.listen.conversations.queries.understanding import Shares, Understanding

FLOOR = SOUND.privacy_floor
STEPS = 150
"""Places are told to so many steps from the middle to the edge: enough to draw, too coarse to work votes back out."""
Tree = dict[str, Any]


def published(found: Understanding, letters: Letters) -> Tree:
    """The result that ``Reading`` keeps. Statements are given by their numbers: a page asks whether they are shown."""
    places = {
        number: place
        for place, number in enumerate(found.conversation.votes.statement_ids.tolist())
    }
    return {
        "groups": _groups(found, letters),
        "points": _points(found),
        "common": _listed(found, places, found.common),
        "apart": [
            {
                "number": int(one.statement),  # type: ignore[call-overload]
                "group": group,
                "agrees": one.side is Vote.AGREE,
                "cells": _cells(found, places[one.statement]),
            }
            for group, statements in enumerate(found.representative)
            for one in statements
        ],
        "divisive": _listed(found, places, found.divisive),
    }


def _groups(found: Understanding, letters: Letters) -> list[Tree]:
    labels = found.groups
    return [
        {
            "letter": letters.names[group],
            "size": int((labels == group).sum()) if found.sizes_shown[group] else None,
        }
        for group in range(found.group_count)
    ]


def _points(found: Understanding) -> list[list[int]]:
    """Where those stand who voted enough, in no order of theirs: x, y, group (-1: none that is told)."""
    if found.grouping.outcome not in {Outcome.GROUPS, Outcome.NO_CLEAR_GROUPS}:
        return []
    placed = found.grouping.labels >= 0
    points, groups = found.points[placed], found.groups[placed]
    hidden = [group for group in range(found.group_count) if not found.sizes_shown[group]]
    groups = np.where(np.isin(groups, hidden), -1, groups)
    middle = (points.min(axis=0) + points.max(axis=0)) / 2
    reach = float(np.abs(points - middle).max()) or 1.0
    steps = np.rint((points - middle) / reach * STEPS).astype(np.int64)
    rows = np.column_stack([steps, groups])
    sorted_rows: list[list[int]] = rows[np.lexsort(rows.T)].tolist()
    return sorted_rows


def _listed(found: Understanding, places: dict[Any, int], shares: Shares) -> list[Tree]:
    return [
        {
            "number": int(statement),  # type: ignore[call-overload]
            "share": round(share, 2),
            "cells": _cells(found, places[statement]),
        }
        for statement, share in shares
    ]


def _cells(found: Understanding, place: int) -> list[list[int] | None]:
    """For each group (or everybody) per cent who agree, pass and disagree; nothing where it may not be told."""
    counts, seen = found.counts, found.counts.seen[:, place]
    cells: list[list[int] | None] = []
    for group in range(seen.size):
        if not found.told[group, place] or seen[group] < FLOOR:
            cells.append(None)
            continue
        agree = round(100 * int(counts.agree[group, place]) / int(seen[group]))
        disagree = round(100 * int(counts.disagree[group, place]) / int(seen[group]))
        cells.append([agree, max(0, 100 - agree - disagree), disagree])
    return cells
