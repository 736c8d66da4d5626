"""Asking people to call: whom, when somebody is there, and what one tap tells."""

from __future__ import annotations

import datetime
import uuid
import zoneinfo

import pytest
from django.template.loader import render_to_string
from tests.pages import visit

from concerted.act.calls.models import Call, CallCampaign, Outcome
from concerted.act.calls.operations import asking
from concerted.act.calls.queries import pages
from concerted.act.calls.queries.registered import act_lines
from concerted.act.calls.tests.factories import SCRIPT, make_calls, told
from concerted.act.campaigns.tests.factories import make_campaign
from concerted.act.lobbying.acts import act_of
from concerted.act.officials.dialing import dial
from concerted.act.officials.operations import add_office
from concerted.act.officials.tests.factories import make_official, make_shared_official
from concerted.act.officials.tests.test_lookup import LOWER, draw, square
from concerted.base import defence
from concerted.base.errors import Refused

pytestmark = pytest.mark.django_db

WORK = "/en/work/elm-street/calls/"
PLACE = zoneinfo.ZoneInfo("America/New_York")
MONDAY_AT_SEVEN = datetime.datetime(2026, 11, 23, 7, tzinfo=PLACE)


@pytest.fixture
def ana(union):
    return make_official(union, "Ana Ortiz", phone="617-555-0100", is_public=True)


@pytest.fixture
def calls(union, ana):
    return make_calls(union, ana, if_agrees="Thank her.", voicemail="Leave your name.")


def page_of(calls):
    return f"/en/o/elm-street/calls/{calls.slug}/"


def test_the_page_has_numbers_to_tap_and_the_script_with_its_branches(calls, client):
    text = client.get(page_of(calls)).content.decode()

    assert 'href="tel:+1-617-555-0100"' in text
    assert "Please vote no on Item 114" in text
    assert "They agree" in text
    assert "A machine answers" in text
    assert "They disagree" not in text


def test_one_tap_counts_once_and_sets_no_cookie(calls, ana, client):
    given = {
        "official": str(ana.pk),
        "token": str(uuid.uuid4()),
        "outcome": "message",
        "note": "Her aide took it down.",
        "stamp": defence.new_stamp(),
    }

    for _time in range(2):
        response = client.post(f"{page_of(calls)}made/", given)

    assert response.status_code == 302
    assert not response.cookies
    assert Call.objects.get().outcome == "message"
    text = client.get(page_of(calls)).content.decode()
    assert "took it down" not in text
    assert "call so far" in text


def test_a_wrong_number_is_told_to_who_keeps_the_list(calls, ana):
    told(calls, ana, Outcome.WRONG, text="It rings at a bakery.")

    assert "It rings at a bakery." in ana.corrections.get().text


def test_what_is_no_outcome_counts_nothing(calls, ana, client):
    given = {
        "official": str(ana.pk),
        "token": "x",
        "outcome": "sang",
        "stamp": defence.new_stamp(),
    }

    assert client.post(f"{page_of(calls)}made/", given).status_code == 422
    assert not Call.objects.exists()


def test_calls_that_have_ended_or_go_to_another_are_refused(union, calls, ana):
    with pytest.raises(Refused, match="do not go to this official"):
        told(calls, make_official(union, "Bea Cole", is_public=True))
    asking.close_calls(calls=calls, by=None)
    with pytest.raises(Refused, match="have ended"):
        told(calls, ana)


def test_calls_to_nobody_are_not_opened(union):
    calls = make_calls(union, public=False)

    with pytest.raises(Refused, match="Nobody is to be called"):
        asking.publish_calls(calls=calls, by=None)


def test_an_office_that_is_open_comes_first_and_the_others_say_when(calls, ana):
    hours = {"opens_at": datetime.time(9), "closes_at": datetime.time(17)}
    east = {"name": "Boston", "phone": "1", "time_zone": "America/New_York", **hours}
    utc = {"name": "London", "phone": "2", "time_zone": "Europe/London", **hours}
    for values in (east, utc):
        add_office(official=ana, values=values, by=None)

    [callee] = pages.callees(calls, now=MONDAY_AT_SEVEN)

    assert [one.office for one in callee.lines] == ["London", "Boston", ""]
    assert callee.lines[0].hours.is_open
    assert callee.lines[1].hours.hours == 2


@pytest.mark.once
def test_over_a_weekend_and_a_change_of_summer_time_the_day_is_said(calls, ana):
    hours = {"opens_at": datetime.time(9), "closes_at": datetime.time(17)}
    add_office(official=ana, values={"phone": "617-555-0142 x7", **hours}, by=None)
    friday = datetime.datetime(2027, 3, 12, 18, tzinfo=PLACE)  # Clocks go forward on Sunday.

    [callee] = pages.callees(calls, now=friday)
    words = render_to_string("calls/_numbers.html", {"callee": callee})

    [office] = [one for one in callee.lines if one.hours]
    assert office.hours.opens_at.date() == datetime.date(2027, 3, 15)
    assert office.hours.wait == datetime.timedelta(hours=62)
    assert "Opens on Monday at 9 a.m. there" in words
    assert 'href="tel:+1-617-555-0142;ext=7"' in words


@pytest.mark.once
@pytest.mark.parametrize(
    ("number", "url"),
    [
        ("(617) 555-0142", "tel:+1-617-555-0142"),
        ("617.555.0142 ext. 12", "tel:+1-617-555-0142;ext=12"),
        ("+52 55 1234 5678", "tel:+52-55-1234-5678"),
        ("311", "tel:311"),
    ],
)
def test_a_number_is_dialed_whole(number, url):
    assert dial(number, "US") == url


def test_each_caller_sees_their_own_by_the_map(union, tmp_path, client):
    draw(tmp_path / "x.geojson", ({"id": LOWER}, square(0, 0)))
    make_shared_official("Ed Markey", division=LOWER)
    calls = make_calls(union, kinds=["sen"])

    assert "Ed Markey" not in client.get(page_of(calls)).content.decode()
    told = client.post(page_of(calls), {"at": "0.5,0.5"})
    assert "Ed Markey" in told.content.decode()
    assert not told.cookies
    where = client.post("/en/o/elm-street/who-represents-me/point/", {"at": "0.5, 0.5"})
    assert (
        f'action="{page_of(calls)}"><input type="hidden" name="at" value="0.50000,0.50000">'
        in where.content.decode()
    )


def test_no_address_tells_where_a_caller_lives(union, tmp_path, client):
    draw(tmp_path / "x.geojson", ({"id": LOWER}, square(0, 0)))
    official = make_shared_official("Ed Markey", division=LOWER)
    calls = make_calls(union, kinds=["sen"])
    given = {
        "official": official.pk,
        "outcome": "reached",
        "token": uuid.uuid4(),
        "at": "0.5, 0.5",
        "stamp": defence.new_stamp(),
    }

    for _time in range(2):
        response = client.post(f"{page_of(calls)}made/", given)

    text = response.content.decode()
    assert response.status_code == 200
    assert "It counts" in text
    assert "?at=" not in text
    assert calls.made.count() == 1
    assert "Ed Markey" not in client.get(f"{page_of(calls)}?at=0.5,0.5").content.decode()
    assert client.get(f"{page_of(calls)}made/").status_code == 302


def test_targets_are_called_in_their_order(union, calls, olga, browse):
    make_official(union, "Bea Cole", is_public=True)
    client = browse(olga)
    client.post(f"{WORK}{calls.slug}/targets/", {"official": "bea cole"})
    second = calls.targets.get(official__name="Bea Cole")

    client.post(f"{WORK}{calls.slug}/targets/{second.pk}/earlier/")
    assert [one.official.name for one in pages.callees(calls)] == ["Bea Cole", "Ana Ortiz"]

    client.post(f"{WORK}{calls.slug}/targets/{second.pk}/remove/")
    assert [one.official.name for one in pages.callees(calls)] == ["Ana Ortiz"]


def test_an_organizer_writes_changes_and_ends_calls(union, ana, olga, browse):
    campaign = make_campaign(union)
    client = browse(olga)
    form = {"campaign": str(campaign.pk), "title": "Call Ana", "language": "en", "opening": SCRIPT}

    client.post(f"{WORK}new/", form)
    calls = CallCampaign.objects.get()
    client.post(f"{WORK}{calls.slug}/targets/", {"official": str(ana.pk)})
    client.post(f"{WORK}{calls.slug}/publish/")
    client.post(f"{WORK}{calls.slug}/edit/", {**form, "voicemail": "Leave your name."})
    client.post(f"{WORK}{calls.slug}/close/")

    calls.refresh_from_db()
    assert (calls.voicemail, calls.is_closed) == ("Leave your name.", True)


def test_calls_are_counted_in_the_ledger_and_on_the_campaign(calls, ana, client):
    told(calls, ana)

    lines = act_lines([calls.campaign.goal], None, "en")
    assert (lines[calls.campaign.goal_id].figure, lines[calls.campaign.goal_id].text) == (
        "1",
        "call",
    )
    campaign = client.get(f"/en/o/elm-street/campaigns/{calls.campaign.slug}/")
    assert b"Call the council" in campaign.content


def test_an_officials_page_tells_the_team_of_calls(calls, ana, vera, browse):
    told(calls, ana)
    told(calls, ana, "busy")

    page = visit(browse(vera), f"/en/work/elm-street/officials/{ana.pk}/").content.decode()

    assert "2 calls, 1 reached somebody" in page


def test_the_page_costs_the_same_for_many_officials(
    union, calls, client, django_assert_max_num_queries
):
    for number in range(12):
        official = make_official(union, f"Official {number}", is_public=True)
        asking.add_target(calls=calls, official=official, by=None)

    with django_assert_max_num_queries(14):
        client.get(page_of(calls))


def test_calls_wait_to_be_classified_on_their_desk(union, olga, browse):
    official = make_official(union, is_public=True)
    calls = make_calls(union, official)

    page = visit(browse(olga), f"/en/work/elm-street/calls/{calls.slug}/").content.decode()

    assert f"/acts/calls/{calls.pk}/" in page
    assert list(act_of(calls).officials) == [official.pk]
