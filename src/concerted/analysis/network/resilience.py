"""What a coalition reaches, and what falls apart when someone leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import finite
from concerted.analysis.network.coalition import (
    Coalition,
    Integers,
    Reported,
    Truths,
    checked_members,
)


@dataclass(frozen=True, slots=True, eq=False)
class Coverage:
    """Which places, languages or sectors have how many members.

    Attributes
    ----------
    members : (A,) array, members for each
    uncovered : those without a member
    hanging_on_one : those with a single member, and which
    share : of all that have a member, by weight if there are weights
    """

    members: Integers
    uncovered: tuple[int, ...]
    hanging_on_one: Mapping[int, int]
    share: float


@dataclass(frozen=True, slots=True)
class Departure:
    """What is left when members leave.

    Attributes
    ----------
    leaving : who leaves
    parts : what the parts they belonged to fall into, largest first; each a tuple of members
    falls_apart : members who were connected are no more
    cut_off : members who are no more in the largest part of what was theirs
    pairs_cut : pairs of the others who were connected and are no more
    ties_lost : ties of those who leave
    lost : places, languages or sectors that nobody covers any more
    out_of_reach : covered, but by nobody in the largest part of the coalition that is left
    """

    leaving: tuple[int, ...]
    parts: tuple[tuple[int, ...], ...]
    falls_apart: bool
    cut_off: tuple[int, ...]
    pairs_cut: int
    ties_lost: int
    lost: tuple[int, ...]
    out_of_reach: tuple[int, ...]


def coverage(covers: ArrayLike, *, weights: ArrayLike | None = None) -> Coverage:
    """Which of A places, languages or sectors have no member, one only, or more.

    Parameters
    ----------
    covers : (n, A) array of truths: the member covers the place, speaks the language, works in the sector
    weights : (A,) array ≥ 0, residents or speakers of each, not all 0; equal if None

    Returns
    -------
    Coverage

    Raises
    ------
    ValueError: a shape does not fit, the table is empty or holds other than truths, a weight is missing or negative.

    References
    ----------
    Our own definition: the share of residents or speakers with at least one member.

    Examples
    --------
    >>> languages = coverage([[True, False, True], [True, False, False]], weights=[70, 10, 20])
    >>> languages.uncovered, languages.hanging_on_one, round(languages.share, 2)
    ((1,), {2: 0}, 0.9)
    """
    table = _checked_covers(covers)
    kinds = table.shape[1]
    size = np.ones(kinds) if weights is None else finite(weights, "weights", at_least=0.0)
    if size.shape != (kinds,) or not size.any():
        raise ValueError(
            f"weights must have one number for each of {kinds} columns, not all 0, got shape {size.shape}."
        )
    members = table.sum(axis=0)
    return Coverage(
        members=members,
        uncovered=_where(members == 0),
        hanging_on_one={kind: int(np.argmax(table[:, kind])) for kind in _where(members == 1)},
        share=float(size[members > 0].sum() / size.sum()),
    )


def departure(
    net: Coalition,
    leaving: ArrayLike,
    *,
    covers: ArrayLike | None = None,
    reported: Reported | str = Reported.BY_EITHER,
) -> Departure:
    """What falls apart, and what is no longer covered, if these members leave.

    Parameters
    ----------
    net : the coalition, of n members
    leaving : members, each once; not all
    covers : (n, A) array of truths, as for `coverage`, or None
    reported : whose report makes a tie

    Returns
    -------
    Departure

    Raises
    ------
    ValueError: nobody or everybody leaves, someone is named twice or is no member, the table does not fit.

    References
    ----------
    Our own definition: the connected parts that are left, and the pairs that no path joins any more.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> chain = coalition(5, [[0, 1], [1, 2], [2, 3], [3, 4]])
    >>> gone = departure(chain, [1])
    >>> gone.parts, gone.cut_off, gone.pairs_cut
    (((2, 3, 4), (0,)), (0,), 3)
    """
    gone = checked_members(leaving, net.size)
    table = _covers_of(net, covers)
    return _departure(net.graph(reported), gone.tolist(), table)


def bridges(
    net: Coalition,
    *,
    covers: ArrayLike | None = None,
    reported: Reported | str = Reported.BY_EITHER,
) -> tuple[Departure, ...]:
    """Every member without whom the coalition would fall apart, and what would be left.

    They are the articulation points of the graph (Hopcroft & Tarjan), those first who hold most pairs together.

    Parameters
    ----------
    net, covers, reported : as for `departure`

    Returns
    -------
    tuple of Departure, one for each such member

    Raises
    ------
    ValueError: the table does not fit.

    References
    ----------
    Hopcroft & Tarjan (1973), doi:10.1145/362248.362272, for articulation points.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> chain = coalition(5, [[0, 1], [1, 2], [2, 3], [3, 4]])
    >>> [one.leaving for one in bridges(chain)]
    [(2,), (1,), (3,)]
    """
    graph = net.graph(reported)
    table = _covers_of(net, covers)
    found = [_departure(graph, [member], table) for member in nx.articulation_points(graph)]
    return tuple(sorted(found, key=lambda one: (-one.pairs_cut, one.leaving)))


def bridging_ties(net: Coalition, *, reported: Reported | str = Reported.BY_EITHER) -> Integers:
    """Ties without which a part of the coalition would fall apart.

    Parameters
    ----------
    net : the coalition
    reported : whose report makes a tie

    Returns
    -------
    (B, 2) array of members, the lower number first, in order.

    Raises
    ------
    ValueError: ``reported`` is no known rule.

    References
    ----------
    Tarjan (1974), A note on finding the bridges of a graph, doi:10.1016/0020-0190(74)90003-9.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> bridging_ties(coalition(4, [[0, 1], [1, 2], [2, 0], [2, 3]])).tolist()
    [[2, 3]]
    """
    ties = sorted(tuple(sorted(tie)) for tie in nx.bridges(net.graph(reported)))
    return np.array(ties, dtype=np.int64).reshape(-1, 2)


def _departure(graph: nx.Graph[int], leaving: list[int], covers: Truths) -> Departure:
    gone = set(leaving)
    if len(gone) == len(graph):
        raise ValueError("Everybody leaves; at least one member must stay.")
    before = [part for part in nx.connected_components(graph) if not gone.isdisjoint(part)]
    left = graph.subgraph(set(graph) - gone)
    pieces = [_parts(left, whole - gone) for whole in before]
    parts = sorted(
        (part for whole in pieces for part in whole), key=lambda part: (-len(part), part)
    )
    pairs_cut = sum(
        _pairs(sum(map(len, whole))) - sum(map(_pairs, map(len, whole))) for whole in pieces
    )
    largest = max(nx.connected_components(left), key=lambda part: (len(part), -min(part)))
    covered = _any_of(covers, sorted(graph))
    still = _any_of(covers, sorted(left))
    within_reach = _any_of(covers, sorted(largest))
    return Departure(
        leaving=tuple(sorted(leaving)),
        parts=tuple(parts),
        falls_apart=pairs_cut > 0,
        cut_off=tuple(sorted(chain.from_iterable(part for whole in pieces for part in whole[1:]))),
        pairs_cut=pairs_cut,
        ties_lost=graph.number_of_edges() - left.number_of_edges(),
        lost=_where(covered & ~still),
        out_of_reach=_where(still & ~within_reach),
    )


def _parts(graph: nx.Graph[int], members: set[int]) -> list[tuple[int, ...]]:
    """What these members fall into, largest first."""
    parts = map(sorted, nx.connected_components(graph.subgraph(members)))
    return sorted(map(tuple, parts), key=lambda part: (-len(part), part))


def _pairs(members: int) -> int:
    return members * (members - 1) // 2


def _covers_of(net: Coalition, covers: ArrayLike | None) -> Truths:
    if covers is None:
        return np.zeros((net.size, 0), dtype=np.bool_)
    table = _checked_covers(covers)
    if len(table) != net.size:
        raise ValueError(
            f"covers must have a row for each of {net.size} members, got {len(table)}."
        )
    return table


def _checked_covers(covers: ArrayLike) -> Truths:
    table = np.asarray(covers)
    if table.ndim != 2 or table.size == 0 or table.dtype.kind not in "biuf":
        raise ValueError(
            f"covers must be a table of truths, a row for each member, got shape {table.shape}."
        )
    if not ((table == 0) | (table == 1)).all():
        raise ValueError("covers must hold truths only: 0 or 1, without missing values.")
    return table.astype(np.bool_)


def _any_of(covers: Truths, members: list[int]) -> Truths:
    return np.asarray(covers[members].any(axis=0), dtype=np.bool_)


def _where(truths: Truths) -> tuple[int, ...]:
    return tuple(np.flatnonzero(truths).tolist())
