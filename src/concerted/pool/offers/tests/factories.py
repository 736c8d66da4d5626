from __future__ import annotations

import datetime

from concerted.goals.tests.factories import make_goal
from concerted.organizations.models import Organization
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.pool.offers.operations.budgets import add_line, add_source
from concerted.pool.offers.operations.needs import add_need, publish_need
from concerted.pool.offers.operations.offers import add_offer
from concerted.pool.offers.operations.pledges import add_pledge

DAY = datetime.date(2026, 6, 1)
ROSA = {"name": "Rosa Núñez", "email": "rosa@example.com", "language": "en"}
HOUR = 60


def make_need(organization, title="Hours of interpreters", *, public=True, **values):
    values = {"kind": "interpreters", "amount": 12 * HOUR} | values
    need = add_need(organization=organization, title=title, by=None, **values)
    return publish_need(need=need, by=None) if public else need


def make_money_need(organization, title="Money for interpreters", *, cents=45_000_00, **values):
    values = {"kind": "money", "currency": "USD", "amount": cents} | values
    return make_need(organization, title, **values)


def make_offer(organization, giver=ROSA, **values):
    values = {"title": "I interpret", "kind": "interpreters", "amount": 10 * HOUR} | values
    return add_offer(organization=organization, giver=giver, by=None, **values)


def make_pledge(need, amount=None, giver=ROSA, *, is_confirmed=True, **values):
    values = {"amount": amount or need.amount, "is_confirmed": is_confirmed} | values
    return add_pledge(need=need, giver=giver, by=None, **values)


def make_alliance(name="Nurses", slug="nurses", **values):
    """A coalition with one member, to which it shows what is pooled."""
    coalition = make_coalition()
    member = Organization.objects.create(name=name, slug=slug, **values)
    make_partner(coalition, member)
    return coalition, member


def make_line(organization, title="Interpreters", **values):
    values = {"planned_cents": 10_000_00, "currency": "USD"} | values
    goal = values.pop("goal", None) or make_goal(organization)
    return add_line(organization=organization, goal=goal, title=title, by=None, **values)


def make_source(organization, name="City grant", **values):
    values = {"cents": 5_000_00, "currency": "USD", "is_federal": False} | values
    return add_source(organization=organization, name=name, by=None, **values)
