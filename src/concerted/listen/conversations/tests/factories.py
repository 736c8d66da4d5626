from __future__ import annotations

from concerted.listen.conversations.operations.conversations import (
    add_conversation,
    open_conversation,
)
from concerted.listen.conversations.operations.statements import seed_statements
from concerted.listen.conversations.operations.voting import cast_vote

KEY = "a-key-of-one-device"
SEEDS = (
    "Keep the clinic open until 8 pm two nights a week.",
    "Every front desk has someone who speaks my language.",
    "Buses to the clinic should run on Sundays.",
)


def make_draft(organization, title="What would make the clinic work for you?", **values):
    """A question that only the team sees."""
    return add_conversation(organization=organization, title=title, by=None, **values)


def make_conversation(organization, seeds=SEEDS, **values):
    """A conversation in which people vote."""
    draft = make_draft(organization, **values)
    seed_statements(conversation=draft, texts=seeds, by=None)
    return open_conversation(conversation=draft, by=None)


def vote(conversation, number, value, key=KEY, **values):
    """What the holder of ``key`` says to the statement of this number."""
    statement = conversation.statements.get(number=number)
    given = {"language": "en", **values}
    cast_vote(conversation=conversation, statement=statement.pk, value=value, key=key, **given)
    statement.refresh_from_db()
    return statement
