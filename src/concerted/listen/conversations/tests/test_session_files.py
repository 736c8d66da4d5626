from __future__ import annotations

import csv
import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from concerted.listen.conversations.models import (
    Participant,
    Session,
    Statement,
    Tally,
    Via,
    Vote,
)
from concerted.listen.conversations.operations.ballots import type_ballot
from concerted.listen.conversations.operations.importing import import_conversation
from concerted.listen.conversations.operations.sessions import record_tally
from concerted.listen.conversations.operations.statements import suggest_statement
from concerted.listen.conversations.operations.voting import cast_vote
from concerted.listen.conversations.queries.exports import export_zip
from concerted.listen.conversations.queries.folders import read_conversation
from concerted.listen.conversations.tests.counting import assert_counts_hold
from concerted.listen.conversations.tests.factories import (
    EVENING,
    make_conversation,
    make_session,
    make_stack,
    vote,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(union):
    """One vote from a phone, two ballots, and hands on the first statement."""
    talk = make_conversation(union)
    session = make_session(talk, place="=Library", people_count=40)
    vote(talk, 1, 1)
    stack = make_stack(session)
    type_ballot(stack=stack, number=1, answers=(1, -1, 0), by=None)
    type_ballot(stack=stack, number=2, answers=(-1, None, None), by=None)
    record_tally(
        session=session,
        statement=talk.statements.get(number=1),
        kind="hands",
        agree=20,
        disagree=4,
        passed=1,
        by=None,
    )
    return talk


def table(packed, name):
    text = zipfile.ZipFile(io.BytesIO(packed)).read(name).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_who_voted_on_paper_is_a_participant_like_any_other(talk):
    packed = export_zip(talk)

    people = table(packed, "participants-votes.csv")
    assert sorted(one["n-votes"] for one in people) == ["1", "1", "3"]
    assert len(table(packed, "votes.csv")) == 5


def test_statements_are_counted_as_their_votes_are_and_hands_stand_apart(talk):
    packed = export_zip(talk)
    votes = table(packed, "votes.csv")

    for one in table(packed, "comments.csv"):
        for name, value in (("agrees", "1"), ("disagrees", "-1")):
            given = [
                row
                for row in votes
                if (row["comment-id"], row["vote"]) == (one["comment-id"], value)
            ]
            assert int(one[name]) == len(given)
    (tally,) = table(packed, "tallies.csv")
    assert (tally["session"], tally["comment-id"], tally["kind"]) == ("1", "1", "hands")
    assert (tally["agrees"], tally["disagrees"], tally["passes"]) == ("20", "4", "1")
    assert talk.statements.get(number=1).agree_count == 22


def test_a_session_in_the_files_tells_nothing_of_a_few_people(talk):
    (session,) = table(export_zip(talk), "sessions.csv")

    assert session["people"] == "40"
    assert (session["voters-on-phones"], session["ballots"]) == ("0", "1-4")
    assert session["place"].startswith("'"), "no spreadsheet takes it for a formula"


def test_what_was_exported_comes_back_as_it_was_said(talk, other, tmp_path):
    zipfile.ZipFile(io.BytesIO(export_zip(talk))).extractall(tmp_path)

    brought = import_conversation(
        organization=other, files=read_conversation(tmp_path), by=None
    ).conversation

    assert Participant.objects.filter(conversation=brought).count() == 3
    first = Statement.objects.get(conversation=brought, number=1)
    assert (first.agree_count, first.disagree_count, first.pass_count) == (22, 5, 1)
    session = Session.objects.get(conversation=brought)
    assert (session.place, session.people_count, session.state) == ("=Library", 40, "closed")
    assert session.starts_at == EVENING
    assert Tally.objects.get(session=session).told == [20, 4, 1]
    assert set(
        Vote.objects.filter(participant__conversation=brought).values_list("via", flat=True)
    ) == {Via.IMPORTED}
    assert_counts_hold(brought)


@pytest.mark.parametrize(
    ("slip", "words"),
    [("1,1,hands,many,4,1", "Row 1: agrees is “many”"), ("7,1,hands,9,4,1", "session 7")],
)
def test_a_slip_in_the_table_of_hands_is_told_in_words(talk, other, tmp_path, slip, words):
    zipfile.ZipFile(io.BytesIO(export_zip(talk))).extractall(tmp_path)
    kept = (tmp_path / "tallies.csv").read_text().splitlines()
    (tmp_path / "tallies.csv").write_text(f"{kept[0]}\n{slip},2026-06-18T20:00:00\n")

    with pytest.raises(CommandError, match=words):
        call_command("import_conversation", tmp_path, organization=other.slug)

    assert not other.conversations.exists()


def test_what_nobody_has_read_and_voted_on_stays_unread_when_it_comes_back(talk, other, tmp_path):
    for text in ("A bus at night.", "Call me at 555 0134 987."):
        suggest_statement(conversation=talk, text=text, key="a neighbor", language="en")
    zipfile.ZipFile(io.BytesIO(export_zip(talk))).extractall(tmp_path)

    brought = import_conversation(
        organization=other, files=read_conversation(tmp_path), by=None
    ).conversation

    states = dict(brought.statements.values_list("text", "state"))
    assert states["A bus at night."] == "waiting"
    assert states["Call me at 555 0134 987."] == "held"


def test_who_comes_after_an_import_gets_a_number_that_nobody_has(talk, other, tmp_path):
    zipfile.ZipFile(io.BytesIO(export_zip(talk))).extractall(tmp_path)
    brought = import_conversation(
        organization=other, files=read_conversation(tmp_path), by=None
    ).conversation
    type(brought).objects.filter(pk=brought.pk).update(closed_at=None)

    cast_vote(
        conversation=brought,
        statement=brought.statements.get(number=1).pk,
        value=1,
        key="new",
        language="en",
    )

    numbers = Participant.objects.filter(conversation=brought).values_list("number", flat=True)
    assert len(set(numbers)) == 4
    assert_counts_hold(brought)
