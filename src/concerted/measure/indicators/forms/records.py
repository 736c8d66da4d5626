"""Which recipe draws figures from our own records, and until which day."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, day_input
from concerted.measure.indicators.extracts.registry import Extract
from concerted.measure.indicators.models import Frequency, Indicator
from concerted.organizations.zones import today_in


class RecordsForm(Form):
    extract = forms.ChoiceField(label=_("What shall be counted?"), widget=forms.RadioSelect)
    choice = forms.ChoiceField(
        label=_("Of what?"),
        help_text=_("For signatures: one petition. For who takes part: by which question."),
        required=False,
    )
    until = forms.DateField(
        label=_("Until which day?"),
        help_text=_("Only periods that are over by then are counted."),
        widget=day_input(),
    )

    def __init__(
        self, *args: Any, indicator: Indicator, recipes: tuple[Extract, ...], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self._today = today_in(indicator.organization)
        extract: Any = self.fields["extract"]
        extract.choices = [(one.name, f"{one.title}: {one.words}") for one in recipes]
        choice: Any = self.fields["choice"]
        offered = [one.choices(indicator.organization) for one in recipes if one.choices]
        choice.choices = [("", _("All")), *(pair for pairs in offered for pair in pairs)]
        self.fields["until"].initial = self._today - datetime.timedelta(days=1)

    def clean_until(self) -> datetime.date:
        until: datetime.date = self.cleaned_data["until"]
        if until >= self._today:
            raise forms.ValidationError(_("Choose a day that is over: it counts the same later."))
        return until


def every(indicator: Indicator) -> str:
    """How long a period is: as often as the indicator's figures come."""
    return Frequency.YEAR if indicator.frequency == Frequency.ONCE else indicator.frequency
