"""Hearing what becomes of one's words: asked once, written to after a yes, sealed, forgotten on a word."""

from __future__ import annotations

import datetime
import time
import uuid

import pytest
from django.test import Client
from django.utils import timezone

from concerted.base.links import sign
from concerted.base.outbox.models import OutgoingMail
from concerted.listen.conversations import becoming, tasks
from concerted.listen.conversations.becoming import Step
from concerted.listen.conversations.models import Follower, Statement
from concerted.listen.conversations.operations.followers import (
    confirm_following,
    forget_unanswered,
    stop_following,
    take_back,
    tell_follower,
)
from concerted.listen.conversations.operations.readings import read_map
from concerted.listen.conversations.operations.statements import (
    review_statement,
    suggest_statement,
)
from concerted.listen.conversations.queries.followers import follower_of, opened, words_path
from concerted.listen.conversations.queries.words import steps_of, words_page
from concerted.listen.conversations.tests.factories import KEY, make_conversation, vote
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db
ROSA = "rosa@example.com"


@pytest.fixture
def followed(union):
    talk = make_conversation(union)
    statement = suggest_statement(
        conversation=talk, text="A bus at night.", key=KEY, language="en", email=ROSA
    )
    return Follower.objects.select_related("statement__conversation__organization").get(
        statement=statement
    )


def stamp():
    return sign(time.time() - 60, purpose="form")


def mails(kind):
    return list(OutgoingMail.objects.filter(template=f"conversations/mail/{kind}"))


def tell(follower):
    follower = Follower.objects.select_related("statement__conversation__organization").get(
        pk=follower.pk
    )
    steps = steps_of([follower.statement], follower.language)[follower.statement_id]
    return tell_follower(follower=follower, steps=steps)


def test_the_address_is_sealed_and_stands_in_no_column(followed):
    row = Follower.objects.filter(pk=followed.pk).values().get()

    assert not any("rosa" in str(value) for value in row.values())
    assert opened(followed)[0] == ROSA


def test_nobody_reads_who_follows_through_a_gate(followed, omar, olga):
    for viewer in (omar, olga):
        assert not Follower.objects.visible_to(viewer).exists()
    assert not Follower.objects.public().exists()


def test_one_mail_asks_and_none_follows_without_a_yes(followed):
    review_statement(statement=followed.statement, is_accepted=True, by=None)

    assert [one.to for one in mails("follow")] == [ROSA]
    assert tell(followed) == []
    assert mails("words") == []


def test_after_a_yes_each_step_is_told_once(followed):
    confirm_following(follower=followed)
    review_statement(statement=followed.statement, is_accepted=True, by=None)

    assert [step.key for step in tell(followed)] == ["accepted"]
    assert tell(followed) == []

    (mail,) = mails("words")
    assert mail.to == ROSA
    assert mail.key is None
    assert "/my-words/stop/" in mail.unsubscribe_path


def test_a_rejected_statement_is_told_with_its_reason(followed):
    confirm_following(follower=followed)
    review_statement(statement=followed.statement, is_accepted=False, reason="said", by=None)

    (step,) = tell(followed)

    assert step.text == "Somebody said this already"


def test_what_a_room_above_made_of_it_is_told(followed, monkeypatch):
    at = timezone.now() + datetime.timedelta(days=1)
    made = Step("goal:1", at, "It became a goal", "A bus at night", "/en/o/elm-street/goals/bus/")
    monkeypatch.setattr(
        becoming,
        "_stories",
        [lambda statements, _language: {one.pk: [made] for one in statements}],
    )
    confirm_following(follower=followed)
    review_statement(statement=followed.statement, is_accepted=True, by=None)

    assert [step.key for step in tell(followed)] == ["accepted", "goal:1"]


def test_the_clock_asks_for_a_mail_only_where_something_is_new(followed, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks, "enqueue", lambda _job, pk: asked.append(pk))
    confirm_following(follower=followed)

    tasks.tell_followers()
    assert asked == []
    review_statement(statement=followed.statement, is_accepted=True, by=None)
    tasks.tell_followers()

    assert asked == [followed.pk]


def test_stopping_erases_the_address_and_keeps_the_words(followed):
    stop_following(follower=followed)
    stop_following(follower=followed)

    assert not Follower.objects.exists()
    assert Statement.objects.get(pk=followed.statement_id).text == "A bus at night."


def test_words_that_are_taken_back_are_gone_with_their_translations(followed):
    statement = review_statement(statement=followed.statement, is_accepted=True, by=None)
    save_translation(record=statement, language="es", texts={"text": "Un autobús."}, by=None)

    take_back(follower=followed)

    statement.refresh_from_db()
    assert "bus" not in statement.text.lower()
    assert statement.translations() == []
    assert statement.author is None
    assert statement not in Statement.objects.public()
    assert not Follower.objects.exists()


def test_who_does_not_answer_is_forgotten_after_a_month(followed):
    past = timezone.now() - datetime.timedelta(days=31)
    Follower.objects.update(created_at=past)

    forget_unanswered()

    assert not Follower.objects.exists()


def test_how_people_answered_is_told_with_the_map_and_never_of_four(followed):
    talk = followed.statement.conversation
    review_statement(statement=followed.statement, is_accepted=True, by=None)
    number = followed.statement.number

    for person in range(4):
        vote(talk, number, 1, key=f"key-{person}-of-a-device")
    read_map(conversation=talk)
    assert _shares(talk, number) == []
    vote(talk, number, 1, key="the fifth")
    read_map(conversation=talk)

    assert [(one.agree, one.disagree) for one in _shares(talk, number)] == [(100, 0)]


def _shares(talk, number):
    rows = Statement.objects.select_related("conversation__organization")
    return words_page(rows.get(conversation=talk, number=number), "en").shares


def test_the_page_shows_and_only_a_post_says_yes(followed):
    _email, key = opened(followed)
    path = words_path(key, "en")

    page = Client().get(path)

    assert b"A bus at night." in page.content
    assert Follower.objects.get().confirmed_at is None
    assert Client().post(words_path(key, "en", "confirm_following")).status_code == 302
    assert Follower.objects.get().confirmed_at is not None
    assert follower_of("forged") is None
    assert Client().post(words_path(key, "en", "stop_following")).status_code == 200
    assert Client().get(path).status_code == 404


def test_who_gives_no_address_keeps_the_link_of_their_words(union, client):
    talk = make_conversation(union)
    home = talk.get_absolute_url()
    client.post(f"{home}say/", {"text": "A ride.", "language": "en", "stamp": stamp()})
    number = Statement.objects.get(text="A ride.").number
    assert f"{home}my-words/{number}/" in client.get(home).content.decode()

    answer = client.post(f"{home}my-words/{number}/", {"stamp": stamp()})
    again = client.post(f"{home}my-words/{number}/", {"stamp": stamp()})

    page = Client().get(answer["Location"]).content.decode()
    assert "keep its address" in page
    assert "<svg" in page
    assert follower_of(again["Location"].split("/")[3]) == Follower.objects.get()
    assert Client().get(again["Location"]).status_code == 200
    Follower.objects.update(created_at=timezone.now() - datetime.timedelta(days=90))
    assert forget_unanswered() == 0
    confirm_following(follower=Follower.objects.get())
    assert tell(Follower.objects.get()) == []
    assert not OutgoingMail.objects.exists()


def test_only_the_device_that_wrote_it_gets_the_link_of_a_statement(union, client, followed):
    talk = followed.statement.conversation
    home, number = talk.get_absolute_url(), followed.statement.number
    vote(talk, 1, 1, key="another device")

    for one in (client, Client()):
        one.post(f"{home}say/", {"text": uuid.uuid4().hex, "language": "en", "stamp": stamp()})
        answer = one.post(f"{home}my-words/{number}/", {"stamp": stamp()})
        assert answer["Location"] == f"{home}#say"


def test_an_address_that_is_not_one_is_refused_beside_the_field(union):
    talk = make_conversation(union)
    form = {"text": "A ride.", "language": "en", "email": "rosa", "stamp": uuid.uuid4().hex}

    page = Client().post(talk.get_absolute_url() + "say/", form)

    assert page.status_code == 422
    assert 'id="say-email"' in page.content.decode()
