"""A prepared query gives what the ORM would, and for a moment what it gave before."""

from __future__ import annotations

from concerted.base.limits.models import Allowance
from concerted.base.prepared import Prepared
from concerted.base.rows import insert


def asked(seconds=0):
    return Prepared(lambda key: Allowance.objects.filter(key=key), "key", seconds=seconds)


def test_it_finds_the_row_for_its_values(db):
    insert(Allowance(key="a", full_at=1.0), Allowance(key="b", full_at=2.0))
    query = asked()

    assert [query.first(key=key).full_at for key in ("b", "a", "b")] == [2.0, 1.0, 2.0]
    assert query.first(key="c") is None


def test_a_change_is_seen_at_once_unless_it_may_wait(db):
    insert(Allowance(key="a", full_at=1.0))
    at_once, a_moment_old = asked(), asked(seconds=60)
    at_once.first(key="a"), a_moment_old.first(key="a")
    Allowance.objects.filter(key="a").update(full_at=5.0)

    assert at_once.first(key="a").full_at == 5.0
    assert a_moment_old.first(key="a").full_at == 1.0


def test_what_is_kept_is_given_for_the_same_values_only(db, django_assert_num_queries):
    insert(Allowance(key="a", full_at=1.0), Allowance(key="b", full_at=2.0))
    query = asked(seconds=60)

    with django_assert_num_queries(2):
        assert query.first(key="a").full_at == query.first(key="a").full_at == 1.0
        assert query.first(key="b").full_at == 2.0


def test_what_was_not_there_is_looked_for_again(db):
    query = asked(seconds=60)
    query.first(key="a")
    insert(Allowance(key="a", full_at=1.0))

    assert query.first(key="a") is not None


def test_what_is_forgotten_is_read_anew(db):
    insert(Allowance(key="a", full_at=1.0))
    query = asked(seconds=60)
    query.first(key="a")
    Allowance.objects.filter(key="a").update(full_at=5.0)

    query.forget()

    assert query.first(key="a").full_at == 5.0
