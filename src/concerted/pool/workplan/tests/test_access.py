"""Who may read and change what, one row a person; members and allies read as was agreed."""

from __future__ import annotations

import pytest

from concerted.accounts.models import User
from concerted.organizations.models import Role, RoleKind
from concerted.pool.workplan.models import (
    Activity,
    Adaptation,
    AgendaItem,
    Attendance,
    Contribution,
    Meeting,
    Task,
)
from concerted.pool.workplan.operations.activities import adapt_activity
from concerted.pool.workplan.operations.meetings import record_attendance
from concerted.pool.workplan.tests.factories import (
    make_activity,
    make_item,
    make_meeting,
    make_task,
)

pytestmark = pytest.mark.django_db

PLAN = (Activity, Contribution, Adaptation, Task)
MINUTES = (Meeting, AgendaItem, Attendance)

#             plan   minutes  edits  does Harbor's tasks
TABLE = {
    "omar": (True, True, True, True),
    "olga": (True, True, True, True),
    "sam": (True, True, False, True),
    "hal": (True, True, False, False),
    "ali": (True, False, False, False),
    "vera": (True, True, False, False),
    "nora": (False, False, False, False),
    "anonymous": (False, False, False, False),
}


@pytest.fixture
def whole(alliance, union, harbor, riders, vera, sam, omar, olga):
    """One row of each table, a task of Harbor Tenants, and people: Hal only views there, Ali is of the ally."""
    for name, home in (("hal", harbor), ("ali", riders)):
        user = User.objects.create_user(f"{name}@example.org", name=name.title())
        Role.objects.create(organization=home, user=user, kind=RoleKind.VIEWER)
    User.objects.create_user("nora@example.org", name="Nora")
    activity = make_activity(alliance, owner=union, partners=[harbor])
    adapt_activity(activity=activity, place="Elm Street", by=None)
    make_task(alliance, activity=activity, partner=harbor)
    meeting = make_meeting(alliance)
    make_item(meeting)
    record_attendance(meeting=meeting, partners=[harbor], guest_count=0, by=None)


def test_the_plan_and_the_minutes_by_role_and_by_what_was_agreed(whole, anonymous):
    for person, (sees_plan, sees_minutes, edits, does) in TABLE.items():
        viewer = User.objects.filter(email=f"{person}@example.org").first() or anonymous

        for model in PLAN:
            assert model.objects.visible_to(viewer).exists() is sees_plan, (person, model)
        for model in MINUTES:
            assert model.objects.visible_to(viewer).exists() is sees_minutes, (person, model)
        for model in (*PLAN, *MINUTES):
            assert model.objects.editable_by(viewer).exists() is edits, (person, model)
        assert Task.objects.enterable_by(viewer).exists() is does, person


def test_nothing_of_it_is_public(whole):
    assert not any(model.objects.public().exists() for model in (*PLAN, *MINUTES))


def test_an_ally_does_not_do_the_tasks_of_a_member(whole, harbor, riders):
    ali = User.objects.get(email="ali@example.org")
    Role.objects.filter(user=ali).update(kind=RoleKind.OWNER)

    assert Task.objects.visible_to(ali).exists()
    assert not Task.objects.enterable_by(ali).exists()
