"""How ties are broken: by a rule that stands before the count, and that the record names."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class TieRule(StrEnum):
    """What decided between candidates with equal votes."""

    EARLIER_STAGE = "earlier stage"
    LOT = "lot"
    LOWER_NUMBER = "lower number"
    HIGHER_NUMBER = "higher number"


class Choice(StrEnum):
    """What a tie was about."""

    ELECTION = "election"
    SURPLUS = "surplus"
    EXCLUSION = "exclusion"


@dataclass(frozen=True, slots=True)
class Tie:
    """Candidates with equal votes, and who of them was taken.

    Attributes
    ----------
    over : what was decided
    among : the candidates, by number
    taken : whom the rule took
    rule : what decided
    """

    over: Choice
    among: tuple[int, ...]
    taken: int
    rule: TieRule


@dataclass(frozen=True, slots=True)
class LastResort:
    """Whom the last rule takes: the first in ``order``.

    Attributes
    ----------
    rule : a lot, the lower number or the higher number
    order : all candidates, in the order in which they are taken

    Examples
    --------
    >>> LastResort(TieRule.LOT, (3, 1, 2)).first([1, 2])
    1
    """

    rule: TieRule
    order: tuple[int, ...]

    def first(self, among: Iterable[int]) -> int:
        """Who of ``among`` stands first in the order."""
        tied = set(among)
        return next(candidate for candidate in self.order if candidate in tied)


def drawn_order(candidates: Iterable[int], seed: str) -> tuple[int, ...]:
    """The candidates in an order drawn by lot from a public ``seed``; anyone can draw it again.

    They are sorted by SHA-256 of the text ``seed:candidate`` (UTF-8), read as a hexadecimal number, smallest first.
    Publish how the seed will come about before the votes are known (a lottery's numbers of a later day, say).

    Parameters
    ----------
    candidates : numbers of the candidates, each once
    seed : any text but an empty one

    Returns
    -------
    tuple of the candidates

    Raises
    ------
    ValueError: the seed is empty or no text.

    References
    ----------
    NIST (2015), Secure Hash Standard, doi:10.6028/NIST.FIPS.180-4.

    Examples
    --------
    >>> drawn_order(range(1, 5), seed="2026-11-03 Mega Millions 05 17 34 51 62")
    (4, 2, 1, 3)
    """
    if not isinstance(seed, str) or seed == "":
        raise ValueError(
            "The seed of a lot must be a text that is not empty, published before the count."
        )
    return tuple(sorted(candidates, key=lambda candidate: _digest(seed, candidate)))


def last_resort(candidates: int, seed: str | None, *, unless_drawn: TieRule) -> LastResort:
    """The rule for ties that nothing else decides: by lot if there is a seed, else by number.

    Examples
    --------
    >>> last_resort(3, None, unless_drawn=TieRule.HIGHER_NUMBER).order
    (3, 2, 1)
    """
    numbers = range(1, candidates + 1)
    if seed is not None:
        return LastResort(TieRule.LOT, drawn_order(numbers, seed))
    order = numbers if unless_drawn is TieRule.LOWER_NUMBER else reversed(numbers)
    return LastResort(unless_drawn, tuple(order))


def take(
    among: Iterable[int],
    rounds: Sequence[NDArray[np.generic]],
    resort: LastResort,
    over: Choice,
    *,
    within: float = 0,
) -> tuple[int, Tie | None]:
    """Who has the fewest votes (for an exclusion) or the most (else), and the tie that was broken, if any.

    Candidates who tie in the last of ``rounds`` are told apart by the most recent earlier round in which some of them
    differ, and so on among those who still tie; then by the last resort.

    Parameters
    ----------
    among : the candidates to choose from
    rounds : arrays of votes with one place for each number from 0 on; the present one last
    resort : the rule for ties that no round decides
    over : what is chosen
    within : votes that differ by no more count as equal

    Examples
    --------
    >>> rounds = [np.array([0, 4, 3]), np.array([0, 5, 5])]
    >>> resort = last_resort(2, None, unless_drawn=TieRule.LOWER_NUMBER)
    >>> taken, tie = take([1, 2], rounds, resort, Choice.EXCLUSION)
    >>> taken, tie.rule.value
    (2, 'earlier stage')
    """
    first, *earlier = reversed(rounds)
    tied = _extreme(list(among), first, over, within)
    if len(tied) == 1:
        return tied[0], None
    told = tuple(sorted(tied))
    for votes in earlier:
        tied = _extreme(tied, votes, over, within)
        if len(tied) == 1:
            return tied[0], Tie(over, told, tied[0], TieRule.EARLIER_STAGE)
    taken = resort.first(tied)
    return taken, Tie(over, told, taken, resort.rule)


def in_order(
    among: Iterable[int],
    rounds: Sequence[NDArray[np.generic]],
    resort: LastResort,
    *,
    within: float = 0,
) -> tuple[tuple[int, ...], tuple[Tie, ...]]:
    """The candidates by votes, most first, and the ties broken on the way.

    Examples
    --------
    >>> resort = last_resort(3, None, unless_drawn=TieRule.LOWER_NUMBER)
    >>> in_order([1, 2, 3], [np.array([0, 4, 9, 5])], resort)
    ((2, 3, 1), ())
    """
    left = sorted(among)
    order: list[int] = []
    ties: list[Tie] = []
    while left:
        taken, tie = take(left, rounds, resort, Choice.ELECTION, within=within)
        order.append(taken)
        left.remove(taken)
        if tie is not None:
            ties.append(tie)
    return tuple(order), tuple(ties)


def _extreme(
    among: list[int], votes: NDArray[np.generic], over: Choice, within: float
) -> list[int]:
    held = votes[among]
    is_lowest = over is Choice.EXCLUSION
    tied = held <= held.min() + within if is_lowest else held >= held.max() - within
    return [candidate for candidate, is_tied in zip(among, tied, strict=True) if is_tied]


def _digest(seed: str, candidate: int) -> str:
    return hashlib.sha256(f"{seed}:{candidate}".encode()).hexdigest()
