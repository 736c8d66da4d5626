"""Which offers fit which needs, and why."""

from __future__ import annotations

import datetime

import pytest

from concerted.pool.offers.models import Need, Offer
from concerted.pool.offers.queries.progress import progress_of, taken_of
from concerted.pool.offers.queries.suggestions import suggest, weeks
from concerted.pool.offers.tests.factories import HOUR, make_need, make_offer, make_pledge

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 1)


def found(need):
    offers = list(Offer.objects.all())
    return suggest([need], offers, progress_of([need]), taken_of(offers), TODAY)[need.pk]


def test_an_offer_fits_by_kind_and_language_and_says_why(union):
    need = make_need(union, languages=["ht", "es"], place="Elm Street")
    make_offer(union, title="Creole", languages=["ht", "en"], place="elm street")
    make_offer(union, title="Polish", languages=["pl"])
    make_offer(union, title="Rooms", kind="rooms", amount=3)

    (one,) = found(need)

    assert one.offer.title == "Creole"
    assert "It has a part of what is missing: 10 interpreter hours." in one.reasons
    assert any(reason.startswith("It has the languages:") for reason in one.reasons)
    assert "It is in this place: elm street." in one.reasons
    assert 0 < one.quality < 1


def test_who_is_nearer_in_place_time_and_size_stands_first(union):
    window = {"starts_on": TODAY, "ends_on": TODAY + datetime.timedelta(days=27)}
    need = make_need(union, place="Elm Street", **window)
    make_offer(union, title="far and short", place="Hill", starts_on=TODAY, ends_on=TODAY)
    make_offer(union, title="near", place="Elm Street", amount=12 * HOUR, **window)

    best, second = found(need)

    assert best.offer.title == "near"
    assert "It has all that is missing: 12 interpreter hours." in best.reasons
    assert "It is free in 4 of 4 weeks." in best.reasons
    assert best.quality == 1.0
    assert second.quality < 0.5


def test_an_offer_of_another_time_or_that_is_used_up_or_over_is_not_suggested(union):
    need = make_need(union, starts_on=TODAY, ends_on=TODAY + datetime.timedelta(days=6))
    later = TODAY + datetime.timedelta(days=60)
    make_offer(union, title="later", starts_on=later)
    make_offer(union, title="over", ends_on=TODAY - datetime.timedelta(days=1))

    assert not found(need)


def test_a_need_that_is_all_pledged_is_suggested_nothing(union):
    need = make_need(union)
    make_offer(union)
    make_pledge(need)

    assert not found(Need.objects.get())


def test_an_open_window_asks_for_no_weeks_and_none_is_longer_than_a_year():
    assert weeks(None, None, TODAY) == []
    assert len(weeks(TODAY, datetime.date(2040, 1, 1), TODAY)) == 54
    assert weeks(datetime.date(2020, 1, 1), TODAY, TODAY) == ["2026-W23".replace("W", "")]
