"""Candidates two by two: preferences between each pair, and the Schulze method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from concerted.analysis.tally.ballots import Ballots, Integers, ranked_ballots
from concerted.analysis.tally.ties import Choice, LastResort, Tie, TieRule, last_resort

AT_ONCE = 2**16
"""Ballots compared in one block, so that memory does not grow with them."""


@dataclass(frozen=True, slots=True, eq=False)
class SchulzeResult:
    """Result of `schulze` or `schulze_of_pairwise`; row i and column j of arrays are candidates i + 1 and j + 1.

    Attributes
    ----------
    pairwise : (C, C) array, voters who prefer i to j
    strongest_paths : (C, C) array, strength of the strongest path from i to j, 0 without one
    winners : everyone whose path to each other candidate is at least as strong as the path back
    condorcet_winner : who beats every other in the pair, or None
    tiers : all candidates; first the winners, then those who would win if those before did not stand in the
        comparison of paths, and so on
    winner : the winner, by the last resort if there are several
    tie : the tie that was broken for ``winner``, or None
    last_resort : whom a tie takes
    """

    pairwise: Integers
    strongest_paths: Integers
    winners: tuple[int, ...]
    condorcet_winner: int | None
    tiers: tuple[tuple[int, ...], ...]
    winner: int
    tie: Tie | None
    last_resort: LastResort


def pairwise_preferences(ballots: Ballots, candidates: int) -> Integers:
    """How many voters prefer each candidate to each other; who is ranked is preferred to who is not.

    Parameters
    ----------
    ballots : pairs (number of voters, ranking) or `RankedBallots`; see `ranked_ballots`
    candidates : number of candidates, numbered from 1

    Returns
    -------
    (C, C) array of whole numbers: row i, column j: voters who prefer candidate i + 1 to candidate j + 1; 0 on the
    diagonal.

    Raises
    ------
    ValueError: the ballots are refused (`ranked_ballots`).

    References
    ----------
    Schulze (2011), doi:10.1007/s00355-010-0475-4.

    Examples
    --------
    >>> pairwise_preferences([(4, [1, 2, 3]), (3, [2, 3])], candidates=3).tolist()
    [[0, 4, 4], [3, 0, 7], [3, 0, 0]]
    """
    checked = ranked_ballots(ballots, candidates)
    preferences = np.zeros((candidates, candidates), dtype=np.int64)
    length = checked.rankings.shape[1]
    for start in range(0, len(checked.counts), AT_ONCE):
        rankings = checked.rankings[start : start + AT_ONCE]
        counts = checked.counts[start : start + AT_ONCE]
        rank = np.full((len(counts), candidates + 1), length, dtype=np.int16)
        np.put_along_axis(
            rank, rankings.astype(np.intp), np.arange(length, dtype=np.int16)[None, :], axis=1
        )
        by_candidate = np.ascontiguousarray(rank[:, 1:].T)
        for candidate in range(candidates):
            preferences[candidate] += (by_candidate[candidate] < by_candidate) @ counts
    return preferences


def schulze(ballots: Ballots, candidates: int, *, seed: str | None = None) -> SchulzeResult:
    """The Schulze method: who wins by the strongest paths of pairwise victories, measured by winning votes.

    With d(i, j) the voters who prefer i to j, there is a link from i to j of strength d(i, j) where d(i, j) > d(j, i).
    A path is as strong as its weakest link. i beats j if the strongest path from i to j is stronger than that from j to
    i; whom nobody beats is a winner. Whoever beats every other in pairs wins. Several winners are possible; then the lot
    drawn from ``seed`` decides or, without one, the lower number.

    Parameters
    ----------
    ballots : pairs (number of voters, ranking) or `RankedBallots`; see `ranked_ballots`
    candidates : number of candidates, numbered from 1; time grows with the cube
    seed : public text from which ties are drawn (`drawn_order`), or None

    Returns
    -------
    SchulzeResult

    Raises
    ------
    ValueError: the ballots are refused (`ranked_ballots`).

    References
    ----------
    Schulze (2011), doi:10.1007/s00355-010-0475-4.

    Examples
    --------
    >>> result = schulze([(4, [1, 2, 3]), (3, [2, 3, 1]), (2, [3, 1, 2])], candidates=3)
    >>> result.winner, result.strongest_paths.tolist()
    (1, [[0, 6, 6], [5, 0, 7], [5, 5, 0]])
    """
    return schulze_of_pairwise(pairwise_preferences(ballots, candidates), seed=seed)


def schulze_of_pairwise(pairwise: ArrayLike, *, seed: str | None = None) -> SchulzeResult:
    """`schulze` from the table of pairwise preferences.

    Parameters
    ----------
    pairwise : (C, C) array of whole numbers ≥ 0, voters who prefer the candidate of the row to that of the column; the
        diagonal is not read
    seed : public text from which ties are drawn (`drawn_order`), or None

    Returns
    -------
    SchulzeResult

    Raises
    ------
    ValueError: the table is not square, is empty, or holds what is no whole number of at least 0.

    References
    ----------
    Schulze (2011), doi:10.1007/s00355-010-0475-4.

    Examples
    --------
    >>> schulze_of_pairwise([[0, 2], [3, 0]]).winners
    (2,)
    """
    preferences = _checked_pairwise(pairwise)
    paths = _strongest_paths(preferences)
    tiers = _tiers(paths)
    winners = tiers[0]
    resort = last_resort(len(paths), seed, unless_drawn=TieRule.LOWER_NUMBER)
    winner = resort.first(winners)
    beats_all = ((preferences > preferences.T) | np.eye(len(paths), dtype=np.bool_)).all(axis=1)
    return SchulzeResult(
        pairwise=preferences,
        strongest_paths=paths,
        winners=winners,
        condorcet_winner=int(np.argmax(beats_all)) + 1 if beats_all.any() else None,
        tiers=tiers,
        winner=winner,
        tie=None if len(winners) == 1 else Tie(Choice.ELECTION, winners, winner, resort.rule),
        last_resort=resort,
    )


def _checked_pairwise(pairwise: ArrayLike) -> Integers:
    given = np.asarray(pairwise)
    if given.ndim != 2 or given.shape[0] != given.shape[1] or given.size == 0:
        raise ValueError(
            f"pairwise must be a square table, a row and a column for each candidate, got shape {given.shape}."
        )
    if given.dtype.kind not in "iuf":
        raise ValueError("pairwise must hold whole numbers of voters.")
    if not ((given >= 0) & (given == np.floor(given)) & (given < 2.0**53)).all():
        raise ValueError("pairwise must hold whole numbers of voters of at least 0.")
    preferences = given.astype(np.int64)
    np.fill_diagonal(preferences, 0)
    return preferences


def _strongest_paths(preferences: Integers) -> Integers:
    """Widest paths (Floyd and Warshall), one candidate as a station after the other."""
    paths = np.where(preferences > preferences.T, preferences, 0)
    for station in range(len(paths)):
        paths = np.maximum(paths, np.minimum(paths[:, station, None], paths[None, station, :]))
    np.fill_diagonal(paths, 0)
    return paths


def _tiers(paths: Integers) -> tuple[tuple[int, ...], ...]:
    beaten: NDArray[np.bool_] = paths < paths.T
    left = np.arange(len(paths))
    tiers: list[tuple[int, ...]] = []
    while left.size > 0:
        is_beaten = beaten[np.ix_(left, left)].any(axis=1)
        tiers.append(tuple((left[~is_beaten] + 1).tolist()))
        left = left[is_beaten]
    return tuple(tiers)
