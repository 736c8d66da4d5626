"""Conversations mapped: who votes alike, what each group says, and what unites them.

``read_conversation`` does it whole; ``LiveConversation`` does it again after each vote; the rest are their parts.
"""

from __future__ import annotations

from concerted.analysis.opinion.clustering import Clustering, k_means, k_means_up_to
from concerted.analysis.opinion.conversation import LiveConversation, Reading, read_conversation
from concerted.analysis.opinion.grouping import (
    Candidate,
    Grouping,
    History,
    Outcome,
    eligible_participants,
    group_participants,
)
from concerted.analysis.opinion.homogeneity import HomogeneityTest, homogeneity_test
from concerted.analysis.opinion.projection import Projection, project
from concerted.analysis.opinion.settings import POLIS, SOUND, Settings
from concerted.analysis.opinion.silhouette import silhouettes
from concerted.analysis.opinion.small import SmallReading, read_small_conversation
from concerted.analysis.opinion.votes import Vote, VoteCounts, VoteMatrix

__all__ = [
    "POLIS",
    "SOUND",
    "Candidate",
    "Clustering",
    "Grouping",
    "History",
    "HomogeneityTest",
    "LiveConversation",
    "Outcome",
    "Projection",
    "Reading",
    "Settings",
    "SmallReading",
    "Vote",
    "VoteCounts",
    "VoteMatrix",
    "eligible_participants",
    "group_participants",
    "homogeneity_test",
    "k_means",
    "k_means_up_to",
    "project",
    "read_conversation",
    "read_small_conversation",
    "silhouettes",
]
