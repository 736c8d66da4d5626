"""What an organization keeps by hand of those who decide."""

from __future__ import annotations

import datetime
import zoneinfo

import pytest
from django.utils import timezone

from concerted.act.officials.choosing import OfficialField
from concerted.act.officials.models import Office, Official
from concerted.act.officials.office_hours import hours_of
from concerted.act.officials.tests.factories import make_official
from concerted.base.forms import Form

pytestmark = pytest.mark.django_db

LIST = "/en/work/elm-street/officials/"
PLACE = zoneinfo.ZoneInfo("America/New_York")
NINE_TO_FIVE = {"opens_at": datetime.time(9), "closes_at": datetime.time(17)}


def test_who_has_left_office_stays_as_a_former_holder(union, olga, browse):
    official = make_official(union, starts_on=datetime.date(2020, 1, 1))
    yesterday = timezone.localdate() - datetime.timedelta(days=1)

    browse(olga).post(f"{LIST}{official.pk}/left/", {"left_on": yesterday.isoformat()})

    official = Official.objects.get()
    assert not official.is_current
    assert official.tenure.ends_on == yesterday


def test_nobody_leaves_before_they_began(union, olga, browse):
    official = make_official(union, starts_on=datetime.date(2020, 1, 1))

    response = browse(olga).post(f"{LIST}{official.pk}/left/", {"left_on": "2019-12-31"})

    assert response.status_code == 422
    assert Official.objects.get().is_current


def test_an_office_has_its_hours_and_zone(union, olga, browse):
    official = make_official(union)
    address = f"{LIST}{official.pk}/offices/new/"
    given = {
        "name": "Springfield",
        "phone": "413-555-0100",
        "opens_at": "09:00",
        "closes_at": "17:00",
        "weekdays": ["1", "3"],
        "time_zone": "America/Chicago",
    }

    browse(olga).post(address, given)
    browse(olga).post(address, given)

    office = official.offices.get()
    assert (office.weekdays, office.time_zone) == ("13", "America/Chicago")
    browse(olga).post(f"{LIST}{official.pk}/offices/{office.pk}/", {**given, "phone": "1"})
    assert official.offices.get().phone == "1"
    browse(olga).post(f"{LIST}{official.pk}/offices/{office.pk}/remove/")
    assert not official.offices.exists()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"phone": "1", "opens_at": "17:00", "closes_at": "09:00"}]
)
def test_an_office_that_cannot_be_reached_or_closes_before_it_opens_is_not_taken(
    union, olga, browse, wrong
):
    official = make_official(union)

    assert browse(olga).post(f"{LIST}{official.pk}/offices/new/", wrong).status_code == 422


@pytest.mark.once
@pytest.mark.parametrize(
    ("now", "is_open", "hours"),
    [
        ((2026, 11, 23, 10, 0), True, 1),
        ((2026, 11, 23, 7, 0), False, 2),
        ((2026, 11, 20, 17, 0), False, 64),
        ((2026, 3, 6, 17, 0), False, 63),
    ],
)
def test_an_office_opens_by_the_clock_of_its_place(now, is_open, hours):
    """From Friday to Monday it is 64 hours, and 63 where summer time begins in between."""
    office = Office(time_zone="America/New_York", **NINE_TO_FIVE)

    found = hours_of(office, datetime.datetime(*now, tzinfo=PLACE))

    assert (found.is_open, found.hours) == (is_open, hours)


@pytest.mark.once
def test_hours_that_nobody_told_are_not_known():
    assert hours_of(Office(time_zone="America/New_York"), timezone.now()) is None
    assert hours_of(Office(**NINE_TO_FIVE), timezone.now()) is None
    assert hours_of(Office(time_zone="Nowhere/Else", **NINE_TO_FIVE), timezone.now()) is None


def test_an_official_is_chosen_by_some_words_and_told_apart_from_others(union, olga):
    ana = make_official(union, "Ana Ortiz", title="Mayor")
    make_official(union, "Ana Cole", title="Superintendent")

    class ChoosingForm(Form):
        official = OfficialField(required=False)

    def chosen(written):
        form = ChoosingForm({"official": written})
        form.fields["official"].offer(union, olga)
        return form.cleaned_data["official"] if form.is_valid() else str(form.errors)

    assert chosen("ortiz") == chosen(str(ana.pk)) == chosen("Ana Ortiz (Mayor, )") == ana
    assert "Ana Cole (Superintendent)" in chosen("ana")
    assert "Nobody in your list" in chosen("zoe")
    assert chosen("") is None
