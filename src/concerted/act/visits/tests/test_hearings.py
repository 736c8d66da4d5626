"""Hearings: coming forward without an account, and what the office does with it."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from icalendar import Calendar

from concerted.act.policies.models import Hearing
from concerted.act.policies.operations.dates import cancel_hearing, edit_hearing
from concerted.act.policies.tests.factories import make_draft_policy
from concerted.act.visits import tasks
from concerted.act.visits.models import Attendee, Part
from concerted.act.visits.operations import hearings as operations
from concerted.act.visits.queries.links import token_of
from concerted.act.visits.tests.factories import (
    JUAN,
    ROSA,
    coming,
    gave_words,
    in_days,
    make_hearing,
    point_of,
)
from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.jobs import run_waiting_jobs
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.rendering import read_rows, render
from concerted.people.models import Consent, Person
from concerted.people.operations import erase_person
from concerted.people.registry import exports_of, timeline_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", 0)


def public(hearing, *more):
    return "/".join([f"/en/o/elm-street/hearings/{hearing.pk}", *more, ""])


def form(**values):
    given = {"name": "Rosa Alvarez", "email": "rosa@example.org", "part": "speak"}
    return {**given, "stamp": defence.new_stamp(), **values}


def mails(kind):
    return OutgoingMail.objects.filter(template=f"visits/mail/{kind}").order_by("pk")


def read(mail):
    return render(mail, read_rows([mail]))


def test_somebody_comes_without_an_account_and_counts_once_they_confirm(union, browse, olga):
    hearing = make_hearing(union)
    client = browse()
    client.get(public(hearing))

    answer = client.post(
        public(hearing, "come"), form(interpreter="Haitian Creole", access_need="A ramp")
    )

    assert answer.status_code == 302
    assert not client.cookies
    attendee = Attendee.objects.get()
    assert not Attendee.objects.standing().exists()
    assert (attendee.part, attendee.interpreter) == (Part.SPEAK, "Haitian Creole")
    assert not Consent.objects.exists()
    link = f"/en/i/{token_of(attendee, point_of(attendee.person))}/hearing/"
    assert link in read(mails("confirm").get()).body

    client.get(link)
    assert not Attendee.objects.standing().exists()
    client.post(f"{link}confirm/")
    assert Attendee.objects.standing().exists()
    desk = browse(olga).get(f"/en/work/elm-street/hearings/{hearing.pk}/").content.decode()
    assert "Haitian Creole" in desk
    assert "Rosa" not in client.get(public(hearing)).content.decode()


def test_who_comes_is_given_the_points_and_the_day_in_their_language(union):
    hearing = make_hearing(union)
    operations.prepare_hearing(
        hearing=hearing, talking_points="Dos autobuses.", language="es", by=None
    )

    coming(hearing, **JUAN)

    mail = mails("coming").get()
    message = read(mail)
    assert mail.language == "es"
    assert "Dos autobuses." in message.body
    event = Calendar.from_ical(message.attachments[0].content).walk("VEVENT")[0]
    assert event["dtstart"].dt == hearing.starts_at.replace(microsecond=0)


def test_the_reminder_comes_the_day_before_and_once(union):
    near, far = make_hearing(union, days=1), make_hearing(union, days=9)
    coming(near)
    coming(far)
    operations.take_back_attendee(
        attendee=coming(near, name="Ana", email="ana@example.org"), language="en"
    )
    operations.come_to_hearing(hearing=near, **JUAN)

    for _time in range(2):
        tasks.remind_in_time()
        run_waiting_jobs()

    assert mails("reminder").get().to == "rosa@example.org"


def test_who_comes_hears_that_a_hearing_was_moved_or_called_off(union):
    hearing = make_hearing(union)
    coming(hearing)
    hearing = edit_hearing(hearing=hearing, starts_at=in_days(20), by=None)
    for _time in range(2):
        tasks.tell_of_changes()
        run_waiting_jobs()
    assert mails("moved").count() == 1

    cancel_hearing(hearing=hearing, by=None)
    tasks.tell_of_changes()
    run_waiting_jobs()

    off = read(mails("hearing_off").get())
    assert "STATUS:CANCELLED" in off.attachments[0].content


def test_taking_back_ends_it_and_what_was_allowed_with_it(union, browse):
    hearing = make_hearing(union)
    attendee = operations.come_to_hearing(hearing=hearing, news="May write", **ROSA)
    link = f"/en/i/{token_of(attendee, point_of(attendee.person))}/hearing/"

    browse().post(f"{link}take-back/")
    attendee.refresh_from_db()

    assert attendee.withdrawn_at is not None
    assert Consent.objects.filter(answer="withdrawn").exists()
    assert browse().get("/en/i/forged/hearing/").status_code == 404


def test_news_are_allowed_only_by_a_tick_and_proven_by_the_mail(union, browse):
    hearing = make_hearing(union)

    browse().post(public(hearing, "come"), form(news="on"))
    attendee = Attendee.objects.get()
    assert not Consent.objects.filter(is_proven=True).exists()
    operations.confirm_attendee(attendee=attendee, contact_point=point_of(attendee.person))

    assert Consent.objects.get(is_proven=True).words.startswith("Elm Street Neighbors may")


def test_said_twice_it_is_once_and_what_was_confirmed_stays(union):
    hearing = make_hearing(union)
    coming(hearing, part=Part.SPEAK)

    operations.come_to_hearing(hearing=hearing, part=Part.COME, **ROSA)

    assert Attendee.objects.get().part == Part.SPEAK
    assert Person.objects.count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"email": "nobody"}, {"part": "dance"}, {"stamp": "old"}]
)
def test_what_is_wrong_stands_beside_its_field(union, browse, wrong):
    hearing = make_hearing(union)

    answer = browse().post(public(hearing, "come"), form(**wrong))

    assert answer.status_code == 422
    assert not Attendee.objects.exists()


@pytest.mark.once
def test_nobody_signs_up_for_what_has_begun_or_is_a_draft(union, browse):
    begun = make_hearing(union, days=-1)
    draft = make_hearing(union, policy=make_draft_policy(union, title="Draft"))
    off = cancel_hearing(hearing=make_hearing(union, days=3), by=None)

    assert browse().get(public(draft)).status_code == 404
    for hearing in (begun, off):
        assert "<form" not in browse().get(public(hearing)).content.decode().split("<main")[1]
        with pytest.raises(Refused):
            operations.come_to_hearing(hearing=hearing, **ROSA)


@pytest.mark.once
def test_one_address_cannot_be_flooded_with_mail(union):
    hearing = make_hearing(union)
    for _time in range(5):
        operations.come_to_hearing(hearing=hearing, **ROSA)

    with pytest.raises(Refused):
        operations.come_to_hearing(hearing=hearing, **ROSA)
    assert mails("confirm").count() == 2


def test_the_calendar_shows_published_hearings_by_date_in_few_queries(union, browse):
    last = make_hearing(union, days=30)
    policy = last.policy
    first = make_hearing(union, policy=policy, days=2, title="The first")
    make_hearing(union, policy=make_draft_policy(union, title="Draft"), title="Not yet")
    client = browse()
    client.get("/en/o/elm-street/hearings/")
    with CaptureQueriesContext(connection) as few:
        page = client.get("/en/o/elm-street/hearings/").content.decode()

    assert page.index("The first") < page.index(last.title)
    assert "Not yet" not in page
    for number in range(8):
        make_hearing(union, policy=policy, days=3 + number, title=f"Day {number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/en/o/elm-street/hearings/")
    assert len(many) == len(few) <= 12

    feed = Calendar.from_ical(client.get("/en/o/elm-street/hearings/hearings.ics").content)
    assert len(feed.walk("VEVENT")) == 10
    assert feed.walk("VEVENT")[0]["dtstart"].dt == first.starts_at.replace(microsecond=0)


def test_erasing_somebody_leaves_the_counts(union, browse):
    hearing = make_hearing(union)
    attendee, words = coming(hearing), gave_words(hearing)
    assert exports_of(attendee.person)["hearings"]["testimony"][0]["saw"] == words.saw
    assert {entry.label for entry in timeline_of(attendee.person)} >= {
        "Signed up for a hearing",
        "Testified in writing",
    }
    erase_person(person=attendee.person)

    attendee.refresh_from_db()
    words.refresh_from_db()
    assert (attendee.name, attendee.contact_point, words.saw, words.name) == ("", None, "", "")
    page = browse().get("/en/o/elm-street/hearings/").content.decode()
    assert "1 testimony" in page
    assert "1 comes" in page


@pytest.mark.once
def test_of_an_hour_in_another_zone_the_day_before_is_that_of_the_place(union):
    """Late in the evening at the place, where the day in UTC is another."""
    at = datetime.datetime(2036, 8, 2, 1, tzinfo=datetime.UTC)
    hearing = make_hearing(union, starts_at=at)
    Hearing.objects.filter(pk=hearing.pk).update(starts_at=at)
    hearing.refresh_from_db()

    assert hearing.begins.date() == datetime.date(2036, 8, 1)
    assert timezone.is_aware(hearing.begins)
