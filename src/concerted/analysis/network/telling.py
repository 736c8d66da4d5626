"""Which means of ratings may be told, and how finely, so that nobody's own rating follows from them.

A mean is told beside others: of an earlier wave, or of the whole and of a part. Their difference is about few ratings
where few raters came or went, and a reader takes their own ratings out of it as well.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from concerted.analysis.arrays import Floats
from concerted.analysis.network.coalition import HIGHEST, LOWEST, Coalition
from concerted.analysis.network.relations import mean_of_items

LEAST_RATERS = 5
"""So many raters, beside the reader, stand behind a mean that is told."""
ROOM = 1.5
"""So many points of the scale must stay open, a rating, about what fewer than that many raters gave."""
ROOM_FOR_ONE = 2.0
"""About a single rating: so that two answers at least can be true."""
STEPS = (0.1, 0.25, 0.5)

Rating = tuple[Hashable, Hashable]
"""Who rates, and who is rated."""
Ratings = Mapping[Rating, float]


@dataclass(frozen=True, slots=True)
class ToldMean:
    """A mean of ratings as it may be told.

    Attributes
    ----------
    value : 1 … 4, a multiple of ``step``; nan where it may not be told
    step : to what it is rounded; nan where it may not be told
    raters : how many raters stand behind it
    ratings : what stands behind it, for the comparison with later means; never to be told
    """

    value: float
    step: float
    raters: int
    ratings: Ratings = field(repr=False)

    @property
    def is_told(self) -> bool:
        return not math.isnan(self.value)


def told_mean(
    ratings: Ratings,
    *,
    beside: Sequence[ToldMean] = (),
    readers: Iterable[Hashable] = (),
    steps: Sequence[float] = STEPS,
) -> ToldMean:
    """The mean of ``ratings``, as finely as it may be told beside what was told already.

    It is told where at least ``LEAST_RATERS`` raters other than the reader stand behind it, none of whom gave more than
    half of the ratings. Of two means, N₁m₁ − N₂m₂ is known to within (N₁s₁ + N₂s₂) / 2, s being the steps. That is the
    sum of the ratings in which they differ, if all others are taken to be alike. Where fewer than ``LEAST_RATERS`` raters
    gave those, a step is wide enough if the sum stays open by ``ROOM`` for each of them, within 1 … 4, and by
    ``ROOM_FOR_ONE`` in all.

    Parameters
    ----------
    ratings : 1 … 4, by rater and rated
    beside : means that the same readers know
    readers : those raters who read it; each knows their own ratings. Somebody who gave none always reads it
    steps : to try, the finest first

    Returns
    -------
    ToldMean, without a value where no step is wide enough.

    Raises
    ------
    ValueError: a rating is not from 1 to 4, or a step not above 0.

    References
    ----------
    Our own definition, after Hundepool et al. (2012), Statistical Disclosure Control, Wiley, 4.2 (minimum frequency and
    dominance) and 4.3 (feasibility intervals).

    Examples
    --------
    >>> of_ana = {(rater, "ana"): 3.0 for rater in "bcdef"}
    >>> told_mean(of_ana).value
    3.0
    >>> told_mean({(rater, "ana"): 3.0 for rater in "bcde"}).is_told
    False
    >>> told_mean({**of_ana, ("g", "ana"): 3.0}, beside=[told_mean(of_ana)]).step
    0.25
    """
    off = [one for one in ratings.values() if not LOWEST <= one <= HIGHEST]
    if off:
        raise ValueError(f"Ratings are from {LOWEST:g} to {HIGHEST:g}, got {off[0]:g}.")
    if not all(step > 0 for step in steps):
        raise ValueError(f"Steps must be above 0, got {tuple(steps)}.")
    knowing = [None, *readers]
    raters = len({rater for rater, _rated in ratings})
    withheld = ToldMean(math.nan, math.nan, raters, ratings)
    if not all(_has_enough(ratings, reader) for reader in knowing):
        return withheld
    mean = math.fsum(ratings.values()) / len(ratings)
    told = (ToldMean(round(mean / step) * step, step, raters, ratings) for step in steps)
    differences = [_Difference.between(ratings, other) for other in beside if other.is_told]
    safe = (one for one in told if all(apart.stays_open(one, knowing) for apart in differences))
    return next(safe, withheld)


def _has_enough(ratings: Ratings, reader: Hashable) -> bool:
    """Whether enough others than ``reader`` rated, and none of them more than half of it."""
    given: dict[Hashable, int] = {}
    for rater, _rated in ratings:
        if rater != reader:
            given[rater] = given.get(rater, 0) + 1
    return len(given) >= LEAST_RATERS and 2 * max(given.values()) <= sum(given.values())


@dataclass(frozen=True, slots=True)
class _Difference:
    """What stands behind a mean and not behind another, and what each rater gave to the one more than to the other."""

    other: ToldMean
    came: tuple[Rating, ...]
    went: tuple[Rating, ...]
    given: Mapping[Hashable, float]

    @classmethod
    def between(cls, ratings: Ratings, other: ToldMean) -> _Difference:
        given: dict[Hashable, float] = defaultdict(float)
        for way, pairs in ((1, ratings), (-1, other.ratings)):
            for (rater, _rated), value in pairs.items():
                given[rater] += way * value
        came = tuple(pair for pair in ratings if pair not in other.ratings)
        went = tuple(pair for pair in other.ratings if pair not in ratings)
        return cls(other, came, went, given)

    def stays_open(self, one: ToldMean, readers: Sequence[Hashable]) -> bool:
        """Whether the two means leave open what a few raters gave, for who knows the ratings of a reader."""
        return all(self._stays_open(one, reader) for reader in readers)

    def _stays_open(self, one: ToldMean, reader: Hashable) -> bool:
        came = [pair for pair in self.came if pair[0] != reader]
        went = [pair for pair in self.went if pair[0] != reader]
        if (not came and not went) or len({rater for rater, _ in came + went}) >= LEAST_RATERS:
            return True
        size, before = len(one.ratings), len(self.other.ratings)
        middle = size * one.value - before * self.other.value - self.given.get(reader, 0.0)
        half = (size * one.step + before * self.other.step) / 2
        least = len(came) * LOWEST - len(went) * HIGHEST
        most = len(came) * HIGHEST - len(went) * LOWEST
        width = min(most, middle + half) - max(least, middle - half)
        room = max(ROOM_FOR_ONE, ROOM * (len(came) + len(went)))
        # Below -room the ratings that were taken to be alike are so far from it that nothing follows.
        return width >= room or width < -room


@dataclass(frozen=True, slots=True)
class ToldScores:
    """What may be told of the ratings of one wave.

    Attributes
    ----------
    trust, value : means over all rated pairs, for every member to read
    trust_items, value_items : the same of each item, in half points
    trust_received, value_received : by member what the member alone may read, in half points
    """

    trust: ToldMean
    value: ToldMean
    trust_items: tuple[ToldMean, ...]
    value_items: tuple[ToldMean, ...]
    trust_received: Mapping[Hashable, ToldMean]
    value_received: Mapping[Hashable, ToldMean]


def told_scores(
    waves: Sequence[Coalition], members: Sequence[Sequence[Hashable]]
) -> tuple[ToldScores, ...]:
    """What may be told of trust and value in each wave, beside the waves before it.

    Every member reads the means of the whole and, alone, those it received; so those are held against each other and
    against all that was told of earlier waves.

    Parameters
    ----------
    waves : coalitions, the earliest first
    members : for each wave what identifies its members in all waves, in the order of their numbers

    Returns
    -------
    tuple of ToldScores, one for each wave.

    Raises
    ------
    ValueError: a wave has not one identifier for each member.

    References
    ----------
    As ``told_mean``.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> pairs = [[one, other] for one in range(6) for other in range(6) if one != other]
    >>> (told,) = told_scores([coalition(6, pairs, trust=[[3]] * 30)], ["abcdef"])
    >>> told.trust.value, told.trust_received["a"].value, told.value.is_told
    (3.0, 3.0, False)
    """
    for net, names in zip(waves, members, strict=True):
        if net.size != len(names):
            raise ValueError(f"A wave has {net.size} members but {len(names)} identifiers.")
    trust = _told_kind([(net, net.trust) for net in waves], members)
    value = _told_kind([(net, net.value) for net in waves], members)
    return tuple(
        ToldScores(one.whole, other.whole, one.items, other.items, one.received, other.received)
        for one, other in zip(trust, value, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _ToldKind:
    """What may be told of one kind of rating in one wave."""

    whole: ToldMean
    items: tuple[ToldMean, ...]
    received: Mapping[Hashable, ToldMean]


def _told_kind(
    waves: Sequence[tuple[Coalition, Floats]], members: Sequence[Sequence[Hashable]]
) -> list[_ToldKind]:
    told: list[_ToldKind] = []
    for (net, table), names in zip(waves, members, strict=True):
        pairs = [(names[one], names[other]) for one, other in net.reports.tolist()]
        means = _ratings(pairs, mean_of_items(table))
        whole = told_mean(means, beside=[one.whole for one in told], readers=names)
        items = tuple(
            told_mean(
                _ratings(pairs, column),
                beside=[one.items[place] for one in told if place < len(one.items)],
                readers=names,
                steps=STEPS[-1:],
            )
            for place, column in enumerate(table.T)
        )
        received = {name: _told_to(name, means, whole, told) for name in names}
        told.append(_ToldKind(whole, items, received))
    return told


def _told_to(
    member: Hashable, means: Ratings, whole: ToldMean, before: Sequence[_ToldKind]
) -> ToldMean:
    """The mean that ``member`` received, beside all else that it reads."""
    own = {pair: value for pair, value in means.items() if pair[1] == member}
    earlier = [one.received[member] for one in before if member in one.received]
    return told_mean(own, beside=[*earlier, whole], readers=[member], steps=STEPS[-1:])


def _ratings(pairs: Sequence[Rating], values: Floats) -> dict[Rating, float]:
    rated = zip(pairs, values.tolist(), strict=True)
    return {pair: value for pair, value in rated if not math.isnan(value)}
