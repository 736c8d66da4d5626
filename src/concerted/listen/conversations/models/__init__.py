"""Conversations: the question, its statements, who takes part, and how they vote."""

from __future__ import annotations

from concerted.listen.conversations.models.ballots import (
    MOST_BALLOTS,
    Ballot,
    BallotForm,
    Stack,
    StackState,
)
from concerted.listen.conversations.models.conversations import LONGEST, SHORT, Conversation
from concerted.listen.conversations.models.followers import Follower
from concerted.listen.conversations.models.participants import Participant
from concerted.listen.conversations.models.readings import (
    ConversationSource,
    Reading,
    ReadingState,
)
from concerted.listen.conversations.models.reasons import Reason
from concerted.listen.conversations.models.sessions import (
    Round,
    Session,
    SessionState,
    SessionWay,
    Tally,
    TallyKind,
    moment_of,
)
from concerted.listen.conversations.models.statements import Origin, Statement, StatementState
from concerted.listen.conversations.models.votes import Value, Via, Vote

__all__ = [
    "LONGEST",
    "MOST_BALLOTS",
    "SHORT",
    "Ballot",
    "BallotForm",
    "Conversation",
    "ConversationSource",
    "Follower",
    "Origin",
    "Participant",
    "Reading",
    "ReadingState",
    "Reason",
    "Round",
    "Session",
    "SessionState",
    "SessionWay",
    "Stack",
    "StackState",
    "Statement",
    "StatementState",
    "Tally",
    "TallyKind",
    "Value",
    "Via",
    "Vote",
    "moment_of",
]
