from __future__ import annotations

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.base.audit.trail import note
from concerted.base.records import change
from concerted.goals.tests.factories import make_goal

pytestmark = pytest.mark.django_db


def test_a_change_tells_and_saves_only_what_differs(union, django_assert_num_queries):
    goal = make_goal(union, "Keep it open")

    with django_assert_num_queries(1):
        before, after = change(goal, title="Keep both open", language="en")

    goal.refresh_from_db()
    assert (before, after) == ({"title": "Keep it open"}, {"title": "Keep both open"})
    assert goal.title == "Keep both open"


def test_the_same_values_again_write_nothing(union, django_assert_num_queries):
    goal = make_goal(union, "Keep it open")

    with django_assert_num_queries(0):
        assert change(goal, title="Keep it open") == ({}, {})


def test_an_entry_of_the_trail_belongs_to_the_organization_of_its_subject(union, olga):
    goal = make_goal(union)

    note(verb="looked at", subject=goal, by=olga)
    note(verb="called", subject=olga, by=olga)

    places = dict(AuditEntry.objects.values_list("verb", "organization_id"))
    assert places["looked at"] == union.pk
    assert places["called"] is None
