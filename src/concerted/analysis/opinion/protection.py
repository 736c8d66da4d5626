"""Which figures of a group may be shown: none that tells of fewer people than the floor, not by subtraction either.

Totals over everyone are public. Whoever has them and the figures of all groups but one has that one too, so hiding a
small cell alone hides nothing. The rule here: of a statement a group's figures are shown all or none, and everything
that is not shown, people without a group among it, makes one heap that would be safe to show itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, unique

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.votes import Integers, Mask, VoteMatrix


@unique
class Cell(IntEnum):
    """What stands at a group and a statement. Suppressed is neither zero nor missing."""

    SHOWN = 0
    """Its counts, zeros too, may be shown."""
    MISSING = 1
    """Nobody of the group voted on the statement: there is nothing to show."""
    SUPPRESSED = 2
    """A count is under the floor, or the group is."""
    COMPLEMENT = 3
    """Large enough itself, but with it another one could be worked out."""


@dataclass(frozen=True, slots=True, eq=False)
class Protection:
    """What may be shown of G groups and S statements.

    Attributes
    ----------
    floor : least number of people that a figure may tell of
    cells : (G, S) int8, a ``Cell`` each
    size_shown : (G,) bool, whether the number of people in a group may be shown
    comparable : (S,) bool, whether ``ra``, ``rat``, ``rd`` and ``rdt`` of the groups shown may be: they hold the votes
        of everyone else in a group
    complete : (S,) bool, statements of which no group is suppressed: only there may figures over all groups be shown
        (group-aware consensus, divisiveness)
    """

    floor: int
    cells: NDArray[np.int8]
    size_shown: Mask
    comparable: Mask
    complete: Mask

    def shown(self, values: ArrayLike, *, compares: bool = False) -> Floats:
        """``values`` as floats with NaN wherever they are not shown or missing; ``cells`` tells which it is.

        Parameters
        ----------
        values : (G, S) figures of the groups, such as ``ns`` or ``pa``
        compares : whether they compare a group with the others, such as ``rat``

        Raises
        ------
        ValueError: ``values`` has another shape.

        Examples
        --------
        >>> votes = VoteMatrix.from_votes(range(18), [1] * 18, [1] * 6 + [0] * 5 + [-1] * 6 + [1])
        >>> found = protect(votes, [0] * 11 + [1] * 6 + [2], floor=5)
        >>> found.shown([[6], [0], [1]])
        array([[nan],
               [ 0.],
               [nan]])
        >>> [Cell(one).name for one in found.cells[:, 0]]
        ['COMPLEMENT', 'SHOWN', 'SUPPRESSED']
        """
        given = np.array(values, dtype=np.float64)
        if given.shape != self.cells.shape:
            raise ValueError(
                f"values must be {self.cells.shape}, like the cells, got {given.shape}."
            )
        given[self.cells != Cell.SHOWN] = np.nan
        if compares:
            given[:, ~self.comparable] = np.nan
        return given


def protect(
    votes: VoteMatrix,
    groups: ArrayLike,
    *,
    floor: int,
    group_count: int | None = None,
    each_count: bool = True,
) -> Protection:
    """What may be shown of the groups when everyone knows all totals and how many take part.

    A cell is a group's votes on a statement. It is suppressed where agreements, disagreements or passes are between 1
    and ``floor`` - 1, or the group has fewer people than ``floor``. Then, for each statement, the cells with the
    fewest votes are suppressed too until the heap of all that is not shown (people in no group in it) has 0, or at
    least ``floor``, of each kind of vote, and not all of one kind. So what totals minus shown cells tell is no more
    than a group as large as the floor would tell, and no suppressed count can be worked out, unless the totals alone
    give it away (everyone agreed). Sizes of groups are treated likewise.

    Parameters
    ----------
    votes : the conversation
    groups : (P,) integers, each participant's group from 0, or -1 for none
    floor : least number of people that a figure may tell of; 1 shows everything
    group_count : G; None is the largest group number + 1
    each_count : whether agreements, disagreements and passes must each be 0 or reach the floor; if false, only all
        votes of the group on the statement together. That two of ninety disagreed may then be told, but nothing that
        is about fewer people than the floor.

    Returns
    -------
    Protection

    Raises
    ------
    ValueError: ``floor`` is under 1, or ``groups`` is not one integer for each participant.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, chapter 4, doi:10.1002/9781118348239.

    Examples
    --------
    >>> votes = VoteMatrix.from_votes(range(20), [1] * 20, [1] * 10 + [-1] * 10)
    >>> [Cell(one).name for one in protect(votes, [0] * 10 + [1] * 10, floor=5).cells[:, 0]]
    ['SHOWN', 'SHOWN']
    >>> [Cell(one).name for one in protect(votes, [0] * 9 + [1] * 11, floor=5).cells[:, 0]]
    ['COMPLEMENT', 'SUPPRESSED']
    """
    if floor < 1:
        raise ValueError(f"floor must be 1 or more, got {floor}.")
    counts, totals = votes.count(groups, group_count), votes.count()
    own = np.stack([counts.agree, counts.disagree, counts.passed])
    all_votes = np.stack([totals.agree, totals.disagree, totals.passed])
    labels = np.asarray(groups)
    sizes = np.bincount(labels[labels >= 0], minlength=own.shape[1])
    people = votes.participant_count

    if not each_count:
        own, all_votes = counts.seen[None], totals.seen[None]
    risky = _small(own, floor) | ((sizes < floor)[:, None] & (counts.seen > 0))
    known_sizes = sizes if each_count else None
    hidden = _Table(own, all_votes, known_sizes, people, floor).with_complements(risky)
    by_size = _Table(sizes[None, :, None], np.array([[people]]), None, people, floor)
    size_hidden = by_size.with_complements(_small(by_size.own, floor))

    cells = np.full(hidden.shape, Cell.SHOWN, dtype=np.int8)
    cells[counts.seen == 0] = Cell.MISSING
    cells[hidden] = Cell.COMPLEMENT
    cells[risky] = Cell.SUPPRESSED
    ungrouped = all_votes - own.sum(axis=1)
    apart = (own * hidden).sum(axis=1)
    complete = ~np.logical_or.reduce(hidden, axis=0)
    separately = ~_small(apart, floor) & ~_small(ungrouped, floor)
    return Protection(
        floor=floor,
        cells=cells,
        size_shown=~size_hidden[:, 0],
        comparable=complete | (ungrouped.sum(axis=0) == 0) | separately,
        complete=complete,
    )


def _small(cells: Integers, floor: int) -> Mask:
    """Where a count of any kind (first axis) is above 0 and under the floor."""
    small: Mask = np.logical_or.reduce((cells > 0) & (cells < floor), axis=0)
    return small


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Counts of any kinds, (kinds, G, S), beside their published totals, (kinds, S)."""

    own: Integers
    totals: Integers
    sizes: Integers | None
    """(G,) people of whom these are counts, if known: then nobody may be known to be of one mind."""
    people: int
    floor: int

    def with_complements(self, risky: Mask) -> Mask:
        """``risky`` and what must go with it, (G, S): the fewest votes that make the heap safe, else the fewest."""
        hidden = risky.copy()
        votes = self.own.sum(axis=0)
        statements = np.arange(votes.shape[1])
        for _ in range(votes.shape[0]):
            open_ = ~hidden & (votes > 0)
            more = self._unsafe(hidden) & open_.any(axis=0)
            if not more.any():
                break
            cost = np.where(open_, votes, np.iinfo(np.int64).max)
            for group in range(votes.shape[0]):
                with_it = hidden.copy()
                with_it[group] = True
                cost[group, open_[group] & self._unsafe(with_it)] += self.people
            hidden[cost.argmin(axis=0)[more], statements[more]] = True
        return hidden

    def _unsafe(self, hidden: Mask) -> Mask:
        """(S,) where what is not shown tells of few people, or of some who all did the same."""
        heap = self.totals - (self.own * ~hidden).sum(axis=1)
        small = _small(heap, self.floor)
        if self.sizes is None:
            return small
        unseen = self.people - self.sizes @ ~hidden - heap.sum(axis=0)
        kinds = np.count_nonzero(heap, axis=0) + (unseen > 0)
        alone: Mask = small | (np.logical_or.reduce(hidden, axis=0) & (kinds == 1))
        return alone
