"""Drawing the map of a conversation anew."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from concerted.analysis.opinion import released_votes
from concerted.listen.conversations.models import Conversation, Follower, Reading, ReadingState
from concerted.listen.conversations.queries.counted import mark_of, voices_since, vote_matrix
from concerted.listen.conversations.queries.folders import Conversation as Votes
from concerted.listen.conversations.queries.histories import Held, pack, unpack
from concerted.listen.conversations.queries.telling import FLOOR, published
from concerted.listen.conversations.queries.understanding import understand

KEPT = 30
"""So many maps of a conversation stay."""


def read_map(*, conversation: Conversation) -> Reading | None:
    """The map of the votes as they are now, if enough of them are new; else nothing, and nothing happens.

    Votes reach a map statement by statement, once as many people voted or changed their votes on one as the privacy floor
    asks for: who lays two maps side by side sees what at least so many did, never what one did. It is reckoned outside
    of any transaction, from the groups of the last one; if another worker was quicker, its map stands.
    """
    before = ReadingState.objects.filter(conversation=conversation).first()
    mark, began = mark_of(conversation), timezone.now()
    if before is not None and before.mark == mark:
        return None
    if voices_since(conversation, before.read_through if before else None) < FLOOR:
        _wait(conversation, mark)
        return None
    held = unpack(before.held) if before else Held()
    votes = vote_matrix(conversation)
    if held.votes is not None:
        votes = released_votes(votes, held.votes, floor=FLOOR)
        if votes is held.votes:
            _wait(conversation, mark)
            return None
    named = Votes(conversation.slug, conversation.title, votes, None, None)
    found = understand(named, floor=FLOOR, history=held.history)
    letters = held.letters.of(votes.participant_ids, found.grouping)
    followers = Follower.objects.filter(statement__in=conversation.statements.accepted())
    followed = followers.values_list("statement__number", flat=True)
    result, figures = published(found, letters, held.figures, followed)
    reading = Reading(
        conversation=conversation,
        computed_at=began,
        vote_count=int(votes.vote_count),
        participant_count=votes.participant_count,
        group_count=found.group_count,
        outcome=found.grouping.outcome.value,
        result=result,
    )
    state = ReadingState(
        conversation=conversation,
        mark=mark,
        read_through=began,
        held=pack(Held(found.grouping.history, letters, votes, figures)),
    )
    return _kept(reading, state, before)


def _wait(conversation: Conversation, mark: str) -> None:
    """Not to be looked at again before somebody else votes."""
    ReadingState.objects.update_or_create(
        conversation=conversation, defaults={"waiting_mark": mark}
    )


@transaction.atomic
def _kept(reading: Reading, state: ReadingState, before: ReadingState | None) -> Reading | None:
    conversation = Conversation.objects.select_for_update(of=("self",)).get(
        pk=reading.conversation_id
    )
    held = ReadingState.objects.filter(conversation=conversation).first()
    if (held.mark if held else None) != (before.mark if before else None):
        return None
    if held is not None:
        state.pk, state.created_at = held.pk, held.created_at
        state._state.adding = False
    state.save()
    reading.save()
    rows = Reading.objects.filter(conversation=conversation).order_by("-computed_at")
    Reading.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[KEPT:])).delete()
    return reading
