"""What one map may tell beside the one before it: whoever lays both side by side sees what at least the floor did.

A map alone can be safe and yet, beside the one before it, give away the only vote that came between them. So votes reach
a map in batches of at least ``floor`` people a statement (``released_votes``), figures of a group move only when as many
of its people are others (``people_changed``), and marks stand at the middle of as many (``gathered_points``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.votes import Ids, Integers, VoteMatrix


def released_votes(now: VoteMatrix, before: VoteMatrix, *, floor: int) -> VoteMatrix:
    """The votes that a map after one of ``before`` may rest on: of each statement all as now, or all as before.

    As now where nobody, or at least ``floor`` people, voted anew, changed their vote or left since; else as before. What
    moderation decided counts at once.

    Parameters
    ----------
    now : the conversation as it is
    before : what the last map rested on
    floor : least number of people whose votes may be told by a difference; 1 releases everything

    Returns
    -------
    VoteMatrix; ``now`` itself where nothing is held back, ``before`` itself where every change is.

    Raises
    ------
    ValueError: ``floor`` is under 1.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.4 (linked tables), doi:10.1002/9781118348239.

    Examples
    --------
    >>> before = VoteMatrix.from_votes([1, 2, 3], [1, 1, 1], [1, 1, -1])
    >>> now = before.updated(VoteMatrix.from_votes([3, 1, 2], [1, 2, 2], [1, 1, 0]))
    >>> released_votes(now, before, floor=2).dense().tolist()
    [[1.0, 1.0], [1.0, 0.0], [-1.0, nan]]
    """
    if floor < 1:
        raise ValueError(f"floor must be 1 or more, got {floor}.")
    ids = np.union1d(now.statement_ids, before.statement_ids)
    new, old = _listed(now, ids), _listed(before, ids)
    changed = np.bincount(_changed(new, old), minlength=ids.size)
    is_held = (changed > 0) & (changed < floor)
    if not is_held.any():
        return now
    if not (changed >= floor).any():
        return before
    kept = np.concatenate([new[~is_held[new[:, 1]]], old[is_held[old[:, 1]]]])
    return VoteMatrix.from_votes(
        kept[:, 0],
        ids[kept[:, 1]],
        kept[:, 2],
        moderated_out=now.statement_ids[now.moderated_out].tolist(),
    )


def people_changed(
    ids: ArrayLike, values: ArrayLike, earlier_ids: ArrayLike, earlier_values: ArrayLike
) -> int:
    """How many people are behind the difference of two figures: who came, left, or says something else.

    Parameters
    ----------
    ids, values : (N,) people behind the figure, each once, and what each says
    earlier_ids, earlier_values : (M,) the same of the earlier figure

    Returns
    -------
    int ≥ 0.

    Raises
    ------
    ValueError: somebody has not exactly one value.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.4 (linked tables), doi:10.1002/9781118348239.

    Examples
    --------
    >>> people_changed([1, 2, 4], [1, 0, 1], [1, 2, 3], [1, -1, 1])
    3
    """
    one, other = _pairs(ids, values), _pairs(earlier_ids, earlier_values)
    both = np.concatenate([one, other])
    told, counts = np.unique(both, axis=0, return_counts=True)
    return int(np.unique(told[counts == 1][:, 0]).size)


def fewest_changed(counts: ArrayLike, earlier: ArrayLike) -> int:
    """How many people are at least behind the difference of two counts of hands, of which nobody knows whose they are.

    max(Σ (cᵢ - eᵢ)⁺, Σ (eᵢ - cᵢ)⁺): somebody who says something else leaves one count and joins another.

    Parameters
    ----------
    counts : (N,) people who say each thing
    earlier : (N,) as they were counted before

    Returns
    -------
    int ≥ 0, 0 when nothing differs.

    Raises
    ------
    ValueError: the shapes differ.

    References
    ----------
    Hundepool et al. (2012), Statistical Disclosure Control, section 4.4 (linked tables), doi:10.1002/9781118348239.

    Examples
    --------
    >>> fewest_changed([8, 0, 1], [7, 1, 1]), fewest_changed([7, 1, 1], [0, 0, 0])
    (1, 9)
    """
    new, old = np.asarray(counts, dtype=np.int64), np.asarray(earlier, dtype=np.int64)
    if new.shape != old.shape:
        raise ValueError(f"counts and earlier must be alike, got {new.shape} and {old.shape}")
    steps = new - old
    return int(max(steps.clip(min=0).sum(), (-steps).clip(min=0).sum()))


def gathered_points(points: ArrayLike, parts: int) -> Floats:
    """Where people stand on the map in ``parts`` parcels of neighbours: the middle of each, and of nobody alone.

    The people are cut in two along the longer side of where they stand, and each half again (a k-d tree), so that
    parcels differ by one person at most. This is microaggregation.

    Parameters
    ----------
    points : (N, 2) where people stand
    parts : how many parcels, from 1 to N

    Returns
    -------
    (parts, 2) array.

    Raises
    ------
    ValueError: there are fewer people than parts, or no part.

    References
    ----------
    Domingo-Ferrer & Mateo-Sanz (2002), Practical data-oriented microaggregation, doi:10.1109/69.979982.

    Examples
    --------
    >>> gathered_points([[0, 0], [2, 0], [9, 1], [11, 1]], 2).tolist()
    [[1.0, 0.0], [10.0, 1.0]]
    """
    places = np.asarray(points, dtype=np.float64)
    if not 1 <= parts <= len(places):
        raise ValueError(f"parts must be from 1 to {len(places)} people, got {parts}.")
    return np.array([own.mean(axis=0) for own in _parcels(places, parts)])


def _parcels(places: Floats, parts: int) -> list[Floats]:
    if parts == 1:
        return [places]
    first = parts // 2
    cut = len(places) * first // parts
    side = int(np.ptp(places, axis=0).argmax())
    order = np.lexsort((places[:, 1 - side], places[:, side]))
    low, high = places[order[:cut]], places[order[cut:]]
    return [*_parcels(low, first), *_parcels(high, parts - first)]


def _listed(votes: VoteMatrix, ids: Ids) -> Integers:
    """(N, 3) who, the place of the statement in ``ids``, and what."""
    columns = np.searchsorted(ids, votes.statement_ids)[votes.columns]
    return np.column_stack([votes.participant_ids[votes.rows], columns, votes.values]).astype(
        np.int64
    )


def _changed(new: Integers, old: Integers) -> Integers:
    """The statement of every vote that is not the same in both: once for each person."""
    width = int(max(new[:, 1].max(), old[:, 1].max())) + 1
    now, before = new[:, 0] * width + new[:, 1], old[:, 0] * width + old[:, 1]
    places = np.minimum(np.searchsorted(before, now), before.size - 1)
    is_same = (before[places] == now) & (old[places, 2] == new[:, 2])
    is_gone = ~np.isin(before, now, assume_unique=True)
    return np.concatenate([new[~is_same, 1], old[is_gone, 1]])


def _pairs(ids: ArrayLike, values: ArrayLike) -> Integers:
    people = np.asarray(ids, dtype=np.int64)
    said = np.asarray(values, dtype=np.int64)
    if people.shape != said.shape or np.unique(people).size != people.size:
        raise ValueError(
            f"everybody must be named once and have one value, got {people.size} and {said.size}."
        )
    return np.column_stack([people, said])
