from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.base.clock import times
from concerted.base.clock.models import ClockMark
from concerted.base.clock.times import every, run_due_appointments

begun: list[str] = []


@pytest.fixture(autouse=True)
def _only_ours(monkeypatch):
    begun.clear()
    monkeypatch.setattr(times, "_appointments", {})
    monkeypatch.setattr(times, "autodiscover_modules", lambda _name: None)


def hourly():
    begun.append("hourly")


def daily():
    begun.append("daily")


def failing():
    begun.append("failing")
    raise ValueError("not today")


def _an_hour_later():
    for mark in ClockMark.objects.all():
        mark.begun_at -= datetime.timedelta(hours=1)
        mark.save()


def test_what_is_due_is_begun_once(db):
    every(seconds=3600)(hourly)
    every(seconds=24 * 3600)(daily)

    run_due_appointments()
    run_due_appointments()
    assert begun == ["hourly", "daily"]

    _an_hour_later()
    run_due_appointments()
    assert begun == ["hourly", "daily", "hourly"]


def test_what_another_worker_began_is_left_alone(db):
    every(seconds=3600)(hourly)
    name = f"{hourly.__module__}.{hourly.__qualname__}"
    ClockMark.objects.create(name=name, begun_at=timezone.now())

    assert run_due_appointments() == []


def test_a_failure_keeps_no_other_from_beginning(db):
    every(seconds=60)(failing)
    every(seconds=60)(hourly)

    run_due_appointments()

    assert begun == ["failing", "hourly"]
