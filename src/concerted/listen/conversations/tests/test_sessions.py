from __future__ import annotations

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.listen.conversations.models import (
    Origin,
    Participant,
    Round,
    Session,
    StatementState,
    Tally,
    Via,
    Vote,
)
from concerted.listen.conversations.operations.conversations import close_conversation
from concerted.listen.conversations.operations.sessions import (
    add_session,
    change_session,
    close_round,
    close_session,
    open_session,
    record_tally,
    show_statement,
)
from concerted.listen.conversations.operations.statements import (
    review_statement,
    write_down_statement,
)
from concerted.listen.conversations.tests.counting import assert_counts_hold
from concerted.listen.conversations.tests.factories import (
    EVENING,
    make_conversation,
    make_draft,
    make_session,
    vote,
    vote_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(union):
    return make_conversation(union)


@pytest.fixture
def session(talk):
    return make_session(talk)


def shown(session, number):
    return session.conversation.statements.get(number=number)


def ask(session, number):
    return show_statement(session=session, statement=shown(session, number))


def tally(session, number, agree, disagree, passed, kind="hands", **values):
    given = {"by": None, **values}
    return record_tally(
        session=session,
        statement=shown(session, number),
        kind=kind,
        agree=agree,
        disagree=disagree,
        passed=passed,
        **given,
    )


def test_a_session_is_planned_once_and_numbered_in_its_conversation(talk, olga):
    given = {"starts_at": EVENING, "place": "Library", "facilitator": olga}

    first = add_session(conversation=talk, by=olga, **given)
    again = add_session(conversation=talk, by=olga, **given)
    other = add_session(conversation=talk, by=olga, **{**given, "place": "School"})

    assert first == again
    assert (first.number, other.number) == (1, 2)
    assert first.state == "planned"
    assert first.languages == ["en"]
    assert AuditEntry.objects.filter(verb="added", subject_id=first.pk).count() == 1


def test_who_facilitates_is_of_the_team_and_the_screen_holds_two_languages(talk, sam, session):
    with pytest.raises(Refused, match="in your team"):
        change_session(session=session, by=None, facilitator=sam)
    with pytest.raises(Refused, match="one or two"):
        change_session(session=session, by=None, languages=["en", "es", "ht"])


def test_a_session_goes_from_planned_to_open_to_closed_and_not_back(talk):
    session = make_session(talk, is_open=False)
    with pytest.raises(Refused, match="not begun"):
        close_session(session=session, by=None)

    opened = open_session(session=session, by=None)
    closed = close_session(session=opened, by=None, people_count=31)

    assert (opened.state, closed.state, closed.people_count) == ("open", "closed", 31)
    assert close_session(session=closed, by=None, people_count=5).people_count == 31
    with pytest.raises(Refused, match="is over"):
        open_session(session=closed, by=None)
    assert AuditEntry.objects.filter(verb="closed", subject_id=session.pk).count() == 1


def test_no_session_opens_in_a_draft_or_in_a_closed_conversation(union, talk):
    planned = make_session(talk, is_open=False)
    close_conversation(conversation=talk, by=None)

    for one in (planned, make_session(make_draft(union, title="Draft"), is_open=False)):
        with pytest.raises(Refused, match="takes no votes"):
            open_session(session=one, by=None)


def test_a_vote_in_the_room_knows_where_it_was_given(session):
    ask(session, 1)
    vote_in(session, 1, 1, key="one")
    vote(session.conversation, 1, -1, key="two")

    given = {one.participant.number: (one.via, one.session) for one in Vote.objects.all()}

    assert given == {1: (Via.ROOM, session), 2: (Via.PHONE, None)}
    assert_counts_hold(session.conversation)


def test_what_was_said_at_home_counts_in_the_room_when_it_is_said_again_there(session):
    vote(session.conversation, 1, 1)
    before = Vote.objects.get().voted_at
    ask(session, 1)

    vote_in(session, 1, 1)

    again = Vote.objects.get()
    assert (again.via, again.session, again.voted_at) == (Via.ROOM, session, before)
    assert_counts_hold(session.conversation)


def test_a_change_of_mind_at_home_leaves_the_room(session):
    ask(session, 1)
    vote_in(session, 1, 1)

    vote(session.conversation, 1, -1)

    assert (Vote.objects.get().via, Vote.objects.get().session) == (Via.PHONE, None)
    assert_counts_hold(session.conversation)


def test_the_room_votes_only_on_what_it_was_asked_and_until_that_is_over(session):
    with pytest.raises(Refused, match="is over in the room"):
        vote_in(session, 1, 1)
    ask(session, 1)
    vote_in(session, 1, 1, key="one")
    close_round(session=session, statement=shown(session, 1))

    with pytest.raises(Refused, match="is over in the room"):
        vote_in(session, 1, 1, key="two")

    assert Participant.objects.count() == Vote.objects.count() == 1


def test_a_closed_round_keeps_its_counts_whatever_people_say_later(session):
    ask(session, 1)
    for number, value in enumerate((1, 1, 1, -1, 0)):
        vote_in(session, 1, value, key=f"key {number}")
    found = close_round(session=session, statement=shown(session, 1))

    vote(session.conversation, 1, -1, key="key 0")
    ask(session, 1)
    close_round(session=session, statement=shown(session, 1))

    found.refresh_from_db()
    assert (found.agree_count, found.disagree_count, found.pass_count) == (3, 1, 1)
    assert Round.objects.count() == 1


def test_closing_a_session_closes_its_rounds(session):
    ask(session, 1)
    vote_in(session, 1, 1)

    close_session(session=session, by=None)

    assert Round.objects.get().agree_count == 1
    assert Session.objects.get().on_screen is None
    with pytest.raises(Refused, match="not open"):
        ask(session, 2)
    with pytest.raises(Refused, match="is over in the room"):
        vote_in(session, 1, -1)


def test_what_is_not_shown_to_people_does_not_come_on_the_screen(session, union):
    review_statement(statement=shown(session, 2), is_accepted=False, reason="said", by=None)
    other = make_conversation(union, title="Another")

    for statement in (shown(session, 2), other.statements.get(number=1)):
        with pytest.raises(Refused, match="not shown"):
            show_statement(session=session, statement=statement)


def test_hands_and_dots_are_added_to_the_counts_of_the_statement(session, olga):
    vote(session.conversation, 1, 1)

    tally(session, 1, 12, 3, 1, by=olga)
    tally(session, 1, 4, 0, 0, kind="dots")

    statement = shown(session, 1)
    assert (statement.agree_count, statement.disagree_count, statement.pass_count) == (17, 3, 1)
    assert Participant.objects.count() == 1
    assert Tally.objects.get(kind="hands").counted_by == olga
    assert_counts_hold(session.conversation)


def test_counting_again_takes_the_place_of_the_first_count(session):
    tally(session, 1, 12, 3, 1)
    tally(session, 1, 12, 3, 1)
    tally(session, 1, 10, 4, 0)

    assert shown(session, 1).vote_count == 14
    assert_counts_hold(session.conversation)

    assert tally(session, 1, 0, 0, 0) is None
    assert tally(session, 1, 0, 0, 0) is None
    assert shown(session, 1).vote_count == 0
    assert not Tally.objects.standing().exists()
    assert AuditEntry.objects.filter(verb="counted").count() == 3


def test_not_more_hands_are_counted_than_people_came(session):
    change_session(session=session, by=None, people_count=10)

    with pytest.raises(Refused, match="counted 11, and 10 people"):
        tally(session, 1, 9, 1, 1)

    assert not Tally.objects.exists()


def test_nothing_is_counted_once_the_conversation_is_closed(session):
    close_conversation(conversation=session.conversation, by=None)

    with pytest.raises(Refused, match="takes no votes"):
        tally(session, 1, 1, 0, 0)


def test_hands_are_counted_after_the_session_too(session):
    close_session(session=session, by=None)

    assert tally(session, 1, 7, 0, 0).vote_count == 7


def test_what_is_said_aloud_is_written_down_and_shown_at_once(talk, cleo):
    said = write_down_statement(
        conversation=talk, text="Open the garden on Sundays.", language="en", by=cleo
    )
    harmful = write_down_statement(
        conversation=talk, text="Call 617-555-0100 and complain.", language="en", by=cleo
    )

    assert (said.origin, said.state, said.author) == (
        Origin.FACILITATOR,
        StatementState.ACCEPTED,
        None,
    )
    assert (harmful.state, harmful.reason) == (StatementState.HELD, "identifies")
    with pytest.raises(Refused, match="exactly this"):
        write_down_statement(
            conversation=talk, text="open the garden on sundays", language="en", by=cleo
        )
