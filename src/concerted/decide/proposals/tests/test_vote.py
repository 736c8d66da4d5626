"""Casting ballots: who may, once, changed or not, and what a secret ballot leaves behind."""

from __future__ import annotations

import pytest
from django.db import connection
from django.utils import timezone

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.decide.proposals.models import Ballot, Elector, Roll, Round
from concerted.decide.proposals.operations.proposals import choose_rule
from concerted.decide.proposals.tests.factories import GUESTS, cast, elector, end, make_vote

pytestmark = pytest.mark.django_db


def test_one_voter_has_one_ballot_and_may_change_it_in_an_open_vote(union):
    vote = make_vote(union)

    cast(vote, "Ana", vote="yes")
    cast(vote, "Ana", vote="no")

    assert Ballot.objects.get(round=vote).choice == {"vote": "no"}


def test_a_secret_ballot_sent_twice_is_counted_once_and_another_is_refused(union):
    vote = make_vote(union, is_secret=True)

    first = cast(vote, "Ana", receipt="AAAAA-BBBBB", vote="yes")
    again = cast(vote, "Ana", receipt="AAAAA-BBBBB", vote="yes")

    assert [one.pk for one in again] == [one.pk for one in first]
    with pytest.raises(Refused):
        cast(vote, "Ana", vote="no")
    assert Ballot.objects.get(round=vote).choice == {"vote": "yes"}


def test_nobody_votes_after_the_time(union):
    vote = make_vote(union)
    Round.objects.filter(pk=vote.pk).update(closes_at=timezone.now())

    with pytest.raises(Refused):
        cast(vote, "Ana", vote="yes")


@pytest.mark.parametrize(
    ("rule", "choice"),
    [
        ("majority", {"vote": "perhaps"}),
        ("majority", {"approves": [1]}),
        ("approval", {"approves": [4]}),
        ("approval", {"approves": [1, 1]}),
        ("score", {"scores": {"1": 5, "2": 0}}),
        ("score", {"scores": {"1": 5, "2": 0, "3": 6}}),
        ("stv", {"ranking": []}),
        ("schulze", {"ranking": [1, 2, 2]}),
    ],
)
def test_what_is_no_answer_under_the_rule_is_refused(union, rule, choice):
    options = () if rule == "majority" else ("Bus", "Van", "Walk")
    vote = make_vote(union, rule=rule, options=options)

    with pytest.raises(Refused):
        cast(vote, "Ana", **choice)
    assert not Ballot.objects.exists()


def test_an_objection_needs_its_reason(union):
    vote = make_vote(union, rule="consent")

    with pytest.raises(Refused) as refused:
        cast(vote, "Ana", position="block")

    assert refused.value.field == "reason"


def test_the_rule_cannot_change_once_people_vote(union):
    vote = make_vote(union)

    with pytest.raises(Refused):
        choose_rule(proposal=vote.proposal, by=None, rule="consent")


def _all_rows(*tables):
    """All that the database has of these tables, the way somebody reads it who can read it all."""
    told = {}
    for model in tables:
        name = model._meta.db_table
        hidden = "ctid::text, xmin::text, *" if connection.vendor == "postgresql" else "rowid, *"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {hidden} FROM {name}")
            columns = [column[0] for column in cursor.description]
            told[model] = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    return told


def _secret_vote(union):
    """Ten people vote one after the other, each with a receipt that tells the test who it was."""
    vote = make_vote(union, guests=10, is_secret=True)
    before = _all_rows(Elector)
    order = [7, 2, 9, 0, 4, 1, 8, 3, 6, 5]
    given = {}
    for place in order:
        name = GUESTS[place][0]
        (ballot,) = cast(vote, name, vote="yes" if place % 2 else "no")
        given[name] = ballot.receipt
    assert _all_rows(Elector) == before, "voting writes nothing into the list of who may vote"
    return vote, [GUESTS[place][0] for place in order], given


def test_no_value_of_a_secret_ballot_is_a_value_of_who_cast_it(union):
    _secret_vote(union)
    rows = _all_rows(Ballot, Elector, Roll)

    shared = {"round_id", "via", "xmin", "ctid", "rowid"}
    in_ballots = {
        str(value)
        for row in rows[Ballot]
        for name, value in row.items()
        if name not in shared and value not in ("", None)
    }
    of_people = {
        str(value)
        for table in (Elector, Roll)
        for row in rows[table]
        for name, value in row.items()
        if name not in shared
    }

    assert not in_ballots & of_people
    assert all(row["elector_id"] is None for row in rows[Ballot])


def test_nothing_about_a_secret_ballot_has_a_time(union):
    _secret_vote(union)

    columns = set(_all_rows(Ballot)[Ballot][0])
    roll = _all_rows(Roll)[Roll]

    assert not {name for name in columns if name.endswith(("_at", "_on"))}
    assert all(str(row["id"]).replace("-", "")[12] == "4" for row in _all_rows(Ballot)[Ballot])
    assert len(roll) == 1
    assert roll[0]["created_at"] is not None
    assert not AuditEntry.objects.filter(verb__contains="vot").exists()


def test_the_list_of_who_voted_has_no_order_of_voting(union):
    vote, order, _given = _secret_vote(union)
    keys = {one.pk.hex: one.voter.name for one in Elector.objects.select_related("voter")}

    voted = Roll.objects.get(round=vote).voted

    assert voted == sorted(voted)
    assert [keys[key] for key in voted] != order


def test_one_row_says_who_voted_so_no_row_was_written_together_with_one_ballot(union):
    """PostgreSQL keeps with each row the transaction that wrote it: here that of the last vote, whoever gave it."""
    _secret_vote(union)
    rows = _all_rows(Ballot, Roll)

    assert len(rows[Roll]) == 1
    assert len(rows[Ballot]) == 10


def test_after_the_count_the_place_of_a_ballot_tells_nothing_of_its_time(union):
    vote, order, given = _secret_vote(union)

    end(vote)

    rows = _all_rows(Ballot)[Ballot]
    assert [row["receipt"] for row in rows] == sorted(given.values())
    assert [row["receipt"] for row in rows] != [given[name] for name in order]


def test_each_voter_finds_their_receipt_among_the_ballots(union):
    vote, _order, given = _secret_vote(union)

    end(vote)

    assert set(Ballot.objects.values_list("receipt", flat=True)) == set(given.values())
    assert elector(vote, "Ana").pk.hex in Roll.objects.get(round=vote).voted
