"""What one of those who contributed to totals can know of the others: it takes its own part away.

To a contributor, a total is what the others count, for it knows the rest. A total of 21 tells it that the others are 2
where 19 are its own, though 21 is no small number to anybody else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np

from concerted.analysis.arrays import Floats
from concerted.analysis.privacy.filling import Label, Sum
from concerted.analysis.privacy.moves import System
from concerted.analysis.privacy.tables import Wholes


def shares_of(
    counts: Mapping[Label, float],
    sums: Sequence[Sum],
    rows: Sequence[Mapping[Label, int]],
    own: AbstractSet[Label],
) -> dict[Label, float]:
    """How many people of each label are a contributor's own; none where a label is not named.

    Parameters
    ----------
    counts : people by label, without rests
    sums : totals and their parts
    rows : the same with the rests that make them hold, as terms that add up to 0
    own : the labels of the contributor
    """
    share = {label: counts[label] for label in own if label in counts}
    share = {label: count for label, count in share.items() if not np.isnan(count)}
    is_more = True
    while is_more:  # totals of totals
        is_more = False
        for total, parts in sums:
            mine = sum(share.get(one, 0.0) for one in parts)
            if total not in own and mine > share.get(total, 0.0):
                share[total], is_more = mine, True
    for row in rows:
        for rest in row.keys() - counts.keys():
            others = sum(sign * share.get(one, 0.0) for one, sign in row.items() if one != rest)
            share[rest] = -row[rest] * others
    return share


def seen_by(system: System, share: Floats, rule: tuple[int, int], count: int) -> System:
    """``system`` as a contributor sees it to whom ``share`` of each cell belongs: what is left is the others'.

    Its own is certain, and so is that nobody else is where it alone is. Where few others are, they are to stay
    as uncertain to it as ``rule``, of threshold and width, asks. The first ``count`` are cells, the rest changes of cells.
    """
    threshold, width = rule
    is_cell = np.arange(len(system.values)) < count
    mine: Wholes = np.rint(share).astype(np.int64)
    mine = np.where(is_cell, np.clip(mine, 0, system.values), mine)
    others = system.values - mine
    fixed = system.fixed | (is_cell & (mine != 0) & (others == 0))
    few = (others != 0) & (np.abs(others) < threshold)
    sensitive = (few | (system.sensitive & (mine == 0))) & ~fixed
    return replace(
        system,
        values=others,
        floors=np.minimum(np.where(is_cell, system.floors, system.floors - mine), others),
        fixed=fixed,
        hidden=(system.hidden | sensitive) & ~fixed,
        sensitive=sensitive,
        widths=np.where(sensitive, width, 0).astype(np.int64),
    )
