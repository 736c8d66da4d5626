"""What proposals say of how a goal stands."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.decide.proposals.models import Decision, Proposal
from concerted.decide.proposals.queries.standing import change_lines, findings
from concerted.decide.proposals.tests.factories import make_draft, vote_through
from concerted.goals.states import State
from concerted.goals.tests.factories import make_goal

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal(union):
    return make_goal(union)


@pytest.fixture
def decision(union, goal):
    """A decision for the goal, taken by a vote."""
    vote = vote_through(union, *["yes"] * 5)
    Proposal.objects.filter(pk=vote.proposal_id).update(goal=goal)
    return Decision.objects.get(round=vote)


def states_of(goal, reader=None):
    return [one.state for one in findings([goal], reader, "en").get(goal.pk, [])]


def test_what_is_decided_and_has_no_day_finds_nothing(goal, decision):
    assert states_of(goal) == []


def test_a_decision_is_overdue_from_the_day_after_its_day(goal, decision):
    today = timezone.localdate()
    Decision.objects.update(due_on=today)

    assert states_of(goal) == []

    Decision.objects.update(due_on=today - datetime.timedelta(days=1))

    assert states_of(goal) == [State.OVERDUE]


def test_what_was_carried_out_is_no_longer_overdue_and_is_a_change(goal, decision):
    today = timezone.localdate()
    Decision.objects.update(due_on=today - datetime.timedelta(days=9), carried_out_on=today)

    line = change_lines([goal], None, "en")[goal.pk]

    assert states_of(goal) == []
    assert (line.figure, line.text) == ("1", "decision carried out: Shall we open on Sundays?")


def test_a_decision_to_look_at_again_needs_one(goal, decision):
    Decision.objects.update(review_on=timezone.localdate())

    assert states_of(goal) == [State.NEEDS_DECISION]


def test_a_draft_waits_for_the_team_and_is_never_told_in_public(union, goal, olga):
    make_draft(union, goal=goal)

    assert states_of(goal, olga) == [State.NEEDS_DECISION]
    assert states_of(goal) == []


def test_what_is_decided_behind_doors_is_not_told_in_public(goal, decision, olga):
    Proposal.objects.update(is_public=False)
    Decision.objects.update(due_on=timezone.localdate() - datetime.timedelta(days=1))

    assert states_of(goal, olga) == [State.OVERDUE]
    assert states_of(goal) == []
    assert change_lines([goal], None, "en") == {}
