from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.listen.conversations.models import Ballot, BallotForm, Participant, Via, Vote
from concerted.listen.conversations.operations.ballots import (
    begin_stack,
    check_stack,
    correct_ballot,
    finish_stack,
    print_ballots,
    type_ballot,
    undo_stack,
)
from concerted.listen.conversations.operations.conversations import close_conversation
from concerted.listen.conversations.operations.sessions import close_session
from concerted.listen.conversations.operations.statements import (
    review_statement,
    seed_statements,
)
from concerted.listen.conversations.queries.counted import voices_since, vote_matrix
from concerted.listen.conversations.tests.counting import assert_counts_hold
from concerted.listen.conversations.tests.factories import (
    make_conversation,
    make_session,
    make_stack,
    vote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(union):
    return make_session(make_conversation(union))


@pytest.fixture
def stack(session, cleo):
    return make_stack(session, by=cleo)


def put(stack, number, *answers, by=None):
    return type_ballot(stack=stack, number=number, answers=answers, by=by)


def test_a_ballot_is_a_participant_with_votes_like_any_other(stack, cleo):
    vote(stack.session.conversation, 1, 1)

    ballot = put(stack, 1, 1, -1, 0, by=cleo)

    assert ballot.participant.number == 2
    assert ballot.participant.language == "en"
    assert {(one.value, one.via, one.session) for one in ballot.participant.votes.all()} == {
        (1, Via.PAPER, stack.session),
        (-1, Via.PAPER, stack.session),
        (0, Via.PAPER, stack.session),
    }
    assert vote_matrix(stack.session.conversation).participant_count == 2
    assert_counts_hold(stack.session.conversation)


def test_a_box_that_is_not_ticked_is_no_vote_and_an_empty_ballot_nobody(stack):
    put(stack, 1, 1, None, None)
    empty = put(stack, 2, None, None, None)

    assert Vote.objects.count() == Participant.objects.count() == 1
    assert empty.participant is None
    assert_counts_hold(stack.session.conversation)


def test_a_ballot_typed_twice_counts_once_and_another_under_its_number_is_refused(stack):
    first = put(stack, 1, 1, -1, 0)

    assert put(stack, 1, 1, -1, 0) == first
    with pytest.raises(Refused, match="with other answers"):
        put(stack, 1, 1, 1, 1)

    assert Participant.objects.count() == 1
    assert_counts_hold(stack.session.conversation)


@pytest.mark.parametrize("answers", [(), (1,), (1, 1, 1, 1)])
def test_each_statement_of_the_ballot_has_an_answer(stack, answers):
    with pytest.raises(Refused, match="has 3 statements"):
        put(stack, 1, *answers)

    assert not Ballot.objects.exists()


def test_what_is_printed_keeps_its_order_when_statements_are_added_or_rejected(stack, cleo):
    talk, session = stack.session.conversation, stack.session
    seed_statements(conversation=talk, texts=["Open the garden."], by=None)
    review_statement(
        statement=talk.statements.get(number=2), is_accepted=False, reason="said", by=None
    )

    put(stack, 1, 1, -1, 0)
    again = print_ballots(session=session, languages=["en"], by=cleo)

    assert talk.statements.get(number=2).disagree_count == 1
    assert (stack.form.statements, stack.form.letter) == ([1, 2, 3], "A")
    assert (again.statements, again.letter) == ([1, 3, 4], "B")
    assert print_ballots(session=session, languages=["en"], by=None) == again
    assert_counts_hold(talk)


def test_nothing_is_printed_where_there_is_nothing_to_vote_on(union):
    session = make_session(make_conversation(union, seeds=()))

    with pytest.raises(Refused, match="no statement"):
        print_ballots(session=session, languages=["en"], by=None)

    assert not BallotForm.objects.exists()


def test_two_people_type_in_stacks_of_their_own(stack, olga, cleo):
    same = begin_stack(form=stack.form, by=cleo)
    other = begin_stack(form=stack.form, by=olga)
    put(stack, 1, 1, 1, 1)
    put(other, 1, 1, 1, 1)
    more = begin_stack(form=stack.form, by=cleo)

    assert same == stack
    assert [stack.number, other.number, more.number] == [1, 2, 3]
    assert Participant.objects.count() == 2


def test_a_corrected_ballot_says_what_the_paper_says(stack):
    ballot = put(stack, 1, 1, -1, None)
    finish_stack(stack=stack, by=None)

    correct_ballot(ballot=ballot, answers=(None, 1, 0), by=None)

    values = dict(Vote.objects.values_list("statement__number", "value"))
    assert values == {2: 1, 3: 0}
    assert Participant.objects.count() == 1
    assert_counts_hold(stack.session.conversation)


def test_a_ballot_that_was_empty_gets_its_participant_and_loses_it_again(stack):
    ballot = put(stack, 1, None, None, None)

    filled = correct_ballot(ballot=ballot, answers=(1, 1, 1), by=None)
    assert filled.participant.number == 1
    assert_counts_hold(stack.session.conversation)

    emptied = correct_ballot(ballot=filled, answers=(None, None, None), by=None)
    assert emptied.participant is None
    assert not Participant.objects.exists()
    assert_counts_hold(stack.session.conversation)


def test_somebody_else_checks_and_then_nothing_changes_any_more(stack, cleo, olga):
    ballot = put(stack, 1, 1, 1, 1, by=cleo)
    with pytest.raises(Refused, match="finish typing"):
        check_stack(stack=stack, by=olga)
    finish_stack(stack=stack, by=cleo)
    with pytest.raises(Refused, match="typed this stack yourself"):
        check_stack(stack=stack, by=cleo)

    checked = check_stack(stack=stack, by=olga)

    assert (checked.state, checked.checked_by, checked.is_self_checked) == (
        "checked",
        olga,
        False,
    )
    for change in (
        lambda: put(stack, 2, 1, 1, 1),
        lambda: correct_ballot(ballot=ballot, answers=(0, 0, 0), by=olga),
    ):
        with pytest.raises(Refused, match="is finished"):
            change()


def test_who_is_alone_may_check_and_the_stack_says_so(session, olga, vera):
    stack = make_stack(session, by=olga)
    put(stack, 1, 1, 1, 1, by=olga)
    finish_stack(stack=stack, by=olga)

    assert check_stack(stack=stack, by=olga).is_self_checked


def test_an_empty_stack_is_not_finished(stack):
    with pytest.raises(Refused, match="Nothing is typed"):
        finish_stack(stack=stack, by=None)


def test_a_stack_taken_back_leaves_no_vote_and_its_numbers_to_nobody(stack, olga):
    talk = stack.session.conversation
    vote(talk, 1, 1, key="one")
    for number in (1, 2, 3):
        put(stack, number, 1, -1, None)
    vote(talk, 1, -1, key="two")

    undone = undo_stack(stack=stack, by=olga)
    undo_stack(stack=stack, by=olga)
    vote(talk, 1, 0, key="three")

    assert (undone.state, undone.undone_by) == ("undone", olga)
    assert sorted(Participant.objects.values_list("number", flat=True)) == [1, 5, 6]
    assert Ballot.objects.filter(participant=None).count() == 3
    assert AuditEntry.objects.filter(verb="taken_back").count() == 1
    assert_counts_hold(talk)
    with pytest.raises(Refused, match="was taken back"):
        put(stack, 4, 1, 1, 1)


def test_ballots_taken_back_are_news_for_the_map(stack):
    talk = stack.session.conversation
    put(stack, 1, 1, 1, 1)
    put(stack, 2, 1, 1, 1)
    seen = timezone.now() + datetime.timedelta(microseconds=1)
    assert voices_since(talk, seen) == 0

    undo_stack(stack=stack, by=None)

    assert voices_since(talk, seen) == 2
    assert voices_since(talk, None) == 0


def test_paper_is_typed_after_the_session_and_not_after_the_conversation(stack):
    close_session(session=stack.session, by=None)
    put(stack, 1, 1, 1, 1)
    close_conversation(conversation=stack.session.conversation, by=None)

    for change in (lambda: put(stack, 2, 1, 1, 1), lambda: undo_stack(stack=stack, by=None)):
        with pytest.raises(Refused, match="takes no votes"):
            change()


def test_no_ballot_is_typed_before_its_session(union, cleo):
    session = make_session(make_conversation(union), is_open=False)
    form = print_ballots(session=session, languages=["en", "es"], by=cleo)

    with pytest.raises(Refused, match="not begun"):
        begin_stack(form=form, by=cleo)
