"""Budgets, and money that pays only for what its rules allow."""

from __future__ import annotations

import datetime
import uuid

import pytest

from concerted.base.errors import Refused
from concerted.goals.tests.factories import make_goal
from concerted.pool.offers.models import FundingSource, Spending
from concerted.pool.offers.operations.budgets import (
    change_line,
    change_source,
    check_lobbying,
    remove_spending,
    spend,
)
from concerted.pool.offers.operations.deliveries import record_delivery
from concerted.pool.offers.operations.terms import set_rate
from concerted.pool.offers.queries.budgets import budgets_of
from concerted.pool.offers.queries.rates import rate_on, rates_of
from concerted.pool.offers.tests.factories import (
    DAY,
    make_line,
    make_money_need,
    make_need,
    make_pledge,
    make_source,
)

pytestmark = pytest.mark.django_db


def pay(line, source, cents=100_00, purpose="services", **values):
    values = {"spent_on": DAY, "by": None} | values
    return spend(line=line, source=source, cents=cents, purpose=purpose, **values)


def test_federal_money_does_not_pay_for_lobbying(union):
    line, federal = make_line(union), make_source(union, "Block grant", is_federal=True)

    with pytest.raises(Refused, match=r"“Block grant” is federal money. It may not pay for lob"):
        pay(line, federal, purpose="lobbying")

    assert pay(line, federal, purpose="services").cents == 100_00


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ({"purpose": "interpreting"}, "may pay only for: Interpreting"),
        ({"forbids_lobbying": True}, "does not allow it to pay for lobbying"),
        ({"currency": "EUR"}, "is in EUR, the line is in another currency"),
        ({"ends_on": datetime.date(2026, 5, 1)}, "paid only until May 1, 2026"),
        ({"starts_on": datetime.date(2026, 7, 1)}, "pays only from July 1, 2026 on"),
        ({"cents": 99_99}, r"Only \$99.99 of “City grant” is left"),
    ],
)
def test_money_does_not_pay_for_what_its_rule_forbids(union, rule, sentence):
    line, source = make_line(union), make_source(union, **rule)

    with pytest.raises(Refused, match=sentence):
        pay(line, source, purpose="lobbying")

    assert not Spending.objects.exists()


def test_money_for_one_goal_pays_for_no_other(union):
    line = make_line(union)
    source = make_source(union, goal=make_goal(union, "Another goal"))

    with pytest.raises(Refused, match="“City grant” is only for “Another goal”"):
        pay(line, source)


def test_a_source_is_never_spent_below_nothing_and_the_same_form_pays_once(union):
    line, source, key = make_line(union), make_source(union), uuid.uuid4()
    pay(line, source, 4_000_00, key=key)
    pay(line, source, 4_000_00, key=key)

    with pytest.raises(Refused, match=r"Only \$1,000 of"):
        pay(line, source, 1_000_01)

    spent = pay(line, source, 1_000_00)
    remove_spending(spending=spent, by=None)
    remove_spending(spending=spent, by=None)
    assert Spending.objects.count() == 1


def test_a_source_of_another_organization_pays_for_nothing_here(union, other):
    with pytest.raises(Refused, match="belongs to another organization"):
        pay(make_line(union), make_source(other))


def test_a_rule_that_past_spending_would_break_is_not_set(union):
    source = make_source(union)
    pay(make_line(union), source, purpose="lobbying")

    with pytest.raises(Refused, match="What it has paid already would break this rule"):
        change_source(source=source, is_federal=True, by=None)
    with pytest.raises(Refused, match="More than that was spent"):
        change_source(source=source, cents=50_00, by=None)

    assert not FundingSource.objects.get().is_federal


def test_what_may_pay_for_lobbying_is_one_question(union):
    free = make_source(union, "Members' fees", ends_on=DAY)
    federal = make_source(union, "Block grant", is_federal=True)
    make_source(union, "Foundation", forbids_lobbying=True)
    make_source(union, "For rooms", purpose="rooms")

    tomorrow = DAY + datetime.timedelta(days=1)

    assert list(FundingSource.objects.usable_on(DAY).may_pay_lobbying()) == [free]
    assert not FundingSource.objects.usable_on(tomorrow).may_pay_lobbying().exists()
    assert [one.can_pay_lobbying for one in FundingSource.objects.order_by("name")] == [
        False,
        False,
        False,
        True,
    ]
    check_lobbying(source=free)
    with pytest.raises(Refused, match=r"2 CFR 200\.450"):
        check_lobbying(source=federal)


def test_a_budget_tells_each_currency_by_itself_and_what_stands_on_no_line(union, olga):
    goal = make_goal(union)
    need = make_money_need(union, goal=goal, cents=900_00)
    dollars = make_line(union, goal=goal, need=need, planned_cents=1_000_00)
    make_line(union, "Van", goal=goal, currency="EUR", planned_cents=500_00)
    pledge = make_pledge(need, 600_00)
    record_delivery(pledge=pledge, amount=250_00, delivered_on=DAY, by=None)
    loose = make_money_need(union, "More", goal=goal, cents=70_00)
    make_pledge(loose, 70_00)
    pay(dollars, make_source(union), 120_00)

    first, second = budgets_of(union, olga, "en")

    assert first.lines[0].sums.told == ("$1,000", "$600", "$250", "$120")
    assert first.unplaced.told == ("$0", "$70", "$0", "$0")
    assert first.sums.told == ("$1,000", "$670", "$250", "$120")
    assert second.sums.told == ("500 EUR", "0 EUR", "0 EUR", "0 EUR")


def test_a_line_keeps_its_currency_once_something_was_spent_and_its_need_has_the_same(union):
    line = make_line(union)
    pay(line, make_source(union))
    pesos = make_money_need(union, currency="MXN")

    with pytest.raises(Refused, match="Something was spent"):
        change_line(line=line, currency="EUR", by=None)
    with pytest.raises(Refused, match="two currencies"):
        change_line(line=line, need=pesos, by=None)
    with pytest.raises(Refused, match="Only a need of money"):
        change_line(line=line, need=make_need(union), by=None)


def test_the_published_value_of_a_volunteer_hour_is_that_of_its_day_and_an_own_rate_goes_before(
    union,
):
    published = rate_on(rates_of(union), "volunteers", datetime.date(2022, 6, 1))
    set_rate(
        organization=union,
        kind="volunteers",
        cents=40_00,
        currency="USD",
        source="State",
        starts_on=datetime.date(2022, 1, 1),
        by=None,
    )

    assert published.cents == 2995
    assert rate_on(rates_of(union), "volunteers", datetime.date(2022, 6, 1)).cents == 40_00
    assert rate_on(rates_of(union), "rooms", DAY) is None
    assert rate_on(rates_of(union), "volunteers", datetime.date(2010, 1, 1)) is None
