"""The files of pol.is as they come, and as they should not."""

from __future__ import annotations

import io

import numpy as np
import pytest

from concerted.analysis.opinion.exports import (
    read_participants,
    read_statements,
    read_summary,
    read_votes,
)

VOTES = """timestamp,datetime,comment-id,voter-id,vote
1403054214196,"Wed, Jun 18 08:16:54 WIB 2014",0,3,0
1403057082753,Wed Jun 18 09:04:42 WIB 2014,0,1,1
1403057082753,Wed Jun 18 09:04:42 WIB 2014,0,1,-1
"""


def lines(text):
    return io.StringIO(text, newline="")


def test_votes_are_read_in_their_order_and_the_latest_counts():
    found = read_votes(lines(VOTES))

    assert found.participants.tolist() == [3, 1, 1]
    assert found.statements.tolist() == [0, 0, 0]
    assert found.votes.tolist() == [0, 1, -1]
    assert found.timestamps.tolist() == [1403054214196.0, 1403057082753.0, 1403057082753.0]
    assert found.matrix().dense().tolist() == [[-1.0], [0.0]]
    assert found.matrix().rows_given == 3


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + VOTES,
        "\n \n" + VOTES.replace("\n", "\n\n"),
        VOTES.replace("\n", "\r\n"),
        VOTES.replace(",1\n", ",1.0\n"),
        VOTES.replace("timestamp,datetime,comment-id", " Timestamp,DATETIME,comment_id"),
    ],
    ids=["byte-order mark", "blank lines", "other line ends", "decimals", "other heading"],
)
def test_votes_that_are_written_otherwise_are_the_same_votes(text):
    for given in (lines(text), text.split("\n")):
        found, plain = read_votes(given), read_votes(lines(VOTES))

        for name in ("participants", "statements", "votes", "timestamps"):
            np.testing.assert_array_equal(getattr(found, name), getattr(plain, name))


def test_columns_may_stand_in_any_order_with_others_between_and_without_a_time():
    found = read_votes(["vote,importance,voter-id,comment-id", "1,0,7,3", "-1,,8,3"])

    assert found.timestamps is None
    assert found.matrix().dense().tolist() == [[1.0], [-1.0]]


def test_semicolons_and_tabs_part_cells_as_well():
    for mark in ";\t":
        assert read_votes(
            [one.replace(",", mark) for one in ("vote,voter-id,comment-id", "1,7,3")]
        )


def test_seconds_and_milliseconds_are_told_apart():
    found = read_votes(
        ["timestamp,comment-id,voter-id,vote", "1700000001,1,1,1", "1700000000000,1,1,-1"]
    )

    assert found.timestamps.tolist() == [1700000001000.0, 1700000000000.0]
    assert found.matrix().values.tolist() == [1], "the one in seconds is a second later"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The votes are empty: a heading"),
        ("\n\n", "The votes are empty: a heading"),
        ("comment-id,voter-id,vote\n", "no row: at least one vote is needed"),
        ("comment-id,voter-id\n1,2\n", "lack the column vote; their heading has comment-id, voter-id"),
        ("a,b\n1,2\n", "lack the columns voter-id, comment-id, vote"),
        ("comment-id,voter-id,vote\n1,2,1\n1,3,2\n", "Row 2 of the votes: vote is 2, but 1, 0 or -1"),
        ("comment-id,voter-id,vote\n1,2,1\n1,x,1\n", "Row 2 of the votes: voter-id is “x”, but a number"),
        ("comment-id,voter-id,vote\n1,2,1\n\n1,3,\n", "Row 2 of the votes: vote is “”, but a number"),
        ("comment-id,voter-id,vote\n1,2\n", "Row 1 of the votes: vote is “”, but a number"),
        ("comment-id,voter-id,vote\n1.5,2,1\n", "comment-id is 1.5, but a whole number"),
        ("comment-id,voter-id,vote\n1,2,nan\n", "vote is “nan”, but a number"),
        ("comment-id,voter-id,vote\n1,inf,1\n", "voter-id is “inf”, but a number"),
        ("comment-id,voter-id,vote\n1,1e300,1\n", "voter-id is 1e.300, but a whole number"),
    ],
)  # fmt: skip
def test_votes_that_cannot_be_read_are_named(text, message):
    with pytest.raises(ValueError, match=message):
        read_votes(lines(text))


def test_statements_are_read_with_what_newer_exports_add():
    found = read_statements(
        lines(
            "is-seed,is-meta,moderated,comment-id,agrees,comment-body\n"
            'true,false,1,4,9,"Rents, and\n\nwages"\n'
            "false,TRUE,-1,2,0,網路叫車\n"
            ",,,7,0,\n"
        )
    )

    assert found.ids.tolist() == [2, 4, 7]
    assert found.moderation.tolist() == [-1, 1, 0]
    assert found.rejected == (2,)
    assert found.meta == (2,)
    assert found.is_seed.tolist() == [False, True, False]
    assert found.texts == ("網路叫車", "Rents, and\n\nwages", "")


def test_statements_of_older_exports_are_neither_meta_nor_seed():
    found = read_statements(["comment-id,comment-body", "3,No"])

    assert found.meta == found.rejected == ()
    assert not found.is_seed.any()


def test_of_a_statement_listed_twice_the_later_row_counts():
    assert read_statements(["comment-id,moderated", "3,-1", "3,1"]).rejected == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The statements are empty"),
        ("tid,moderated\n1,1\n", "lack the column comment-id"),
        ("comment-id\nx\n", "Row 1 of the statements: comment-id is “x”, but a whole number"),
        ("comment-id,moderated\n1,maybe\n", "moderated is “maybe”"),
        ("comment-id,is-meta\n1,perhaps\n", "is-meta is “perhaps”, but true or false"),
    ],
)
def test_statements_that_cannot_be_read_are_named(text, message):
    with pytest.raises(ValueError, match=message):
        read_statements(lines(text))


def test_published_groups_are_numbered_in_ascending_order_and_may_be_missing():
    found = read_participants(["participant,group-id,0,1", "5,10,1,", "3,,,-1", "4,2.0,0,0"])

    assert found.participants.tolist() == [3, 4, 5]
    assert found.names == ("2", "10"), "by number, not by text"
    assert found.groups.tolist() == [-1, 0, 1]
    assert read_participants(["participant,n-votes", "1,3"]).groups.tolist() == [-1]
    assert read_participants(["participant,group-id"]).participants.size == 0
    with pytest.raises(ValueError, match="lack the column participant"):
        read_participants(["voter,group-id"])


def test_groups_with_names_are_in_the_order_of_the_alphabet():
    assert read_participants(["participant,group-id", "1,west", "2,east"]).names == (
        "east",
        "west",
    )


def test_a_summary_is_read_with_its_commas_and_lines():
    text = 'topic,Buses\nurl,https://pol.is/1\nconversation-description,"One,\ntwo"\n'

    assert read_summary(lines(text)) == {
        "topic": "Buses",
        "url": "https://pol.is/1",
        "conversation-description": "One,\ntwo",
    }
    assert read_summary([]) == {}


def test_cells_that_no_table_can_have_are_refused():
    with pytest.raises(ValueError, match="could not be split into cells"):
        read_statements(["comment-id,comment-body", "1," + "x" * 200_000])
