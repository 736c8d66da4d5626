"""What an organization tells of itself."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import dates
from django.utils.translation import gettext_lazy as _

from concerted.act.lobbying.forms.efforts import day_field, line_field, text_field
from concerted.act.lobbying.models import StatusKind, TaxStatus, YearFigures
from concerted.act.officials.models import Jurisdiction, Official
from concerted.base.forms import Form

MOST = Decimal("99999999999.99")


class StatusForm(Form):
    kind = forms.ChoiceField(
        label=_("What is your tax status?"), choices=StatusKind.choices, widget=forms.RadioSelect
    )
    first_month = forms.TypedChoiceField(
        label=_("In which month does your tax year begin?"),
        choices=lambda: list(dates.MONTHS.items()),
        coerce=int,
        initial=1,
    )
    is_affiliated = forms.BooleanField(
        label=_("We are part of an affiliated group"),
        required=False,
        help_text=_("Then the limits are those of the group, column (b) of Schedule C."),
    )

    @staticmethod
    def kept(status: TaxStatus) -> dict[str, Any]:
        return {name: getattr(status, name) for name in ("kind", "first_month", "is_affiliated")}


class ElectionForm(Form):
    filed_on = day_field(
        _("When was Form 5768 filed?"),
        help_text=_("It counts for the whole tax year of this day, and until it is revoked."),
    )


class RevocationForm(Form):
    revoked_on = day_field(
        _("When was the revocation filed?"),
        help_text=_("It counts from the next tax year on."),
    )


def dollars_field(label: Any, *, required: bool = False, **values: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=MOST,
        decimal_places=2,
        required=required,
        **values,
    )


MONEY = ("exempt", "overhead", "group_exempt", "group_direct", "group_grassroots")


class YearForm(Form):
    exempt = dollars_field(
        _("All spending for your purpose in this tax year"),
        required=True,
        help_text=_(
            "In dollars, lobbying among it. Line 1e of Schedule C. Your budget will do at first."
        ),
    )
    is_estimate = forms.BooleanField(
        label=_("This is an estimate, as the year goes on"), required=False
    )
    overhead = dollars_field(
        _("Running costs of the year"),
        help_text=_(
            "Rent, light, office: only what was paid with money that may pay for lobbying."
        ),
    )
    all_hours = forms.DecimalField(
        label=_("Paid hours of everybody in the year"),
        min_value=Decimal(0),
        max_value=Decimal("9999999"),
        decimal_places=2,
        required=False,
        help_text=_("Running costs are divided by the share of these hours that was lobbying."),
    )
    group_exempt = dollars_field(
        _("All spending of the affiliated group"), help_text=_("Only if you are part of one.")
    )
    group_direct = dollars_field(_("Direct lobbying of the group"))
    group_grassroots = dollars_field(_("Grassroots lobbying of the group"))

    @staticmethod
    def kept(row: YearFigures) -> dict[str, Any]:
        amounts = {name: getattr(row, f"{name}_cents") for name in MONEY}
        told = {name: Decimal(cents) / 100 for name, cents in amounts.items() if cents is not None}
        return {**told, "is_estimate": row.is_estimate, "all_hours": row.all_hours}

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        amounts = {
            f"{name}_cents": int(data[name] * 100) if data[name] is not None else None
            for name in MONEY
        }
        amounts["overhead_cents"] = amounts["overhead_cents"] or 0
        hours = data["all_hours"] or Decimal(0)
        return {**amounts, "is_estimate": data["is_estimate"], "all_hours": hours}


class WindowForm(Form):
    name = line_field(_("Which election?"), 120, help_text=_("As in “City election 2027”."))
    jurisdiction = forms.ModelChoiceField(
        label=_("Where?"),
        queryset=Jurisdiction.objects.none(),
        required=False,
        empty_label=_("Everywhere"),
    )
    opens_on = day_field(_("Be careful from"))
    votes_on = day_field(_("Day of the vote"))

    def __init__(self, *args: Any, places: QuerySet[Jurisdiction], **values: Any) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["jurisdiction"]
        field.queryset = places


class CandidateForm(Form):
    official = forms.ModelChoiceField(
        label=_("Which official runs?"), queryset=Official.objects.none(), empty_label=None
    )
    office = line_field(_("For what?"), 120, required=False)
    source = line_field(_("Where is this written?"), 300, required=False)

    def __init__(self, *args: Any, officials: QuerySet[Official], **values: Any) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["official"]
        field.queryset = officials


class ReminderForm(Form):
    state = line_field(_("Which state or city?"), 60)
    words = text_field(
        _("What do its rules ask of you?"),
        help_text=_("As in “Register with the Secretary of State before 25 hours of lobbying”."),
    )
    due_on = day_field(_("Until when?"), required=False)
    url = forms.URLField(
        label=_("Where can one read more?"), max_length=300, required=False, assume_scheme="https"
    )
