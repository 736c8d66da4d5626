from __future__ import annotations

import datetime

from django.test import RequestFactory

from concerted.base.limits import buckets
from concerted.base.limits.buckets import forget_expired_allowances, take, visitor_key
from concerted.base.models import Allowance, DailySalt


def test_a_bucket_gives_its_capacity_and_then_fills_slowly(db, monkeypatch):
    now = 1_000_000.0
    monkeypatch.setattr(buckets.time, "time", lambda: now)

    first = [take("rosa", capacity=3, per_second=0.5) for _ in range(5)]
    now += 2
    later = [take("rosa", capacity=3, per_second=0.5) for _ in range(2)]

    assert first == [True, True, True, False, False]
    assert later == [True, False]


def test_a_bucket_never_holds_more_than_its_capacity(db, monkeypatch):
    now = 1_000_000.0
    monkeypatch.setattr(buckets.time, "time", lambda: now)
    take("rosa", capacity=2, per_second=1)
    now += 10_000

    assert [take("rosa", capacity=2, per_second=1) for _ in range(3)] == [True, True, False]


def test_one_visitor_does_not_empty_the_bucket_of_another(db):
    assert take("rosa", capacity=1, per_second=0.001)
    assert not take("rosa", capacity=1, per_second=0.001)
    assert take("luis", capacity=1, per_second=0.001)


def test_taking_is_one_statement(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        take("rosa", capacity=3, per_second=1)


def test_a_visitor_is_the_same_all_day_and_nobody_the_next(db, monkeypatch, settings):
    request = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7")
    other = RequestFactory().get("/", REMOTE_ADDR="198.51.100.8")
    today = visitor_key(request)

    assert visitor_key(request) == today
    assert visitor_key(other) != today
    assert visitor_key(request, "sign") != today
    assert "198" not in today

    DailySalt.objects.update(day=datetime.date(2020, 1, 1))
    forget_expired_allowances()
    buckets._salts.clear()

    assert not DailySalt.objects.exists()
    assert visitor_key(request) != today


def test_a_household_with_ipv6_is_one_visitor(db):
    first = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:aaaa::1")
    second = RequestFactory().get("/", REMOTE_ADDR="2001:db8:1:2:bbbb::2")

    assert visitor_key(first) == visitor_key(second)


def test_what_a_visitor_forwards_is_believed_only_behind_a_proxy_of_ours(db, settings):
    claimed = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="10.9.9.9, 198.51.100.7"
    )
    plain = RequestFactory().get("/", REMOTE_ADDR="192.0.2.1")
    real = RequestFactory().get("/", REMOTE_ADDR="198.51.100.7")

    settings.PROXIES = 0
    assert visitor_key(claimed) == visitor_key(plain)

    settings.PROXIES = 1
    assert visitor_key(claimed) == visitor_key(real)


def test_full_buckets_are_forgotten(db):
    take("rosa", capacity=3, per_second=1)
    Allowance.objects.update(full_at=1)

    forget_expired_allowances()

    assert not Allowance.objects.exists()
