"""A decision that the scene's organization follows, with a row behind every address of it."""

from __future__ import annotations

import datetime
from typing import Any

from concerted.act.officials.models import Official
from concerted.act.policies.models import Choice, DeadlineKind, Evidence, Leaning
from concerted.act.policies.operations.dates import add_deadline, add_hearing
from concerted.act.policies.operations.policies import move_policy
from concerted.act.policies.operations.scorecards import show_scorecard
from concerted.act.policies.operations.stances import note_stance, record_vote, set_influence
from concerted.act.policies.tests.factories import make_decided, make_policy
from concerted.goals.models import Goal

DAY = datetime.date(2026, 9, 1)


def followed(goal: Goal, official: Official) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room: an ordinance with dates, a vote, and where somebody stands."""
    policy = make_policy(goal.organization, goal=goal)
    move = move_policy(policy=policy, stage="hearing", happened_on=DAY, by=None)
    deadline = add_deadline(
        policy=policy, kind=DeadlineKind.VOTE, due_on=datetime.date(2036, 9, 1), by=None
    )
    hearing = add_hearing(
        policy=policy,
        by=None,
        title="Hearing on Item 114",
        starts_at=datetime.datetime(2036, 8, 1, 22, tzinfo=datetime.UTC),
        place="City Hall",
        sign_up="Write your name on the list at the door.",
    )
    stance = note_stance(
        policy=policy,
        official=official,
        value=Leaning.LEANS_AGAINST,
        evidence=Evidence.VISIT,
        happened_on=DAY,
        text="Worried about the winter.",
        by=None,
    )
    set_influence(policy=policy, official=official, influence=4, by=None)
    vote = record_vote(
        policy=policy,
        motion="Adopt Item 114",
        held_on=DAY,
        ballots={official: Choice.NO},
        link="https://example.org/minutes",
        by=None,
    )
    make_decided(goal.organization, official, goal=goal, identifier="Item 87")
    show_scorecard(organization=goal.organization, by=None)
    hearings = ("hearing_ics", "edit_hearing", "cancel_hearing", "translate_hearing")
    votes = ("vote", "count_vote", "leave_out_vote", "remove_vote")
    return {
        "policies": {"slug": policy.slug, "code": "es"},
        **{f"policies:{name}": {"pk": hearing.pk} for name in hearings},
        **{f"policies:{name}": {"pk": vote.pk} for name in votes},
        "policies:translate_part": {"kind": "stage", "pk": move.pk},
        "policies:remove_move": {"pk": move.pk},
        "policies:remove_deadline": {"pk": deadline.pk},
        "policies:remove_stance": {"pk": stance.pk},
    }
