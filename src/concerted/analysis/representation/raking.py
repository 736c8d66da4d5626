"""Raking: weights with which those who took part have the mix of those who live there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.arrays import Floats, alike, finite
from concerted.analysis.options import Option

Codes = NDArray[np.int64]

FEW = 5  # people who would have to speak for a whole category
STALLED = 1e-13


class Missing(Option):
    """What to do with people who did not say their category."""

    KEEP = "keep"  # they keep their weight; only those who said it are fitted
    REFUSE = "refuse"


class Empty(Option):
    """What to do with a category that nobody of the participants is in."""

    REFUSE = "refuse"
    SPREAD = "spread"  # its share goes to the other categories, in proportion


@dataclass(frozen=True, slots=True)
class Hint:
    """A category too thin to stand alone, and one that it could be joined with.

    Attributes
    ----------
    variable, category : its name, and its code
    participants : people in it
    share, target : of those who said it, and of the population
    join : code of the smallest other category, None if there is none; whether the two belong together is
        for people to judge
    """

    variable: str
    category: int
    participants: int
    share: float
    target: float
    join: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Raking:
    """Weights of people, and how well and at what price they fit.

    Attributes
    ----------
    weights : (N,) ≥ 0, mean 1
    converged : whether every share is within ``tolerance`` of its target
    gaps : for each variable, (K,) weighted share minus target that remains
    record : (rounds,) the largest absolute gap after each round
    effective_size : (Σw)² / Σw², people of equal weight who would tell as much (Kish)
    design_effect : N / effective size, ≥ 1
    trimmed : people at a bound
    hints : thin categories
    unreached : (variable, category) pairs whose share was spread over others
    """

    weights: Floats
    converged: bool
    gaps: tuple[Floats, ...]
    record: Floats
    effective_size: float
    design_effect: float
    trimmed: int
    hints: tuple[Hint, ...]
    unreached: tuple[tuple[str, int], ...]

    @property
    def rounds(self) -> int:
        """How often every variable was fitted."""
        return len(self.record)


def effective_size(weights: ArrayLike) -> float:
    """(Σw)² / Σw²: how many people of equal weight would tell as much.

    Parameters
    ----------
    weights : (N,) ≥ 0, not all 0

    Returns
    -------
    float, 1 to N; N when all weights are equal

    Raises
    ------
    ValueError: weights are empty, missing, negative or all 0.

    References
    ----------
    Kish (1965), Survey Sampling, Wiley, section 11.7; Kish (1992), Journal of Official Statistics 8:183.

    Examples
    --------
    >>> effective_size([1, 1, 2])
    2.6666666666666665
    """
    w = finite(weights, "weights", at_least=0)
    if w.max() == 0:
        raise ValueError("weights must be above 0 for at least one person.")
    w = w / w.max()
    return float(w.sum() ** 2 / (w @ w))


def rake(
    categories: Sequence[ArrayLike],
    targets: Sequence[ArrayLike],
    *,
    base: ArrayLike | None = None,
    at_least: float | None = None,
    at_most: float | None = None,
    missing: Missing | str = Missing.KEEP,
    empty: Empty | str = Empty.REFUSE,
    names: Sequence[str] | None = None,
    tolerance: float = 1e-9,
    max_rounds: int = 1000,
) -> Raking:
    """Weights under which every variable has the shares of the population (iterative proportional fitting).

    For one variable after the other, w ← w · target share / weighted share of the person's category,
    until all shares fit. Without bounds the weights are base weight × one factor per category of each
    variable, so odds ratios between the variables stay those of the participants, and the result does
    not depend on the order of the variables. Bounds are applied at the end of each round (both steps
    are projections in Kullback-Leibler distance, so rounds lead to weights that meet both, if there
    are any; if not, ``converged`` is False and ``gaps`` say what is left).

    Parameters
    ----------
    categories : for each variable, (N,) whole codes from 0; -1 where a person did not say
    targets : for each variable, (K,) ≥ 0, people or shares of the population in each category
    base : (N,) > 0, weights to start from; 1 if None
    at_least, at_most : bounds of the weights, in mean weights (0.2 and 5 are usual); None for none
    missing : people who did not say their category keep their weight in that step, or are refused
    empty : a category of the population without participants is refused, or its share spread
    names : of the variables, for messages
    tolerance : > 0, largest absolute gap of a share
    max_rounds : ≥ 1

    Returns
    -------
    Raking

    Raises
    ------
    ValueError: no variable; lengths differ; a code is not whole, below -1 or without target; a target is
        missing, negative or all are 0; nobody said a variable; a category with participants has target
        0; one without participants has a target (``empty``); someone did not say (``missing``); base
        weights not above 0; bounds that leave out 1 or are below 0; an unknown option.

    References
    ----------
    Deming & Stephan (1940), Annals of Mathematical Statistics 11:427-444. Bishop, Fienberg & Holland
    (1975), Discrete Multivariate Analysis, MIT Press, section 3.6. Ireland & Kullback (1968),
    Biometrika 55:179-188. Kish (1965), Survey Sampling, section 11.7.

    Examples
    --------
    Of ten participants three are renters and four are young; in the town it is half and half.

    >>> tenure = [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
    >>> age = [0, 0, 1, 0, 0, 1, 1, 1, 1, 1]
    >>> found = rake([tenure, age], [[50, 50], [50, 50]])
    >>> found.weights[:5].round(3)
    array([1.727, 1.727, 1.545, 0.773, 0.773])
    >>> found.converged, round(found.effective_size, 2)
    (True, 8.38)
    """
    labels = _labels(names, len(targets))
    codes, shares = _variables(categories, targets, labels, Missing(missing))
    start = _base(base, len(codes[0]))
    low, high = _bounds(at_least, at_most)
    unreached, shares = _reachable(codes, shares, labels, Empty(empty))
    place, people, cell_codes, weight = _cells(codes, start)
    weight, record = fit_cells(
        weight, people, cell_codes, shares, (low, high), (tolerance, max_rounds)
    )
    weights = weight[place]
    gaps = _gaps(weight * people, cell_codes, shares)
    size = effective_size(weights)
    return Raking(
        weights=weights,
        converged=bool(record[-1] <= tolerance),
        gaps=gaps,
        record=record,
        effective_size=size,
        design_effect=len(weights) / size,
        trimmed=int(((weights <= low) | (weights >= high)).sum()),
        hints=_hints(codes, shares, labels, high),
        unreached=unreached,
    )


def _labels(names: Sequence[str] | None, count: int) -> list[str]:
    if count == 0:
        raise ValueError("rake needs at least one variable with targets.")
    found = [f"variable {v}" for v in range(count)] if names is None else list(names)
    if len(found) != count:
        raise ValueError(f"names must name each of {count} variables, got {len(found)}.")
    return found


def _variables(
    categories: Sequence[ArrayLike],
    targets: Sequence[ArrayLike],
    labels: list[str],
    missing: Missing,
) -> tuple[list[Codes], list[Floats]]:
    if len(categories) != len(targets):
        raise ValueError(
            f"categories and targets must be of the same variables, got {len(categories)} and {len(targets)}."
        )
    codes: list[Codes] = []
    shares: list[Floats] = []
    for given, wanted, label in zip(categories, targets, labels, strict=True):
        target = finite(wanted, f"targets of {label}", at_least=0)
        if target.sum() == 0:
            raise ValueError(f"targets of {label} must be above 0 for at least one category.")
        code = _codes(given, len(target), label)
        if codes and len(code) != len(codes[0]):
            raise ValueError(
                f"{label} must have {len(codes[0])} people like the others, got {len(code)}."
            )
        _check_missing(code, label, missing)
        codes.append(code)
        shares.append(target / target.sum())
    return codes, shares


def _codes(given: ArrayLike, count: int, label: str) -> Codes:
    values = finite(given, label)
    if (values != np.rint(values)).any():
        raise ValueError(f"{label} must be whole codes from 0, and -1 where a person did not say.")
    if values.min() < -1 or values.max() >= count:
        wrong = values.max() if values.max() >= count else values.min()
        raise ValueError(f"{label} has code {wrong:g}, and targets for codes 0 to {count - 1}.")
    return values.astype(np.int64)


def _check_missing(code: Codes, label: str, missing: Missing) -> None:
    unsaid = int((code < 0).sum())
    if unsaid == len(code):
        raise ValueError(f"nobody said their category of {label}; leave this variable out.")
    if unsaid and missing is Missing.REFUSE:
        raise ValueError(
            f"{unsaid} people did not say their category of {label}; fill it in, leave them out, or keep"
            " their weight (Missing.KEEP)."
        )


def _base(base: ArrayLike | None, count: int) -> Floats:
    if base is None:
        return np.ones(count)
    weights = finite(base, "base", above=0)
    alike(categories=np.empty(count), base=weights)
    # By the largest first: the sum of very large weights is no number.
    weights = weights / weights.max()
    return np.asarray(weights / weights.mean())


def _bounds(at_least: float | None, at_most: float | None) -> tuple[float, float]:
    low = -np.inf if at_least is None else at_least
    high = np.inf if at_most is None else at_most
    if not low < 1 < high or (at_least is not None and not at_least >= 0):
        raise ValueError(
            f"bounds must lie on both sides of the mean weight 1 and not below 0, got {low} and {high}."
        )
    return low, high


def _reachable(
    codes: list[Codes], shares: list[Floats], labels: list[str], empty: Empty
) -> tuple[tuple[tuple[str, int], ...], list[Floats]]:
    unreached: list[tuple[str, int]] = []
    reachable = []
    for code, share, label in zip(codes, shares, labels, strict=True):
        people = np.bincount(code[code >= 0], minlength=len(share))
        unwanted = np.flatnonzero((people > 0) & (share == 0))
        if len(unwanted):
            first = int(unwanted[0])
            raise ValueError(
                f"{label}: {people[first]} participants are in category {first}, whose target is 0. Leave"
                " them out, or give the category its people."
            )
        nobody = np.flatnonzero((people == 0) & (share > 0))
        if len(nobody) and empty is Empty.REFUSE:
            raise ValueError(_nobody_came(label, int(nobody[0]), people, share))
        unreached += [(label, int(category)) for category in nobody]
        kept = np.where(people > 0, share, 0.0)
        reachable.append(kept / kept.sum())
    return tuple(unreached), reachable


def _nobody_came(label: str, category: int, people: Codes, share: Floats) -> str:
    others = np.flatnonzero(people > 0)
    join = int(others[np.argmin(people[others])])
    return (
        f"{label}: nobody of category {category} took part, and its target is {share[category]:.3g}. Join"
        f" it with another category (the smallest is {join}), or spread its share (Empty.SPREAD)."
    )


def _cells(codes: list[Codes], start: Floats) -> tuple[Codes, Floats, list[Codes], Floats]:
    """People who agree in all categories and in base weight get the same weight: fit them as one."""
    place = np.unique(start, return_inverse=True)[1].astype(np.int64)
    for code in codes:
        joined = place * (int(code.max()) + 2) + code + 1
        place = np.unique(joined, return_inverse=True)[1].astype(np.int64)
    first = np.zeros(int(place.max()) + 1, dtype=np.int64)
    first[place] = np.arange(len(place))
    people = np.bincount(place).astype(np.float64)
    return place, people, [code[first] for code in codes], start[first]


def fit_cells(
    weight: Floats,
    people: Floats,
    codes: list[Codes],
    shares: list[Floats],
    bounds: tuple[float, float],
    stop: tuple[float, int],
) -> tuple[Floats, Floats]:
    """Weights of cells whose shares fit, and the largest gap after each round.

    ``weight`` and ``people`` are those of each cell, ``codes`` its category of each variable (-1 for
    none); ``stop`` is the tolerance and the most rounds.
    """
    tolerance, max_rounds = stop
    if not tolerance > 0 or max_rounds < 1:
        raise ValueError(
            f"tolerance must be above 0 and max_rounds at least 1, got {tolerance} and {max_rounds}."
        )
    record = []
    for _ in range(max_rounds):
        before = weight
        for code, share in zip(codes, shares, strict=True):
            weight = weight * _factors(weight * people, code, share)
        weight = weight * (people.sum() / (weight @ people))
        weight = np.clip(weight, *bounds)
        gaps = _gaps(weight * people, codes, shares)
        record.append(max(float(np.abs(gap).max()) for gap in gaps))
        if record[-1] <= tolerance or np.abs(weight - before).max() < STALLED:
            break
    return weight, np.array(record)


def _factors(mass: Floats, code: Codes, share: Floats) -> Floats:
    said = code >= 0
    sums = np.bincount(code[said], weights=mass[said], minlength=len(share))
    with np.errstate(invalid="ignore", divide="ignore"):
        factor = np.where(sums > 0, share * sums.sum() / sums, 1.0)
    return np.where(said, factor[code], 1.0)


def _gaps(mass: Floats, codes: list[Codes], shares: list[Floats]) -> tuple[Floats, ...]:
    gaps = []
    for code, share in zip(codes, shares, strict=True):
        said = code >= 0
        sums = np.bincount(code[said], weights=mass[said], minlength=len(share))
        gaps.append(sums / sums.sum() - share)
    return tuple(gaps)


def _hints(
    codes: list[Codes], shares: list[Floats], labels: list[str], high: float
) -> tuple[Hint, ...]:
    hints = []
    for code, share, label in zip(codes, shares, labels, strict=True):
        people = np.bincount(code[code >= 0], minlength=len(share))
        seen = people / people.sum()
        thin = (people > 0) & ((people < FEW) | (share > seen * min(high, 5.0)))
        for category in np.flatnonzero(thin):
            others = np.flatnonzero((people > 0) & (np.arange(len(share)) != category))
            join = int(others[np.argmin(people[others])]) if len(others) else None
            hints.append(
                Hint(
                    label, int(category), int(people[category]),
                    float(seen[category]), float(share[category]), join,
                )
            )  # fmt: skip
    return tuple(hints)
