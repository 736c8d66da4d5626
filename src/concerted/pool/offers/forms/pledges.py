"""Pledges, what came of them, and what was given in return."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.organizations.models import Organization
from concerted.pool.offers.forms.amounts import (
    MOST,
    AmountMixin,
    amount_field,
    currency_field,
    day_field,
    key_field,
    line_field,
    written,
)
from concerted.pool.offers.forms.givers import GiverMixin, choose
from concerted.pool.offers.models import FundingSource, Kind, Need, Offer, Pledge
from concerted.pool.offers.queries.rates import RateTold, rate_on


class PledgeForm(GiverMixin, AmountMixin, Form):
    amount = amount_field(_("How much?"))
    due_on = day_field(_("Until when will it come?"))
    source = forms.ModelChoiceField(
        label=_("What pays for it?"),
        queryset=FundingSource.objects.none(),
        required=False,
        help_text=_("So that its rules are kept, as with federal money."),
    )
    is_confirmed = forms.BooleanField(
        label=_("They have said yes already"),
        help_text=_("Without this they get a mail and confirm it themselves."),
        required=False,
    )
    key = key_field()

    def __init__(
        self,
        *args: Any,
        need: Need,
        partners: QuerySet[Organization],
        sources: QuerySet[FundingSource],
        takes_anybody: bool,
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        self.need = need
        self.add_giver(partners, takes_anybody=takes_anybody)
        if takes_anybody:
            choose(self.fields["source"], sources, gettext("Nothing in particular"))
        else:
            del self.fields["source"], self.fields["is_confirmed"]
        self.order_fields(["partner", "name", "email", "giver_language", "amount", "due_on"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.takes_anybody:
            values["is_confirmed"] = True
        return self.read_giver(self.read_amount(values, self.need.kind))


class OwnPledgeForm(AmountMixin, Form):
    """How much a giver says yes to: what was suggested, or another amount."""

    amount = amount_field(
        _("How much?"), required=False, help_text=_("You can change it, before you say yes.")
    )
    is_named = forms.BooleanField(label=_("You may name me on public pages"), required=False)

    def __init__(self, data: Any = None, *, pledge: Pledge) -> None:
        super().__init__(data, initial={"amount": written(pledge.kind, pledge.amount)})
        self.pledge = pledge

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        return self.read_amount(values, self.pledge.kind)


class OutsidePledgeForm(AmountMixin, Form):
    """What a funder or a neighbor pledges on the public page, without an account."""

    amount = amount_field(_("How much will you give?"))
    due_on = day_field(_("Until when will it come?"))
    name = line_field(
        _("Your name, or your organization's"), 120, help_text=_("Only the organizers read it.")
    )
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        help_text=_(
            "We mail you a link. Your pledge goes on only when you press the button there."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    key = key_field()

    def __init__(self, *args: Any, need: Need, **values: Any) -> None:
        super().__init__(*args, **values)
        self.need = need
        self.fields["name"].widget.attrs["autocomplete"] = "name"

    def clean_due_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["due_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(gettext("This day has passed."))
        return day

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        return self.read_amount(values, self.need.kind)


class TakeUpForm(AmountMixin, Form):
    """Asks for an offer as it is."""

    amount = amount_field(_("How much?"))
    due_on = day_field(_("Until when will it come?"))

    def __init__(self, *args: Any, offer: Offer, **values: Any) -> None:
        super().__init__(*args, **values)
        self.offer = offer

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        return self.read_amount(values, self.offer.kind)


class WithdrawForm(Form):
    reason = line_field(
        _("Why?"), 300, required=False, help_text=_("Only those who organize read this.")
    )


def cents_field(label: Any, **values: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, min_value=Decimal(0), max_value=MOST, decimal_places=2, **values
    )


def as_cents(value: Decimal | None) -> int | None:
    return None if value is None else int(value * 100)


class DeliveryForm(AmountMixin, Form):
    delivered_on = day_field(_("When did it come?"), required=True)
    amount = amount_field(_("How much came?"))
    rate_cents = cents_field(
        _("What is an hour or a piece worth?"),
        required=False,
        help_text=_("Empty: it is not valued in money."),
    )
    rate_currency = currency_field()
    rate_source = line_field(
        _("Who says so?"),
        200,
        required=False,
        help_text=_("As in “Independent Sector 2024” or “what the hall costs to rent”."),
    )
    served_words = line_field(
        _("Who benefited?"),
        300,
        required=False,
        help_text=_("Groups, as in “families who wait for care in Haitian Creole”. No names."),
    )
    served_count = forms.IntegerField(
        label=_("How many people?"),
        min_value=0,
        max_value=10_000_000,
        required=False,
        help_text=_("A number of few people is kept and shown to nobody."),
    )
    returned_words = line_field(
        _("What did the giver get in return?"),
        300,
        required=False,
        help_text=_("As in “a dinner”. Empty: nothing. The letter of thanks says it."),
    )
    returned_cents = cents_field(_("What was that worth?"), required=False)
    is_last = forms.BooleanField(
        label=_("This is the last part, also if it is less than was pledged"), required=False
    )
    key = key_field()

    def __init__(self, *args: Any, pledge: Pledge, **values: Any) -> None:
        super().__init__(*args, **values)
        self.pledge = pledge
        if pledge.kind == Kind.MONEY:
            for name in ("rate_cents", "rate_currency", "rate_source"):
                del self.fields[name]

    @staticmethod
    def first(pledge: Pledge, rates: Sequence[RateTold]) -> dict[str, Any]:
        """What the form starts from: today, what is still to come, and the rate that holds."""
        today = timezone.localdate()
        left = max(pledge.amount - pledge.delivered, 0)
        rate = rate_on(rates, pledge.kind, today)
        told: dict[str, Any] = {"delivered_on": today}
        if left:
            told["amount"] = written(pledge.kind, left)
        if rate is not None:
            told |= {
                "rate_cents": Decimal(rate.cents) / 100,
                "rate_currency": rate.currency,
                "rate_source": rate.source[:200],
            }
        return told

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in ("rate_cents", "returned_cents"):
            if name in values:
                values[name] = as_cents(values[name])
        if values.get("rate_cents") is not None and not values.get("rate_source"):
            self.add_error("rate_source", gettext("Please say who set this rate."))
        if values.get("returned_words") and values.get("returned_cents") is None:
            self.add_error("returned_cents", gettext("What was it worth, about?"))
        return self.read_amount(values, self.pledge.kind)


class RateForm(Form):
    kind = forms.ChoiceField(
        label=_("What kind of thing is it?"),
        choices=[one for one in Kind.choices if one[0] != Kind.MONEY],
    )
    cents = cents_field(_("What is an hour or a piece worth?"))
    currency = currency_field()
    source = line_field(_("Who says so?"), 200)
    starts_on = day_field(_("From when?"), required=True)

    def clean_cents(self) -> int:
        return int(self.cleaned_data["cents"] * 100)

    def clean_currency(self) -> str:
        return self.cleaned_data["currency"] or "USD"

    @staticmethod
    def first() -> dict[str, datetime.date]:
        return {"starts_on": timezone.localdate()}


class LetterheadForm(Form):
    legal_name = line_field(
        _("Legal name"), 160, help_text=_("As it stands in the register and on tax papers.")
    )
    address = forms.CharField(
        label=_("Postal address"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    tax_id = line_field(_("Tax number (EIN)"), 40, required=False)
    signatory = line_field(_("Who signs, with their office?"), 160, required=False)
