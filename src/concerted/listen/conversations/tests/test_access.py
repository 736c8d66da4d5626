"""Who may read and change what, one row a person."""

from __future__ import annotations

import pytest

from concerted.listen.conversations.models import Conversation, Participant, Statement, Vote
from concerted.listen.conversations.operations.statements import (
    review_statement,
    suggest_statement,
)
from concerted.listen.conversations.tests.factories import (
    KEY,
    SEEDS,
    make_conversation,
    make_draft,
    vote,
)

pytestmark = pytest.mark.django_db

#           sees    edits   sees what waits, and named participants
TABLE = {
    "omar": (True, True, True),
    "olga": (True, True, True),
    "cleo": (True, False, False),
    "vera": (True, False, False),
    "sam": (False, False, False),
    "anonymous": (False, False, False),
}


@pytest.mark.parametrize("person", TABLE)
def test_conversations_and_statements_by_role(request, union, person):
    viewer = request.getfixturevalue(person)
    draft, talk = make_draft(union, title="Draft"), make_conversation(union)
    waiting = suggest_statement(conversation=talk, text="A ride.", key=KEY, language="en")
    shown = talk.statements.get(number=1)
    sees, edits, reads_all = TABLE[person]

    assert (draft in Conversation.objects.visible_to(viewer)) is sees
    assert (draft in Conversation.objects.editable_by(viewer)) is edits
    assert (shown in Statement.objects.visible_to(viewer)) is sees
    assert (shown in Statement.objects.editable_by(viewer)) is edits
    assert (waiting in Statement.objects.visible_to(viewer)) is reads_all
    assert (waiting in Statement.objects.editable_by(viewer)) is edits


@pytest.mark.parametrize("person", TABLE)
def test_participants_by_role_and_never_where_it_is_anonymous(request, union, person):
    viewer = request.getfixturevalue(person)
    named = make_conversation(union, title="Named", is_anonymous=False)
    hidden = make_conversation(union, title="Hidden")
    vote(named, 1, 1)
    vote(hidden, 1, 1)

    seen = Participant.objects.visible_to(viewer)

    assert seen.filter(conversation=named).exists() is TABLE[person][2]
    assert not seen.filter(conversation=hidden).exists()
    assert not Participant.objects.editable_by(viewer).exists()


@pytest.mark.parametrize("person", TABLE)
def test_nobody_reads_how_one_person_voted(request, union, person):
    viewer = request.getfixturevalue(person)
    vote(make_conversation(union, is_anonymous=False), 1, 1)

    assert Vote.objects.count() == 1
    assert not Vote.objects.visible_to(viewer).exists()
    assert not Vote.objects.editable_by(viewer).exists()
    assert not Vote.objects.public().exists()


def test_everybody_reads_what_is_shown_and_nothing_of_a_draft(union):
    draft, talk = make_draft(union, title="Draft"), make_conversation(union)
    waiting = suggest_statement(conversation=talk, text="A ride.", key=KEY, language="en")
    gone = review_statement(
        statement=talk.statements.get(number=2), is_accepted=False, reason="said", by=None
    )

    assert set(Conversation.objects.public()) == {talk}
    assert draft not in Conversation.objects.public()
    assert {one.text for one in Statement.objects.public()} == {SEEDS[0], SEEDS[2]}
    assert not {waiting, gone} & set(Statement.objects.public())
    assert not Participant.objects.public().exists()
