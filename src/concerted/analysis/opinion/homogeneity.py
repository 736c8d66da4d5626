"""Whether a conversation has groups at all: its silhouette against those of shuffled votes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.clustering import k_means_up_to
from concerted.analysis.opinion.projection import centred_votes, statement_means, votes_that_count
from concerted.analysis.opinion.settings import SOUND, Settings
from concerted.analysis.opinion.silhouette import silhouettes
from concerted.analysis.opinion.votes import Mask, VoteMatrix

_SAMPLE = (300, 1000)  # participants whose votes are shuffled: at least, at most
_SAMPLE_VOTES = 30_000  # their votes, between these
_WIDTH = 8  # vectors of the subspace iteration
_ROUNDS = 12
_EXACT = 300  # participants up to whom silhouettes are exact
_FEWEST = 4  # with fewer there is nothing to part


@dataclass(frozen=True, slots=True, eq=False)
class HomogeneityTest:
    """How the best silhouette compares with those of shuffled votes.

    Attributes
    ----------
    silhouette : the best mean silhouette over the numbers of groups tried, of the sample as it voted
    shuffled : (B,) the same of each shuffled conversation
    p_value : (1 + shuffled conversations that reach ``silhouette``) / (1 + B), in (0, 1]
    """

    silhouette: float
    shuffled: Floats
    p_value: float


def homogeneity_test(
    votes: VoteMatrix, participants: Mask, settings: Settings = SOUND
) -> HomogeneityTest:
    """A permutation test of the null hypothesis that opinions are homogeneous: one crowd, no groups.

    Under the null hypothesis, how someone votes on one statement tells nothing of how they vote on another. So the
    votes on each statement are shuffled among those who voted on it (who voted on what, and each statement's shares,
    stay), and mapping, k-means and silhouettes are done again, the same way. p is the share of conversations, the true
    one included, with a best silhouette at least as large. Shuffling ends early once p can no longer come under
    ``significance``. Of more participants a sample of 300 to 1,000, with about 30,000 votes, stands for all: silhouettes do not grow with size.

    The test tells groups from noise. It cannot tell two groups from one crowd spread along a line of opinion: look at
    the map, and at the silhouette itself (a normal crowd spread along one line reaches about 0.45).

    Parameters
    ----------
    votes : the conversation
    participants : (P,) bool, those who are to be grouped
    settings : ``permutations`` (B at most), ``significance``, ``seed``, ``maximum_groups``, ``participants_per_group``

    Returns
    -------
    HomogeneityTest, with p_value 1 and nothing shuffled for fewer than 4 participants or without differing votes.

    Raises
    ------
    ValueError: ``participants`` is not one truth value for each, or marks none.

    References
    ----------
    Besag & Clifford (1991), Sequential Monte Carlo p-values, doi:10.1093/biomet/78.2.301.

    Examples
    --------
    >>> rng = np.random.default_rng(3)
    >>> side = np.repeat([1, -1], 30)
    >>> people, topics = np.divmod(np.arange(60 * 8), 8)
    >>> votes = VoteMatrix.from_votes(people, topics, side[people] * (1 - 2 * (topics % 2)))
    >>> round(homogeneity_test(votes, np.ones(60, dtype=bool)).p_value, 4)
    0.0167
    """
    draw = np.random.default_rng(settings.seed)
    sample = votes.only(_sample(votes, participants, draw))
    people = sample.participant_count
    if people < _FEWEST:
        return HomogeneityTest(silhouette=0.0, shuffled=np.zeros(0), p_value=1.0)
    by_column = np.argsort(sample.columns, kind="stable")
    columns = sample.columns[by_column]
    centred = centred_votes(sample, statement_means(sample))
    in_columns = centred.data[by_column]
    given = np.maximum(votes_that_count(sample, rejected_too=False), settings.full_scale_votes)
    scale = 1.0 / np.sqrt(given)[:, np.newaxis]

    def best_silhouette(values: Floats) -> float:
        centred.data[by_column] = values
        return _best_silhouette(_leading(centred) * scale, settings)

    seen = best_silhouette(in_columns)
    allowed = settings.significance * (settings.permutations + 1) - 1
    shuffled: list[float] = []
    reached = 0
    while len(shuffled) < settings.permutations and reached <= max(allowed, 0) and seen > 0:
        order = np.argsort(columns + draw.random(columns.size))
        shuffled.append(best_silhouette(in_columns[order]))
        reached += shuffled[-1] >= seen
    p_value = (1 + reached) / (1 + len(shuffled))
    return HomogeneityTest(silhouette=seen, shuffled=np.array(shuffled), p_value=p_value)


def groups_tried(people: int, settings: Settings) -> int:
    """The largest number of groups tried for so many participants, at least 2.

    Examples
    --------
    >>> groups_tried(30, SOUND), groups_tried(1000, SOUND)
    (2, 5)
    """
    return max(2, min(settings.maximum_groups, people // settings.participants_per_group))


def _sample(votes: VoteMatrix, participants: Mask, draw: np.random.Generator) -> Mask:
    places = np.flatnonzero(participants)
    each = votes.vote_count / votes.participant_count
    size = int(np.clip(_SAMPLE_VOTES / each, *_SAMPLE))
    if places.size <= size:
        return participants
    chosen = np.zeros(participants.size, dtype=np.bool_)
    chosen[draw.choice(places, size, replace=False)] = True
    return chosen


def _leading(centred: sp.csr_array) -> Floats:
    """(n, 2) coordinates on the two principal axes, by subspace iteration from a fixed start.

    A dozen rounds with eight vectors find the plane well enough for a silhouette; an exact decomposition takes ten
    times as long.
    """
    people, statements = centred.shape
    width = min(_WIDTH, statements)
    turned = centred.T
    axes = np.random.default_rng(0).standard_normal((statements, width))
    for _ in range(_ROUNDS):
        axes = np.linalg.qr(turned @ (centred @ axes))[0]
    flat = centred @ axes
    turn = np.linalg.eigh(flat.T @ flat)[1][:, ::-1]
    places = np.zeros((people, 2))
    places[:, : min(2, width)] = (flat @ turn)[:, :2]
    return places


def _best_silhouette(points: Floats, settings: Settings) -> float:
    if (points == points[0]).all():
        return 0.0
    most = groups_tried(points.shape[0], settings)
    found = k_means_up_to(points, most, is_quick=True)
    scores = silhouettes(points, [one.labels for one in found], exact_up_to=_EXACT)
    return float(scores.max())
