from __future__ import annotations

import pytest

from concerted.act.campaigns.tests.factories import make_campaign
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.goals.tests.factories import make_goal
from concerted.listen.conversations.tests.factories import make_conversation
from concerted.measure.reports.tests.factories import in_days
from concerted.pool.offers.operations.budgets import spend
from concerted.pool.offers.operations.deliveries import record_delivery
from concerted.pool.offers.tests.factories import (
    make_line,
    make_money_need,
    make_pledge,
    make_source,
)


@pytest.fixture
def goal(union):
    return make_goal(union)


@pytest.fixture
def source(union, goal):
    """A grant that paid twice for one line of the goal."""
    source = make_source(union)
    line = make_line(union, goal=goal)
    for cents in (400_00, 250_50):
        spend(
            line=line,
            source=source,
            purpose="staff",
            cents=cents,
            spent_on=in_days(-3),
            words="Wages of Rosa Núñez",
            by=None,
        )
    return source


@pytest.fixture
def loop(union, goal):
    """The goal with a conversation, a need that was met in part, and a petition that Rosa signed."""
    make_conversation(union, goal=goal)
    need = make_money_need(union, goal=goal)
    pledge = make_pledge(need, 1_000_00)
    for count in (20, 3):
        record_delivery(
            pledge=pledge,
            amount=200_00,
            delivered_on=in_days(-2),
            served_words="families",
            served_count=count,
            by=None,
        )
    petition = make_petition(union, campaign=make_campaign(union, goal=goal))
    sign_petition(petition=petition, language="en", **ROSA)
    return goal
