"""Every figure of a conversation under the names of ``data/opinion/NAME.expected.json``, as the reference computes it.

Beside it, under ``concerted``, the sounder reading of the same votes.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy

from concerted import __version__
from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.agreement import adjusted_rand_index
from concerted.analysis.opinion.clustering import (
    Clustering,
    k_means_up_to,
)
from concerted.analysis.opinion.consensus import (
    Across,
    Consensus,
    ConsensusStatement,
    consensus_statements,
    group_aware_consensus,
)
from concerted.analysis.opinion.priority import statement_priorities
from concerted.analysis.opinion.projection import Projection, project
from concerted.analysis.opinion.representative import (
    RepresentativeStatement,
    representative_statements,
)
from concerted.analysis.opinion.settings import POLIS
from concerted.analysis.opinion.significance import POLIS_RULE, Rule
from concerted.analysis.opinion.silhouette import silhouettes
from concerted.analysis.opinion.statistics import GroupStatistics, group_statistics
from concerted.analysis.opinion.votes import Ids, Integers, Mask, Vote, VoteCounts, VoteMatrix
from concerted.listen.conversations.queries.folders import Conversation

Tree = dict[str, Any]
STATISTICS = ("na", "nd", "ns", "pa", "pd", "pat", "pdt", "ra", "rd", "rat", "rdt")


def reference_figures(conversation: Conversation) -> Tree:
    """The whole object but ``run``."""
    votes = conversation.votes
    plane = project(votes, POLIS)
    clustered = votes.votes_per_participant >= POLIS.minimum_votes
    groupings = Groupings.of(plane.participants[clustered])
    labels = np.full(votes.participant_count, -1, dtype=np.int64)
    labels[clustered] = groupings.chosen.labels if groupings.chosen is not None else 0
    return {
        "dataset": conversation.name,
        "produced_with": _software(),
        "settings": _settings(),
        "counts": {
            "vote_rows": votes.rows_given,
            "votes_after_dedup": votes.vote_count,
            "participants": votes.participant_count,
            "statements": votes.statement_count,
            "clustered_participants": int(clustered.sum()),
            "density": votes.density,
        },
        "statement_ids": votes.statement_ids.tolist(),
        "moderated_out": list(conversation.rejected),
        "totals": _totals(votes),
        **_map(votes, plane),
        "statement_priority": _priorities(conversation, plane, clustered),
        "clustering": groupings.tree(votes.participant_ids[clustered]),
        "consensus": consensus_tree(consensus_statements(votes, rule=POLIS_RULE)),
        "with_reddwarf_groups": _with_groups(votes, labels) if clustered.any() else None,
        **_published(conversation, clustered, groupings),
    }


@dataclass(frozen=True, slots=True, eq=False)
class Groupings:
    """The clustered people in 2, 3 … groups, with the mean silhouette of each; none where they lie in one place."""

    points: Floats
    by_k: list[Clustering]
    silhouettes: Floats

    @classmethod
    def of(cls, points: Floats) -> Groupings:
        found: list[Clustering] = []
        if len(points) and (points != points[0]).any():
            found = k_means_up_to(points, POLIS.maximum_groups)
        labels = [one.labels for one in found]
        at_most = POLIS.exact_silhouette_participants
        widths = silhouettes(points, labels, exact_up_to=at_most) if found else np.zeros(0)
        return cls(points, found, widths)

    @property
    def chosen(self) -> Clustering | None:
        """The one with the largest silhouette."""
        return self.by_k[int(self.silhouettes.argmax())] if self.by_k else None

    def with_count(self, k: int) -> Clustering | None:
        return next((one for one in self.by_k if one.k == k), None)

    def tree(self, people: Ids) -> Tree:
        by_k = {
            str(one.k): {
                "silhouette": float(width),
                "inertia": one.inertia,
                "sizes": one.sizes.tolist(),
            }
            for one, width in zip(self.by_k, self.silhouettes, strict=True)
        }
        chosen = self.chosen
        k = 1 if chosen is None else chosen.k
        labels = np.zeros(people.size, dtype=np.int64) if chosen is None else chosen.labels
        return {
            "k": k,
            "group_sizes": [people.size] if chosen is None else chosen.sizes.tolist(),
            "silhouette": None if chosen is None else float(self.silhouettes.max()),
            "by_k": by_k,
            "labels": by_id(people, labels.tolist()),
            # The search is of many starts already, so the best of them is what stands under by_k.
            "best_of_200_restarts_by_k": by_k,
            "best_of_200_restarts_k": k,
        }


def by_id(ids: Ids, values: Sequence[Any]) -> Tree:
    return {str(one): value for one, value in zip(ids.tolist(), values, strict=True)}


def consensus_tree(found: Consensus) -> Tree:
    return {
        "agree": [_consensus(one) for one in found.agree],
        "disagree": [_consensus(one) for one in found.disagree],
    }


def representative_tree(found: RepresentativeStatement) -> Tree:
    tree: Tree = {
        "tid": found.statement,
        "n-success": found.count,
        "n-trials": found.seen,
        "p-success": found.share,
        "p-test": found.share_z,
        "repness": found.ratio,
        "repness-test": found.ratio_z,
        "repful-for": "agree" if found.side is Vote.AGREE else "disagree",
    }
    if found.is_best_agreement:
        tree |= {"n-agree": found.count, "best-agree": True}
    return tree


def _consensus(found: ConsensusStatement) -> Tree:
    return {
        "tid": found.statement,
        "n-success": found.count,
        "n-trials": found.seen,
        "p-success": found.share,
        "p-test": found.share_z,
    }


def _software() -> Tree:
    return {
        "package": "concerted",
        "version": __version__,
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "python": platform.python_version(),
    }


def _settings() -> Tree:
    return {
        "min_votes_per_participant": POLIS.minimum_votes,
        "max_groups": POLIS.maximum_groups,
        "pick_max": POLIS_RULE.at_most,
        "confidence": POLIS_RULE.confidence,
        "pca_svd_solver": "full",
        "random_state": 0,
        "duplicate_votes": "the latest vote of a participant on a statement counts; "
        "among equal timestamps, the later row",
    }


def _totals(votes: VoteMatrix) -> Tree:
    counts = votes.count()
    rows = zip(
        counts.agree.tolist(), counts.disagree.tolist(), counts.passed.tolist(), strict=True
    )
    return by_id(
        votes.statement_ids,
        [
            {"agree": agree, "disagree": disagree, "pass": passed}
            for agree, disagree, passed in rows
        ],
    )


def _map(votes: VoteMatrix, plane: Projection) -> Tree:
    people, statements = votes.participant_ids, votes.statement_ids
    return {
        "pca": {
            "mean": by_id(statements, plane.mean.tolist()),
            "pc1": by_id(statements, plane.components[0].tolist()),
            "pc2": by_id(statements, plane.components[1].tolist()),
            "explained_variance": plane.explained_variance.tolist(),
            "explained_variance_ratio": plane.explained_variance_ratio.tolist(),
        },
        "participant_projection": by_id(people, plane.participants.tolist()),
        "statement_projection": by_id(statements, plane.statements.tolist()),
        "statement_extremity": by_id(statements, plane.extremity.tolist()),
    }


def _priorities(conversation: Conversation, plane: Projection, clustered: Mask) -> Tree:
    votes = conversation.votes
    counts = votes.count(np.where(clustered, 0, -1), 1)
    together = VoteCounts(counts.agree[0], counts.disagree[0], counts.passed[0])
    found = statement_priorities(together, plane.extremity, is_meta=conversation.is_meta)
    return by_id(votes.statement_ids, found.tolist())


def _with_groups(votes: VoteMatrix, labels: Integers, rule: Rule = POLIS_RULE) -> Tree:
    found = group_statistics(votes, labels)
    listed = representative_statements(
        found, votes.statement_ids, left_out=votes.moderated_out, rule=rule
    )
    agree, disagree = (
        group_aware_consensus(share, across=Across.PRODUCT).tolist()
        for share in (found.pa, found.pd)
    )
    return {
        "group_statement_stats": {
            str(group): _statistics(votes.statement_ids, found, group)
            for group in range(found.ns.shape[0])
        },
        "group_aware_consensus": by_id(
            votes.statement_ids,
            [
                {"agree": one, "disagree": other}
                for one, other in zip(agree, disagree, strict=True)
            ],
        ),
        "representative": {
            str(group): [representative_tree(one) for one in statements]
            for group, statements in enumerate(listed)
        },
    }


def _statistics(ids: Ids, found: GroupStatistics, group: int) -> Tree:
    rows = zip(*(getattr(found, name)[group].tolist() for name in STATISTICS), strict=True)
    return by_id(ids, [dict(zip(STATISTICS, row, strict=True)) for row in rows])


def _published(conversation: Conversation, clustered: Mask, groupings: Groupings) -> Tree:
    """The figures for the groups as published, and how far ours agree with them; null where none were published."""
    published = conversation.published_groups()
    if published is None:
        return {"with_published_groups": None, "agreement_with_published_groups": None}
    names, labels = published
    votes, grouped = conversation.votes, labels >= 0
    figures = {
        "note": "the group-id column of participants-votes.csv, renumbered 0.. in ascending order",
        "groups": {name: number for number, name in enumerate(names)},
        "group_sizes": np.bincount(labels[grouped]).tolist(),
        "labels": by_id(votes.participant_ids[grouped], labels[grouped].tolist()),
        **_with_groups(votes, labels),
    }
    agreement = _agreement(labels[clustered], len(names), groupings)
    return {"with_published_groups": figures, "agreement_with_published_groups": agreement}


def _agreement(published: Integers, count: int, groupings: Groupings) -> Mapping[str, Any]:
    """How far our groups of the clustered people are those published, over who is in both."""
    both = published >= 0

    def index(found: Clustering | None) -> float | None:
        if found is None or not both.any():
            return None
        return adjusted_rand_index(found.labels[both], published[both])

    _, numbered = np.unique(published[both], return_inverse=True)
    width = None
    if numbered.size and numbered.max() > 0:
        at_most = POLIS.exact_silhouette_participants
        width = float(silhouettes(groupings.points[both], [numbered], exact_up_to=at_most)[0])
    chosen = index(groupings.chosen)
    return {
        "participants_compared": int(both.sum()),
        "adjusted_rand_index": chosen,
        "adjusted_rand_index_best_restart": chosen,
        "adjusted_rand_index_same_k": index(groupings.with_count(count)),
        "silhouette_of_published_groups": width,
    }
