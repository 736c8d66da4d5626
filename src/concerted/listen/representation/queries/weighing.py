"""Reading a result again as if those who took part had the mix of those who live there.

A room gives its participants' keys and, for each, what they said; this room gives weights and shares, never who is who.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.findings import Finding
from concerted.analysis.representation import (
    Empty,
    Raking,
    Verdict,
    rake,
    raking_findings,
    reading_findings,
    reread,
)
from concerted.listen.representation.models import Occasion, Said, State
from concerted.listen.representation.queries.benchmarks import newest_benchmarks
from concerted.listen.representation.queries.findings import sentence
from concerted.listen.representation.queries.keys import hash_of
from concerted.listen.representation.queries.protecting import FLOOR

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
ENOUGH = 30
"""People who told, below which weights would make few speak for many."""
LEAST, MOST = 0.2, 5.0
"""Bounds of a weight, in mean weights."""


@dataclass(frozen=True)
class Weighing:
    """Weights of the participants of a room, in the order of their keys; never to be shown one by one."""

    weights: Floats
    codes: tuple[Codes, ...]
    """For each dimension used, the category of each participant, -1 where they did not say; small ones joined."""
    dimensions: tuple[str, ...]
    told: int
    effective_size: float
    finding: str
    converged: bool


@dataclass(frozen=True)
class Reread:
    """One statement (or question, or option) without and with weights, in whole per cent."""

    plain: int
    weighted: int
    lower: int
    upper: int
    is_better: bool
    """Whether the weighted reading is the one to believe."""
    finding: str


def weigh(occasion: Occasion, keys: Sequence[str]) -> Weighing | None:
    """Weights for the participants ``keys``, or nothing where too few told or there are no benchmarks.

    Subgroups of fewer than ``FLOOR`` people are joined before, so that no weight tells of few. Who did not say
    something keeps their weight in it. Without a viewer: the numbers are for ``reread_result`` and the like.
    """
    benchmarks = newest_benchmarks(occasion.place)
    if not benchmarks or not keys:
        return None
    places = {hash_of(occasion, key): place for place, key in enumerate(keys)}
    said = _said(occasion, places)
    codes, targets, names = [], [], []
    for dimension in occasion.dimensions.order_by("number"):
        benchmark = benchmarks.get(dimension.pk)
        found = (
            _joined(said.get(dimension.key, {}), benchmark.shares, len(keys))
            if benchmark
            else None
        )
        if found is not None:
            codes.append(found[0])
            targets.append(found[1])
            names.append(dimension.key)
    if not codes:
        return None
    raking = rake(
        codes,
        targets,
        at_least=LEAST,
        at_most=MOST,
        empty=Empty.SPREAD,
        names=names,
        max_rounds=200,
    )
    told = int((np.stack(codes) >= 0).any(axis=0).sum())
    return _weighing(raking, codes, names, told)


def _weighing(raking: Raking, codes: list[Codes], names: list[str], told: int) -> Weighing:
    return Weighing(
        weights=raking.weights,
        codes=tuple(codes),
        dimensions=tuple(names),
        told=told,
        effective_size=raking.effective_size,
        finding=sentence(raking_findings(raking)[0]),
        converged=raking.converged,
    )


def _said(occasion: Occasion, places: dict[str, int]) -> dict[str, dict[int, str]]:
    """For each dimension, by its key, which participant is in which subgroup."""
    rows = Said.objects.filter(description__occasion=occasion, state=State.CHOSEN)
    found: dict[str, dict[int, str]] = {}
    for hashed, dimension, group in rows.values_list(
        "description__key_hash", "dimension__key", "subgroup__key"
    ):
        if hashed in places:
            found.setdefault(dimension, {})[places[hashed]] = group
    return found


def _joined(
    said: dict[int, str], shares: dict[str, float], count: int
) -> tuple[Codes, Floats] | None:
    """Categories of at least ``FLOOR`` people with their shares; nothing where fewer than two are left."""
    if len(said) < ENOUGH:
        return None
    numbers = {key: sum(one == key for one in said.values()) for key in {*shares, *said.values()}}
    large = [key for key in shares if numbers[key] >= FLOOR and shares[key] > 0]
    rest = sum(number for key, number in numbers.items() if key not in large)
    if 0 < rest < FLOOR and large:
        large.remove(min(large, key=lambda key: numbers[key]))
    rest_share = sum(share for key, share in shares.items() if key not in large)
    has_rest = any(key not in large and number for key, number in numbers.items())
    if (has_rest and rest_share <= 0) or len(large) + has_rest < 2:
        return None
    codes = np.full(count, -1, dtype=np.int64)
    for place, key in said.items():
        codes[place] = large.index(key) if key in large else len(large)
    targets = [shares[key] for key in large] + ([rest_share] if has_rest else [])
    return codes, np.array(targets)


def reread_result(
    weighing: Weighing, answers: ArrayLike, *, level: float, answer: str
) -> list[Reread | None]:
    """What share gives the answer ``level`` to each column of ``answers``, without and with weights.

    ``answers`` has a row for each key that was weighed and NaN where somebody did not answer; ``answer`` is the verb of
    the sentence, as in “agree”. Nothing is told of a column that fewer than ``FLOOR`` people of some group answered.
    """
    given = np.asarray(answers, dtype=np.float64)
    given = given[:, None] if given.ndim == 1 else given
    found = reread(given, weighing.weights, levels=np.unique([level, *given[~np.isnan(given)]]))
    sentences = reading_findings(found, level, answer=answer)
    place = int(np.flatnonzero(found.levels == level)[0])
    told: list[Reread | None] = []
    for column in range(given.shape[1]):
        if not _is_safe(weighing, ~np.isnan(given[:, column])):
            told.append(None)
            continue
        is_better = found.verdict[column] == Verdict.BETTER and weighing.converged
        told.append(
            Reread(
                plain=_percent(found.plain[column, place]),
                weighted=_percent(found.weighted[column, place]),
                lower=_percent(found.weighted_lower[column, place]),
                upper=_percent(found.weighted_upper[column, place]),
                is_better=bool(is_better),
                finding=sentence(_rounded(sentences[column])),
            )
        )
    return told


def _percent(share: float) -> int:
    return round(100 * float(share))


def _rounded(finding: Finding) -> Finding:
    """Whole per cent: decimals would let two readings tell how a few people voted."""
    values = {
        name: round(value) if isinstance(value, float) and name != "confidence" else value
        for name, value in finding.values.items()
    }
    return replace(finding, values=values)


def _is_safe(weighing: Weighing, answered: NDArray[np.bool_]) -> bool:
    """Whether at least ``FLOOR`` people of every category answered."""
    return all(
        np.bincount(codes[answered & (codes >= 0)], minlength=int(codes.max()) + 1).min() >= FLOOR
        for codes in weighing.codes
    )
