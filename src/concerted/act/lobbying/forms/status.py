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
from concerted.pool.offers.models import FundingSource

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
    since = day_field(
        _("Since when does this hold?"),
        required=False,
        help_text=_(
            "Leave it empty if it was always so. A new organization writes its first day. Where your status or your "
            "month changes, write from when: what was before stays."
        ),
    )
    is_affiliated = forms.BooleanField(
        label=_("We are part of an affiliated group"),
        required=False,
        help_text=_("Then the limits are those of the group, column (b) of Schedule C."),
    )

    @staticmethod
    def kept(status: TaxStatus) -> dict[str, Any]:
        names = ("kind", "first_month", "since", "is_affiliated")
        return {name: getattr(status, name) for name in names}


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


GROUP = ("group_exempt", "group_direct", "group_grassroots")
DUES = ("dues", "carried_in", "notified", "carried_on")
MONEY = ("exempt", "overhead", *GROUP, *DUES)


class YearForm(Form):
    """A tax year as a whole. Who is in no group, or has no dues to tell of, is not asked for them."""

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
            "Rent, light, office. The part of your paid hours that was lobbying counts as lobbying."
        ),
    )
    overhead_source = forms.ModelChoiceField(
        label=_("Which money pays for that part?"),
        queryset=FundingSource.objects.none(),
        required=False,
        empty_label=_("There are no running costs to divide"),
        help_text=_("Federal money and money closed to lobbying may pay for no part of it."),
    )
    all_hours = forms.DecimalField(
        label=_("Paid hours of everybody in the year"),
        min_value=Decimal(0),
        max_value=Decimal("9999999"),
        decimal_places=2,
        required=False,
        help_text=_("Running costs are divided by the share of these hours that was lobbying."),
    )
    group_exempt = dollars_field(_("All spending of the affiliated group"))
    group_direct = dollars_field(_("Direct lobbying of the group"))
    group_grassroots = dollars_field(_("Grassroots lobbying of the group"))
    dues = dollars_field(
        _("Dues of members"),
        help_text=_("This and what follows is asked in Part III of Schedule C."),
    )
    carried_in = dollars_field(_("Lobbying carried over from last year"))
    notified = dollars_field(_("What you told members is not deductible"))
    carried_on = dollars_field(_("What you carry on to next year"))

    def __init__(
        self,
        *args: Any,
        status: TaxStatus,
        sources: QuerySet[FundingSource],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        source: Any = self.fields["overhead_source"]
        source.queryset = sources
        needless = [] if status.is_affiliated else list(GROUP)
        needless += [] if status.kind == StatusKind.WELFARE else DUES
        for name in needless:
            del self.fields[name]

    @staticmethod
    def kept(row: YearFigures) -> dict[str, Any]:
        amounts = {name: getattr(row, f"{name}_cents") for name in MONEY}
        told = {name: Decimal(cents) / 100 for name, cents in amounts.items() if cents is not None}
        names = ("is_estimate", "all_hours", "overhead_source")
        return told | {name: getattr(row, name) for name in names}

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        amounts = {
            f"{name}_cents": int(data[name] * 100) if data[name] is not None else None
            for name in MONEY
            if name in data
        }
        amounts["overhead_cents"] = amounts["overhead_cents"] or 0
        hours = data["all_hours"] or Decimal(0)
        source = data["overhead_source"] if amounts["overhead_cents"] else None
        told = {"is_estimate": data["is_estimate"], "all_hours": hours, "overhead_source": source}
        return {**amounts, **told}


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
