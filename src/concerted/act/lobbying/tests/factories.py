from __future__ import annotations

import datetime
from decimal import Decimal

from concerted.act.lobbying.acts import act_of
from concerted.act.lobbying.classifier import Answers, Audience, Call, Decider
from concerted.act.lobbying.operations.classifying import add_other_act, classify_act
from concerted.act.lobbying.operations.efforts import record_effort
from concerted.act.lobbying.operations.status import note_election, set_status, set_year
from concerted.act.lobbying.queries.taxyears import tax_history
from concerted.act.lobbying.queries.years import record_of
from concerted.pool.offers.tests.factories import make_source

DAY = datetime.date(2026, 6, 1)
TO_COUNCIL = Answers(Decider.LEGISLATURE, True, True, Audience.LAWMAKERS, Call.NONE)
TO_PUBLIC = Answers(Decider.LEGISLATURE, True, True, Audience.PUBLIC, Call.CONTACT)
TO_BOARD = Answers(Decider.ADMINISTRATIVE, True, True, Audience.PUBLIC, Call.CONTACT)


def make_act(organization, title="Letter about Item 114", answers=TO_COUNCIL, **values):
    """An act noted by hand; without ``answers`` it waits to be classified."""
    act = act_of(add_other_act(organization=organization, title=title, by=None, **values))
    if answers is not None:
        classify_act(act=act, answers=answers, by=None)
    return act


def own_money(organization, name="Members", **rules):
    """Money that may pay for lobbying."""
    return make_source(organization, name=name, **rules)


def make_effort(organization, act=None, *, source=None, **values):
    values = {
        "mode": "incident",
        "words": "Wrote the letter",
        "worked_on": DAY,
        "post": "Organizer",
        "hours": Decimal(10),
        "rate_cents": 40_00,
        "basis": "Calendar entries",
    } | values
    source = source or own_money(organization)
    return record_effort(organization=organization, act=act, source=source, by=None, **values)


def make_elector(organization, *, exempt=300_000, year=2026, **values):
    """A public charity under 501(h), whose spending of one year is told in dollars."""
    status = set_status(
        organization=organization, kind="charity", by=None, **({"first_month": 1} | values)
    )
    filed_on = datetime.date(2024, 3, 1)
    note_election(organization=organization, filed_on=filed_on, by=None)
    starts_on = datetime.date(year, status.first_month, 1)
    set_year(organization=organization, starts_on=starts_on, exempt_cents=exempt * 100, by=None)
    return status


def record_in(organization, viewer, slug=2026):
    """The record of a tax year, by the name that addresses give it."""
    history = tax_history(organization, viewer)
    return record_of(history, viewer, history.named(str(slug)))
