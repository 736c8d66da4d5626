"""Conversations mapped: who votes alike, what each group says, and what unites them.

``read_conversation`` does it whole; ``LiveConversation`` does it again after each vote; ``group_statistics``,
``representative_statements`` and ``consensus_statements`` say what was said; the rest are their parts.
"""

from __future__ import annotations

from concerted.analysis.opinion.agreement import adjusted_rand_index
from concerted.analysis.opinion.clustering import Clustering, k_means, k_means_up_to
from concerted.analysis.opinion.consensus import (
    Across,
    Consensus,
    ConsensusStatement,
    consensus_statements,
    divisiveness,
    group_aware_consensus,
)
from concerted.analysis.opinion.conversation import LiveConversation, Reading, read_conversation
from concerted.analysis.opinion.exports import (
    ExportedParticipants,
    ExportedStatements,
    ExportedVotes,
    read_participants,
    read_statements,
    read_summary,
    read_votes,
)
from concerted.analysis.opinion.grouping import (
    Candidate,
    Grouping,
    History,
    Outcome,
    eligible_participants,
    group_participants,
)
from concerted.analysis.opinion.homogeneity import HomogeneityTest, homogeneity_test
from concerted.analysis.opinion.priority import (
    next_statements,
    statement_importance,
    statement_priorities,
)
from concerted.analysis.opinion.projection import Projection, project
from concerted.analysis.opinion.protection import Cell, Protection, protect
from concerted.analysis.opinion.releases import (
    fewest_changed,
    gathered_points,
    people_changed,
    released_votes,
)
from concerted.analysis.opinion.representative import (
    RepresentativeStatement,
    representative_statements,
)
from concerted.analysis.opinion.settings import POLIS, SOUND, Settings
from concerted.analysis.opinion.significance import (
    POLIS_RULE,
    SOUND_RULE,
    Control,
    Rule,
    Selection,
    Test,
    exact_difference_p,
    exact_majority_p,
)
from concerted.analysis.opinion.silhouette import silhouettes
from concerted.analysis.opinion.small import SmallReading, read_small_conversation
from concerted.analysis.opinion.statistics import (
    GroupStatistics,
    group_statistics,
    one_proportion_z,
    smoothed_share,
    statistics_of_counts,
    two_proportion_z,
)
from concerted.analysis.opinion.votes import Vote, VoteCounts, VoteMatrix

__all__ = [
    "POLIS",
    "POLIS_RULE",
    "SOUND",
    "SOUND_RULE",
    "Across",
    "Candidate",
    "Cell",
    "Clustering",
    "Consensus",
    "ConsensusStatement",
    "Control",
    "ExportedParticipants",
    "ExportedStatements",
    "ExportedVotes",
    "GroupStatistics",
    "Grouping",
    "History",
    "HomogeneityTest",
    "LiveConversation",
    "Outcome",
    "Projection",
    "Protection",
    "Reading",
    "RepresentativeStatement",
    "Rule",
    "Selection",
    "Settings",
    "SmallReading",
    "Test",
    "Vote",
    "VoteCounts",
    "VoteMatrix",
    "adjusted_rand_index",
    "consensus_statements",
    "divisiveness",
    "eligible_participants",
    "exact_difference_p",
    "exact_majority_p",
    "fewest_changed",
    "gathered_points",
    "group_aware_consensus",
    "group_participants",
    "group_statistics",
    "homogeneity_test",
    "k_means",
    "k_means_up_to",
    "next_statements",
    "one_proportion_z",
    "people_changed",
    "project",
    "protect",
    "read_conversation",
    "read_participants",
    "read_small_conversation",
    "read_statements",
    "read_summary",
    "read_votes",
    "released_votes",
    "representative_statements",
    "silhouettes",
    "smoothed_share",
    "statement_importance",
    "statement_priorities",
    "statistics_of_counts",
    "two_proportion_z",
]
