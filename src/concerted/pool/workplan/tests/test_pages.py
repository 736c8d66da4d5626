"""Pages as organizers and partners use them, from the first activity to approved minutes."""

from __future__ import annotations

import datetime

import pytest

from concerted.accounts.models import User
from concerted.base.outbox.models import OutgoingMail
from concerted.decide.proposals.models import Decision
from concerted.goals.tests.factories import make_goal
from concerted.organizations.models import Role, RoleKind
from concerted.pool.workplan.models import Activity, AgendaItem, Attendance, Meeting, Task
from concerted.pool.workplan.operations.agenda import propose_item, write_minute
from concerted.pool.workplan.tests.factories import (
    in_days,
    make_activity,
    make_item,
    make_meeting,
    make_task,
)

pytestmark = pytest.mark.django_db
WORK = "/en/work/riverside"


@pytest.fixture
def desk(alliance, olga, browse):
    return browse(olga)


@pytest.fixture
def partner(alliance, harbor, sam, browse, settings):
    """Sam's browser: the owner of a member, who has no role in the coalition."""
    settings.IS_DEMO = True
    return browse(sam)


def text(response):
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_an_organizer_plans_an_activity_and_its_first_task(alliance, union, harbor, desk):
    goal = make_goal(alliance)
    given = {
        "title": "Knock on doors",
        "goal": goal.pk,
        "kind": "listening",
        "contribution": "We hear who cannot come.",
        "owner": union.pk,
        "partners": [harbor.pk],
        "starts_on": in_days(1).isoformat(),
        "ends_on": in_days(9).isoformat(),
        "place": "Elm Street",
        "spoken": "es",
        "language": "en",
    }
    added = desk.post(f"{WORK}/workplan/new/", given)
    activity = Activity.objects.get()
    assert added["Location"] == f"{WORK}/workplan/{activity.pk}/"

    form = text(desk.get(f"{WORK}/workplan/tasks/new/?activity={activity.pk}"))
    assert f'<option value="{activity.pk}" selected>' in form
    task = {"title": "Draw the map", "activity": activity.pk, "partner": union.pk}
    desk.post(f"{WORK}/workplan/tasks/new/", {**task, "due_on": in_days(3).isoformat()})

    page = text(desk.get(f"{WORK}/workplan/"))
    assert "0 of 1 tasks done" in page
    assert "with Harbor Tenants" in page
    assert "1 activity, 0 of them under way." in page
    assert "<svg" in page


def test_a_wrong_date_stands_beside_its_field_and_nothing_is_saved(alliance, desk):
    goal = make_goal(alliance)
    given = {"title": "Doors", "goal": goal.pk, "kind": "listening", "language": "en"}
    dates = {"starts_on": in_days(5).isoformat(), "ends_on": in_days(1).isoformat()}

    wrong = desk.post(f"{WORK}/workplan/new/", {**given, **dates})

    assert wrong.status_code == 422
    assert "It ends before it starts." in wrong.content.decode()
    assert not Activity.objects.exists()


def test_changing_work_under_way_asks_why_and_tells_it(alliance, union, desk):
    activity = make_activity(alliance, owner=union, state="under_way")
    given = {
        "title": activity.title,
        "goal": activity.goal_id,
        "kind": "listening",
        "owner": union.pk,
        "language": "en",
        "state": "done",
    }
    assert desk.post(f"{WORK}/workplan/{activity.pk}/change/", given).status_code == 422
    desk.post(f"{WORK}/workplan/{activity.pk}/change/", {**given, "reason": "All doors done"})

    page = text(desk.get(f"{WORK}/workplan/{activity.pk}/"))
    assert "All doors done" in page
    assert "State: Under way → Done" in page


def test_a_partner_reads_the_plan_and_does_its_own_task_only(
    alliance, union, harbor, sam, partner
):
    activity = make_activity(alliance, owner=harbor)
    mine = make_task(alliance, activity=activity, partner=harbor)
    theirs = make_task(alliance, activity=activity, title="Ring", partner=union)

    page = text(partner.get(f"{WORK}/workplan/tasks/"))
    assert f"{mine.pk}/done/" in page
    assert f"{theirs.pk}/done/" not in page
    assert f"{mine.pk}/change/" not in page

    handed = partner.post(f"{WORK}/workplan/tasks/{mine.pk}/hand/", {"user": sam.pk})
    done = partner.post(f"{WORK}/workplan/tasks/{mine.pk}/done/")
    assert (handed.status_code, done.status_code) == (302, 302)
    task = Task.objects.get(pk=mine.pk)
    assert (task.user, task.done_by, task.state) == (sam, sam, "done")
    assert partner.post(f"{WORK}/workplan/tasks/{theirs.pk}/done/").status_code == 404
    assert partner.get(f"{WORK}/workplan/new/").status_code == 404


def test_the_convener_cannot_choose_among_the_team_of_a_partner(alliance, harbor, sam, desk):
    make_activity(alliance, owner=harbor)

    assert str(sam.pk) not in text(desk.get(f"{WORK}/workplan/tasks/new/"))


def test_the_desk_of_a_partner_tells_what_it_has_taken_on(alliance, harbor, partner):
    make_task(alliance, partner=harbor)

    desk = text(partner.get("/en/work/harbor/"))

    assert "Our tasks in Riverside Alliance" in desk


def test_a_meeting_goes_from_its_agenda_to_approved_minutes(
    alliance, union, harbor, omar, olga, sam, desk
):
    given = {
        "title": "Steering circle",
        "starts_at": "2026-01-15T18:30",
        "time_zone": "America/New_York",
        "language": "en",
        "languages": ["en", "ht"],
        "childcare_note": "Next door",
    }
    page = desk.post(f"{WORK}/meetings/new/", given)["Location"]
    meeting = Meeting.objects.get()
    assert meeting.starts_at == datetime.datetime(2026, 1, 15, 23, 30, tzinfo=datetime.UTC)
    assert 'value="2026-01-15T18:30"' in text(desk.get(f"{page}change/"))

    desk.post(f"{page}items/new/", {"title": "Night buses", "brought_by": harbor.pk})
    item = AgendaItem.objects.get()
    place = f"{page}items/{item.pk}/"
    desk.post(f"{place}minute/", {"said": "We ask for buses until two."})
    desk.post(f"{place}task/", {"title": "Call the bus company", "partner": harbor.pk})
    came = {"partners": [union.pk, harbor.pk], "guest_count": 3, "users": [olga.pk]}
    desk.post(f"{page}attendance/", came)
    desk.post(f"{place}proposal/")
    decided = {"answer_0": "agree", "answer_1": "stand aside", "reason_1": "We drive."}
    assert desk.post(f"{place}decide/", decided).status_code == 302
    make_meeting(alliance, days=-1, title="The next")
    later = Meeting.objects.get(title="The next")
    assert desk.post(f"{page}approve/", {"at": later.pk}).status_code == 302

    told = text(desk.get(page))
    meeting.refresh_from_db()
    assert meeting.digest in told
    assert "Decided" in told
    assert "Call the bus company" in told
    assert "3 guests" in told
    assert f"{place}minute/" not in told
    assert Attendance.objects.count() == 3
    assert Decision.objects.get().proposal == AgendaItem.objects.get().proposal
    assert desk.get(f"{page}pdf/")["Content-Type"] == "application/pdf"
    desk.post(f"{page}send/")
    assert OutgoingMail.objects.filter(template="workplan/mail/minutes").count() == 3


def test_an_objection_without_a_reason_is_not_counted(alliance, union, harbor, desk):
    item = make_item(make_meeting(alliance))
    propose_item(item=item, by=None)
    place = f"{item.meeting.get_absolute_url()}items/{item.pk}/decide/"

    wrong = desk.post(place, {"answer_0": "block"})
    empty = desk.post(place, {})

    assert (wrong.status_code, empty.status_code) == (422, 422)
    assert "Please say why" in wrong.content.decode()
    assert not Decision.objects.exists()


def test_an_ally_that_reads_no_minutes_does_not_learn_where_a_task_was_agreed(
    alliance, riders, browse, settings
):
    settings.IS_DEMO = True
    ali = User.objects.create_user("ali@example.org", name="Ali")
    Role.objects.create(organization=riders, user=ali, kind=RoleKind.OWNER)
    make_task(alliance, item=make_item(make_meeting(alliance, title="Closed circle")))

    page = text(browse(ali).get(f"{WORK}/workplan/tasks/"))

    assert "Draw the map of doors" in page
    assert "Closed circle" not in page


def test_a_partner_reads_minutes_and_changes_none(alliance, harbor, partner):
    item = make_item(make_meeting(alliance))
    write_minute(item=item, said="We ask for buses until two.", by=None)
    page = item.meeting.get_absolute_url()

    assert "We ask for buses until two." in text(partner.get(page))
    assert "Make it a proposal" not in text(partner.get(page))
    assert partner.post(f"{page}items/{item.pk}/minute/", {"said": "No."}).status_code == 404
    assert partner.post(f"{page}approve/").status_code == 404


def test_pages_cost_as_many_queries_for_many_rows(
    alliance, union, harbor, desk, django_assert_max_num_queries
):
    goal = make_goal(alliance)
    meeting = make_meeting(alliance)
    for number in range(8):
        activity = make_activity(
            alliance, goal, title=f"Work {number}", owner=union, partners=[harbor]
        )
        make_task(alliance, title=f"Task {number}", activity=activity, partner=harbor)
        item = make_item(meeting, title=f"Point {number}", goal=goal, brought_by=harbor)
        make_task(alliance, title=f"Of it {number}", item=item, partner=union)
        make_meeting(alliance, title=f"Meeting {number}")
    for page, most in (
        ("workplan/", 24),
        (f"workplan/{activity.pk}/", 22),
        ("workplan/tasks/", 16),
        ("meetings/", 13),
        (f"meetings/{meeting.number}/", 22),
    ):
        with django_assert_max_num_queries(most):
            assert len(desk.get(f"{WORK}/{page}").content) < 100_000
