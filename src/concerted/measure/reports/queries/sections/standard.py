"""The sections that every installation has, in the order of the loop."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from concerted.measure.reports.queries.sections import (
    acting,
    deciding,
    learning,
    listening,
    measuring,
    method,
    money,
    pooling,
    standing,
)
from concerted.measure.reports.registry import Section

SECTIONS = (
    Section(
        "standing",
        _("Where we stand"),
        _("Each goal, from what neighbors said to who is better off"),
        standing.stand,
        10,
        standing.cuts,
    ),
    Section(
        "heard",
        _("Who was heard"),
        _("Conversations, surveys, and whose voice was missing"),
        listening.tell,
        20,
    ),
    Section(
        "decided",
        _("What we decided"),
        _("The decisions that stand, and how they were taken"),
        deciding.tell,
        30,
    ),
    Section(
        "brought",
        _("What partners brought"),
        _("What came, what it is worth, and whom it helped"),
        pooling.brought,
        40,
    ),
    Section(
        "money",
        _("What the money paid for"),
        _("One source of money: what was spent, on what"),
        money.tell,
        45,
    ),
    Section(
        "acted",
        _("What people did"),
        _("Petitions, signatures and their delivery"),
        acting.acted,
        50,
    ),
    Section(
        "changed",
        _("What changed"),
        _("What those who decide answered"),
        acting.answered,
        60,
    ),
    Section(
        "happened",
        _("What happened, step by step"),
        _("Everything that was written down, with its day"),
        standing.happened,
        65,
    ),
    Section(
        "better",
        _("Who is better off"),
        _("Figures that were released, the gap and its path, and all measures"),
        measuring.tell,
        70,
        measuring.cuts,
    ),
    Section(
        "learned",
        _("What we learned and change"),
        _("Reviews: what we keep, change and stop, and who was in the room"),
        learning.tell,
        80,
    ),
    Section(
        "needed",
        _("What we need next"),
        _("What is still missing, and how to help"),
        pooling.needed,
        90,
    ),
    Section(
        "method",
        _("How this report was made"),
        _("The rules that hold for every figure"),
        method.tell,
        95,
    ),
)
