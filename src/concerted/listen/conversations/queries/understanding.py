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
from concerted.analysis.opinion.grouping import Grouping, History, Outcome, group_participants
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
from concerted.analysis.opinion.votes import Integers, Mask, VoteCounts, VoteMatrix
from concerted.listen.conversations.queries.folders import Conversation

Shares = tuple[tuple[object, float], ...]
"""Statements, each with a share, the largest first."""
LISTED = 5


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
    counts: VoteCounts
    """(G, S) what each group said; (1, S), everybody, where there are no groups."""
    told: Mask
    """(G, S) or (1, S), of which counts may be shown."""

    @property
    def group_count(self) -> int:
        """0 where there are no groups to tell apart."""
        return self.grouping.k if self.grouping.outcome is Outcome.GROUPS else 0

    @property
    def groups(self) -> Integers:
        """(P,) from 0; -1 for who is in none."""
        labels = self.grouping.labels
        return labels if self.group_count else np.full_like(labels, -1)


def understand(
    conversation: Conversation, *, floor: int, polis: bool = False, history: History | None = None
) -> Understanding:
    """The reading of ``conversation`` that is sounder or, if ``polis``, the reference's; nobody under the floor told of.

    ``history`` is of the last reading, for steady groups and a search that starts from them.
    """
    votes, settings = conversation.votes, POLIS if polis else SOUND
    rule = POLIS_RULE if polis else SOUND_RULE
    across = Across.PRODUCT if polis else Across.GEOMETRIC_MEAN
    plane = project(votes, settings)
    found = group_participants(votes, plane, settings, history)
    if found.outcome is not Outcome.GROUPS:
        uniting, dividing = _without_groups(votes, floor)
        whole = votes.count(np.zeros(votes.participant_count, dtype=np.int64), 1)
        return Understanding(
            conversation, plane.participants, found, consensus_statements(votes, rule=rule),
            (), uniting, across, dividing, floor, np.zeros(0, dtype=np.bool_), 0,
            whole, whole.seen >= floor,
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
        counts=votes.count(found.labels, found.k),
        told=safe.cells == Cell.SHOWN,
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
