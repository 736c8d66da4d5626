"""What a conversation comes to, in the words and the figures of ``concerted opinion``."""

from __future__ import annotations

import numpy as np

from concerted.analysis.opinion.grouping import Outcome
from concerted.analysis.opinion.settings import SOUND
from concerted.listen.conversations.queries.understanding import Understanding
from concerted.site.mapping.figures import Tree, by_id, consensus_tree, representative_tree

_REASONS = {
    Outcome.GROUPS: "",
    Outcome.NO_CLEAR_GROUPS: "No clear groups: shuffled votes would look as grouped as these.",
    Outcome.SMALL_CONVERSATION: f"No groups are drawn: with fewer than {SOUND.small_conversation} people who voted enough, "
    "groups would tell more of single persons than of opinions.",
    Outcome.ALL_ALIKE: "No groups: all who voted enough voted alike.",
}


def reason_of(found: Understanding) -> str:
    """Why there are no groups; empty where there are."""
    return _REASONS[found.grouping.outcome]


def tree_of(found: Understanding) -> Tree:
    """The reading for JSON, beside the figures of the reference."""
    ids, labels = found.conversation.votes.participant_ids, found.groups
    placed = labels >= 0
    return {
        "groups": found.group_count,
        "outcome": found.grouping.outcome.value,
        "reason": reason_of(found),
        "p_value": found.grouping.p_value,
        "silhouette": found.grouping.silhouette,
        "group_sizes": np.bincount(labels[placed], minlength=found.group_count).tolist(),
        "labels": by_id(ids[placed], labels[placed].tolist()),
        "participant_projection": by_id(ids, found.points.tolist()),
        "consensus": consensus_tree(found.consensus),
        "representative": {
            str(group): [representative_tree(one) | {"p-value": one.p_value} for one in statements]
            for group, statements in enumerate(found.representative)
        },
        **_shares(found),
    }


def _shares(found: Understanding) -> Tree:
    common, divisive = (
        [{"tid": statement, "share": share} for statement, share in shares]
        for shares in (found.common, found.divisive)
    )
    if found.group_count:
        return {"group_aware_consensus": common, "divisive": divisive}
    return {"common_ground": common, "divided": divisive}
