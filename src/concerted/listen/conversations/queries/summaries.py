"""What there is to tell of a conversation that was brought from files."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db.models import Count, Q

from concerted.analysis.opinion import adjusted_rand_index
from concerted.listen.conversations.models import (
    Conversation,
    ConversationSource,
    Participant,
    Reading,
    ReadingState,
    Statement,
    StatementState,
    Vote,
)
from concerted.listen.conversations.queries.folders import Conversation as Files
from concerted.listen.conversations.queries.histories import unpack


def import_summary(conversation: Conversation, files: Files) -> dict[str, Any]:
    """What was taken in and which groups were found. Without a viewer: for who runs the installation."""
    states = Statement.objects.filter(conversation=conversation).aggregate(
        statements=Count("pk"),
        accepted=Count("pk", filter=Q(state=StatementState.ACCEPTED)),
        rejected=Count("pk", filter=Q(state=StatementState.REJECTED)),
    )
    reading = Reading.objects.filter(conversation=conversation).first()
    return {
        "conversation": conversation.slug,
        "title": conversation.title,
        "url": conversation.get_absolute_url(),
        "is_draft": conversation.is_draft,
        "vote_rows": files.votes.rows_given,
        "votes": Vote.objects.filter(participant__conversation=conversation).count(),
        "participants": Participant.objects.filter(conversation=conversation).count(),
        **states,
        "shortened_statements": _shortened(conversation),
        "outcome": reading.outcome if reading else None,
        "groups": reading.result["groups"] if reading else [],
        "group_count": reading.group_count if reading else 0,
        "agreement_with_published_groups": _agreement(conversation, files, reading),
        **(_found(reading) if reading else {}),
    }


def _shortened(conversation: Conversation) -> int:
    source = ConversationSource.objects.filter(conversation=conversation).first()
    return source.shortened_count if source else 0


def _found(reading: Reading) -> dict[str, Any]:
    result = reading.result
    return {
        "common_ground": [one["number"] for one in result["common"]],
        "divisive": [one["number"] for one in result["divisive"]],
        "sets_apart": {
            group["letter"]: [one["number"] for one in result["apart"] if one["group"] == place]
            for place, group in enumerate(result["groups"])
        },
    }


def _agreement(conversation: Conversation, files: Files, reading: Reading | None) -> float | None:
    """The adjusted Rand index between the groups found here and those that came with the files."""
    published = files.published_groups()
    state = ReadingState.objects.filter(conversation=conversation).first()
    if published is None or state is None or not state.held or not reading:
        return None
    history = unpack(state.held).history
    theirs = published[1]
    if history is None or history.labels.size != theirs.size:
        return None
    both = (history.labels >= 0) & (theirs >= 0)
    if reading.group_count < 2 or not both.any():
        return None
    return round(float(adjusted_rand_index(np.asarray(history.labels)[both], theirs[both])), 4)
