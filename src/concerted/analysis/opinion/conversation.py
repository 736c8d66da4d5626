"""A conversation read whole: its map and its groups, once or vote by vote."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from concerted.analysis.opinion.grouping import Grouping, History, group_participants
from concerted.analysis.opinion.moments import Moments, moments, updated_moments
from concerted.analysis.opinion.projection import (
    DENSE_STATEMENTS,
    Projection,
    centred_votes,
    leading_axes,
    placed,
    project,
)
from concerted.analysis.opinion.settings import SOUND, Settings
from concerted.analysis.opinion.votes import VoteMatrix


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A conversation, its map and its groups.

    Attributes
    ----------
    votes : the conversation that was read
    projection : where participants and statements lie on the map
    grouping : who is in which group, or why there are none
    """

    votes: VoteMatrix
    projection: Projection
    grouping: Grouping


def read_conversation(
    votes: VoteMatrix, settings: Settings = SOUND, history: History | None = None
) -> Reading:
    """Map and groups of a conversation: ``project``, then ``group_participants``.

    Memory grows with the votes given, never with participants × statements.

    Parameters
    ----------
    votes : the conversation
    settings : ``SOUND`` by default, ``POLIS`` for the reference
    history : of an earlier reading of the same conversation, for steady groups

    Returns
    -------
    Reading. A conversation too small to be grouped has no groups; ``grouping.outcome`` says so.

    References
    ----------
    Small et al. (2021), Polis: scaling deliberation by mapping high dimensional opinion spaces, doi:10.6035/recerca.5516.

    Examples
    --------
    >>> side = np.repeat([1, -1], 30)
    >>> people, topics = np.divmod(np.arange(60 * 8), 8)
    >>> votes = VoteMatrix.from_votes(people, topics, side[people] * (1 - 2 * (topics % 2)))
    >>> read_conversation(votes).grouping.sizes.tolist()
    [30, 30]
    """
    projection = project(votes, settings)
    return Reading(
        votes=votes,
        projection=projection,
        grouping=group_participants(votes, projection, settings, history),
    )


@dataclass(frozen=True, slots=True, eq=False)
class LiveConversation:
    """A conversation that is read again after every vote, without starting over.

    It keeps exact sums (``Moments``) from which the axes follow, and the last groups, from which the next search
    starts. The map equals that of ``read_conversation`` on the same votes to rounding, after any number of votes;
    groups are those of ``group_participants`` with the history. Beyond 2,000 statements no sums are kept, and each
    reading maps anew. Objects are never altered: each vote gives a new one.

    Attributes
    ----------
    reading : the last
    settings : the choices
    moments : the sums, or None beyond 2,000 statements

    Examples
    --------
    >>> live = LiveConversation.start(VoteMatrix.from_votes([1, 1, 2, 2], [1, 2, 1, 2], [1, -1, -1, 1]))
    >>> live = live.with_votes(VoteMatrix.from_votes([3], [1], [1]))
    >>> live.reading.votes.shape, live.reading.grouping.outcome.value
    ((3, 2), 'small conversation')
    """

    reading: Reading
    settings: Settings
    moments: Moments | None

    @classmethod
    def start(cls, votes: VoteMatrix, settings: Settings = SOUND) -> LiveConversation:
        """The conversation as it is now."""
        held = moments(votes) if votes.statement_count <= DENSE_STATEMENTS else None
        return cls(reading=_read(votes, held, settings, None), settings=settings, moments=held)

    def with_votes(self, newer: VoteMatrix) -> LiveConversation:
        """The conversation after ``newer`` votes, which count where both have one.

        Parameters
        ----------
        newer : one vote or many, given after all that are held
        """
        before = self.reading.votes
        after = before.updated(newer)
        held = None
        if after.statement_count <= DENSE_STATEMENTS:
            held = (
                moments(after)
                if self.moments is None
                else updated_moments(self.moments, before, after, newer)
            )
        return self._reread(after, held)

    def with_moderated_out(self, statements: list[object]) -> LiveConversation:
        """The conversation with exactly these statements (ids) moderated out."""
        return self._reread(self.reading.votes.with_moderated_out(statements), self.moments)

    def _reread(self, votes: VoteMatrix, held: Moments | None) -> LiveConversation:
        history = self.reading.grouping.history
        return LiveConversation(
            reading=_read(votes, held, self.settings, history),
            settings=self.settings,
            moments=held,
        )


def _read(
    votes: VoteMatrix, held: Moments | None, settings: Settings, history: History | None
) -> Reading:
    if held is None:
        return read_conversation(votes, settings, history)
    mean = held.mean(votes.moderated_out)
    sums = held.scatter(mean, votes.moderated_out)
    total = float(np.trace(sums))
    values, components = leading_axes(sums, total)
    centred = centred_votes(votes, mean)
    projection = placed(votes, centred, mean, values, components, total, settings)
    return Reading(
        votes=votes,
        projection=projection,
        grouping=group_participants(votes, projection, settings, history),
    )
