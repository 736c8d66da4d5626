"""An attacker lays everything that is public before and after a map side by side, and asks how one person voted."""

from __future__ import annotations

import itertools
import json
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from concerted.analysis.opinion import people_changed
from concerted.base import defence
from concerted.goals.tests.factories import make_goal
from concerted.listen.conversations.models import (
    Conversation,
    Follower,
    Participant,
    Reading,
    ReadingState,
    Session,
    Vote,
)
from concerted.listen.conversations.operations.readings import read_map
from concerted.listen.conversations.operations.sessions import record_tally, show_statement
from concerted.listen.conversations.operations.statements import (
    review_statement,
    suggest_statement,
)
from concerted.listen.conversations.queries import pages, reports
from concerted.listen.conversations.queries.followers import opened, words_path
from concerted.listen.conversations.queries.histories import unpack
from concerted.listen.conversations.queries.telling import FLOOR
from concerted.listen.conversations.tests.factories import make_conversation, make_session, vote
from concerted.listen.conversations.tests.opinions import write_folder
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.tests.factories import make_occasion, make_place, read, tell
from concerted.organizations.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
VALUES = (1, 0, -1)
ROSA = "Rosa's phone"
DRAWS = 12


@pytest.fixture(autouse=True)
def _same_chance(monkeypatch):
    """Chance and the clock fall alike in every world, so that only votes can make pages differ."""
    monkeypatch.setattr(defence, "new_stamp", lambda: "stamp")
    monkeypatch.setattr(
        reports, "render_pdf", lambda _template, data, **_more: json.dumps(data).encode()
    )


@pytest.fixture
def talk(union, vera):
    """Nine people have voted, hands were counted in a room, somebody waits to hear, and the map is drawn."""
    goal = make_goal(union)
    talk = make_conversation(union, seeds=[f"Idea {number}." for number in range(4)], goal=goal)
    own = suggest_statement(
        conversation=talk, text="A ride.", key="neighbor 0", language="en", email="ann@example.com"
    )
    review_statement(statement=own, is_accepted=True, by=None)
    for person in range(9):
        for number in (1, 2, 3, 4, own.number):
            vote(talk, number, VALUES[(person + number) % 3], key=f"neighbor {person}")
    session = make_session(talk)
    count_hands(session, 7, 1, 1)
    vote_in_round(session)
    occasion = make_occasion(union, conversation=talk, place=make_place(union))
    tell(occasion, renter=20, owner=80)
    read(occasion, 150)
    talk.refresh_from_db()
    assert read_map(conversation=talk) is not None
    return talk


def count_hands(session, agree, disagree, passed):
    return record_tally(
        session=session,
        statement=session.conversation.statements.get(number=1),
        kind="hands",
        agree=agree,
        disagree=disagree,
        passed=passed,
        by=None,
    )


def vote_in_round(session):
    """The first statement is asked in the room, and nobody votes before the attacker looks."""
    show_statement(session=session, statement=session.conversation.statements.get(number=1))


@pytest.fixture
def camps(union, tmp_path):
    """Two camps of 40 and 30, and their map."""
    call_command("import_conversation", write_folder(tmp_path / "elm"), organization=union.slug)
    Conversation.objects.update(closed_at=None)
    return Conversation.objects.get()


def everything_public(talk, monkeypatch):
    """Every byte that is told of a conversation, in both languages: pages, the author's link, the phones, the report."""
    for place, one in enumerate(Reading.objects.order_by("created_at")):
        Reading.objects.filter(pk=one.pk).update(computed_at=NOON + timedelta(hours=place))
    home = talk.get_absolute_url().replace("/es/", "/en/")
    addresses = [
        home + part for part in ("map/", "moderation/", "moderation.csv", "what-we-keep/")
    ]
    addresses += [f"/en/o/{talk.organization.slug}/", talk.goal.get_absolute_url()]
    session, follower = Session.objects.get(), Follower.objects.get()
    occasion = reverse("representation:public_who", args=[talk.organization.slug, room_of(talk)])
    own_words = words_path(opened(follower)[1], "en")
    addresses += [session.get_absolute_url(), own_words, occasion]
    told = []
    for address, language in itertools.product(addresses, ("en", "es")):
        answer = Client().get(address.replace("/en/", f"/{language}/"))
        assert answer.status_code == 200
        told.append(answer.content.replace(own_words.split("/")[3].encode(), b"a signed moment"))
    team = Client()
    team.force_login(Role.objects.get(organization=talk.organization).user)
    place = [talk.organization.slug, talk.slug]
    told.append(team.get(reverse("conversations:report", args=place)).content)
    for draw in range(DRAWS):
        monkeypatch.setattr(
            pages, "_chance", lambda *_said, seed=draw: np.random.default_rng(seed)
        )
        told.append(Client().get(home).content)
    return told


def room_of(talk):
    return Occasion.objects.get(subject_id=talk.pk).pk


def in_each_world(talk, monkeypatch, votes_of, others=lambda: None):
    """What is public after ``others`` voted and Rosa said each of the three things, and a map was asked for."""
    worlds = []
    for value in VALUES:
        with transaction.atomic():
            others()
            votes_of(value)
            read_map(conversation=talk)
            worlds.append(everything_public(talk, monkeypatch))
            transaction.set_rollback(True)
    return worlds


def joins(talk, value):
    for number in (1, 2, 3, 4):
        vote(talk, number, value if number % 2 else -value, key=ROSA)


def changes(talk, value):
    vote(talk, 1, value, key="neighbor 0")


def is_seen_in_the_room(talk, value):
    """A hand that was overlooked."""
    counts = {1: (8, 1, 1), 0: (7, 1, 2), -1: (7, 2, 1)}
    count_hands(Session.objects.get(), *counts[value])


def votes_in_the_room(talk, value):
    vote(talk, 1, value, key=ROSA, session=Session.objects.get())


WAYS = [joins, changes, is_seen_in_the_room, votes_in_the_room]


@pytest.mark.parametrize("what", WAYS)
def test_one_persons_votes_leave_everything_public_as_it_was(talk, monkeypatch, what):
    worlds = in_each_world(talk, monkeypatch, lambda value: what(talk, value))

    assert worlds[0] == worlds[1] == worlds[2]


def test_a_hand_alone_is_seen_by_nobody_even_where_the_count_was_taken_away_between(
    talk, monkeypatch
):
    def between():
        count_hands(Session.objects.get(), 0, 0, 0)

    def told(body):
        return body[
            body.index(b"rooms-title") : body.index(b"</table>", body.index(b"rooms-title"))
        ]

    before = everything_public(talk, monkeypatch)[0]
    worlds = in_each_world(
        talk, monkeypatch, lambda value: is_seen_in_the_room(talk, value), between
    )

    assert [told(one[0]) for one in worlds] == [told(before)] * 3
    count_hands(Session.objects.get(), 12, 1, 1)
    assert told(everything_public(talk, monkeypatch)[0]) != told(before)


def test_who_leaves_takes_nothing_off_the_map(talk, monkeypatch):
    before = everything_public(talk, monkeypatch)
    Participant.objects.get(number=1).delete()
    for number in range(50, 53):
        vote(talk, 1, 1, key=f"neighbor {number}")
    vote(talk, 2, 1, key="neighbor 54")
    vote(talk, 2, 1, key="neighbor 55")

    assert read_map(conversation=talk) is None
    assert everything_public(talk, monkeypatch)[:2] == before[:2]


def test_the_only_new_vote_on_a_statement_is_not_told_while_others_vote_elsewhere(
    talk, monkeypatch
):
    def others():
        for person in range(20, 26):
            vote(talk, 1, VALUES[person % 3], key=f"neighbor {person}")

    worlds = in_each_world(talk, monkeypatch, lambda value: vote(talk, 2, value, key=ROSA), others)
    before = everything_public(talk, monkeypatch)

    assert worlds[0] == worlds[1] == worlds[2]
    assert worlds[0][0] != before[0]


def test_what_is_asked_next_does_not_tell_the_votes_since_the_map(talk, monkeypatch):
    worlds = []
    for value in VALUES:
        with transaction.atomic():
            vote(talk, 4, value, key=ROSA)
            worlds.append(everything_public(talk, monkeypatch)[-DRAWS:])
            transaction.set_rollback(True)

    assert worlds[0] == worlds[1] == worlds[2]


def told_of(talk, number):
    (reading, *_earlier) = Reading.objects.filter(conversation=talk)
    listed = [*reading.result["common"], *reading.result["divisive"]]
    return next((one["cells"][0] for one in listed if one["number"] == number), None)


def worlds_with(people, cell):
    """Every (agree, pass, disagree) of so many people that the page would show as ``cell``."""
    for agree in range(people + 1):
        for passed in range(people - agree + 1):
            disagree = people - agree - passed
            shown = [round(100 * agree / people), 0, round(100 * disagree / people)]
            shown[1] = max(0, 100 - shown[0] - shown[2])
            if shown == cell:
                yield agree, passed, disagree


@pytest.mark.parametrize("said", [(1, 1, 1, 1, -1), (1, 1, 0, 1, 1), (-1, 1, 1, 1, 1)])
def test_who_enumerates_all_worlds_cannot_tell_which_of_five_said_what(union, said):
    """The attacker even knows how many voted before and after, and who came: one of the five could be any."""
    talk = make_conversation(union, seeds=["Idea."])
    for person in range(9):
        vote(talk, 1, 1, key=f"neighbor {person}")
    read_map(conversation=talk)
    before = told_of(talk, 1)
    for person, value in enumerate(said):
        vote(talk, 1, value, key=f"new {person}")
        if person < FLOOR - 1:
            assert read_map(conversation=talk) is None
    read_map(conversation=talk)
    after = told_of(talk, 1)

    batches = {
        tuple(np.subtract(new, old))
        for old in worlds_with(9, before)
        for new in worlds_with(14, after)
        if min(np.subtract(new, old)) >= 0
    }

    assert batches
    for batch in batches:
        assert sum(count > 0 for count in batch) > 1


@pytest.mark.parametrize("seed", range(3))
def test_each_figure_told_anew_is_of_five_other_people_or_of_the_same(camps, seed):
    draw = np.random.default_rng(seed)
    before = unpack(ReadingState.objects.get().held)
    for _round in range(4):
        people = draw.choice(70, size=int(draw.integers(5, 12)), replace=False)
        for person in people:
            rows = Vote.objects.filter(participant__number=int(person))
            for row in rows.exclude(statement__number=9)[: int(draw.integers(1, 9))]:
                row.value, row.voted_at = int(draw.integers(-1, 2)), timezone.now()
                row.save()
        camps.statements.filter(number=0).update(pass_count=int(draw.integers(1000)))
        read_map(conversation=camps)
        now = unpack(ReadingState.objects.get().held)
        for name, figure in now.figures.items():
            if (last := before.figures.get(name)) is not None:
                changed = people_changed(figure.people, figure.values, last.people, last.values)
                assert changed == 0 or changed >= FLOOR
                assert changed or figure.told == last.told
            assert figure.people.size >= FLOOR
        before = now


def test_no_mark_of_the_map_is_one_persons(camps):
    result = Reading.objects.get().result
    sizes = {place: one["size"] for place, one in enumerate(result["groups"])}

    for group, size in sizes.items():
        places = [point for point in result["points"] if point[2] == group]
        assert len(places) * FLOOR <= size
