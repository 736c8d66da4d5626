"""Exact sums over the votes from which the map follows, kept up to date as votes come in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.votes import Mask, VoteMatrix

_BLOCK_NUMBERS = 4_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """Products of votes summed over participants: (S, S) arrays of whole numbers, so nothing is lost in adding.

    With V the votes (0 where missing) and M 1 where a vote was given, 0 elsewhere:

    Attributes
    ----------
    products : VᵀV, for each pair of statements agreements minus disagreements between answers
    crossed : VᵀM, the sum of votes on the first of those who voted on the second; its diagonal sums each column
    seen : MᵀM, how many voted on both; its diagonal counts each column

    Examples
    --------
    >>> votes = VoteMatrix.from_votes([1, 1, 2], [1, 2, 1], [1, -1, 1])
    >>> held = moments(votes)
    >>> held.products.tolist(), held.seen.tolist()
    ([[2.0, -1.0], [-1.0, 1.0]], [[2.0, 1.0], [1.0, 1.0]])
    """

    products: Floats
    crossed: Floats
    seen: Floats

    def mean(self, moderated_out: Mask) -> Floats:
        """(S,) mean vote of those who voted; 0 where there was none or the statement was moderated out."""
        count = np.diagonal(self.seen)
        share = np.diagonal(self.crossed) / np.maximum(count, 1.0)
        return np.where(moderated_out, 0.0, share)

    def scatter(self, mean: Floats, moderated_out: Mask) -> Floats:
        """(S, S) scatter of the centred votes: VᵀV - VᵀM μ - μ MᵀV + μ MᵀM μ, 0 for statements moderated out."""
        moved = self.crossed * mean
        sums = self.products - moved - moved.T + self.seen * mean * mean[:, np.newaxis]
        if moderated_out.any():
            sums[moderated_out] = 0.0
            sums[:, moderated_out] = 0.0
        return sums


def moments(votes: VoteMatrix) -> Moments:
    """The moments of a whole conversation, from blocks of participants that fit a fixed piece of memory."""
    held = votes.sparse()
    size = votes.statement_count
    products, crossed, seen = (np.zeros((size, size)) for _ in range(3))
    step = max(1, min(_BLOCK_NUMBERS // size, 2**24))
    for first in range(0, votes.participant_count, step):
        block = held[first : first + step]
        # Sums of up to 2²⁴ ones are exact in single precision, which is twice as fast.
        given, told = _dense(block)
        products += given.T @ given
        crossed += given.T @ told
        seen += told.T @ told
    return Moments(products=products, crossed=crossed, seen=seen)


def updated_moments(
    held: Moments, before: VoteMatrix, after: VoteMatrix, changed: VoteMatrix
) -> Moments:
    """The moments of ``after``, from those of ``before``, when only participants of ``changed`` voted in between.

    Takes time in proportion to S² and to those who voted, not to the conversation.
    """
    products, crossed, seen = (
        _spread(table, before, after) for table in (held.products, held.crossed, held.seen)
    )
    for votes, sign in ((before, np.float32(-1.0)), (after, np.float32(1.0))):
        rows = np.flatnonzero(np.isin(votes.participant_ids, changed.participant_ids))
        for first in range(0, rows.size, 1000):
            given, told = _dense(_wide(votes, rows[first : first + 1000], after))
            products += sign * (given.T @ given)
            crossed += sign * (given.T @ told)
            seen += sign * (told.T @ told)
    return Moments(products=products, crossed=crossed, seen=seen)


def _dense(block: sp.csr_array) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The votes of some participants, and 1 where there is one."""
    given = block.astype(np.float32)
    told = given.copy()
    told.data = np.ones_like(told.data)
    return given.toarray(), told.toarray()


def _wide(votes: VoteMatrix, rows: NDArray[np.intp], after: VoteMatrix) -> sp.csr_array:
    """The votes of the participants in ``rows``, with the columns of ``after``."""
    block = votes.sparse()[rows]
    if votes.statement_count == after.statement_count:
        return block
    places = np.searchsorted(after.statement_ids, votes.statement_ids)
    shape = (rows.size, after.statement_count)
    return sp.csr_array((block.data, places[block.indices], block.indptr), shape=shape)


def _spread(table: Floats, before: VoteMatrix, after: VoteMatrix) -> Floats:
    """A copy with rows and columns of zeros for new statements."""
    if before.statement_count == after.statement_count:
        return table.copy()
    places = np.searchsorted(after.statement_ids, before.statement_ids)
    wider = np.zeros((after.statement_count, after.statement_count))
    wider[np.ix_(places, places)] = table
    return wider
