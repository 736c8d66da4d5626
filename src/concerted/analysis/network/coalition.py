"""A coalition as its members report it: who works with whom, and how they rate each other."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.options import Option

Integers = NDArray[np.int64]
Truths = NDArray[np.bool_]

LOWEST, HIGHEST = 1.0, 4.0
"""Ends of the scale on which PARTNER asks for trust and value."""


class Reported(Option):
    """Whose report makes a tie between two members."""

    BY_EITHER = "by either"
    BY_BOTH = "by both"
    """The stricter rule: only pairs of two members who answered can have a tie."""


@dataclass(frozen=True, slots=True, eq=False)
class Coalition:
    """Checked answers of the members of a coalition; made by `coalition`.

    Attributes
    ----------
    size : members, numbered from 0
    reports : (T, 2) array: the member in the first column says that they work with the member in the second
    trust, value : (T, items) arrays of 1 … 4, how the first rates the second, nan where not answered
    responded : (size,) array, who answered
    """

    size: int
    reports: Integers
    trust: Floats
    value: Floats
    responded: Truths

    def ties(self, reported: Reported | str = Reported.BY_EITHER) -> Integers:
        """(E, 2) array of undirected ties, the lower number first, in order.

        Examples
        --------
        >>> net = coalition(3, [[0, 1], [1, 0], [1, 2]])
        >>> net.ties().tolist(), net.ties("by both").tolist()
        ([[0, 1], [1, 2]], [[0, 1]])
        """
        pairs, times = self._pairs()
        return pairs if Reported(reported) is Reported.BY_EITHER else pairs[times == 2]

    def degrees(self, reported: Reported | str = Reported.BY_EITHER) -> Integers:
        """(size,) array, undirected ties of each member.

        Examples
        --------
        >>> net = coalition(3, [[0, 1], [1, 0], [1, 2]])
        >>> net.degrees().tolist()
        [1, 2, 1]
        """
        return np.bincount(self.ties(reported).ravel(), minlength=self.size)

    def graph(self, reported: Reported | str = Reported.BY_EITHER) -> nx.Graph[int]:
        """The undirected graph of all members.

        Examples
        --------
        >>> net = coalition(3, [[0, 1], [1, 0], [1, 2]])
        >>> list(net.graph().edges)
        [(0, 1), (1, 2)]
        """
        graph: nx.Graph[int] = nx.Graph()
        graph.add_nodes_from(range(self.size))
        graph.add_edges_from(self.ties(reported).tolist())
        return graph

    def among(self, members: ArrayLike) -> Coalition:
        """The coalition of these members only, numbered in the order given.

        Examples
        --------
        >>> net = coalition(3, [[0, 1], [1, 0], [1, 2]])
        >>> net.among([2, 1]).ties().tolist()
        [[0, 1]]
        """
        kept = checked_members(members, self.size)
        place = np.full(self.size, -1, dtype=np.int64)
        place[kept] = np.arange(len(kept))
        reports = place[self.reports]
        stays = (reports >= 0).all(axis=1)
        return Coalition(
            len(kept), reports[stays], self.trust[stays], self.value[stays], self.responded[kept]
        )

    def _pairs(self) -> tuple[Integers, Integers]:
        low = self.reports.min(axis=1)
        high = self.reports.max(axis=1)
        keys, times = np.unique(low * self.size + high, return_counts=True)
        return np.column_stack(np.divmod(keys, self.size)), times


def coalition(
    size: int,
    reports: ArrayLike,
    *,
    trust: ArrayLike | None = None,
    value: ArrayLike | None = None,
    responded: ArrayLike | None = None,
) -> Coalition:
    """Check what members of a coalition report of their ties.

    Parameters
    ----------
    size : number of members, ≥ 1, numbered from 0
    reports : (T, 2) array of members: the first says that they work with the second; each pair at most once in each
        direction; T may be 0
    trust : (T, items) array of 1 … 4, how the first rates the second on each item of trust (PARTNER: reliability, support
        of the mission, openness to discussion); nan where not answered; None if not asked
    value : the same for value (PARTNER: power and influence, level of involvement, resources)
    responded : (size,) array of truths, who answered the survey; None if everyone did

    Returns
    -------
    Coalition

    Raises
    ------
    ValueError: a shape does not fit; someone is no member, reports a tie to themselves, or one twice; a rating is not
        from 1 to 4; someone reports who did not respond.

    References
    ----------
    Visible Network Labs, The PARTNER Network Evaluation Framework, visiblenetworklabs.com/evalframework.

    Examples
    --------
    >>> three = coalition(3, [[0, 1], [1, 0], [1, 2]], trust=[[4], [3], [2]], responded=[True, True, False])
    >>> three.ties().tolist(), three.ties(Reported.BY_BOTH).tolist()
    ([[0, 1], [1, 2]], [[0, 1]])
    """
    if isinstance(size, bool) or not isinstance(size, int | np.integer) or size < 1:
        raise ValueError(f"size must be a whole number of at least 1 member, got {size}.")
    checked = _checked_reports(reports, int(size))
    answered = _checked_responded(responded, int(size))
    silent = ~answered[checked[:, 0]]
    if silent.any():
        who = int(checked[np.argmax(silent), 0])
        raise ValueError(f"Member {who} reports a tie but is said not to have responded.")
    return Coalition(
        size=int(size),
        reports=checked,
        trust=_checked_ratings(trust, "trust", len(checked)),
        value=_checked_ratings(value, "value", len(checked)),
        responded=answered,
    )


def _checked_reports(reports: ArrayLike, size: int) -> Integers:
    given = np.asarray(reports)
    if given.size == 0:
        return np.zeros((0, 2), dtype=np.int64)
    if given.ndim != 2 or given.shape[1] != 2 or given.dtype.kind not in "iu":
        raise ValueError(
            f"reports must be pairs of members, whole numbers, got shape {given.shape}."
        )
    whole: Integers = given.astype(np.int64)
    stranger = (whole < 0) | (whole >= size)
    if stranger.any():
        raise ValueError(
            f"A tie names member {whole[stranger][0]}; members are numbered 0 to {size - 1}."
        )
    own = whole[:, 0] == whole[:, 1]
    if own.any():
        raise ValueError(f"Member {whole[np.argmax(own), 0]} reports a tie to themselves.")
    keys, times = np.unique(whole[:, 0] * size + whole[:, 1], return_counts=True)
    if (times > 1).any():
        one, other = divmod(int(keys[np.argmax(times > 1)]), size)
        raise ValueError(f"Member {one} reports the tie to member {other} more than once.")
    return whole


def _checked_responded(responded: ArrayLike | None, size: int) -> Truths:
    if responded is None:
        return np.ones(size, dtype=np.bool_)
    given = np.asarray(responded)
    if given.shape != (size,) or given.dtype != np.bool_:
        raise ValueError(
            f"responded must say true or false for each of {size} members, got shape {given.shape} of {given.dtype}."
        )
    return given.copy()


def _checked_ratings(ratings: ArrayLike | None, name: str, reports: int) -> Floats:
    if ratings is None:
        return np.full((reports, 0), np.nan)
    given = np.array(ratings, dtype=np.float64)
    if reports == 0 and given.size == 0:
        return np.full((0, 0), np.nan)
    if given.ndim != 2 or given.shape[0] != reports:
        raise ValueError(
            f"{name} must have a row of items for each of {reports} reported ties, got shape {given.shape}."
        )
    off = (given < LOWEST) | (given > HIGHEST)
    if off.any():
        raise ValueError(
            f"{name} must be rated from {LOWEST:g} to {HIGHEST:g}, or be missing, got {given[off][0]:g}."
        )
    return given


def checked_members(members: ArrayLike, size: int) -> Integers:
    """``members`` as an array, one at least, each once.

    Raises
    ------
    ValueError: nobody is named, or someone twice or who is no member.

    Examples
    --------
    >>> checked_members([3], size=3)
    Traceback (most recent call last):
    ValueError: Members are numbered 0 to 2, got 3 to 3.
    """
    given = np.asarray(members)
    if given.ndim != 1 or given.size == 0 or given.dtype.kind not in "iu":
        raise ValueError("At least one member is needed, as a list of whole numbers.")
    if given.min() < 0 or given.max() >= size:
        raise ValueError(
            f"Members are numbered 0 to {size - 1}, got {given.min()} to {given.max()}."
        )
    if len(np.unique(given)) < len(given):
        raise ValueError("A member is named more than once.")
    return given.astype(np.int64)
