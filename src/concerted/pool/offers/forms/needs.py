"""What is needed and what is offered, as people write it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.translating import language_choices
from concerted.pool.offers.forms.amounts import (
    AmountMixin,
    amount_field,
    currency_field,
    day_field,
    key_field,
    languages_field,
    line_field,
    written,
)
from concerted.pool.offers.forms.givers import GiverMixin, choose
from concerted.pool.offers.models import Kind, Need

MINUTE_HINT = _("Dollars, hours or pieces. Half an hour is 0.5.")


class NeedForm(AmountMixin, Form):
    title = line_field(
        _("What do you need?"), 160, help_text=_("As in “Two rooms for the evening clinic”.")
    )
    summary = forms.CharField(
        label=_("What for"),
        help_text=_("What it makes possible, and for whom. Everybody can read it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    goal = forms.ModelChoiceField(
        label=_("Which goal does it serve?"), queryset=Goal.objects.none(), required=False
    )
    kind = forms.ChoiceField(label=_("What kind of thing is it?"), choices=Kind.choices)
    amount = amount_field(_("How much?"), help_text=MINUTE_HINT)
    currency = currency_field()
    noun = line_field(
        _("What is counted?"),
        60,
        required=False,
        help_text=_("As in “clinical hours” or “meeting rooms”. Empty: the word of its kind."),
    )
    languages = languages_field()
    place = line_field(_("Where?"), 120, required=False)
    starts_on = day_field(_("From when?"))
    ends_on = day_field(_("Until when?"))
    partner = forms.ModelChoiceField(
        label=_("Which partner needs it?"),
        queryset=Organization.objects.none(),
        required=False,
        help_text=_("Empty: all of you together."),
    )

    def __init__(
        self,
        *args: Any,
        goals: QuerySet[Goal],
        partners: QuerySet[Organization],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        choose(self.fields["goal"], goals, gettext("No goal in particular"))
        choose(self.fields["partner"], partners, gettext("All of us"))

    @classmethod
    def kept(cls, need: Need) -> dict[str, Any]:
        """What the form starts from."""
        values = {name: getattr(need, name) for name in cls.base_fields}
        return {**values, "amount": written(need.kind, need.amount)}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_window(values)
        return self.read_amount(values, values.get("kind", ""))


class OfferForm(GiverMixin, AmountMixin, Form):
    title = line_field(
        _("What is offered?"), 160, help_text=_("As in “Our hall on Tuesday evenings”.")
    )
    kind = forms.ChoiceField(label=_("What kind of thing is it?"), choices=Kind.choices)
    amount = amount_field(_("How much?"), help_text=MINUTE_HINT)
    currency = currency_field()
    goal = forms.ModelChoiceField(
        label=_("For which goal?"), queryset=Goal.objects.none(), required=False
    )
    languages = languages_field()
    place = line_field(_("Where?"), 120, required=False)
    starts_on = day_field(_("From when?"))
    ends_on = day_field(_("Until when?"))
    key = key_field()

    def __init__(
        self,
        *args: Any,
        goals: QuerySet[Goal],
        partners: QuerySet[Organization],
        takes_anybody: bool,
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        choose(self.fields["goal"], goals, gettext("No goal in particular"))
        self.add_giver(partners, takes_anybody=takes_anybody)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        self.check_window(values)
        return self.read_giver(self.read_amount(values, values.get("kind", "")))
