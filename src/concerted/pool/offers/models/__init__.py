"""Pooled resources: what is needed, offered, pledged and delivered; money with its rules; rates and letters."""

from __future__ import annotations

from concerted.pool.offers.models.givers import Giver
from concerted.pool.offers.models.kinds import (
    CURRENCIES,
    IN_MINUTES,
    PER_WHOLE,
    SUBJECT,
    CountedRecord,
    Kind,
    Unit,
    currency_choices,
    unit_of,
)
from concerted.pool.offers.models.needs import Need
from concerted.pool.offers.models.offers import Offer
from concerted.pool.offers.models.pledges import Delivery, Pledge, PledgeState
from concerted.pool.offers.models.sources import BudgetLine, FundingSource, Purpose, Spending
from concerted.pool.offers.models.terms import Letterhead, Rate

__all__ = [
    "CURRENCIES",
    "IN_MINUTES",
    "PER_WHOLE",
    "SUBJECT",
    "BudgetLine",
    "CountedRecord",
    "Delivery",
    "FundingSource",
    "Giver",
    "Kind",
    "Letterhead",
    "Need",
    "Offer",
    "Pledge",
    "PledgeState",
    "Purpose",
    "Rate",
    "Spending",
    "Unit",
    "currency_choices",
    "unit_of",
]
