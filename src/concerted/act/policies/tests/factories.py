from __future__ import annotations

import datetime

from concerted.act.policies.models import Choice, Kind, Position
from concerted.act.policies.operations.policies import add_policy, move_policy, publish_policy
from concerted.act.policies.operations.stances import record_vote
from concerted.goals.operations import add_goal, publish_goal

DAY = datetime.date(2026, 5, 3)


def make_goal(organization, title="Evening hours for all"):
    return publish_goal(goal=add_goal(organization=organization, title=title, by=None), by=None)


def make_draft_policy(organization, **values):
    """A policy that only the team sees."""
    given = {
        "goal": values.pop("goal", None) or make_goal(organization),
        "kind": Kind.ORDINANCE,
        "identifier": "Item 114",
        "title": "Keep money for the clinics in the city budget",
        "summary": "The council may cut the money for two clinics.",
        "body": "City Council",
        "ask": "Vote no on Item 114.",
    }
    return add_policy(organization=organization, by=None, **{**given, **values})


def make_policy(organization, **values):
    """A policy that everybody sees."""
    return publish_policy(policy=make_draft_policy(organization, **values), by=None)


def make_decided(organization, official, choice=Choice.NO, **values):
    """A decision that is over, with a vote on it that everybody can read."""
    policy = make_policy(organization, position=Position.OPPOSE, kind="budget", **values)
    move_policy(policy=policy, stage="spent", happened_on=DAY, by=None)
    record_vote(
        policy=policy,
        motion="Adopt it",
        held_on=DAY,
        ballots={official: choice},
        link="https://example.org/minutes",
        by=None,
    )
    return policy
