"""The map of a conversation: principal components of the votes, and where people and statements lie on it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.linalg import eigh_tridiagonal
from scipy.linalg.lapack import dormqr, dsytrd
from scipy.sparse.linalg import LinearOperator, eigsh

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.settings import SOUND, Settings
from concerted.analysis.opinion.votes import Mask, VoteMatrix

AXES = 2
DENSE_STATEMENTS = 2000  # up to here the S × S scatter is formed, and its eigenvectors are exact
_DENSE_WORK = 2e9  # and no more multiplications than this
_COLUMNS = 4  # reduced at once: so few that LAPACK keeps to one thread, since waiting for another takes longer
_BLOCK_NUMBERS = 4_000_000  # of participants × statements that are ever dense at once
_NOTHING = 1e-12  # an axis with less than this share of the variance has none but rounding


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """A conversation in two dimensions. Axes are unit vectors whose entry of largest size is positive.

    Attributes
    ----------
    mean : (S,) mean vote of those who voted, 0 for statements moderated out
    components : (2, S) the axes, 0 for statements moderated out; a second axis without variance is all 0
    explained_variance : (2,) variance of the participants along each axis (n - 1 below), before scaling
    explained_variance_ratio : (2,) its share of all variance; 0 where there is none
    participants : (P, 2) coordinates
    statements : (S, 2) coordinates: those of a participant who agrees with this statement and says nothing else
    extremity : (S,) distance of the statement from the centre: how far it parts people
    """

    mean: Floats
    components: Floats
    explained_variance: Floats
    explained_variance_ratio: Floats
    participants: Floats
    statements: Floats
    extremity: Floats


def project(votes: VoteMatrix, settings: Settings = SOUND) -> Projection:
    """Principal component analysis of the votes, with coordinates scaled for how much each participant said.

    With V the votes, a missing vote is given its statement's mean μⱼ over those who voted, and a statement that was
    moderated out is 0 for all. After centring, missing entries are exactly 0, so X = V - μ is as sparse as V and the
    dense matrix is never made. The axes a₁, a₂ are the eigenvectors of XᵀX with the largest eigenvalues λ;
    explained variance is λ / (P - 1). Participant i, who voted on nᵢ of S statements, lies at
    sqrt(S / nᵢ) Xᵢ·(a₁, a₂), and statement j at sqrt(S) (1 - μⱼ) (a₁ⱼ, a₂ⱼ). Agree is 1, pass 0, disagree -1.

    Up to 2,000 statements the axes are those of an exact decomposition (to rounding); beyond, and in very large
    conversations, of Lanczos iterations to machine precision from a fixed start. Either way the same votes give the same map. If two eigenvalues are
    equal, any rotation of their axes is as good.

    Parameters
    ----------
    votes : the conversation
    settings : ``moderated_count_as_votes`` and ``full_scale_votes`` change the scaling of participants; by default S
        and nᵢ are of statements that were not rejected, and nᵢ is at least 7. In ``POLIS``, rejected statements count
        in S and as voted on by everyone, and one vote is scaled by sqrt(S).

    Returns
    -------
    Projection. All coordinates are 0 if all votes on each statement are alike (one participant, for instance). A
    participant who voted on rejected statements only lies at 0.

    References
    ----------
    Small, Bjorkegren, Erkkilä, Shaw & Megill (2021), Polis: Scaling deliberation by mapping high dimensional opinion
    spaces, doi:10.6035/recerca.5516.

    Examples
    --------
    >>> votes = VoteMatrix.from_votes([1, 1, 2, 2, 3, 3], [1, 2, 1, 2, 1, 2], [1, -1, 1, -1, -1, 1])
    >>> plane = project(votes)
    >>> plane.components.round(4).tolist()
    [[0.7071, -0.7071], [0.0, 0.0]]
    >>> plane.explained_variance.round(4).tolist()
    [2.6667, 0.0]
    """
    mean = statement_means(votes)
    centred = centred_votes(votes, mean)
    total = float(np.square(centred.data).sum())
    statements = votes.statement_count
    if statements <= DENSE_STATEMENTS and votes.vote_count * statements <= _DENSE_WORK:
        values, components = leading_axes(scatter(centred), total)
    else:
        values, components = _axes_by_iteration(centred, total)
    return placed(votes, centred, mean, values, components, total, settings)


def statement_means(votes: VoteMatrix) -> Floats:
    """(S,) mean vote of those who voted on each statement; 0 where it was moderated out or nobody voted.

    Examples
    --------
    >>> statement_means(VoteMatrix.from_votes([1, 2, 3], [5, 5, 6], [1, 0, -1])).tolist()
    [0.5, -1.0]
    """
    size = votes.statement_count
    seen = np.bincount(votes.columns, minlength=size)
    sums = np.bincount(votes.columns, weights=votes.values, minlength=size)
    return np.where(votes.moderated_out, 0.0, sums / np.maximum(seen, 1))


def centred_votes(votes: VoteMatrix, mean: Floats) -> sp.csr_array:
    """(P, S) sparse X = V - μ where a vote was given on a statement that was not moderated out, else 0."""
    data = votes.values - mean[votes.columns]
    if votes.moderated_out.any():
        data *= ~votes.moderated_out[votes.columns]
    return sp.csr_array((data, votes.columns, votes.pointers), shape=votes.shape)


def scatter(centred: sp.csr_array) -> Floats:
    """(S, S) XᵀX, from blocks of participants that fit a fixed piece of memory.

    One side stays sparse, so that only votes that were given are multiplied.
    """
    people, statements = centred.shape
    step = max(1, _BLOCK_NUMBERS // statements)
    total = np.zeros((statements, statements))
    for first in range(0, people, step):
        block = centred if people <= step else centred[first : first + step]
        total += block.T @ block.toarray()
    return total


def leading_axes(sums: Floats, total: float) -> tuple[Floats, Floats]:
    """(2,) largest eigenvalues of the (S, S) scatter, descending, and their (2, S) eigenvectors with fixed signs.

    Parameters
    ----------
    sums : (S, S) scatter XᵀX
    total : its trace, against which an eigenvalue is told from rounding; what is no more is 0, with an axis of zeros
    """
    size = sums.shape[0]
    wanted = min(AXES, size)
    reduced, diagonal, beside, factors, _ = dsytrd(sums, lower=True, lwork=_COLUMNS * size)
    found = eigh_tridiagonal(diagonal, beside, select="i", select_range=(size - wanted, size - 1))
    values, vectors = (np.asarray(one, dtype=np.float64) for one in found)
    if size > 1:  # QᵀSQ is tridiagonal; Q is held below, as by a QR decomposition
        corner = reduced[1:, :-1]
        vectors[1:] = dormqr("L", "N", corner, factors, vectors[1:], lwork=_COLUMNS * size)[0]
    return _fixed_axes(values[::-1], vectors[:, ::-1].T, total)


def placed(
    votes: VoteMatrix,
    centred: sp.csr_array,
    mean: Floats,
    values: Floats,
    components: Floats,
    total: float,
    settings: Settings,
) -> Projection:
    """The projection for axes that are known; ``values`` are eigenvalues of XᵀX and ``total`` its trace."""
    degrees = max(votes.participant_count - 1, 1)
    components = np.where(votes.moderated_out, 0.0, components)  # where they are but rounding
    flat = centred @ np.ascontiguousarray(components.T)
    statements, given = _statements_and_votes(votes, settings)
    scale = np.sqrt(statements / np.maximum(given, settings.full_scale_votes))
    places = np.sqrt(float(statements)) * ((1.0 - mean) * components).T
    return Projection(
        mean=mean,
        components=components,
        explained_variance=values / degrees,
        explained_variance_ratio=values / total if total > 0 else np.zeros(AXES),
        participants=flat * scale[:, np.newaxis],
        statements=places,
        extremity=np.hypot(places[:, 0], places[:, 1]),
    )


def votes_that_count(votes: VoteMatrix, rejected_too: bool) -> NDArray[np.int64]:
    """(P,) votes that each participant gave, on all statements or only on those not moderated out."""
    if rejected_too or not votes.moderated_out.any():
        return votes.votes_per_participant
    kept: Mask = ~votes.moderated_out[votes.columns]
    before = np.concatenate([[0], np.cumsum(kept)])
    return np.diff(before[votes.pointers])


def _statements_and_votes(votes: VoteMatrix, settings: Settings) -> tuple[int, NDArray[np.int64]]:
    """S and nᵢ of the scaling. Statements without a vote count in neither reading."""
    rejected = int(votes.moderated_out.sum())
    given = votes_that_count(votes, rejected_too=False)
    has_votes = np.zeros(votes.statement_count, dtype=np.bool_)
    has_votes[votes.columns] = True
    live = int((has_votes & ~votes.moderated_out).sum())
    if settings.moderated_count_as_votes:
        return live + rejected, given + rejected
    return live, given


def _axes_by_iteration(centred: sp.csr_array, total: float) -> tuple[Floats, Floats]:
    size = centred.shape[1]
    if total == 0:
        return np.zeros(AXES), np.zeros((AXES, size))
    turned = centred.T
    times = LinearOperator((size, size), matvec=lambda x: turned @ (centred @ x), dtype=np.float64)
    start = np.random.default_rng(0).standard_normal(size)
    values, vectors = eigsh(times, k=AXES, v0=start, ncv=min(size, 40), tol=0, maxiter=100 * size)
    order = np.argsort(values)[::-1]
    return _fixed_axes(values[order], vectors[:, order].T, total)


def _fixed_axes(values: Floats, vectors: Floats, total: float) -> tuple[Floats, Floats]:
    """Two axes whatever the rank, each with its largest entry (the first among equals) positive."""
    size = vectors.shape[1]
    kept, axes = np.zeros(AXES), np.zeros((AXES, size))
    for place, (value, vector) in enumerate(zip(values, vectors, strict=True)):
        if value > _NOTHING * total:
            largest = np.flatnonzero(np.abs(vector) >= np.abs(vector).max() * (1 - 1e-9))[0]
            kept[place] = value
            axes[place] = vector if vector[largest] > 0 else -vector
    return kept, axes
