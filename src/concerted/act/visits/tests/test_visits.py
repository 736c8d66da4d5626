"""A visit, from planning to what was promised there."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from concerted.act.officials.tests.factories import make_official
from concerted.act.policies.models import Evidence, Leaning, Stance
from concerted.act.policies.tests.factories import make_policy
from concerted.act.visits.models import Commitment, CommitmentState, VisitState
from concerted.act.visits.operations import following
from concerted.act.visits.operations import visits as operations
from concerted.act.visits.queries.packets import visit_sheet
from concerted.act.visits.tests.factories import make_held, make_visit
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.posting import CALENDAR
from concerted.base.tests.test_pdf import needs_pdftotext, text_of
from concerted.organizations.translating import save_translation
from concerted.organizations.zones import today_in
from concerted.pool.workplan.models import Task

pytestmark = pytest.mark.django_db


def promised(visit, text="I will vote for Item 114.", **values):
    given = {"official": visit.officials.get(), "due_on": datetime.date(2036, 6, 18)}
    return following.note_commitment(visit=visit, text=text, by=None, **{**given, **values})


def mails(template):
    return OutgoingMail.objects.filter(template=f"visits/mail/{template}").order_by("pk")


def event_in(mail):
    return Calendar.from_ical(mail.context[CALENDAR]).walk("VEVENT")[0]


def test_planned_twice_it_is_one_visit(union):
    visit = make_visit(union)

    again = make_visit(
        union,
        campaign=visit.campaign,
        title=visit.title,
        starts_at=visit.starts_at,
        official=visit.officials.get(),
    )

    assert again == visit
    assert visit.state == VisitState.PLANNED


@pytest.mark.once
def test_what_belongs_to_others_is_refused(union, other):
    visit = make_visit(union)

    for wrong in (
        {"official": make_official(other)},
        {"policy": make_policy(other)},
        {"campaign": make_visit(other).campaign},
        {"place": "", "link": ""},
    ):
        with pytest.raises(Refused), transaction.atomic():
            make_visit(union, **{"campaign": visit.campaign, "title": "New", **wrong})


def test_who_goes_gets_the_day_in_their_language_once_for_each_version(union, olga):
    visit = make_visit(union)
    save_translation(
        record=visit,
        language="es",
        texts={"title": "La senadora Vega", "ask": "Vote por el punto 114."},
        source_digest=visit.source_digest(),
        by=olga,
    )
    operations.add_goer(visit=visit, user=olga, roles=["speaks"], by=olga)
    operations.add_goer(
        visit=visit,
        name="Juan Peña",
        email="juan@example.org",
        language="es",
        roles=["story"],
        by=olga,
    )

    assert operations.send_visit(visit=visit, by=olga) == 2
    operations.send_visit(visit=visit, by=olga)

    assert mails("visit").count() == 2
    spanish = mails("visit").get(to="juan@example.org")
    assert spanish.language == "es"
    assert spanish.context["title"] == "La senadora Vega"
    assert spanish.context["roles"] == ["Cuenta su propia historia"]
    assert event_in(spanish)["dtstart"].dt == visit.starts_at.replace(microsecond=0)

    moved = operations.edit_visit(
        visit=visit,
        officials=list(visit.officials.all()),
        starts_at=visit.starts_at + datetime.timedelta(days=1),
        by=olga,
    )
    operations.send_visit(visit=moved, by=olga)

    assert mails("visit").count() == 4
    assert event_in(mails("visit").last())["sequence"] == 1


def test_calling_off_leaves_calendars_of_those_who_were_mailed(union, olga):
    told, untold = make_visit(union), make_visit(union, title="Another")
    for visit in (told, untold):
        operations.add_goer(visit=visit, user=olga, roles=[], by=None)
    operations.send_visit(visit=told, by=None)

    for visit in (told, told, untold):
        operations.cancel_visit(visit=visit, by=None)

    assert event_in(mails("visit_off").get())["status"] == "CANCELLED"
    with pytest.raises(Refused):
        operations.hold_visit(visit=told, notes="We met.", by=None)


@pytest.mark.once
def test_a_visit_to_come_is_not_held_and_one_without_addresses_is_not_mailed(union):
    visit = make_visit(union)
    operations.add_goer(visit=visit, name="Rosa", roles=[], by=None)

    with pytest.raises(Refused):
        operations.hold_visit(visit=visit, notes="We met.", by=None)
    with pytest.raises(Refused):
        operations.send_visit(visit=visit, by=None)
    with pytest.raises(Refused):
        operations.add_goer(visit=visit, roles=[], by=None)


def test_a_held_visit_asks_for_thanks_once_among_the_tasks_of_the_workplan(union):
    visit = make_held(union)

    operations.hold_visit(visit=visit, notes="And she asked for numbers.", by=None)
    following.add_follow_up(visit=visit, title="Send her the numbers", by=None)

    thanks, numbers = visit.tasks.order_by("created_at")
    assert "Ana Ortiz" in thanks.title
    assert thanks.due_on >= today_in(union)
    assert numbers.partner == union
    assert Task.objects.count() == 2


def test_a_promise_is_kept_or_broken_with_evidence_and_written_down_once(union):
    visit = make_held(union)
    promise = promised(visit)

    assert promised(visit) == promise
    with pytest.raises(Refused):
        following.settle_commitment(commitment=promise, state=CommitmentState.KEPT, by=None)
    kept = following.settle_commitment(
        commitment=promise, state=CommitmentState.KEPT, evidence="Roll call", by=None
    )
    assert (kept.state, kept.settled_on) == (CommitmentState.KEPT, today_in(union))
    opened = following.settle_commitment(commitment=kept, state=CommitmentState.OPEN, by=None)
    assert (opened.settled_on, opened.evidence) == (None, "")
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.update(state=CommitmentState.BROKEN, settled_on=today_in(union))


def test_a_promise_becomes_where_an_official_stands_and_never_public(union):
    visit = make_held(union, policy=make_policy(union))
    promise = promised(visit, leaning=Leaning.FOR)

    stance = following.make_stance(commitment=promise, by=None)
    following.make_stance(commitment=promise, by=None)

    assert Stance.objects.get() == stance
    assert (stance.value, stance.evidence) == (Leaning.FOR, Evidence.VISIT)
    assert stance.happened_on == visit.begins.date()
    assert not stance.is_public
    with pytest.raises(Refused):
        following.make_stance(commitment=promised(visit, "I will think."), by=None)


@pytest.mark.once
def test_promises_are_of_who_was_met_in_a_visit_that_took_place(union):
    with pytest.raises(Refused):
        promised(make_visit(union))
    with pytest.raises(Refused):
        promised(make_held(union), official=make_official(union, "Somebody Else"))


@pytest.mark.once
@needs_pdftotext
def test_the_sheet_is_one_page_in_each_language(union, olga):
    visit = make_visit(union, talking_points="\n".join(f"Point {n}" for n in range(1, 9)))
    goer = operations.add_goer(visit=visit, user=olga, roles=["speaks", "notes"], by=None)

    sheet, spanish = (text_of(visit_sheet(visit, [goer], code)) for code in ("en", "es"))

    assert sheet.count("\f") == spanish.count("\f") == 1
    assert "Speaks for us, Takes notes" in sheet
    assert "Qué pedimos" in spanish


@pytest.mark.once
def test_an_organizer_leads_a_visit_through_its_pages(union, browse, olga):
    visit = make_held(union)
    address = f"/en/work/elm-street/visits/{visit.pk}/"
    client = browse(olga)

    client.post(
        f"{address}commitments/new/", {"official": visit.officials.get().pk, "text": "Yes"}
    )
    promise = Commitment.objects.get()
    bad = client.post(f"{address}commitments/{promise.pk}/", {"state": "kept"})
    good = client.post(
        f"{address}commitments/{promise.pk}/", {"state": "kept", "evidence": "Roll call"}
    )

    assert (bad.status_code, good.status_code) == (422, 302)
    page = client.get(address).content.decode()
    assert "“Yes”" in page
    assert "Roll call" in page


@pytest.mark.once
def test_a_time_is_meant_in_the_zone_of_the_office(union, browse, olga):
    visit = make_visit(union)
    given = {
        "campaign": visit.campaign_id,
        "officials": [visit.officials.get().pk],
        "title": "In Denver",
        "starts_at": "2036-01-10T09:30",
        "time_zone": "America/Denver",
        "minutes": 30,
        "place": "State House",
        "language": "en",
    }

    answer = browse(olga).post("/en/work/elm-street/visits/new/", given)

    assert answer.status_code == 302
    added = type(visit).objects.get(title="In Denver")
    assert added.starts_at == datetime.datetime(2036, 1, 10, 16, 30, tzinfo=datetime.UTC)


@pytest.mark.once
def test_the_list_asks_as_much_for_ten_visits_as_for_one(
    union, browse, olga, django_assert_num_queries
):
    first = make_held(union)
    client = browse(olga)
    client.get("/en/work/elm-street/visits/")

    with CaptureQueriesContext(connection) as one:
        client.get("/en/work/elm-street/visits/")
    for number in range(9):
        visit = make_held(
            union,
            campaign=first.campaign,
            title=f"Visit {number}",
            official=first.officials.get(),
        )
        promised(visit)
    with django_assert_num_queries(len(one)):
        client.get("/en/work/elm-street/visits/")
