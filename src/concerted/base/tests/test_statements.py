"""The lean way to the database writes what Django's would, and nothing by halves."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from concerted.base.limits.models import Allowance
from concerted.base.rows import insert, insert_unless_there
from concerted.base.statements import at_once, conclude, demand, presume, run, write

COUNT = "SELECT count(*) FROM base_allowance WHERE full_at > %s"
RAISE = "UPDATE base_allowance SET full_at = full_at + %s WHERE key = %s"
LACKS = "NOT EXISTS (SELECT 1 FROM base_allowance WHERE key = %s)"
ADD = "INSERT INTO base_allowance (key, full_at) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING key"


def bucket(key, full_at=1.0):
    return Allowance(key=key, full_at=full_at)


def keys():
    return sorted(Allowance.objects.values_list("key", flat=True))


def test_a_statement_gets_its_values_in_their_order(db):
    insert(bucket("a", 1.0), bucket("b", 2.0), bucket("c", 3.0))

    assert run(COUNT, [1.5]).fetchone()[0] == 2
    assert run(f"{RAISE} RETURNING full_at", [4.0, "a"]).fetchall() == [(5.0,)]


def test_a_statement_is_seen_by_who_counts_queries(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        run(COUNT, [0.0])


def test_errors_are_the_ones_that_django_knows(db):
    insert(bucket("a"))

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(bucket("a"))
    with pytest.raises(DatabaseError), transaction.atomic():
        run("SELECT nothing FROM base_allowance WHERE key = %s", ["a"])


def test_nothing_runs_in_a_transaction_that_is_broken(db):
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(TransactionManagementError):
            run(COUNT, [0.0])


def test_a_row_that_is_there_is_told_and_not_written_again(db):
    assert insert_unless_there(bucket("a")) is True
    assert insert_unless_there(bucket("a")) is False
    assert keys() == ["a"]


@at_once
def raised(tries, *, lacking="", added="", also="b", key="a"):
    """Raise ``key`` by two, if ``lacking`` is not there and ``added`` is new; how it was tried is told to ``tries``."""
    is_presumed = presume(LACKS, [lacking])
    tries.append("at once" if is_presumed else "asking")
    if added and not demand(ADD, [added, 1.0]):
        write(ADD, [added, 1.0])
    insert(bucket(also))
    return conclude(RAISE, [2.0, key], returning="full_at")


def test_what_is_presumed_and_holds_is_written_at_once(db):
    insert(bucket("a", 1.0))
    tries = []

    assert raised(tries, added="c") == (3.0,)
    assert tries == ["at once"]
    assert keys() == ["a", "b", "c"]


def test_it_takes_one_statement_where_the_way_is_long(db, django_assert_num_queries):
    insert(bucket("a", 1.0))
    sent, around = (1 if connection.vendor == "postgresql" else 4), 2

    with django_assert_num_queries(sent + around):
        raised([], added="c")


@pytest.mark.parametrize("otherwise", [{"lacking": "x"}, {"added": "x"}])
def test_where_it_is_otherwise_one_asks_and_writes_once(db, otherwise):
    insert(bucket("a", 1.0), bucket("x"))
    tries = []

    assert raised(tries, **otherwise) == (3.0,)
    assert tries == ["at once", "asking"]
    assert keys() == ["a", "b", "x"]


def test_a_row_that_cannot_be_changed_is_told_after_asking(db):
    tries = []

    assert raised(tries, key="gone") is None
    assert tries == ["at once", "asking"]


def test_what_fails_in_the_midst_leaves_nothing(db):
    insert(bucket("a"))

    with pytest.raises(IntegrityError):
        raised([], added="c", also="a")

    assert keys() == ["a"]


def test_what_is_sent_at_once_must_be_concluded(db):
    @at_once
    def endless():
        insert(bucket("a"))

    with pytest.raises(RuntimeError, match="conclude"):
        endless()
    insert(bucket("b"))

    assert keys() == ["b"]


def test_outside_such_an_operation_nothing_is_presumed(db):
    assert not presume(LACKS, ["a"])
    assert not demand(ADD, ["a", 1.0])
    assert keys() == []
