"""Scarce seats or vouchers, given by a published rule: priority, reserves, then a lottery to recompute.

Before the draw, publish the rule, the list of applicants (its digest will do) and which public event
will give the seed: the numbers of a lottery on a day after the list is closed. Afterwards, publish the
record. Nobody can then choose who wins, neither who runs the draw, who knows the list but not the
seed, nor an applicant, whose key is fixed before the seed. Anyone recomputes the lot of an applicant:

    printf '%s:%s' 'SEED' 'APPLICANT' | sha256sum
"""

from __future__ import annotations

import hashlib
import math
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType


class ReserveOrder(StrEnum):
    """When reserved seats are given.

    RESERVED_FIRST: a group's best take its reserved seats, the rest of it compete for open ones. The
        reserve is a least number: if the group does better than that anyway, it changes nothing.
    OPEN_FIRST: open seats go to the best of all; the reserve comes on top, for the best not yet seated.
    """

    RESERVED_FIRST = "reserved_first"
    OPEN_FIRST = "open_first"


class SeatOutcome(StrEnum):
    """What became of an application."""

    RESERVED_SEAT = "reserved_seat"
    OPEN_SEAT = "open_seat"
    WAITING = "waiting"
    NOT_ELIGIBLE = "not_eligible"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies.

    Attributes
    ----------
    id : a key that is fixed before the seed is known, without meaning to others; not a name
    criteria : the criteria of the rule that the applicant meets
    groups : the groups with a reserve that the applicant belongs to
    """

    id: str
    criteria: Collection[str] = frozenset()
    groups: Collection[str] = frozenset()

    def __post_init__(self) -> None:
        """Freeze the sets, and write the key in one way, so that equal letters are equal bytes."""
        if not isinstance(self.id, str) or self.id.strip() == "":
            raise ValueError(f"An applicant needs a key that is not blank, got {self.id!r}.")
        for name in ("criteria", "groups"):
            given = getattr(self, name)
            if isinstance(given, str):
                raise ValueError(f"{name} of {self.id!r} must be a collection, got {given!r}.")
            object.__setattr__(self, name, frozenset(given))
        object.__setattr__(self, "id", unicodedata.normalize("NFC", self.id))


@dataclass(frozen=True, slots=True)
class SeatRule:
    """How scarce seats are given; published before anybody knows the seed.

    Attributes
    ----------
    seats : how many there are, ≥ 0
    points : by criterion, the points that it gives; an applicant's points are their sum
    tiers : least points of each tier, highest first; who has fewer than the last is not eligible.
        None makes every number of points a tier of its own, and everyone eligible
    reserves : by group, seats kept for it as long as it has eligible applicants; what it cannot fill
        is open to all (a soft reserve)
    order : whether reserved seats are given first or last
    """

    seats: int
    points: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    tiers: Sequence[float] | None = None
    reserves: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    order: ReserveOrder = ReserveOrder.RESERVED_FIRST

    def __post_init__(self) -> None:
        """Refuse a rule that cannot be followed, and keep copies that nobody can change."""
        _refuse_count(self.seats, "seats")
        for group, count in self.reserves.items():
            _refuse_count(count, f"the reserve of {group}")
        if sum(self.reserves.values()) > self.seats:
            raise ValueError(
                f"Reserves of {sum(self.reserves.values())} seats do not fit into {self.seats}."
            )
        for criterion, points in self.points.items():
            if not math.isfinite(points):
                raise ValueError(f"The points of {criterion} must be finite, got {points}.")
        if self.tiers is not None:
            falling = all(
                high > low for high, low in zip(self.tiers, self.tiers[1:], strict=False)
            )
            if len(self.tiers) == 0 or not falling or not all(map(math.isfinite, self.tiers)):
                raise ValueError(f"tiers must be falling numbers, at least one, got {self.tiers}.")
            object.__setattr__(self, "tiers", tuple(self.tiers))
        object.__setattr__(self, "order", ReserveOrder(self.order))
        for name in ("points", "reserves"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))


@dataclass(frozen=True, slots=True)
class SeatEntry:
    """One line of the record.

    Attributes
    ----------
    applicant : as applied
    points : sum over the criteria met
    tier : 1 for the highest; None if not eligible
    digest : the lot, 64 hexadecimal digits; the lower goes first within a tier
    rank : place among all who are eligible, from 1, by tier, then digest; None if not eligible
    outcome : what became of the application
    reserve : the group whose reserved seat was given, None otherwise
    waiting_position : from 1 for who waits, None otherwise
    """

    applicant: Applicant
    points: float
    tier: int | None
    digest: str
    rank: int | None
    outcome: SeatOutcome
    reserve: str | None = None
    waiting_position: int | None = None


@dataclass(frozen=True, slots=True)
class SeatRecord:
    """Everything needed to check an allocation.

    Attributes
    ----------
    rule, seed : as published
    list_digest : SHA-256 of the list of applicants, see ``applicants_digest``
    entries : one for each applicant, by rank; those not eligible or withdrawn at the end, by digest
    """

    rule: SeatRule
    seed: str
    list_digest: str
    entries: tuple[SeatEntry, ...]

    @property
    def seated(self) -> tuple[str, ...]:
        """Keys of those with a seat, by rank."""
        seats = {SeatOutcome.RESERVED_SEAT, SeatOutcome.OPEN_SEAT}
        return tuple(entry.applicant.id for entry in self.entries if entry.outcome in seats)

    @property
    def waiting(self) -> tuple[str, ...]:
        """Keys of those who wait, the next one first."""
        return tuple(
            entry.applicant.id for entry in self.entries if entry.outcome is SeatOutcome.WAITING
        )


def lot(seed: str, applicant_id: str) -> str:
    """The lot of an applicant: SHA-256 of the seed, a colon and the key, in hexadecimal digits.

    Both are written in UTF-8 after Unicode normalization NFC. A digest is as good as random for who
    did not know the seed when the key was fixed, differs between any two keys, and depends on nobody
    else: not on how many apply, nor on the order of the list.

    Parameters
    ----------
    seed : public text, not blank
    applicant_id : the applicant's key

    Returns
    -------
    64 digits; they sort like the number they write.

    Raises
    ------
    ValueError: the seed is blank.

    References
    ----------
    NIST FIPS 180-4 (SHA-256); RFC 3797, on drawing by hash from a public seed.

    Examples
    --------
    >>> lot("2026-03-01 lottery 07 12 19 33 41", "A-17")[:16]
    'e9e267d751e92ce0'
    """
    _refuse_blank(seed)
    text = ":".join(unicodedata.normalize("NFC", part) for part in (seed, applicant_id))
    return hashlib.sha256(text.encode()).hexdigest()


def applicants_digest(applicants: Iterable[Applicant]) -> str:
    """SHA-256 of the list of applicants, to publish before the seed is known.

    One line for each, ``key|criteria|groups``, names within a field sorted and joined by commas; the
    lines sorted, each ended by a line feed; UTF-8. Backslash, comma, bar and line feed within a name
    are written with a backslash before them.

    Parameters
    ----------
    applicants : in any order

    Returns
    -------
    64 hexadecimal digits, the same for any order of the list.

    References
    ----------
    NIST FIPS 180-4, for SHA-256; what a line holds is our own definition.

    Examples
    --------
    >>> applicants_digest([Applicant("B"), Applicant("A", ["rural"])])[:16]
    '6607c6b17f918903'
    """
    lines = sorted(
        "|".join(
            [
                _escaped(applicant.id),
                ",".join(sorted(map(_escaped, applicant.criteria))),
                ",".join(sorted(map(_escaped, applicant.groups))),
            ]
        )
        for applicant in applicants
    )
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def allocate_seats(
    applicants: Sequence[Applicant],
    rule: SeatRule,
    seed: str,
    *,
    withdrawn: Collection[str] = frozenset(),
) -> SeatRecord:
    """Seats by priority tier, within a tier by lot, with reserves for groups; and the waiting list.

    Everyone who is eligible stands in one order: by tier, then by ``lot``. Reserved seats go down
    that order to whoever adds to the number of reserved seats that can be filled (an applicant of two
    groups counts for whichever leaves more to others: a matching, so no reserve is wasted); open ones
    to the first who have none. ``rule.order`` says which come first. Seats that a group cannot fill
    are open. Who has no seat waits, in the same order.

    When somebody gives up a seat, allocate again with the key in ``withdrawn``: lots do not change,
    nobody else loses a seat, and who takes it is decided by the same rule.

    Parameters
    ----------
    applicants : in any order; it changes nothing
    rule : as published
    seed : public text, as published, not blank
    withdrawn : keys of those who no longer take part

    Returns
    -------
    SeatRecord, which ``audit.verify`` recomputes.

    Raises
    ------
    ValueError: a key stands twice, a criterion is not one of the rule, ``withdrawn`` names who did not
    apply, or the seed is blank.

    References
    ----------
    Hafalir, Yenmez & Yildirim (2013), doi:10.3982/TE1135 (soft reserves); Sönmez & Yenmez (2022),
    arXiv:2102.03186 (overlapping reserves).

    Examples
    --------
    >>> record = allocate_seats(
    ...     [Applicant("A"), Applicant("B", ["rural"]), Applicant("C")],
    ...     SeatRule(2, points={"rural": 1}), "2026-03-01")
    >>> record.seated, record.waiting
    (('B', 'C'), ('A',))
    """
    _refuse_blank(seed)
    by_id = _by_id(applicants)
    gone = {unicodedata.normalize("NFC", key) for key in withdrawn}
    strangers = sorted(gone - by_id.keys())
    if strangers:
        raise ValueError(f"{strangers[0]!r} is to be withdrawn but did not apply.")
    lines = _tiered(applicants, rule, seed, gone)
    standing = [
        line for line in lines if line.tier is not None and line.outcome is SeatOutcome.WAITING
    ]
    standing.sort(key=lambda line: (line.tier, line.digest))
    others = [line for line in lines if line.outcome is not SeatOutcome.WAITING]
    others.sort(key=lambda line: line.digest)
    seats = _seats_of(standing, rule)
    entries, waiting = [], 0
    for rank, line in enumerate(standing, start=1):
        if rank - 1 in seats:
            group = seats[rank - 1]
            outcome = SeatOutcome.OPEN_SEAT if group is None else SeatOutcome.RESERVED_SEAT
            entries.append(replace(line, rank=rank, outcome=outcome, reserve=group))
        else:
            waiting += 1
            entries.append(replace(line, rank=rank, waiting_position=waiting))
    return SeatRecord(rule, seed, applicants_digest(applicants), (*entries, *others))


def _refuse_count(count: object, name: str) -> None:
    if isinstance(count, bool) or not isinstance(count, int) or count < 0:
        raise ValueError(f"{name} must be a whole number of at least 0, got {count!r}.")


def _refuse_blank(seed: str) -> None:
    if seed.strip() == "":
        raise ValueError("The seed must be a public text that is not blank.")


def _escaped(name: str) -> str:
    for mark in ("\\", ",", "|", "\n"):
        name = name.replace(mark, "\\" + mark)
    return unicodedata.normalize("NFC", name)


def _by_id(applicants: Iterable[Applicant]) -> dict[str, Applicant]:
    by_id: dict[str, Applicant] = {}
    for applicant in applicants:
        if applicant.id in by_id:
            raise ValueError(f"Each applicant stands once, but {applicant.id!r} stands twice.")
        by_id[applicant.id] = applicant
    return by_id


def _tiered(
    applicants: Sequence[Applicant], rule: SeatRule, seed: str, gone: set[str]
) -> list[SeatEntry]:
    """Each applicant with points, tier and lot, as waiting, not eligible or withdrawn."""
    worth = {name: Fraction(str(points)) for name, points in rule.points.items()}
    points = [_points(applicant, worth) for applicant in applicants]
    least = sorted(set(points), reverse=True)
    if rule.tiers is not None:
        least = [Fraction(str(points)) for points in rule.tiers]
    lines = []
    for applicant, count in zip(applicants, points, strict=True):
        tier = next((place for place, bound in enumerate(least, 1) if count >= bound), None)
        outcome = SeatOutcome.WAITING if tier is not None else SeatOutcome.NOT_ELIGIBLE
        outcome = SeatOutcome.WITHDRAWN if applicant.id in gone else outcome
        digest = lot(seed, applicant.id)
        lines.append(SeatEntry(applicant, float(count), tier, digest, None, outcome))
    return lines


def _points(applicant: Applicant, worth: Mapping[str, Fraction]) -> Fraction:
    """Points as fractions: 0.7 and 0.1 reach a tier from 0.8, which binary numbers would miss."""
    unknown = sorted(set(applicant.criteria) - worth.keys())
    if unknown:
        raise ValueError(f"{applicant.id!r} meets {unknown[0]!r}, which the rule does not know.")
    return sum((worth[criterion] for criterion in applicant.criteria), start=Fraction())


def _seats_of(standing: Sequence[SeatEntry], rule: SeatRule) -> dict[int, str | None]:
    """Who of those in order gets a seat, and from which reserve; None for an open one."""
    groups = [frozenset(line.applicant.groups) for line in standing]
    open_count = rule.seats - sum(rule.reserves.values())
    seated: dict[int, str | None] = {}
    if rule.order is ReserveOrder.OPEN_FIRST:
        seated.update(dict.fromkeys(range(min(open_count, len(standing)))))
    seated.update(_reserved(groups, rule.reserves, seated.keys()))
    for place in range(len(standing)):
        if len(seated) >= rule.seats:
            break
        seated.setdefault(place)
    return seated


def _reserved(
    groups: Sequence[frozenset[str]], reserves: Mapping[str, int], seated: Collection[int]
) -> dict[int, str]:
    """Reserved seats down the order, each to whoever lets one more of them be filled.

    An applicant whose groups are full may still move others between groups they share (an augmenting
    path); so the seats filled are as many as can be, by the best placed who make that possible.
    Groups from which no path leads on are full for good.
    """
    holders: dict[str, list[int]] = {group: [] for group in sorted(reserves)}
    skipped, still_open = frozenset(seated), set(holders)
    for place, own in enumerate(groups):
        if not still_open:
            break
        if place not in skipped and own & still_open:
            still_open -= _augment(place, groups, reserves, holders)
    return {place: group for group, places in holders.items() for place in places}


def _augment(
    place: int,
    groups: Sequence[frozenset[str]],
    reserves: Mapping[str, int],
    holders: dict[str, list[int]],
) -> set[str]:
    """Seat ``place`` in a reserve, moving holders along a shortest chain; or the groups that are full."""
    came_from: dict[str, tuple[int, str | None]] = {}
    queue: list[tuple[int, str | None]] = [(place, None)]
    for mover, left in queue:
        for group in sorted(groups[mover] & holders.keys() - came_from.keys()):
            came_from[group] = (mover, left)
            if len(holders[group]) < reserves[group]:
                _move_along(group, came_from, holders)
                return set()
            queue += [(holder, group) for holder in holders[group]]
    return set(came_from)


def _move_along(
    last: str, came_from: Mapping[str, tuple[int, str | None]], holders: dict[str, list[int]]
) -> None:
    """Give each on the chain that ends in group ``last`` the seat before them."""
    group: str | None = last
    while group is not None:
        mover, previous = came_from[group]
        holders[group].append(mover)
        if previous is not None:
            holders[previous].remove(mover)
        group = previous
