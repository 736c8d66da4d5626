"""Groups of a few dozen members whose sums can be told side by side."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

LEAST = 5


def tellable_groups(belongs: ArrayLike, *, least: int = LEAST) -> tuple[int, ...]:
    """Groups whose sums, and that of all members, leave no part of fewer than ``least`` members over.

    Whatever is added and subtracted of such sums is about parts in which all members belong to the same groups. So
    groups are taken, the largest first, as long as every such part has ``least`` members or none.

    Parameters
    ----------
    belongs : (n, K) array of truths, which members belong to which group; groups may overlap
    least : ≥ 1, members

    Returns
    -------
    tuple of groups in the order of the columns; none where all members, or no members, belong to a group.

    Raises
    ------
    ValueError: the table is not one of truths, or ``least`` is below 1.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, Wiley, section 4.2 (minimum frequency); that it holds of
    every part is our own definition.

    Examples
    --------
    Twelve members; the third group is the first but for one member, who would be left over.

    >>> first = [True] * 6 + [False] * 6
    >>> third = [True] * 5 + [False] * 7
    >>> tellable_groups(np.column_stack([first, [not one for one in first], third]))
    (0, 1)
    """
    table = np.asarray(belongs)
    if table.ndim != 2 or table.dtype != np.bool_:
        raise ValueError(
            f"belongs must be a table of truths, got shape {table.shape} of {table.dtype}."
        )
    if least < 1:
        raise ValueError(f"least must be at least 1 member, got {least}.")
    kept: list[int] = []
    for group in np.argsort(-table.sum(axis=0), kind="stable").tolist():
        if table[:, group].any() and not table[:, group].all():
            _patterns, members = np.unique(table[:, [*kept, group]], axis=0, return_counts=True)
            if members.min() >= least:
                kept.append(group)
    return tuple(sorted(kept))
