from __future__ import annotations

import datetime

import pytest

from concerted.act.officials.tests.factories import make_official
from concerted.act.policies.models import (
    Ballot,
    Deadline,
    Evidence,
    Hearing,
    Leaning,
    PolicyItem,
    Power,
    StageMove,
    Stance,
    Vote,
)
from concerted.act.policies.tests.factories import make_draft_policy, make_policy

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 10, 1)


def fill(policy):
    """One row of each table of the room."""
    own = {"organization": policy.organization, "policy": policy}
    official = make_official(policy.organization)
    StageMove.objects.create(**own, stage="filed", happened_on=DAY)
    Deadline.objects.create(**own, kind="vote", due_on=DAY)
    Hearing.objects.create(
        **own, title="Hearing", starts_at=datetime.datetime(2026, 10, 1, 22, tzinfo=datetime.UTC)
    )
    vote = Vote.objects.create(**own, motion="Adopt it", held_on=DAY)
    Ballot.objects.create(
        organization=policy.organization, vote=vote, official=official, choice="yes"
    )
    for evidence, is_public in ((Evidence.VISIT, False), (Evidence.STATEMENT, True)):
        Stance.objects.create(
            **own,
            official=official,
            value=Leaning.FOR,
            evidence=evidence,
            happened_on=DAY,
            link="https://example.org/said",
            is_public=is_public,
        )
    Power.objects.create(**own, official=official, influence=3)


TABLES = (PolicyItem, StageMove, Deadline, Hearing, Vote, Ballot, Stance, Power)


@pytest.mark.parametrize(
    ("person", "sees", "edits"),
    [
        ("omar", True, True),
        ("olga", True, True),
        ("cleo", True, False),
        ("vera", True, False),
        ("sam", False, False),
        ("anonymous", False, False),
    ],
)
def test_who_sees_and_edits_rows(union, request, person, sees, edits):
    fill(make_draft_policy(union))
    viewer = request.getfixturevalue(person)

    for table in TABLES:
        assert table.objects.visible_to(viewer).exists() is sees, table
        assert table.objects.editable_by(viewer).exists() is edits, table


def test_nothing_of_a_draft_is_public(union):
    fill(make_draft_policy(union))

    assert [table for table in TABLES if table.objects.public().exists()] == []


def test_of_a_published_policy_the_power_and_what_we_heard_in_private_stay_inside(union):
    fill(make_policy(union))

    closed = [table for table in TABLES if not table.objects.public().exists()]
    assert closed == [Power]
    assert [one.evidence for one in Stance.objects.public()] == [Evidence.STATEMENT]
