"""One person on two devices: their votes become those of one voice."""

from __future__ import annotations

import uuid
from collections import Counter

from django.db import transaction

from concerted.listen.conversations.models import Participant, Statement, Value, Vote
from concerted.listen.conversations.operations.counts import move_counts
from concerted.listen.conversations.operations.voting import COLUMNS
from concerted.listen.conversations.queries.in_the_room import asked_occasions
from concerted.listen.representation.operations.telling import take_back


@transaction.atomic
def join_voices(*, participant: Participant, other: Participant) -> Participant:
    """Let ``participant`` have said what ``other`` said, who is gone; to each statement what was said last stands.

    Statements go along. What ``other`` told of themselves is taken back: it is under a key that nobody holds any more.
    """
    rows = Participant.objects.select_for_update(of=("self",)).select_related("conversation")
    found = {one.pk: one for one in rows.filter(pk__in=[participant.pk, other.pk]).order_by("pk")}
    if len(found) < 2 or participant.conversation_id != other.conversation_id:
        return participant
    participant, other = found[participant.pk], found[other.pk]
    for occasion in asked_occasions(other.conversation, other):
        take_back(occasion=occasion, key=other.key_hash)
    steps = _join_votes(participant, other)
    Statement.objects.filter(author=other).update(author=participant)
    person = participant.person_id or other.person_id
    other.delete()
    Participant.objects.filter(pk=participant.pk).update(person=person)
    move_counts(conversation=participant.conversation, steps=steps, people=-1)
    return participant


def _join_votes(participant: Participant, other: Participant) -> dict[uuid.UUID, Counter[str]]:
    """Which counts move: of each two votes on one statement the earlier one goes."""
    mine = {one.statement_id: one for one in Vote.objects.filter(participant=participant)}
    steps: dict[uuid.UUID, Counter[str]] = {}
    for vote in Vote.objects.filter(participant=other):
        kept = mine.get(vote.statement_id)
        gone = kept if kept is None or kept.voted_at < vote.voted_at else vote
        if gone is not None:
            steps[vote.statement_id] = Counter({COLUMNS[Value(gone.value)]: -1})
            gone.delete()
        if gone is not vote:
            vote.participant = participant
            vote.save(update_fields=["participant"])
    return steps
