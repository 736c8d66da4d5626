"""Stable matching of mentees to mentors: nobody has a reason to leave the matching for each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array

from concerted.analysis.matching.inputs import whole_capacities, whole_matching
from concerted.analysis.matching.preferences import (
    Ints,
    Preferences,
    Row,
    counting_order,
    preferences,
)


class Side(StrEnum):
    """Who proposes. The side that proposes gets the best that any stable matching has for it."""

    MENTEES = "mentees"
    MENTORS = "mentors"


class TieRule(StrEnum):
    """How ties within the lists are broken before the matching.

    ORDER: whoever has the lower index stands first.
    LOTTERY: one lot is drawn for each person, and counts on every list where the person is tied.
    LOTTERY_PER_LIST: every list draws its own lots.
    """

    ORDER = "order"
    LOTTERY = "lottery"
    LOTTERY_PER_LIST = "lottery_per_list"


@dataclass(frozen=True, eq=False, slots=True)
class StableMatching:
    """A stable matching of N mentees and M mentors.

    Attributes
    ----------
    mentor : (N,) index of each mentee's mentor, -1 for none
    mentee_rank : (N,) the rank that the mentee gave this mentor, 1 for a first choice, 0 without one
    mentor_rank : (N,) the rank that this mentor gave the mentee, 0 without one
    seats_taken : (M,) how many mentees each mentor has
    proposals : how many proposals were made, at most the number of pairs who accept each other
    proposing : who proposed
    ties : how ties were broken
    """

    mentor: Ints
    mentee_rank: Ints
    mentor_rank: Ints
    seats_taken: Ints
    proposals: int
    proposing: Side
    ties: TieRule

    @property
    def size(self) -> int:
        """How many mentees have a mentor."""
        return int((self.mentor >= 0).sum())

    @property
    def unmatched(self) -> Ints:
        """Indices of the mentees without a mentor."""
        return np.flatnonzero(self.mentor < 0)


@dataclass(frozen=True, eq=False, slots=True)
class _Pairs:
    """Everyone who accepts each other, by mentee, then mentor, and how each places the other."""

    mentees: Ints
    mentors: Ints
    by_mentee: Ints
    by_mentor: Ints
    wishes: Ints  # the entry of the mentees' lists that names the mentor
    offers: Ints  # the entry of the mentors' lists that names the mentee


def stable_matching(
    mentees: Preferences | Sequence[Row],
    mentors: Preferences | Sequence[Row],
    capacities: ArrayLike | None = None,
    *,
    proposing: Side = Side.MENTEES,
    ties: TieRule = TieRule.ORDER,
    generator: np.random.Generator | None = None,
) -> StableMatching:
    """The stable matching that is best for the side that proposes, by deferred acceptance.

    Each free mentee proposes to the next mentor on the own list; a mentor keeps the best so far, up
    to the capacity, and lets the others go on. A pair *blocks* a matching when both accept each
    other, the mentee prefers the mentor to the own one (or has none), and the mentor has a free place
    or prefers the mentee to one of those taken. The result has no such pair. Of all stable matchings
    it is the best for every single mentee, and stating one's true list is each mentee's best play;
    with mentors proposing it is the best for every mentor. Whoever is unmatched in one stable
    matching is so in all of them, and a mentor with a free place has the same mentees in all
    (the rural hospitals theorem).

    Ties are broken by ``ties`` first. The result is then stable also for the lists with ties (nobody
    *strictly* prefers to leave), but how many are matched can depend on the lots; the largest such
    matching is NP-hard to find and is not sought. Time is linear in the total length of all lists.

    Parameters
    ----------
    mentees : ranked lists of N mentees over the mentors (see ``preferences``), best first
    mentors : ranked lists of M mentors over the mentees; a pair counts only if each names the other
    capacities : (M,) whole numbers ≥ 0, or one for all; None is one place each
    proposing : ``Side.MENTEES`` (best for mentees) or ``Side.MENTORS``
    ties : the rule; a lottery needs ``generator``
    generator : draws the lots: first those of the mentors, then those of the mentees

    Returns
    -------
    StableMatching. The same arguments always give the same matching; with nobody on one side, all
    are unmatched.

    Raises
    ------
    ValueError: a list names somebody twice or who is not there, a capacity is negative, missing or
    not whole, or a lottery has no ``generator``.

    References
    ----------
    Gale & Shapley (1962), doi:10.1080/00029890.1962.11989827; Roth (1986), doi:10.2307/1913160;
    Manlove (2013), Algorithmics of Matching Under Preferences, chapter 3.

    Examples
    --------
    >>> matching = stable_matching([[0, 1], [0, 1], [0]], [[2, 1, 0], [0, 1]])
    >>> matching.mentor
    array([ 1, -1,  0])
    >>> matching.mentee_rank, matching.seats_taken
    (array([2, 0, 1]), array([1, 1]))
    """
    wishes, offers = _as_preferences(mentees), _as_preferences(mentors)
    places = whole_capacities(capacities, len(offers))
    side, rule = Side(proposing), TieRule(ties)
    mentor_lots, mentee_lots = _lots(wishes, offers, rule, generator)
    ranked = _pairs(wishes, offers)
    pairs = replace(
        ranked,
        by_mentee=_strict_places(wishes, mentor_lots)[ranked.wishes],
        by_mentor=_strict_places(offers, mentee_lots)[ranked.offers],
    )
    run = _mentees_propose if side is Side.MENTEES else _mentors_propose
    mentor, proposals = run(pairs, len(wishes), places)
    mentee_rank, mentor_rank = _held_ranks(ranked, mentor)
    taken = np.bincount(mentor[mentor >= 0], minlength=len(offers))
    return StableMatching(mentor, mentee_rank, mentor_rank, taken, proposals, side, rule)


def blocking_pairs(
    matching: ArrayLike,
    mentees: Preferences | Sequence[Row],
    mentors: Preferences | Sequence[Row],
    capacities: ArrayLike | None = None,
) -> Ints:
    """The pairs who would both rather have each other than what ``matching`` gives them.

    Each accepts the other; the mentee has nobody or strictly prefers this mentor; the mentor has a
    free place or strictly prefers this mentee to one of those taken. A tie is no reason to leave.

    Parameters
    ----------
    matching : (N,) index of each mentee's mentor, -1 for none
    mentees, mentors, capacities : as for ``stable_matching``

    Returns
    -------
    (B, 2) array of mentee and mentor, by mentee, then mentor; empty exactly when the matching is
    stable.

    Raises
    ------
    ValueError: ``matching`` is not of N mentors, exceeds a capacity, or joins two who do not accept
    each other; or the lists or capacities are refused as by ``stable_matching``.

    References
    ----------
    Gale & Shapley (1962), doi:10.1080/00029890.1962.11989827; Roth (1986), doi:10.2307/1913160, with capacities; for ties
    this is weak stability, Irving (1994), doi:10.1016/0166-218X(92)00179-P.

    Examples
    --------
    >>> blocking_pairs([0, 1], [[1, 0], [1, 0]], [[0, 1], [0, 1]])
    array([[0, 1]])
    """
    wishes, offers = _as_preferences(mentees), _as_preferences(mentors)
    places = whole_capacities(capacities, len(offers))
    mentor = whole_matching(matching, len(offers))
    if len(mentor) != len(wishes):
        raise ValueError(f"The matching is of {len(mentor)} mentees, the lists of {len(wishes)}.")
    taken = np.bincount(mentor[mentor >= 0], minlength=len(offers))
    if (taken > places).any():
        over = int(np.argmax(taken > places))
        raise ValueError(f"Mentor {over} has {taken[over]} mentees and {places[over]} places.")
    pairs = _pairs(wishes, offers)
    mentee_rank, mentor_rank = _held_ranks(pairs, mentor)
    astray = (mentor >= 0) & (mentee_rank == 0)
    if astray.any():
        mentee = int(np.argmax(astray))
        raise ValueError(f"Mentee {mentee} and mentor {mentor[mentee]} do not accept each other.")
    worst = np.zeros(len(offers), dtype=np.int64)
    np.maximum.at(worst, mentor[mentor >= 0], mentor_rank[mentor >= 0])
    own = np.where(mentor >= 0, mentee_rank, np.iinfo(np.int64).max)
    wants = pairs.by_mentee < own[pairs.mentees]
    takes = (taken < places)[pairs.mentors] | (pairs.by_mentor < worst[pairs.mentors])
    return np.column_stack([pairs.mentees, pairs.mentors])[wants & takes]


def _as_preferences(lists: Preferences | Sequence[Row]) -> Preferences:
    return lists if isinstance(lists, Preferences) else preferences(lists)


def _lots(
    wishes: Preferences, offers: Preferences, ties: TieRule, generator: np.random.Generator | None
) -> tuple[Ints, Ints]:
    """For each entry of either side's lists, the number that breaks a tie: the lower goes first."""
    if ties is TieRule.ORDER:
        return wishes.others, offers.others
    if generator is None:
        raise ValueError(
            "Ties are to be broken by lottery, which needs a generator of random numbers."
        )
    if ties is TieRule.LOTTERY_PER_LIST:
        return generator.permutation(len(wishes.others)), generator.permutation(len(offers.others))
    _refuse_strangers(wishes, len(offers), "mentor")
    _refuse_strangers(offers, len(wishes), "mentee")
    mentor_lots, mentee_lots = (
        generator.permutation(len(offers)),
        generator.permutation(len(wishes)),
    )
    return mentor_lots[wishes.others], mentee_lots[offers.others]


def _strict_places(lists: Preferences, lots: Ints) -> Ints:
    """(L,) each entry's place on its list once ties are broken, from 1: three counting sorts."""
    if lots.size == 0:
        return lots
    order = counting_order(lots, int(lots.max()) + 1)
    order = order[counting_order(lists.ranks[order], int(lists.ranks.max()) + 1)]
    owners = lists.owners
    order = order[counting_order(owners[order], len(lists))]
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order)) - lists.starts[owners[order]] + 1
    return places


def _pairs(wishes: Preferences, offers: Preferences) -> _Pairs:
    """Who accepts each other, placed by the ranks as given."""
    _refuse_strangers(wishes, len(offers), "mentor")
    _refuse_strangers(offers, len(wishes), "mentee")
    wished = _table(wishes, len(offers), "mentee")
    offered = _table(offers, len(wishes), "mentor").T.tocsr()
    both = wished.multiply(offered.astype(bool)).tocsr()
    back = offered.multiply(wished.astype(bool)).tocsr()
    owners = np.repeat(np.arange(len(wishes)), np.diff(both.indptr))
    entries = both.data - 1, back.data - 1
    ranks = wishes.ranks[entries[0]], offers.ranks[entries[1]]
    return _Pairs(owners, both.indices.astype(np.int64), *ranks, *entries)


def _table(lists: Preferences, width: int, whose: str) -> csr_array:
    """The lists as a sparse table of entries, counted from 1, each row in order of the people named."""
    numbers = np.arange(1, len(lists.others) + 1)
    table = csr_array((numbers, lists.others, lists.starts), shape=(len(lists), width))
    table = table.tocsc().tocsr() if min(table.shape) else table
    again = (table.indices[1:] == table.indices[:-1]) & np.asarray(_same_row(table.indptr))
    if again.any():
        entry = int(np.argmax(again))
        owner = int(np.searchsorted(table.indptr, entry, side="right")) - 1
        raise ValueError(
            f"A list names each person once, but {whose} {owner} names "
            f"{table.indices[entry]} twice."
        )
    return table


def _same_row(starts: NDArray[np.integer]) -> NDArray[np.bool_]:
    """For each entry but the last, whether the next stands in the same row."""
    same = np.ones(max(int(starts[-1]) - 1, 0), dtype=bool)
    inner = starts[(starts > 0) & (starts < starts[-1])]
    same[inner - 1] = False
    return same


def _refuse_strangers(lists: Preferences, width: int, who: str) -> None:
    if lists.others.size and lists.others.max() >= width:
        raise ValueError(
            f"A list names {who} {lists.others.max()}, but there are {width}, counted from 0."
        )


def _held_ranks(pairs: _Pairs, mentor: Ints) -> tuple[Ints, Ints]:
    """The ranks that each mentee and the mentor gave each other, 0 for none."""
    held = mentor[pairs.mentees] == pairs.mentors
    mentee_rank, mentor_rank = np.zeros_like(mentor), np.zeros_like(mentor)
    mentee_rank[pairs.mentees[held]] = pairs.by_mentee[held]
    mentor_rank[pairs.mentees[held]] = pairs.by_mentor[held]
    return mentee_rank, mentor_rank


def _by_choice(owners: Ints, places: Ints, size: int) -> tuple[Ints, list[int]]:
    """Positions of the pairs owner by owner, best choice first, and where each owner's begin."""
    order = counting_order(places, int(places.max(initial=0)) + 1)
    order = order[counting_order(owners[order], size)] if size else order
    starts = np.concatenate([[0], np.cumsum(np.bincount(owners, minlength=size))])
    return order, starts.tolist()


def _mentees_propose(pairs: _Pairs, mentee_count: int, capacities: Ints) -> tuple[Ints, int]:
    """Deferred acceptance; whom a mentor keeps stands in a row of places that is walked once.

    A full mentor's worst mentee only gets better, so the pointer to it moves in one direction.
    """
    order, starts = _by_choice(pairs.mentees, pairs.by_mentee, mentee_count)
    mentors, places = pairs.mentors[order].tolist(), pairs.by_mentor[order].tolist()
    lengths = np.zeros(len(capacities), dtype=np.int64)
    np.maximum.at(lengths, pairs.mentors, pairs.by_mentor)
    bases = (np.cumsum(lengths + 1) - lengths - 1).tolist()
    kept = [-1] * int((lengths + 1).sum())
    free, worst = capacities.tolist(), [0] * len(capacities)
    following, ends, matched = starts[:-1], starts[1:], [-1] * mentee_count
    for newcomer in range(mentee_count):
        mentee = newcomer
        while following[mentee] < ends[mentee]:
            entry = following[mentee]
            following[mentee] = entry + 1
            mentor, place = mentors[entry], places[entry]
            base = bases[mentor]
            if free[mentor]:
                free[mentor] -= 1
                kept[base + place], matched[mentee] = mentee, mentor
                worst[mentor] = max(worst[mentor], place)
                break
            if place > worst[mentor]:
                continue
            kept[base + place], matched[mentee] = mentee, mentor
            mentee, kept[base + worst[mentor]] = kept[base + worst[mentor]], -1
            matched[mentee] = -1
            while kept[base + worst[mentor]] < 0:
                worst[mentor] -= 1
    proposals = sum(following) - sum(starts[:-1])
    return np.array(matched, dtype=np.int64), proposals


def _mentors_propose(pairs: _Pairs, mentee_count: int, capacities: Ints) -> tuple[Ints, int]:
    """Deferred acceptance from the other side: a mentee keeps the best mentor so far."""
    order, starts = _by_choice(pairs.mentors, pairs.by_mentor, len(capacities))
    mentees, places = pairs.mentees[order].tolist(), pairs.by_mentee[order].tolist()
    matched, held = [-1] * mentee_count, [len(capacities) + 1] * mentee_count
    free, following, ends = capacities.tolist(), starts[:-1], starts[1:]
    waiting = list(range(len(free)))[::-1]
    while waiting:
        mentor = waiting.pop()
        while free[mentor] and following[mentor] < ends[mentor]:
            mentee, place = mentees[following[mentor]], places[following[mentor]]
            following[mentor] += 1
            if place > held[mentee]:
                continue
            if matched[mentee] >= 0:
                free[matched[mentee]] += 1
                waiting.append(matched[mentee])
            matched[mentee], held[mentee] = mentor, place
            free[mentor] -= 1
    proposals = sum(following) - sum(starts[:-1])
    return np.array(matched, dtype=np.int64), proposals
