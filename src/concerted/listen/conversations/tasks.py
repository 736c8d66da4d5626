from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.listen.conversations.models import Conversation, ReadingState
from concerted.listen.conversations.operations import readings
from concerted.listen.conversations.queries.counted import mark_of

PAUSE = datetime.timedelta(seconds=4)
"""A conversation is not mapped again sooner."""
LOOK = 2
"""Seconds between two looks: pause, look and map together stay under the ten seconds that a vote may wait."""
STILL = datetime.timedelta(days=1)
"""So long after it closed, a conversation is looked at for its last votes."""


@job
def read_map(pk: str) -> None:
    """Map a conversation. Without a viewer: the clock saw new votes."""
    conversation = Conversation.objects.filter(pk=pk).first()
    if conversation is not None:
        readings.read_map(conversation=conversation)


@every(seconds=LOOK)
def read_changed_maps() -> None:
    """Ask for a map of each conversation in which something was said since the last one."""
    now = timezone.now()
    lately = Q(closed_at__isnull=True) | Q(closed_at__gt=now - STILL)
    rows = Conversation.objects.public().filter(lately, participant_count__gt=0)
    states = {one.conversation_id: one for one in ReadingState.objects.defer("held")}
    for conversation in rows:
        state = states.get(conversation.pk)
        if state is not None and _is_early(state, now):
            continue
        if state is None or mark_of(conversation) not in {state.mark, state.waiting_mark}:
            enqueue(read_map, conversation.pk)


def _is_early(state: ReadingState, now: datetime.datetime) -> bool:
    return state.read_through is not None and state.read_through > now - PAUSE
