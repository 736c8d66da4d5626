from __future__ import annotations

import uuid

import pytest
from django.utils import timezone

from concerted.base.errors import Refused
from concerted.listen.conversations.models import Participant, Vote
from concerted.listen.conversations.operations.conversations import (
    close_conversation,
    reopen_conversation,
)
from concerted.listen.conversations.operations.statements import suggest_statement
from concerted.listen.conversations.operations.voting import cast_vote
from concerted.listen.conversations.tests.factories import (
    KEY,
    make_conversation,
    make_draft,
    vote,
)

pytestmark = pytest.mark.django_db


def counts(statement):
    return statement.agree_count, statement.disagree_count, statement.pass_count


@pytest.fixture
def talk(union):
    return make_conversation(union)


def test_a_vote_is_kept_and_counted(talk):
    assert counts(vote(talk, 1, 1)) == (1, 0, 0)
    assert counts(vote(talk, 2, -1)) == (0, 1, 0)
    assert counts(vote(talk, 3, 0)) == (0, 0, 1)
    assert set(Vote.objects.values_list("value", flat=True)) == {1, -1, 0}


def test_voting_twice_the_same_counts_once(talk):
    vote(talk, 1, 1)

    assert counts(vote(talk, 1, 1)) == (1, 0, 0)
    assert Vote.objects.count() == 1


@pytest.mark.parametrize(("before", "after", "told"), [(1, -1, (0, 1, 0)), (0, 1, (1, 0, 0))])
def test_a_change_of_mind_takes_the_place_of_what_was_said(talk, before, after, told):
    vote(talk, 1, before)
    first = Vote.objects.get().voted_at

    assert counts(vote(talk, 1, after)) == told
    assert Vote.objects.get().value == after
    assert Vote.objects.get().voted_at > first


def test_each_key_is_one_participant_with_a_number_of_its_own(talk):
    for key in ("one", "two", "one"):
        vote(talk, 1, 1, key=key)
    vote(talk, 2, 1, key="two", language="es")
    talk.refresh_from_db()

    assert talk.participant_count == 2
    assert list(Participant.objects.values_list("number", flat=True)) == [1, 2]
    assert counts(talk.statements.get(number=1)) == (2, 0, 0)


def test_the_database_keeps_no_key_and_a_key_has_another_hash_elsewhere(talk, union):
    elsewhere = make_conversation(union, title="Another question")
    vote(talk, 1, 1)
    vote(elsewhere, 1, 1)
    hashes = set(Participant.objects.values_list("key_hash", flat=True))

    assert len(hashes) == 2
    assert all(KEY not in one for one in hashes)


def test_a_statement_of_another_conversation_takes_no_vote_here(talk, union):
    elsewhere = make_conversation(union, title="Another question").statements.get(number=1)

    for wrong in (elsewhere.pk, uuid.uuid4()):
        with pytest.raises(Refused, match="not taking votes"):
            cast_vote(conversation=talk, statement=wrong, value=1, key=KEY, language="en")

    assert not Vote.objects.exists()
    assert not Participant.objects.exists()


def test_what_waits_to_be_read_takes_no_votes(talk):
    waiting = suggest_statement(conversation=talk, text="A ride.", key=KEY, language="en")

    with pytest.raises(Refused, match="not taking votes"):
        cast_vote(conversation=talk, statement=waiting.pk, value=1, key=KEY, language="en")


def test_a_closed_conversation_takes_no_votes_until_it_is_open_again(talk):
    close_conversation(conversation=talk, by=None)
    with pytest.raises(Refused, match="not taking votes"):
        vote(talk, 1, 1)

    reopen_conversation(conversation=talk, by=None)

    assert counts(vote(talk, 1, 1)) == (1, 0, 0)


def test_nobody_votes_in_a_draft_or_after_the_closing_time(union):
    draft = make_draft(union, title="Draft")
    over = make_conversation(union, title="Over")
    over.closes_at = timezone.now()
    over.save()

    with pytest.raises(Refused, match="not taking votes"):
        vote(over, 1, 1)
    assert not draft.takes_votes()
    assert not over.takes_votes()


def test_a_flood_of_new_voices_from_one_network_is_held_back(talk):
    for number in range(80):
        vote(talk, 1, 1, key=f"bot {number}", visitor="one network")

    with pytest.raises(Refused, match="from your network"):
        vote(talk, 1, 1, key="one more", visitor="one network")
    assert Participant.objects.count() == 80


def test_a_vote_asks_few_queries(talk, django_assert_num_queries):
    statement = talk.statements.get(number=1)
    vote(talk, 2, 1)

    with django_assert_num_queries(6):  # two of them a savepoint, which a request has not
        cast_vote(conversation=talk, statement=statement.pk, value=1, key=KEY, language="en")
