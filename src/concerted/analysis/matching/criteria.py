"""From profiles to who may be matched, and how well: hard requirements and weighted soft criteria."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from itertools import chain
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats

Truths = NDArray[np.bool_]
Counts = NDArray[np.float32]  # whole numbers, exact up to 2²⁴


class Hard(StrEnum):
    """What a match must meet; nothing makes up for it."""

    LANGUAGE = "language"
    STATE = "state"
    AVAILABILITY = "availability"
    CONFLICT = "conflict"


class Soft(StrEnum):
    """What makes a match better, each between 0 and 1."""

    TOPICS = "topics"
    WISHES = "wishes"
    AVAILABILITY = "availability"
    LANGUAGES = "languages"
    STATES = "states"


@dataclass(frozen=True, slots=True)
class Profile:
    """What a mentee or a mentor says of themself; what is not said is empty, and never guessed.

    Attributes
    ----------
    id : the key of the person, unique on a side; who stands on both is never matched with themself
    languages : languages the person is at home in
    states : states the person lives or works in, or for a mentor may supervise in
    slots : weekly hours that suit, as any keys that both sides share ("mon-18")
    topics : what a mentee wants to work on, or a mentor can help with
    identities : how the person describes themself, in words of their own choice
    wishes : identities that a mentee would like to meet in a mentor. Those of mentors are not used:
        the wish is for who has less power in the pair.
    """

    id: str
    languages: Collection[str] = frozenset()
    states: Collection[str] = frozenset()
    slots: Collection[str] = frozenset()
    topics: Collection[str] = frozenset()
    identities: Collection[str] = frozenset()
    wishes: Collection[str] = frozenset()

    def __post_init__(self) -> None:
        """Make every collection a frozen set; a bare string is refused, for it would fall into letters."""
        for part in fields(self)[1:]:
            given = getattr(self, part.name)
            if isinstance(given, str) or not all(isinstance(item, str) for item in given):
                raise ValueError(
                    f"{part.name} of {self.id!r} must be a collection of strings, got {given!r}."
                )
            object.__setattr__(self, part.name, frozenset(given))


@dataclass(frozen=True, slots=True)
class Requirements:
    """Which hard requirements hold.

    Attributes
    ----------
    shares_language : both are at home in at least one language
    shares_state : both name at least one state
    shared_slots : how many weekly hours must suit both; 0 asks for none
    conflicts : pairs (mentee's id, mentor's id) who must not be matched: a supervisor, a relative
    """

    shares_language: bool = True
    shares_state: bool = True
    shared_slots: int = 1
    conflicts: Collection[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a negative number of hours."""
        if self.shared_slots < 0:
            raise ValueError(f"shared_slots must be at least 0, got {self.shared_slots}.")


DEFAULT_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {Soft.TOPICS: 3.0, Soft.WISHES: 2.0, Soft.AVAILABILITY: 1.0}
)


@dataclass(frozen=True, eq=False, slots=True)
class Compatibility:
    """Who may be matched and how well, of N mentees and M mentors.

    Attributes
    ----------
    permitted : (N, M) truths, every requirement in force is met
    total : (N, M) weighted quality in [0, 1], also where not permitted
    hard : by requirement in force, (N, M) truths: it is met
    soft : by criterion with a weight, (N, M) quality in [0, 1]; NaN where it does not apply
    weights : by criterion, the weight as given
    mentees, mentors : the profiles
    requirements : what was in force
    """

    permitted: Truths
    total: Floats
    hard: Mapping[Hard, Truths]
    soft: Mapping[str, Floats]
    weights: Mapping[str, float]
    mentees: tuple[Profile, ...] = field(repr=False)
    mentors: tuple[Profile, ...] = field(repr=False)
    requirements: Requirements


def compatibility(
    mentees: Sequence[Profile],
    mentors: Sequence[Profile],
    requirements: Requirements | None = None,
    weights: Mapping[str, float] | None = None,
    *,
    enough_slots: int = 3,
    extra: Mapping[str, ArrayLike] | None = None,
) -> Compatibility:
    """Who may be matched and how well each pair fits, from what both sides say of themselves.

    A pair is permitted when every requirement in force is met. Its quality is
    Σ wᶜ qᶜ / Σ wᶜ over the criteria that apply to the mentee, each qᶜ in [0, 1]:

    - topics: share of the mentee's topics that the mentor can help with
    - wishes: share of the mentee's wishes that the mentor's own words meet
    - availability: weekly hours that suit both, ``enough_slots`` or more counting as 1
    - languages: share of the mentee's languages that the mentor is at home in
    - states: 1 if they share a state, otherwise 0

    A criterion about which a mentee says nothing does not apply to them: its weight goes to the
    others. A mentee to whom none applies with any mentor is content with every one: quality 1. A pair
    of which nothing is known, where the mentee's other pairs are, has quality 0: it never goes before
    one that is known to fit.

    Parameters
    ----------
    mentees, mentors : profiles of N and M people
    requirements : None for those of ``Requirements()``
    weights : by ``Soft`` or by name of ``extra``, ≥ 0; a criterion without weight is not used. None
        is topics 3, wishes 2, availability 1, and 1 for each of ``extra``
    enough_slots : hours above which more are no better, ≥ 1
    extra : further criteria of your own, each an (N, M) array in [0, 1], NaN where it does not apply

    Returns
    -------
    Compatibility; ``total`` and ``permitted`` are what ``best_assignment`` takes. For a stable matching,
    ``preferences_from_scores`` makes the lists of mentees of them, and of their transposes or of the
    mentors' own scores those of mentors.

    Raises
    ------
    ValueError: an id stands twice on one side; a conflict names who is not there; a weight is
    negative, missing, infinite or of no known criterion, or all are 0; ``enough_slots`` is below 1;
    an array of ``extra`` is of another shape, out of range, or named like a criterion.

    References
    ----------
    Our own definition: hard requirements first, then a weighted mean of what each side says.

    Examples
    --------
    >>> ana = Profile("ana", ["es"], ["MA"], ["mon-18", "tue-18"], ["housing", "grief"])
    >>> bo = Profile("bo", ["es", "en"], ["MA"], ["mon-18"], ["housing"])
    >>> cy = Profile("cy", ["en"], ["MA"], ["mon-18"], ["housing", "grief"])
    >>> found = compatibility([ana], [bo, cy], weights={Soft.TOPICS: 1})
    >>> found.permitted, found.total
    (array([[ True, False]]), array([[0.5, 1. ]]))
    """
    people, others = _distinct(mentees, "mentee"), _distinct(mentors, "mentor")
    rules = Requirements() if requirements is None else requirements
    if enough_slots < 1:
        raise ValueError(f"enough_slots must be at least 1, got {enough_slots}.")
    added = _checked_extra(extra or {}, (len(people), len(others)))
    used = _checked_weights(weights, added)
    hard = _requirements_met(people, others, rules)
    soft = {**_criteria(people, others, used, enough_slots), **added}
    soft = {name: soft[name] for name in used}
    permitted = np.logical_and.reduce(
        [np.ones((len(people), len(others)), dtype=bool), *hard.values()]
    )
    return Compatibility(permitted, _total(soft, used), hard, soft, used, people, others, rules)


def weighted_quality(qualities: Mapping[str, ArrayLike], weights: Mapping[str, float]) -> Floats:
    """Σ wᶜ qᶜ / Σ wᶜ over the criteria whose quality is known.

    A missing quality (NaN) is left out of that pair's mean, above and below; its weight goes to the
    others. Where every criterion with a weight is missing, so is the mean: what is not known is
    neither perfect nor bad.

    Parameters
    ----------
    qualities : by criterion, arrays of one shape in [0, 1], NaN where missing
    weights : by the same criteria, ≥ 0, not all 0

    Returns
    -------
    Array of the same shape, in [0, 1]; NaN where no criterion with a weight is known.

    Raises
    ------
    ValueError: there is no criterion, a weight is missing, negative or infinite, all weights are 0, a
    quality is out of range, or the shapes differ.

    References
    ----------
    Our own definition: a weighted mean of what is known.

    Examples
    --------
    >>> weighted_quality({"a": [1.0, np.nan, np.nan], "b": [0.5, 0.5, np.nan]}, {"a": 3, "b": 1})
    array([0.875, 0.5  ,   nan])
    """
    if not qualities or qualities.keys() - weights.keys():
        raise ValueError("Quality is weighted over at least one criterion, and each has a weight.")
    stacked = {name: np.asarray(part, dtype=np.float64) for name, part in qualities.items()}
    shapes = {part.shape for part in stacked.values()}
    if len(shapes) > 1:
        raise ValueError(f"Criteria must be alike, got shapes {sorted(shapes)}.")
    for name, part in stacked.items():
        _refuse_beyond(part, name)
        _refuse_weight(weights[name], name)
    heaviest = max(weights[name] for name in stacked)
    if heaviest == 0:
        raise ValueError("At least one criterion needs a weight above 0.")
    above, below = (np.zeros(shape) for shape in [*shapes, *shapes])
    for name, part in stacked.items():
        applies = ~np.isnan(part)
        weight = weights[name] / heaviest
        above += weight * np.where(applies, part, 0.0)
        below += weight * applies
    unknown = np.full_like(above, np.nan)
    return np.clip(np.divide(above, below, out=unknown, where=below > 0), 0.0, 1.0)


def _total(qualities: Mapping[str, Floats], weights: Mapping[str, float]) -> Floats:
    """The quality of each pair: 1 for mentees to whom nothing applies, 0 where it only is not known."""
    known = weighted_quality(qualities, weights)
    asks_nothing = np.isnan(known).all(axis=1, keepdims=True)
    return np.where(np.isnan(known), np.where(asks_nothing, 1.0, 0.0), known)


def _refuse_beyond(quality: Floats, name: str) -> None:
    known = quality[~np.isnan(quality)]
    if ((known < 0) | (known > 1)).any():
        raise ValueError(f"{name} must lie between 0 and 1.")


def _refuse_weight(weight: float, name: str) -> None:
    if not 0 <= weight < np.inf:
        raise ValueError(f"The weight of {name} must be at least 0 and finite, got {weight}.")


def _distinct(profiles: Sequence[Profile], side: str) -> tuple[Profile, ...]:
    seen: set[str] = set()
    for profile in profiles:
        if profile.id in seen:
            raise ValueError(f"Each {side} stands once, but {profile.id!r} stands twice.")
        seen.add(profile.id)
    return tuple(profiles)


def _checked_extra(extra: Mapping[str, ArrayLike], shape: tuple[int, int]) -> dict[str, Floats]:
    checked = {}
    for name, values in extra.items():
        if name in set(Soft):
            raise ValueError(
                f"A criterion of your own cannot be named {str(name)!r}: it is taken."
            )
        array = np.asarray(values, dtype=np.float64)
        if array.shape != shape:
            raise ValueError(f"{name} must be of shape {shape}, got {array.shape}.")
        _refuse_beyond(array, name)
        checked[name] = array
    return checked


def _checked_weights(
    weights: Mapping[str, float] | None, extra: Mapping[str, Floats]
) -> dict[str, float]:
    """The weights above 0, under plain names."""
    if weights is None:
        weights = {**DEFAULT_WEIGHTS, **dict.fromkeys(extra, 1.0)}
    for name, weight in weights.items():
        if name not in set(Soft) and name not in extra:
            raise ValueError(
                f"There is no criterion {name!r} to weigh; there are {', '.join([*Soft, *extra])}."
            )
        _refuse_weight(weight, name)
    used = {str(name): float(weight) for name, weight in weights.items() if weight > 0}
    if not used:
        raise ValueError("At least one criterion needs a weight above 0.")
    return used


def _shared(ours: Iterable[Collection[str]], theirs: Iterable[Collection[str]]) -> Counts:
    """(N, M) how many items each of ours has in common with each of theirs."""
    left, right = list(ours), list(theirs)
    words = sorted(set(chain.from_iterable(chain(left, right))))
    column = {word: number for number, word in enumerate(words)}
    tables = []
    for side in (left, right):
        rows = np.repeat(np.arange(len(side)), [len(items) for items in side])
        table = np.zeros((len(side), len(words)), dtype=np.float32)
        table[rows, [column[word] for word in chain.from_iterable(side)]] = 1
        tables.append(table)
    return np.asarray(tables[0] @ tables[1].T, dtype=np.float32)


def _requirements_met(
    mentees: tuple[Profile, ...], mentors: tuple[Profile, ...], rules: Requirements
) -> dict[Hard, Truths]:
    met: dict[Hard, Truths] = {}
    if rules.shares_language:
        met[Hard.LANGUAGE] = _shared_by(mentees, mentors, "languages") > 0
    if rules.shares_state:
        met[Hard.STATE] = _shared_by(mentees, mentors, "states") > 0
    if rules.shared_slots > 0:
        met[Hard.AVAILABILITY] = _shared_by(mentees, mentors, "slots") >= rules.shared_slots
    met[Hard.CONFLICT] = _without_conflict(mentees, mentors, rules.conflicts)
    return met


def _shared_by(
    mentees: tuple[Profile, ...],
    mentors: tuple[Profile, ...],
    part: str,
    theirs: str | None = None,
) -> Counts:
    return _shared(
        (getattr(profile, part) for profile in mentees),
        (getattr(profile, theirs or part) for profile in mentors),
    )


def _without_conflict(
    mentees: tuple[Profile, ...],
    mentors: tuple[Profile, ...],
    conflicts: Collection[tuple[str, str]],
) -> Truths:
    rows = {profile.id: number for number, profile in enumerate(mentees)}
    columns = {profile.id: number for number, profile in enumerate(mentors)}
    free = np.ones((len(mentees), len(mentors)), dtype=bool)
    for mentee, mentor in conflicts:
        if mentee not in rows or mentor not in columns:
            raise ValueError(
                f"The conflict of {mentee!r} and {mentor!r} names who is not a mentee or not a "
                "mentor here; a conflict must not be lost to a slip of the pen."
            )
        free[rows[mentee], columns[mentor]] = False
    for both in rows.keys() & columns.keys():
        free[rows[both], columns[both]] = False
    return free


def _criteria(
    mentees: tuple[Profile, ...],
    mentors: tuple[Profile, ...],
    used: Mapping[str, float],
    enough_slots: int,
) -> dict[str, Floats]:
    """The quality of each pair by each criterion with a weight."""
    parts = {
        Soft.TOPICS: ("topics", "topics"),
        Soft.WISHES: ("wishes", "identities"),
        Soft.AVAILABILITY: ("slots", "slots"),
        Soft.LANGUAGES: ("languages", "languages"),
        Soft.STATES: ("states", "states"),
    }
    found: dict[str, Floats] = {}
    for criterion, (ours, theirs) in parts.items():
        if criterion not in used:
            continue
        shared = _shared_by(mentees, mentors, ours, theirs)
        stated = np.array([[len(getattr(profile, ours))] for profile in mentees]).reshape(-1, 1)
        full = {Soft.AVAILABILITY: enough_slots, Soft.STATES: 1}.get(criterion)
        whole = stated if full is None else np.full_like(stated, full)
        quality = np.minimum(shared / np.maximum(whole, 1), 1.0)
        found[str(criterion)] = np.where(stated > 0, quality, np.nan)
    return found
