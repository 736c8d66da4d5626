"""Who may see and run sessions, and who may enter what was counted there, one row a person."""

from __future__ import annotations

import pytest

from concerted.listen.conversations.models import (
    Ballot,
    BallotForm,
    Round,
    Session,
    Stack,
    Tally,
)
from concerted.listen.conversations.operations.ballots import type_ballot
from concerted.listen.conversations.operations.sessions import (
    close_session,
    record_tally,
    show_statement,
)
from concerted.listen.conversations.tests.factories import (
    make_conversation,
    make_session,
    make_stack,
)

pytestmark = pytest.mark.django_db

#           sees sessions and tallies, runs them and enters paper
TABLE = {
    "omar": (True, True),
    "olga": (True, True),
    "cleo": (True, True),
    "vera": (True, False),
    "sam": (False, False),
    "anonymous": (False, False),
}


@pytest.fixture
def session(union):
    """One under way, with a statement on the screen, hands that were counted and a ballot."""
    session = make_session(make_conversation(union))
    statement = session.conversation.statements.get(number=1)
    show_statement(session=session, statement=statement)
    record_tally(
        session=session, statement=statement, kind="hands", agree=9, disagree=0, passed=0, by=None
    )
    type_ballot(stack=make_stack(session), number=1, answers=(1, 1, 1), by=None)
    return session


@pytest.mark.parametrize("person", TABLE)
def test_sessions_and_tallies_by_role(request, session, person):
    viewer = request.getfixturevalue(person)
    sees, runs = TABLE[person]

    for table in (Session, Tally):
        assert table.objects.visible_to(viewer).exists() is sees
        assert table.objects.editable_by(viewer).exists() is runs


@pytest.mark.parametrize("person", TABLE)
def test_paper_is_for_those_who_enter(request, session, person):
    viewer = request.getfixturevalue(person)

    for table in (BallotForm, Stack, Ballot):
        assert table.objects.visible_to(viewer).exists() is TABLE[person][1]
        assert table.objects.editable_by(viewer).exists() is TABLE[person][1]


@pytest.mark.parametrize("person", TABLE)
def test_how_a_room_votes_is_reached_by_no_gate(request, session, person):
    viewer = request.getfixturevalue(person)

    assert Round.objects.count() == 1
    assert not Round.objects.visible_to(viewer).exists()
    assert not Round.objects.public().exists()


def test_everybody_reaches_a_session_while_it_is_open_and_nothing_else(session):
    assert Session.objects.public().get() == session
    for table in (Tally, BallotForm, Stack, Ballot):
        assert not table.objects.public().exists()

    close_session(session=session, by=None)

    assert not Session.objects.public().exists()
