"""Fields that several forms share: how much of a kind, in which languages, where and when."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.organizations.translating import language_choices
from concerted.pool.offers.models import Kind, Unit, currency_choices, unit_of
from concerted.pool.offers.queries.amounts import in_units, whole

MOST = Decimal("99999999.99")


def amount_field(label: Any, **values: Any) -> forms.DecimalField:
    """Dollars, hours or pieces, as people write them."""
    return forms.DecimalField(
        label=label, min_value=Decimal("0.01"), max_value=MOST, decimal_places=2, **values
    )


def day_field(label: Any, *, required: bool = False, **values: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, **values)


def line_field(
    label: Any, length: int, *, required: bool = True, **values: Any
) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(
        label=label, max_length=length, required=required, widget=widget, **values
    )


def currency_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("Currency"),
        choices=currency_choices,
        required=False,
        help_text=_("For money."),
    )


def key_field() -> forms.UUIDField:
    """A mark of this one form, so that sending it twice does no harm."""
    return forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)


def languages_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("In which languages?"),
        help_text=_("Where it matters, as for interpreters."),
        choices=language_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def written(kind: str, amount: int) -> Decimal:
    """An amount as its field shows it: without zeros behind."""
    exact = whole(kind, amount).quantize(Decimal("0.01"))
    return exact.to_integral_value() if exact == exact.to_integral_value() else exact


class AmountMixin:
    """Reads ``amount`` in the unit of its kind; money keeps its currency, nothing else has one."""

    fields: dict[str, forms.Field]

    def read_amount(self, values: dict[str, Any], kind: str) -> dict[str, Any]:
        amount = values.get("amount")
        if not kind or amount is None:
            return values
        if unit_of(kind) == Unit.PIECES and amount != amount.to_integral_value():
            self.add_error("amount", gettext("Please write a whole number."))  # type: ignore[attr-defined]
            return values
        values["amount"] = in_units(kind, amount)
        if "currency" in self.fields:
            values["currency"] = (values.get("currency") or "USD") if kind == Kind.MONEY else ""
        return values

    def check_window(self, values: dict[str, Any]) -> None:
        starts_on: datetime.date | None = values.get("starts_on")
        ends_on: datetime.date | None = values.get("ends_on")
        if starts_on is not None and ends_on is not None and ends_on < starts_on:
            self.add_error("ends_on", gettext("The end lies before the beginning."))  # type: ignore[attr-defined]
