from __future__ import annotations

import datetime

from django.db.models import Q
from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.listen.conversations.models import Conversation, Follower, ReadingState
from concerted.listen.conversations.operations import followers, readings
from concerted.listen.conversations.queries.counted import mark_of
from concerted.listen.conversations.queries.words import steps_of

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


@job
def tell_follower(pk: str) -> None:
    """Write to one follower about what is new. Without a viewer: the clock saw something."""
    rows = Follower.objects.select_related("statement__conversation__organization")
    follower = rows.filter(pk=pk, confirmed_at__isnull=False).first()
    if follower is not None:
        steps = steps_of([follower.statement], follower.language)[follower.statement_id]
        followers.tell_follower(follower=follower, steps=steps)


@every(seconds=120)
def tell_followers() -> None:
    """Look what became of the words that people follow, and write about what is new; a mail a statement."""
    rows = Follower.objects.filter(confirmed_at__isnull=False)
    by_language: dict[str, list[Follower]] = {}
    for one in rows.select_related("statement__conversation__organization"):
        by_language.setdefault(one.language, []).append(one)
    for language, some in by_language.items():
        steps = steps_of([one.statement for one in some], language)
        for one in some:
            if any(step.key not in one.told for step in steps[one.statement_id]):
                enqueue(tell_follower, one.pk)


@every(seconds=24 * 3600)
def forget_unanswered_followers() -> None:
    followers.forget_unanswered()
