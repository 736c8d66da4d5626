"""Budgets: lines, sources of money with their rules, and what is spent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.goals.models import Goal
from concerted.pool.offers.forms.amounts import (
    MOST,
    currency_field,
    day_field,
    key_field,
    line_field,
)
from concerted.pool.offers.forms.givers import choose
from concerted.pool.offers.models import BudgetLine, FundingSource, Need, Purpose


def sum_field(label: Any, *, least: str = "0.01") -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal(least), max_value=MOST, decimal_places=2
    )


class MoneyMixin:
    """Reads sums as whole cents."""

    cleaned_data: dict[str, Any]

    def clean_cents(self) -> int:
        return int(self.cleaned_data["cents"] * 100)

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"] or "USD"


class LineForm(MoneyMixin, Form):
    goal = forms.ModelChoiceField(label=_("For which goal?"), queryset=Goal.objects.none())
    title = line_field(
        _("What is it for?"), 160, help_text=_("As in “Interpreters, 40 evenings”.")
    )
    planned_cents = sum_field(_("What will it cost?"), least="0")
    currency = currency_field()
    need = forms.ModelChoiceField(
        label=_("Which need of money pays for it?"), queryset=Need.objects.none(), required=False
    )

    def __init__(
        self, *args: Any, goals: QuerySet[Goal], needs: QuerySet[Need], **values: Any
    ) -> None:
        super().__init__(*args, **values)
        choose(self.fields["goal"], goals, gettext("Choose a goal"))
        choose(self.fields["need"], needs, gettext("None yet"))

    @staticmethod
    def kept(line: BudgetLine) -> dict[str, Any]:
        """What the form starts from."""
        return {
            "goal": line.goal_id,
            "title": line.title,
            "planned_cents": Decimal(line.planned_cents) / 100,
            "currency": line.currency,
            "need": line.need_id,
        }

    def clean_planned_cents(self) -> int:
        return int(self.cleaned_data["planned_cents"] * 100)


class SourceForm(MoneyMixin, Form):
    name = line_field(_("What is it called?"), 120, help_text=_("As in “City health grant 2026”."))
    cents = sum_field(_("How much is it?"))
    currency = currency_field()
    is_federal = forms.BooleanField(
        label=_("Federal money, also when it comes through a state or a city"),
        help_text=_("It may not pay for lobbying (2 CFR 200.450)."),
        required=False,
    )
    forbids_lobbying = forms.BooleanField(
        label=_("Who gave it does not allow lobbying"), required=False
    )
    purpose = forms.ChoiceField(
        label=_("Only for"),
        choices=[("", _("Anything")), *Purpose.choices],
        required=False,
    )
    goal = forms.ModelChoiceField(
        label=_("Only for the goal"), queryset=Goal.objects.none(), required=False
    )
    starts_on = day_field(_("From when?"))
    ends_on = day_field(_("Until when?"))

    def __init__(self, *args: Any, goals: QuerySet[Goal], **values: Any) -> None:
        super().__init__(*args, **values)
        choose(self.fields["goal"], goals, gettext("Any goal"))

    @staticmethod
    def kept(source: FundingSource) -> dict[str, Any]:
        """What the form starts from."""
        names = ("name", "currency", "is_federal", "forbids_lobbying", "purpose", "starts_on")
        told = {name: getattr(source, name) for name in (*names, "ends_on")}
        return {**told, "goal": source.goal_id, "cents": Decimal(source.cents) / 100}


class SpendingForm(MoneyMixin, Form):
    source = forms.ModelChoiceField(
        label=_("From which money?"), queryset=FundingSource.objects.none(), empty_label=None
    )
    purpose = forms.ChoiceField(label=_("What for?"), choices=Purpose.choices)
    cents = sum_field(_("How much?"))
    spent_on = day_field(_("When?"), required=True, initial=timezone.localdate)
    words = line_field(
        _("What was paid?"), 200, required=False, help_text=_("No names of residents, please.")
    )
    key = key_field()

    def __init__(self, *args: Any, sources: QuerySet[FundingSource], **values: Any) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["source"]
        field.queryset = sources
