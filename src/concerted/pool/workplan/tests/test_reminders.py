from __future__ import annotations

import pytest

from concerted.accounts.models import User
from concerted.base.jobs import run_waiting_jobs
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Membership, Role, RoleKind
from concerted.pool.workplan.operations.reminders import remind_of_task
from concerted.pool.workplan.operations.tasks import change_task, finish_task, hand_task
from concerted.pool.workplan.tasks import remind_in_time
from concerted.pool.workplan.tests.factories import in_days, make_activity, make_task

pytestmark = pytest.mark.django_db


def mailed():
    rows = OutgoingMail.objects.filter(template="workplan/mail/reminder")
    return sorted(rows.values_list("to", flat=True))


def remind():
    remind_in_time()
    run_waiting_jobs()


@pytest.fixture
def hal(harbor):
    user = User.objects.create_user("hal@example.org", name="Hal", language="es")
    Role.objects.create(organization=harbor, user=user, kind=RoleKind.CONTRIBUTOR)
    return user


@pytest.mark.django_db(transaction=True)
def test_the_clock_reminds_the_person_of_a_task_once_for_its_date(alliance, harbor, sam, hal):
    activity = make_activity(alliance, title="Doors")
    task = make_task(alliance, activity=activity, partner=harbor, user=hal, days=3)
    make_task(alliance, title="Far off", partner=harbor, user=hal, days=30)

    remind()
    remind()
    assert mailed() == ["hal@example.org"]

    change_task(task=task, due_on=in_days(2), by=None)
    remind()
    assert mailed() == ["hal@example.org"] * 2


def test_a_reminder_speaks_the_readers_language_and_leads_to_the_tasks(alliance, harbor, hal):
    task = make_task(alliance, partner=harbor, user=hal, days=-1)

    remind_of_task(task=task, today=in_days(0))

    mail = OutgoingMail.objects.get()
    assert mail.language == "es"
    assert mail.context["url"].endswith("/es/work/riverside/workplan/tasks/")
    assert mail.context["is_overdue"] is True


def test_without_a_person_the_owners_of_the_partner_are_reminded(alliance, harbor, sam, hal):
    remind_of_task(task=make_task(alliance, partner=harbor, days=1), today=in_days(0))

    assert mailed() == ["sam@example.org"]


def test_nobody_is_reminded_of_what_is_done_undated_or_far_off(alliance, harbor, sam):
    done = finish_task(task=make_task(alliance, partner=harbor, days=1), by=None)
    undated = make_task(alliance, title="Some day", partner=harbor, days=None)
    far = make_task(alliance, title="Far off", partner=harbor, days=4)

    for task in (done, undated, far):
        remind_of_task(task=task, today=in_days(0))

    assert mailed() == []


def test_who_takes_a_task_over_is_reminded_too_and_nobody_twice(alliance, harbor, sam, hal):
    task = make_task(alliance, partner=harbor, days=1)
    remind_of_task(task=task, today=in_days(0))
    for user in (hal, sam):
        hand_task(task=task, user=user, by=sam)
        remind_of_task(task=task, today=in_days(0))

    assert mailed() == ["hal@example.org", "sam@example.org"]


def test_who_has_left_is_not_written_to(alliance, union, harbor, sam, vera):
    gone = make_task(alliance, partner=harbor, user=sam, days=1)
    left = make_task(alliance, title="Ring", partner=union, user=vera, days=1)
    Membership.objects.filter(member=harbor).delete()
    Role.objects.filter(user=vera).delete()

    for task in (gone, left):
        remind_of_task(task=task, today=in_days(0))

    assert mailed() == []
