"""What a conversation comes to: its groups, if it has any, what unites, what sets apart and what divides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.consensus import (
    Across,
    Consensus,
    consensus_statements,
    divisiveness,
    group_aware_consensus,
)
from concerted.analysis.opinion.grouping import Grouping, Outcome, group_participants
from concerted.analysis.opinion.projection import project
from concerted.analysis.opinion.protection import Cell, Protection, protect
from concerted.analysis.opinion.representative import (
    RepresentativeStatement,
    representative_statements,
)
from concerted.analysis.opinion.settings import POLIS, SOUND
from concerted.analysis.opinion.significance import POLIS_RULE, SOUND_RULE, Rule
from concerted.analysis.opinion.small import read_small_conversation
from concerted.analysis.opinion.statistics import GroupStatistics, group_statistics
from concerted.analysis.opinion.votes import Integers, Mask, VoteMatrix
from concerted.site.mapping.figures import Tree, by_id, consensus_tree, representative_tree
from concerted.site.mapping.reading import Conversation

Shares = tuple[tuple[object, float], ...]
"""Statements, each with a share, the largest first."""
LISTED = 5
_REASONS = {
    Outcome.GROUPS: "",
    Outcome.NO_CLEAR_GROUPS: "No clear groups: shuffled votes would look as grouped as these.",
    Outcome.SMALL_CONVERSATION: f"No groups are drawn: with fewer than {SOUND.small_conversation} people who voted enough, "
    "groups would tell more of single persons than of opinions.",
    Outcome.ALL_ALIKE: "No groups: all who voted enough voted alike.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Understanding:
    """One reading of a conversation: the sounder one, or the one of Polis."""

    conversation: Conversation
    points: Floats
    """(P, 2) where each participant is on the map."""
    grouping: Grouping
    consensus: Consensus
    representative: tuple[tuple[RepresentativeStatement, ...], ...]
    """For each group; empty where there are no groups."""
    common: Shares
    """What every group agrees on: their shares that agree, taken together as ``across`` says. Without groups, what
    everybody is most surely of one mind on, and how many at least."""
    across: Across
    divisive: Shares
    """What divides the groups: the share of variance between them. Without groups, what splits people in halves."""
    floor: int
    sizes_shown: Mask
    withheld: int
    """Statements that the lists of groups leave out for the floor."""

    @property
    def group_count(self) -> int:
        """0 where there are no groups to tell apart."""
        return self.grouping.k if self.grouping.outcome is Outcome.GROUPS else 0

    @property
    def groups(self) -> Integers:
        """(P,) from 0; -1 for who is in none."""
        labels = self.grouping.labels
        return labels if self.group_count else np.full_like(labels, -1)

    @property
    def reason(self) -> str:
        """Why there are no groups; empty where there are."""
        return _REASONS[self.grouping.outcome]

    def tree(self) -> Tree:
        """The reading for JSON, beside the figures of the reference."""
        ids, labels = self.conversation.votes.participant_ids, self.groups
        placed = labels >= 0
        return {
            "groups": self.group_count,
            "outcome": self.grouping.outcome.value,
            "reason": self.reason,
            "p_value": self.grouping.p_value,
            "silhouette": self.grouping.silhouette,
            "group_sizes": np.bincount(labels[placed], minlength=self.group_count).tolist(),
            "labels": by_id(ids[placed], labels[placed].tolist()),
            "participant_projection": by_id(ids, self.points.tolist()),
            "consensus": consensus_tree(self.consensus),
            "representative": {
                str(group): [
                    representative_tree(one) | {"p-value": one.p_value} for one in statements
                ]
                for group, statements in enumerate(self.representative)
            },
            **self._shares(),
        }

    def _shares(self) -> Tree:
        common, divisive = (
            [{"tid": statement, "share": share} for statement, share in shares]
            for shares in (self.common, self.divisive)
        )
        if self.group_count:
            return {"group_aware_consensus": common, "divisive": divisive}
        return {"common_ground": common, "divided": divisive}


def understand(conversation: Conversation, *, polis: bool, floor: int) -> Understanding:
    """The reading of ``conversation`` that is sounder or, if ``polis``, the reference's; nobody under the floor told of."""
    votes, settings = conversation.votes, POLIS if polis else SOUND
    rule = POLIS_RULE if polis else SOUND_RULE
    across = Across.PRODUCT if polis else Across.GEOMETRIC_MEAN
    plane = project(votes, settings)
    found = group_participants(votes, plane, settings)
    if found.outcome is not Outcome.GROUPS:
        uniting, dividing = _without_groups(votes, floor)
        return Understanding(
            conversation, plane.participants, found, consensus_statements(votes, rule=rule),
            (), uniting, across, dividing, floor, np.zeros(0, dtype=np.bool_), 0,
        )  # fmt: skip
    figures = group_statistics(votes, found.labels, group_count=found.k)
    safe = protect(votes, found.labels, floor=floor, group_count=found.k, each_count=False)
    return Understanding(
        conversation=conversation,
        points=plane.participants,
        grouping=found,
        consensus=consensus_statements(votes, rule=rule),
        representative=_told(votes, figures, safe, rule),
        common=_common(votes, figures, safe, across),
        across=across,
        divisive=_divisive(votes, found, safe),
        floor=floor,
        sizes_shown=safe.size_shown,
        withheld=int((~(safe.complete & safe.comparable)).sum()),
    )


def _without_groups(votes: VoteMatrix, floor: int) -> tuple[Shares, Shares]:
    """What unites and what divides everybody, of statements with votes enough to say so."""
    least = max(SOUND.privacy_floor, floor)
    found = read_small_conversation(votes, replace(SOUND, privacy_floor=least))

    def listed(places: NDArray[np.intp], shares: Floats, above: float) -> Shares:
        return tuple(
            (votes.statement_ids[one].item(), float(shares[one]))
            for one in places[:LISTED].tolist()
            if shares[one] > above
        )

    return (
        listed(found.uniting, found.common_ground, 0.5),
        listed(found.dividing, found.division, 0.75),
    )


def _told(
    votes: VoteMatrix, figures: GroupStatistics, safe: Protection, rule: Rule
) -> tuple[tuple[RepresentativeStatement, ...], ...]:
    """The list of each group, chosen from what may be shown of it."""
    lists = []
    for group in range(figures.ns.shape[0]):
        hidden = (safe.cells[group] != Cell.SHOWN) | ~safe.comparable
        found = representative_statements(
            figures, votes.statement_ids, left_out=votes.moderated_out | hidden, rule=rule
        )
        lists.append(found[group])
    return tuple(lists)


def _common(
    votes: VoteMatrix, figures: GroupStatistics, safe: Protection, across: Across
) -> Shares:
    enough = (figures.ns >= SOUND_RULE.minimum_votes).all(axis=0)
    return _largest(
        votes,
        group_aware_consensus(figures.pa, across=across),
        (figures.pa > 0.5).all(axis=0) & safe.complete & enough,
    )


def _divisive(votes: VoteMatrix, found: Grouping, safe: Protection) -> Shares:
    counts = votes.count(found.labels, found.k)
    shares = divisiveness(counts)
    enough = (counts.seen >= SOUND_RULE.minimum_votes).all(axis=0)
    return _largest(votes, shares, (np.nan_to_num(shares) > 0.1) & safe.complete & enough)


def _largest(votes: VoteMatrix, shares: Floats, allowed: Mask) -> Shares:
    places = np.flatnonzero(allowed & ~votes.moderated_out)
    best: Sequence[int] = places[np.argsort(-shares[places], kind="stable")][:LISTED].tolist()
    return tuple((votes.statement_ids[one].item(), float(shares[one])) for one in best)
