"""Telling who one is in a conversation: after some votes, apart from them, and back again."""

from __future__ import annotations

import time

import pytest
from django.urls import reverse

from concerted.base.links import sign
from concerted.listen.conversations import tasks
from concerted.listen.conversations.models import Value
from concerted.listen.conversations.operations.ballots import type_ballot
from concerted.listen.conversations.operations.readings import read_map
from concerted.listen.conversations.operations.sessions import (
    change_session,
    open_session,
    show_statement,
)
from concerted.listen.conversations.operations.voices import joined
from concerted.listen.conversations.queries.described import describe_sessions
from concerted.listen.conversations.queries.in_the_room import asked_occasions
from concerted.listen.conversations.queries.voices import hash_of
from concerted.listen.conversations.tests.factories import (
    make_conversation,
    make_session,
    make_stack,
    vote,
    vote_in,
)
from concerted.listen.representation.models import SelfDescription
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.queries.asking import told_by
from concerted.listen.representation.queries.weighing import weighted_readings
from concerted.listen.representation.tests.factories import make_occasion, make_place, read

pytestmark = pytest.mark.django_db


def address(talk, name="about_you"):
    return reverse(f"conversations:{name}", args=[talk.organization.slug, talk.slug])


def stamp():
    return sign(time.time() - 60, purpose="form")


def vote_on_all(client, talk):
    for one in talk.statements.all():
        client.post(
            address(talk, "cast_vote"),
            {"statement": one.pk, "value": Value.AGREE.value, "stamp": stamp()},
        )


def voice_of(talk):
    return talk.participants.get()


def test_the_questions_are_offered_after_some_votes_and_never_before(union, client):
    talk = make_conversation(union)
    make_occasion(union, conversation=talk)
    words = "Tell us who you are, if you like"

    before = client.get(talk.get_absolute_url()).content.decode()
    vote_on_all(client, talk)
    after = client.get(talk.get_absolute_url()).content.decode()

    assert words not in before
    assert words in after


def test_who_votes_in_a_room_tells_once_and_counts_there_and_in_the_conversation(union, client):
    talk = make_conversation(union)
    session = make_session(talk, people_count=34)
    room = make_occasion(union, ["tenure"], conversation=session)
    whole = make_occasion(union, ["tenure", "age"], conversation=talk)
    show_statement(session=session, statement=talk.statements.get(number=1))
    vote(talk, 2, 1, key="at home")
    one = talk.statements.get(number=1).pk
    client.post(
        session.get_absolute_url() + "vote/", {"statement": one, "value": 1, "stamp": stamp()}
    )

    assert "Tell us who you are" in client.get(session.get_absolute_url()).content.decode()
    client.post(address(talk), {"about-tenure": "renter", "about-age": "18_29", "stamp": stamp()})

    key = talk.participants.get(number=2).key_hash
    assert told_by(room, key) == {"tenure": ["renter"]}
    assert told_by(whole, key) == {"tenure": ["renter"], "age": ["18_29"]}
    assert SelfDescription.objects.values("key_hash").distinct().count() == 2
    home = talk.participants.get(number=1)
    assert asked_occasions(talk, home) == [whole]


def test_a_session_is_an_occasion_of_as_many_as_came(union):
    session = make_session(make_conversation(union), is_open=False)
    vote_in_room = describe_sessions([session], "en")[session.pk]
    assert (vote_in_room.took_part, vote_in_room.is_public) == (0, False)

    session = open_session(session=session, by=None)
    show_statement(session=session, statement=session.conversation.statements.get(number=1))
    vote_in(session, 1, 1)
    type_ballot(stack=make_stack(session), number=1, answers=(1, -1, 0), by=None)
    assert describe_sessions([session], "en")[session.pk].took_part == 2

    change_session(session=session, by=None, people_count=34)
    told = describe_sessions([session], "en")[session.pk]
    assert (told.took_part, told.is_public) == (34, True)
    assert told.title == "Elm Street Library, June 18, 2026"


def test_nothing_is_offered_where_nobody_asks(union, client):
    talk = make_conversation(union)
    vote_on_all(client, talk)

    assert "Tell us who you are" not in client.get(talk.get_absolute_url()).content.decode()
    assert client.get(address(talk)).status_code == 404


def test_somebody_tells_changes_and_takes_back(union, client):
    talk = make_conversation(union)
    occasion = make_occasion(union, ["tenure", "race_ethnicity"], conversation=talk)
    vote_on_all(client, talk)
    key = voice_of(talk).key_hash

    client.post(address(talk), {"about-tenure": "renter", "stamp": stamp()})
    assert told_by(occasion, key) == {"tenure": ["renter"]}
    assert "checked" in client.get(address(talk)).content.decode()
    client.post(address(talk), {"about-race_ethnicity": ["asian", "white"], "stamp": stamp()})
    assert told_by(occasion, key) == {"race_ethnicity": ["asian", "white"]}
    client.post(address(talk, "take_back_about_you"), {"stamp": stamp()})

    assert told_by(occasion, key) == {}
    assert not SelfDescription.objects.exists()


def test_a_contradiction_is_said_beside_the_question(union, client):
    talk = make_conversation(union)
    make_occasion(union, ["race_ethnicity"], conversation=talk)
    vote_on_all(client, talk)

    response = client.post(
        address(talk), {"about-race_ethnicity": ["asian", "~declined"], "stamp": stamp()}
    )

    assert response.status_code == 422
    assert "either this answer or the others" in response.content.decode()


def test_who_has_not_voted_is_asked_to_vote_first_and_nothing_is_kept(union, client):
    talk = make_conversation(union)
    make_occasion(union, conversation=talk)

    page = client.get(address(talk))
    client.post(address(talk), {"about-tenure": "renter", "stamp": stamp()})

    assert "Vote first" in page.content.decode()
    assert not page.cookies
    assert not SelfDescription.objects.exists()


def test_the_map_says_who_is_in_the_room_and_what_those_who_live_there_would_say(union, client):
    talk = make_conversation(union)
    occasion = make_occasion(union, conversation=talk, place=make_place(union))
    for number in range(60):
        key = f"device {number}"
        joined(conversation=talk, key=key, language="en")
        is_renter = number % 3 == 0
        for statement in (1, 2, 3):
            agrees = statement == 1 or (is_renter and number % 2 == 0)
            vote(talk, statement, 1 if agrees else -1, key=key, visitor="")
        told = {"tenure": ["renter" if is_renter else "owner"]}
        tell_about_oneself(occasion=occasion, key=hash_of(talk, key), told=told)
    tasks.read_map.func(str(talk.pk))
    read(occasion, 60)

    told = weighted_readings(occasion)
    page = client.get(address(talk, "map_of_opinions")).content.decode()

    assert told["1"].plain == told["1"].weighted == 100
    assert "Who is in the room" in page
    assert "We rent: for every 10 who could be expected" in page
    assert "If everybody who lives there had voted" in page
    assert read_map(conversation=talk) is None
