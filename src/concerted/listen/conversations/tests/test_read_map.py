from __future__ import annotations

import json

import numpy as np
import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from concerted.analysis.opinion import Outcome
from concerted.base.jobs import run_waiting_jobs
from concerted.listen.conversations import tasks
from concerted.listen.conversations.models import Conversation, Participant, Reading, Vote
from concerted.listen.conversations.operations.readings import read_map
from concerted.listen.conversations.queries.histories import Letters, letter
from concerted.listen.conversations.tests.factories import make_conversation, vote
from concerted.listen.conversations.tests.opinions import write_folder

pytestmark = pytest.mark.django_db


def page_of(conversation):
    names = [conversation.organization.slug, conversation.slug]
    return reverse("conversations:map_of_opinions", args=names)


@pytest.fixture
def talk(union):
    return make_conversation(union)


@pytest.fixture
def camps(union, tmp_path):
    """A conversation with two camps of 40 and 30, open, with its map."""
    call_command("import_conversation", write_folder(tmp_path / "elm"), organization=union.slug)
    conversation = Conversation.objects.get()
    Conversation.objects.update(closed_at=None)
    return conversation


def change_votes(conversation, count):
    """So many people change their mind on statement 0."""
    for one in Participant.objects.filter(conversation=conversation)[:count]:
        row = one.votes.get(statement__number=0)
        row.value, row.voted_at = (0 if row.value else 1), timezone.now()
        row.save()
        statement = row.statement
        statement.pass_count += 1
        statement.save()


def test_before_five_people_voted_there_is_no_map(talk, client):
    for number in range(4):
        vote(talk, 1, 1, key=f"voice {number}")

    assert read_map(conversation=talk) is None
    assert "The map comes with the votes" in client.get(page_of(talk)).content.decode()


def test_the_clock_has_a_small_conversation_read_without_groups(talk, client):
    for number in range(12):
        vote(talk, 1, 1, key=f"voice {number}")
        vote(talk, 2, 1 if number % 2 else -1, key=f"voice {number}")

    tasks.read_changed_maps()
    run_waiting_jobs()

    reading = Reading.objects.get()
    assert reading.outcome == "small conversation"
    assert reading.result["points"] == []
    assert reading.result["common"][0]["number"] == 1
    body = client.get(page_of(talk)).content.decode()
    assert "no groups are drawn" in body
    assert "8 pm" in body


@pytest.mark.parametrize(
    ("people", "words"),
    [
        (0, "The map comes with the votes"),
        (1, "The map comes with the votes"),
        (7, "no groups are drawn"),
        (49, "no groups are drawn"),
    ],
)
def test_the_map_fits_how_many_take_part_and_says_so(union, client, people, words):
    talk = make_conversation(union, seeds=[f"Idea {number}." for number in range(8)])
    chance = np.random.default_rng(people)
    for person in range(people):
        for number in range(1, 9):
            vote(talk, number, int(chance.integers(-1, 2)), key=f"voice {person}")

    read_map(conversation=talk)

    body = client.get(page_of(talk)).content.decode()
    assert words in body
    assert "c-hull" not in body


def test_people_who_differ_by_chance_are_told_to_be_one_room(union, client):
    talk = make_conversation(union, seeds=[f"Idea {number}." for number in range(8)])
    chance = np.random.default_rng(8)
    for person in range(60):
        for number in range(1, 9):
            vote(talk, number, int(chance.integers(-1, 2)), key=f"voice {person}")

    reading = read_map(conversation=talk)

    assert reading.outcome == "no clear groups"
    assert reading.result["others"] == 60
    body = client.get(page_of(talk)).content.decode()
    assert "One room, no camps" in body
    assert "There are no clear groups" in body


def test_a_map_tells_groups_by_letter_with_words_and_table(camps, client):
    body = client.get(page_of(camps)).content.decode()

    assert "2 ways of seeing it" in body
    assert "A, 40 people; B, 30 people" in body
    assert "<svg" in body
    assert "All figures" in body
    assert "=Statement 8" in body
    assert "=Statement 9" not in body


def test_one_more_vote_leaves_the_published_map_as_it_was(camps, client):
    before = client.get(page_of(camps)).content
    change_votes(camps, 4)

    tasks.read_changed_maps()
    run_waiting_jobs()

    assert client.get(page_of(camps)).content == before
    assert Reading.objects.count() == 1


def test_after_five_more_voices_the_map_is_drawn_anew_with_the_same_letters(camps):
    old = Reading.objects.get()
    change_votes(camps, 5)

    new = read_map(conversation=camps)

    assert new is not None
    assert [one["letter"] for one in new.result["groups"]] == ["A", "B"]
    assert [one["size"] for one in new.result["groups"]] == [
        one["size"] for one in old.result["groups"]
    ]


def test_who_voted_little_is_counted_and_said_to_have_no_place_yet(camps, client):
    assert "no place on the map" not in client.get(page_of(camps)).content.decode()

    for person in range(6):
        vote(camps, 1, 1, key=f"somebody new {person}")
    read_map(conversation=camps)

    body = client.get(page_of(camps)).content.decode()
    assert "76 people" in body
    assert "has no place on the map yet" in body


def test_the_same_votes_are_read_once(camps):
    assert read_map(conversation=camps) is None


def test_a_map_holds_no_number_of_a_person(camps):
    result = Reading.objects.get().result

    assert sorted(result) == [
        *("apart", "common", "divisive", "followed", "groups", "others", "points"),
        "priorities",
    ]
    assert sorted(result["points"], key=lambda point: point[::-1]) == result["points"]
    assert "participant" not in json.dumps(result)


def test_a_statement_rejected_later_is_off_the_map(camps, client):
    assert "=Statement 8" in client.get(page_of(camps)).content.decode()

    camps.statements.filter(number=8).update(state="rejected", reason="off_topic")

    assert "=Statement 8" not in client.get(page_of(camps)).content.decode()


def test_a_group_that_is_gone_takes_its_letter_along():
    class Found:
        def __init__(self, labels):
            self.labels = np.array(labels)
            self.k = max(labels) + 1
            self.outcome = Outcome.GROUPS

    ids = np.arange(9)
    three = Letters().of(ids, Found([0, 0, 0, 1, 1, 1, 2, 2, 2]))
    two = three.of(ids, Found([0, 0, 0, 0, 0, 0, 1, 1, 1]))
    again = two.of(ids, Found([0, 0, 0, 2, 2, 2, 1, 1, 1]))

    assert three.names == ("A", "B", "C")
    assert two.names == ("A", "C")
    assert again.names == ("A", "C", "D")


def test_letters_go_on_after_z():
    assert [letter(number) for number in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]


def test_votes_leave_for_who_leads_only(camps, browse, olga, vera):
    names = [camps.organization.slug, camps.slug]
    address = reverse("conversations:export_votes", args=names)

    assert browse(vera).post(address).status_code == 404
    answer = browse(olga).post(address)

    assert answer["Content-Type"] == "application/zip"
    assert Vote.objects.exists()
