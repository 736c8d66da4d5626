"""Made-up conversations for the tests of ``opinion``, from a seed, and the figures of one by dense arithmetic."""

from __future__ import annotations

import numpy as np

from concerted.analysis.opinion import VoteMatrix


def crowd(people, statements, groups, *, density=0.5, lean=1.5, seed=1, moderated_out=()):
    """Votes of a crowd with so many groups of opinion (1: none), in any order, and each participant's true group."""
    draw = np.random.default_rng(seed)
    opinions = lean * draw.normal(size=(groups, statements)) * (groups > 1)
    group = np.arange(people) % groups
    table = np.clip(np.round(opinions[group] + draw.normal(size=(people, statements))), -1, 1)
    rows, columns = np.nonzero(draw.random((people, statements)) < density)
    order = draw.permutation(rows.size)
    rows, columns = rows[order], columns[order]
    votes = VoteMatrix.from_votes(rows, columns, table[rows, columns], moderated_out=moderated_out)
    return votes, group[votes.participant_ids]


def dense_map(votes):
    """The reference's map by filling, centring and a full singular value decomposition."""
    table = votes.dense()
    table[:, votes.moderated_out] = 0.0
    mean = np.nanmean(table, axis=0)
    centred = np.where(np.isnan(table), 0.0, table - mean)
    values, axes = np.linalg.svd(centred, full_matrices=False)[1:]
    given = (~np.isnan(table)).sum(axis=1)
    scale = np.sqrt(table.shape[1] / given)[:, np.newaxis]
    variance = values**2 / (table.shape[0] - 1)
    return {
        "mean": mean,
        "axes": axes[:2],
        "variance": variance[:2],
        "ratio": variance[:2] / variance.sum(),
        "participants": centred @ axes[:2].T * scale,
        "statements": (np.sqrt(table.shape[1]) * (1 - mean) * axes[:2]).T,
    }


def same_up_to_sign(found, expected, relative=1e-6):
    """Whether two (n, 2) arrays agree when each column of one may be turned round."""
    signs = np.where((found * expected).sum(axis=0) < 0, -1.0, 1.0)
    return np.allclose(found * signs, expected, rtol=relative, atol=1e-9)
