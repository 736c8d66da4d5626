from __future__ import annotations

import datetime

from concerted.listen.conversations.operations.ballots import begin_stack, print_ballots
from concerted.listen.conversations.operations.conversations import (
    add_conversation,
    open_conversation,
)
from concerted.listen.conversations.operations.sessions import add_session, open_session
from concerted.listen.conversations.operations.statements import seed_statements
from concerted.listen.conversations.operations.voting import cast_vote

EVENING = datetime.datetime(2026, 6, 18, 22, 30, tzinfo=datetime.UTC)
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


def make_session(conversation, *, is_open=True, **values):
    """A session in a room, under way unless said otherwise."""
    given = {"starts_at": EVENING, "place": "Elm Street Library", **values}
    session = add_session(conversation=conversation, by=None, **given)
    return open_session(session=session, by=None) if is_open else session


def make_stack(session, *, by=None, languages=("en",)):
    """A stack of ballots, ready to type."""
    form = print_ballots(session=session, languages=list(languages), by=by)
    return begin_stack(form=form, by=by)


def vote_in(session, number, value, key=KEY):
    """What the holder of ``key`` says on a phone in the room."""
    statement = session.conversation.statements.get(number=number)
    cast_vote(
        conversation=session.conversation,
        statement=statement.pk,
        value=value,
        key=key,
        language="en",
        session=session,
    )
