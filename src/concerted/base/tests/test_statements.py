"""The lean way to the database writes what Django's would, and nothing by halves."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.transaction import TransactionManagementError

from concerted.base.limits.models import Allowance
from concerted.base.rows import insert, insert_unless_there
from concerted.base.statements import conclude, run, together

COUNT = "SELECT count(*) FROM base_allowance WHERE full_at > %s"
RAISE = "UPDATE base_allowance SET full_at = full_at + %s WHERE key = %s RETURNING full_at"


def bucket(key, full_at=1.0):
    return Allowance(key=key, full_at=full_at)


def keys():
    return sorted(Allowance.objects.values_list("key", flat=True))


def test_a_statement_gets_its_values_in_their_order(db):
    insert(bucket("a", 1.0), bucket("b", 2.0), bucket("c", 3.0))

    assert run(COUNT, [1.5]).fetchone()[0] == 2
    assert run(RAISE, [4.0, "a"]).fetchall() == [(5.0,)]


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


def test_what_is_written_together_is_there_at_the_end(db):
    with together():
        insert(bucket("a"))
        insert(bucket("b"))

    assert keys() == ["a", "b"]


def test_it_takes_one_statement_where_the_way_is_long(db, django_assert_num_queries):
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2), together():
        insert(bucket("a"))
        insert(bucket("b"))


def test_the_conclusion_gives_its_answer_and_takes_what_waits_along(db):
    insert(bucket("a", 1.0))

    with together():
        insert(bucket("b"))
        answer = conclude(RAISE, [2.0, "a"]).fetchone()
        insert(bucket("c"))

    assert answer == (3.0,)
    assert keys() == ["a", "b", "c"]


def test_a_row_that_is_there_is_told_and_the_others_are_written(db):
    insert(bucket("a"))

    with together():
        insert(bucket("b"))
        is_new = insert_unless_there(bucket("a"))

    assert is_new is False
    assert keys() == ["a", "b"]


def test_what_fails_in_the_midst_leaves_nothing(db):
    def fail():
        with transaction.atomic(), together():
            insert(bucket("a"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with together():
        insert(bucket("b"))

    assert keys() == ["b"]


def test_a_block_inside_a_block_is_part_of_it(db, django_assert_num_queries):
    with django_assert_num_queries(1 if connection.vendor == "postgresql" else 2), together():
        insert(bucket("a"))
        with together():
            insert(bucket("b"))

    assert keys() == ["a", "b"]
