"""The common ground of a conversation, read again as if those who live there had voted."""

from __future__ import annotations

import numpy as np

from concerted.analysis.opinion import Vote
from concerted.listen.conversations.models import (
    Conversation,
    Participant,
    Reading,
    ReadingState,
)
from concerted.listen.conversations.queries.histories import unpack
from concerted.listen.representation.models import WeightedReading
from concerted.listen.representation.operations.weighing import reread_with_weights
from concerted.listen.representation.queries.asking import occasion_of


def reread_common_ground(*, conversation: Conversation) -> list[WeightedReading]:
    """How many of those who live there would agree with what unites, by the votes of the newest map.

    Only votes that the map tells of are read, and only where people are asked about themselves.
    """
    occasion = occasion_of(conversation)
    reading = Reading.objects.filter(conversation=conversation).first()
    state = ReadingState.objects.filter(conversation=conversation).first()
    votes = unpack(state.held).votes if state is not None and state.held else None
    if occasion is None or reading is None or votes is None:
        return []
    numbers = [one["number"] for one in reading.result["common"]]
    places = {number: place for place, number in enumerate(votes.statement_ids.tolist())}
    listed = [number for number in numbers if number in places]
    answers = np.full((votes.participant_count, len(listed)), np.nan)
    for column, number in enumerate(listed):
        on_it = votes.columns == places[number]
        answers[votes.rows[on_it], column] = votes.values[on_it]
    people = Participant.objects.filter(conversation=conversation)
    keys = dict(people.values_list("number", "key_hash"))
    return reread_with_weights(
        occasion=occasion,
        keys=[keys.get(number, "") for number in votes.participant_ids.tolist()],
        items=[str(number) for number in listed],
        answers=answers,
        level=float(Vote.AGREE),
    )
