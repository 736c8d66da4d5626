"""What must always hold of the counts of a conversation, reckoned anew from its rows."""

from __future__ import annotations

from collections import Counter

from concerted.listen.conversations.models import Participant, Tally, Vote

NAMES = {1: "agree_count", 0: "pass_count", -1: "disagree_count"}


def assert_counts_hold(conversation):
    """Each statement's counts are its votes and its tallies, and the conversation's people are its participants."""
    votes = Vote.objects.filter(statement__conversation=conversation)
    expected = Counter((one.statement_id, NAMES[one.value]) for one in votes)
    for tally in Tally.objects.filter(session__conversation=conversation):
        for name in NAMES.values():
            expected[tally.statement_id, name] += getattr(tally, name)
    for statement in conversation.statements.all():
        for name in NAMES.values():
            assert getattr(statement, name) == expected[statement.pk, name], (statement, name)
    conversation.refresh_from_db()
    people = Participant.objects.filter(conversation=conversation)
    assert conversation.participant_count == people.count()
