"""Opinion groups of a conversation: who is grouped, in how many groups, and which group is which over time."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, unique

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.clustering import (
    Clustering,
    k_means,
    k_means_up_to,
    without_small_groups,
)
from concerted.analysis.opinion.homogeneity import groups_tried, homogeneity_test
from concerted.analysis.opinion.projection import Projection, votes_that_count
from concerted.analysis.opinion.settings import SOUND, Settings
from concerted.analysis.opinion.silhouette import silhouettes
from concerted.analysis.opinion.votes import Ids, Mask, VoteMatrix

Labels = NDArray[np.int64]

_EXACT_AGAIN = (
    2000  # participants up to whom silhouettes are exact in a reading that follows another
)


@unique
class Outcome(Enum):
    """What a reading found. Only ``GROUPS`` has more than one group."""

    GROUPS = "groups"
    NO_CLEAR_GROUPS = "no clear groups"
    SMALL_CONVERSATION = "small conversation"
    ALL_ALIKE = "all alike"


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """One number of groups tried.

    Attributes
    ----------
    clustering : k-means as it is
    silhouette : its mean silhouette
    groups : the same after groups under the minimum size were dissolved
    groups_silhouette : its mean silhouette; -1 if one group is left
    """

    clustering: Clustering
    silhouette: float
    groups: Clustering
    groups_silhouette: float


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """What the next reading needs to know of this one.

    Attributes
    ----------
    participant_ids, labels : (P,) everyone and their groups, -1 for none
    k : the number of groups shown; 0 if no groups were looked for, which binds no later reading
    leader, wins : the number of groups that was best last, and in how many readings in a row
    centers : (k, 2) centres of k-means for each k tried, from which the next search may start
    p_value : of the test for groups, NaN if it was not made
    tested_votes : votes that the conversation had when it was made
    """

    participant_ids: Ids
    labels: Labels
    k: int
    leader: int
    wins: int
    centers: tuple[Floats, ...]
    p_value: float
    tested_votes: int


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The groups of a conversation.

    Attributes
    ----------
    outcome : whether there are groups, and if not, why
    labels : (P,) each participant's group from 0, or -1 for those who voted too little to be in one. Without groups,
        everyone else is in group 0
    sizes, centers : (k,) and (k, 2) of each group
    silhouette : mean silhouette, 0 for one group
    p_value : of the test for groups; NaN if it was not made
    candidates : each number of groups tried
    history : for the next reading
    """

    outcome: Outcome
    labels: Labels
    sizes: NDArray[np.int64]
    centers: Floats
    silhouette: float
    p_value: float
    candidates: tuple[Candidate, ...]
    history: History

    @property
    def k(self) -> int:
        """The number of groups: 1 when there are none to tell apart, 0 when nobody voted enough."""
        return int(self.sizes.size)


def group_participants(
    votes: VoteMatrix,
    projection: Projection,
    settings: Settings = SOUND,
    history: History | None = None,
) -> Grouping:
    """Opinion groups: k-means on the map, the k with the best silhouette, if there are groups at all.

    1. Participants with enough votes are grouped (``eligible_participants``).
    2. k-means for k = 2, 3, …; groups that are too small are dissolved into their neighbours; for each number of
       groups left the partition with the largest mean silhouette stands.
    3. The number with the largest silhouette wins (the smaller of two equal ones), unless the best silhouette is
       nothing that homogeneous opinions would not show (``homogeneity_test``): then one group wins.
    4. With a ``history``, another number than the one shown takes its place only after it won
       ``settings.wins_for_new_count`` times in a row, and groups keep the numbers of those that they overlap most.

    After a first reading, silhouettes are exact up to 2,000 participants, so that a vote is answered at once. The test
    of step 3 is made anew when the conversation has grown by a twentieth since the last one.

    Parameters
    ----------
    votes, projection : the conversation and its map
    settings : ``POLIS`` skips the test, keeps groups of one, and groups any number of people
    history : of the last reading of the same conversation, or None

    Returns
    -------
    Grouping. Fewer than ``settings.small_conversation`` participants with enough votes: no groups are drawn (see
    ``small``). All at one place on the map, or no second group of the minimum size: no groups either.

    References
    ----------
    Small et al. (2021), doi:10.6035/recerca.5516, for k-means on the map, its filter and the smoothing of k.

    Examples
    --------
    >>> from concerted.analysis.opinion.projection import project
    >>> side = np.repeat([1, -1], 30)
    >>> people, topics = np.divmod(np.arange(60 * 8), 8)
    >>> votes = VoteMatrix.from_votes(people, topics, side[people] * (1 - 2 * (topics % 2)))
    >>> found = group_participants(votes, project(votes))
    >>> found.outcome.value, found.sizes.tolist()
    ('groups', [30, 30])
    """
    eligible = eligible_participants(votes, settings, history)
    people = int(eligible.sum())
    points = projection.participants[eligible]
    if people < max(2, settings.small_conversation):
        return _one_group(votes, eligible, points, Outcome.SMALL_CONVERSATION)
    if (points == points[0]).all():
        return _one_group(votes, eligible, points, Outcome.ALL_ALIKE)
    candidates = _candidates(points, settings, history)
    by_count = _best_by_count(candidates)
    winner = max(
        by_count, key=lambda count: (by_count[count].groups_silhouette, -count), default=1
    )
    p_value, tested = _tested(votes, eligible, winner, settings, history)
    if p_value > settings.significance:
        winner = 1
    shown, wins = smoothed_count(winner, [1, *by_count], settings, history)
    groups = by_count[shown].groups if shown > 1 else k_means(points, 1)
    silhouette = by_count[shown].groups_silhouette if shown > 1 else 0.0
    labels = np.full(votes.participant_count, -1)
    labels[eligible] = groups.labels
    if history is not None:
        labels, groups = _renumbered(votes.participant_ids, labels, groups, history)
    return Grouping(
        outcome=Outcome.GROUPS if shown > 1 else Outcome.NO_CLEAR_GROUPS,
        labels=labels,
        sizes=groups.sizes,
        centers=groups.centers,
        silhouette=silhouette,
        p_value=p_value,
        candidates=candidates,
        history=History(
            participant_ids=votes.participant_ids,
            labels=labels,
            k=shown,
            leader=winner,
            wins=wins,
            centers=tuple(one.clustering.centers for one in candidates),
            p_value=p_value,
            tested_votes=tested,
        ),
    )


def eligible_participants(
    votes: VoteMatrix, settings: Settings = SOUND, history: History | None = None
) -> Mask:
    """(P,) bool: who voted enough to be put in a group.

    That is ``settings.minimum_votes`` votes, or one on every statement where there are fewer statements; votes on
    statements moderated out count only with ``moderated_count_as_votes``. With ``once_in_stays_in``, those who were in
    a group in ``history`` stay.

    Parameters
    ----------
    votes : the conversation, of P participants
    settings : ``minimum_votes``, ``moderated_count_as_votes`` and ``once_in_stays_in`` are read
    history : of the last reading of the same conversation, or None

    Returns
    -------
    (P,) array of truths, in the order of ``votes.participant_ids``.

    References
    ----------
    Small et al. (2021), Polis: scaling deliberation by mapping high dimensional opinion spaces, doi:10.6035/recerca.5516,
    for the filter of seven votes.

    Examples
    --------
    >>> votes = VoteMatrix.from_votes([1, 1, 2], [1, 2, 1], [1, 1, -1])
    >>> eligible_participants(votes).tolist()
    [True, False]
    """
    all_count = settings.moderated_count_as_votes
    statements = votes.statement_count if all_count else int((~votes.moderated_out).sum())
    given = votes_that_count(votes, rejected_too=all_count)
    enough = given >= min(settings.minimum_votes, max(statements, 1))
    if history is not None and settings.once_in_stays_in:
        enough |= np.isin(votes.participant_ids, history.participant_ids[history.labels >= 0])
    return enough


def smoothed_count(
    winner: int, possible: Sequence[int], settings: Settings, history: History | None
) -> tuple[int, int]:
    """The number of groups to show, and how many readings in a row ``winner`` has now won.

    The number shown stays until another has won ``settings.wins_for_new_count`` times in a row, or it is no longer
    ``possible``.

    Examples
    --------
    >>> smoothed_count(3, [1, 2, 3], SOUND, None)
    (3, 1)
    """
    if history is None or history.k == 0:
        return winner, 1
    wins = history.wins + 1 if winner == history.leader else 1
    is_due = wins >= settings.wins_for_new_count or history.k not in possible
    return (winner if is_due else history.k), wins


def matched_numbers(overlap: NDArray[np.int64]) -> NDArray[np.int64]:
    """New numbers for groups, so that those that share most members with earlier ones come in their order.

    Parameters
    ----------
    overlap : (new groups, earlier groups) members in common

    Returns
    -------
    (new groups,) a permutation of 0 … new groups - 1. Matched to the earlier groups one to one with the most members
    in common; a group that is new comes after those that are matched.

    Examples
    --------
    >>> matched_numbers(np.array([[1, 30], [25, 2]])).tolist()
    [1, 0]
    """
    new, earlier = linear_sum_assignment(overlap, maximize=True)
    rank = np.full(overlap.shape[0], overlap.shape[1])
    shares = overlap[new, earlier] > 0
    rank[new[shares]] = earlier[shares]
    order = np.argsort(rank, kind="stable")
    numbers = np.empty(order.size, dtype=np.int64)
    numbers[order] = np.arange(order.size)
    return numbers


def _candidates(
    points: Floats, settings: Settings, history: History | None
) -> tuple[Candidate, ...]:
    people = points.shape[0]
    warm = () if history is None else history.centers
    most, is_quick = groups_tried(people, settings), not settings.many_starts
    found = k_means_up_to(points, most, warm=warm, is_quick=is_quick)
    exact = settings.exact_silhouette_participants
    least = max(
        settings.minimum_group_size, math.ceil(settings.minimum_group_share * people - 1e-9)
    )
    dissolved = [without_small_groups(points, one, least) for one in found]
    changed = [one for one, before in zip(dissolved, found, strict=True) if 1 < one.k < before.k]
    scores = silhouettes(
        points,
        [one.labels for one in [*found, *changed]],
        exact_up_to=exact if history is None else min(exact, _EXACT_AGAIN),
    )
    score_of = {
        id(one): float(score) for one, score in zip([*found, *changed], scores, strict=True)
    }
    return tuple(
        Candidate(
            clustering=plain,
            silhouette=score_of[id(plain)],
            groups=groups if groups.k < plain.k else plain,
            groups_silhouette=_score(plain, groups, score_of),
        )
        for plain, groups in zip(found, dissolved, strict=True)
    )


def _score(plain: Clustering, groups: Clustering, score_of: dict[int, float]) -> float:
    if groups.k == plain.k:
        return score_of[id(plain)]
    return score_of.get(id(groups), -1.0)


def _best_by_count(candidates: Sequence[Candidate]) -> dict[int, Candidate]:
    """The candidate with the best silhouette for each number of groups above 1."""
    best: dict[int, Candidate] = {}
    for one in candidates:
        held = best.get(one.groups.k)
        if one.groups.k > 1 and (held is None or one.groups_silhouette > held.groups_silhouette):
            best[one.groups.k] = one
    return best


def _tested(
    votes: VoteMatrix, eligible: Mask, winner: int, settings: Settings, history: History | None
) -> tuple[float, int]:
    """The p-value of the test for groups and the votes it rests on; NaN where it is not asked for or needed."""
    if settings.permutations == 0 or winner == 1:
        return math.nan, 0
    if history is not None and history.tested_votes > 0:
        grown = abs(votes.vote_count - history.tested_votes)
        if 20 * grown <= history.tested_votes:
            return history.p_value, history.tested_votes
    return homogeneity_test(votes, eligible, settings).p_value, votes.vote_count


def _renumbered(
    ids: Ids, labels: Labels, groups: Clustering, history: History
) -> tuple[Labels, Clustering]:
    """The same groups with numbers that follow the earlier ones."""
    if history.k == 0:
        return labels, groups
    _, now, before = np.intersect1d(
        ids, history.participant_ids, assume_unique=True, return_indices=True
    )
    both = (labels[now] >= 0) & (history.labels[before] >= 0)
    overlap = np.zeros((groups.k, history.k), dtype=np.int64)
    np.add.at(overlap, (labels[now][both], history.labels[before][both]), 1)
    numbers = matched_numbers(overlap)
    order = np.argsort(numbers)
    return np.where(labels >= 0, numbers[labels], -1), Clustering(
        labels=numbers[groups.labels],
        centers=groups.centers[order],
        sizes=groups.sizes[order],
        inertia=groups.inertia,
    )


def _one_group(votes: VoteMatrix, eligible: Mask, points: Floats, outcome: Outcome) -> Grouping:
    """Everyone who voted enough in one group."""
    people = points.shape[0]
    labels = np.where(eligible, 0, -1)
    k = min(people, 1)
    return Grouping(
        outcome=outcome,
        labels=labels,
        sizes=np.full(k, people),
        centers=points.mean(axis=0, keepdims=True) if k else np.zeros((0, 2)),
        silhouette=0.0,
        p_value=math.nan,
        candidates=(),
        history=History(
            participant_ids=votes.participant_ids,
            labels=labels,
            k=0,
            leader=0,
            wins=0,
            centers=(),
            p_value=math.nan,
            tested_votes=0,
        ),
    )
