"""Moving the counts of statements and of a conversation, where votes come or go otherwise than one by one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db.models import F

from concerted.listen.conversations.models import Conversation, Statement


def move_counts(
    *,
    conversation: Conversation,
    steps: Mapping[uuid.UUID, Mapping[str, int]],
    people: int,
) -> None:
    """Add ``steps`` to the counts of each statement. In the order of their keys, so that no two wait for each other."""
    if people:
        Conversation.objects.filter(pk=conversation.pk).update(
            participant_count=F("participant_count") + people
        )
    for statement in sorted(steps):
        moves = {name: F(name) + step for name, step in steps[statement].items() if step}
        if moves:
            Statement.objects.filter(pk=statement).update(**moves)
