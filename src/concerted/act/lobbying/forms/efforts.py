"""Hours and money in three ways: a time sheet, an incident report, a memo."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import MinValueValidator
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.act.lobbying.acts import Act
from concerted.act.lobbying.models import Activity, Effort, EntryMode
from concerted.act.lobbying.operations.efforts import EffortValues
from concerted.base.forms import Form, day_input
from concerted.pool.offers.models import FundingSource

MOST_HOURS, MOST_MONEY, MOST_AN_HOUR = Decimal(9999), Decimal("99999999.99"), Decimal(9999)
EARLIEST = datetime.date(1977, 1, 1)
"""Before this day there was no law of which the record has figures."""
SHEET_ROWS = 7


def hours_field(label: Any, **values: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=MOST_HOURS,
        decimal_places=2,
        required=False,
        **values,
    )


def money_field(
    label: Any, *, most: Decimal = MOST_MONEY, required: bool = False, **values: Any
) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=most,
        decimal_places=2,
        required=required,
        **values,
    )


def percent_field(label: Any, **values: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=Decimal(100),
        decimal_places=2,
        required=False,
        **values,
    )


def line_field(label: Any, length: int, **values: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=length, widget=widget, **values)


def day_field(label: Any, **values: Any) -> forms.DateField:
    earliest = MinValueValidator(EARLIEST)
    return forms.DateField(label=label, widget=day_input(), validators=[earliest], **values)


def text_field(label: Any, **values: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    return forms.CharField(label=label, max_length=2000, widget=widget, **values)


def cents(amount: Decimal | None) -> int:
    return int((amount or Decimal(0)) * 100)


POST_HELP = _("A post, as in “Organizer”. No name is needed.")
RATE_HELP = _("In dollars: wage with taxes and benefits, divided by paid hours.")
SOURCE_HELP = _("Money with a rule against lobbying pays only for acts that are not lobbying.")


class ActsMixin:
    """Chooses among acts that have passed a gate, and sources of money."""

    fields: dict[str, forms.Field]
    acts: dict[str, Act]

    def offer(
        self,
        acts: Iterable[Act],
        sources: QuerySet[FundingSource],
        names: Sequence[str],
        none: str,
    ) -> None:
        self.acts = {one.key: one for one in acts}
        empty = ("", none)
        choices = [empty, *((key, f"{one.title} ({one.label})") for key, one in self.acts.items())]
        for name in names:
            field: Any = self.fields[name]
            field.choices = choices
        source: Any = self.fields["source"]
        source.queryset = sources


class EffortForm(ActsMixin, Form):
    """One incident, or one memo."""

    act = forms.ChoiceField(label=_("For which act?"), required=False)
    words = line_field(_("What was done?"), 300, help_text=_("No names of residents, please."))
    activity = forms.ChoiceField(label=_("What kind of work?"), choices=Activity.choices)
    worked_on = day_field(_("When?"))
    post = line_field(_("Whose hours?"), 80, required=False, help_text=POST_HELP)
    hours = hours_field(_("Paid hours"))
    rate = money_field(_("What does an hour cost?"), most=MOST_AN_HOUR, help_text=RATE_HELP)
    money = money_field(
        _("Money spent"), help_text=_("In dollars: printing, travel, postage, advertisements.")
    )
    volunteer_hours = hours_field(
        _("Unpaid hours"), help_text=_("Time of volunteers is kept, and counts nothing.")
    )
    source = forms.ModelChoiceField(
        label=_("Which money paid?"),
        queryset=FundingSource.objects.none(),
        required=False,
        empty_label=_("None: it cost nothing"),
        help_text=SOURCE_HELP,
    )
    direct_percent = percent_field(
        _("Direct lobbying, per cent"),
        help_text=_("Only where this was mixed. Otherwise all of it is what the act is."),
    )
    grassroots_percent = percent_field(_("Grassroots lobbying, per cent"))
    basis = text_field(
        _("How did you work this out?"),
        help_text=_("As in “Calendar entries, half of the meeting was about the bill”."),
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, *args: Any, acts: Iterable[Act], sources: QuerySet[FundingSource], **values: Any
    ) -> None:
        super().__init__(*args, **values)
        self.offer(acts, sources, ["act"], gettext("No single act"))

    @staticmethod
    def kept(effort: Effort) -> dict[str, Any]:
        """What a correction starts from."""
        names = ("words", "activity", "worked_on", "post", "hours", "volunteer_hours", "basis")
        told = {name: getattr(effort, name) for name in names}
        return {
            **told,
            "act": f"{effort.act_kind}:{effort.act_id}" if effort.act_id else "",
            "rate": Decimal(effort.rate_cents) / 100,
            "money": Decimal(effort.direct_cents) / 100,
            "source": effort.source_id,
            "direct_percent": effort.direct_percent,
            "grassroots_percent": effort.grassroots_percent,
        }

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        told: EffortValues = {
            "act": self.acts.get(data["act"]),
            "activity": data["activity"],
            "words": data["words"],
            "worked_on": data["worked_on"],
            "post": data["post"],
            "hours": data["hours"] or Decimal(0),
            "rate_cents": cents(data["rate"]),
            "direct_cents": cents(data["money"]),
            "volunteer_hours": data["volunteer_hours"] or Decimal(0),
            "source": data["source"],
            "direct_percent": data["direct_percent"],
            "grassroots_percent": data["grassroots_percent"],
            "basis": data["basis"],
        }
        return {"key": data["key"], **told}

    def refuse(self, refused: Any) -> None:
        """Put a refusal beside the field that people see for it."""
        refused.field = {"rate_cents": "rate"}.get(refused.field, refused.field)
        super().refuse(refused)


class CorrectionForm(EffortForm):
    because = line_field(_("Why is it changed?"), 300)

    def values(self) -> dict[str, Any]:
        return {"because": self.cleaned_data["because"], **super().values()}


class RemovalForm(Form):
    because = line_field(_("Why is it taken out?"), 300)


class SheetForm(ActsMixin, Form):
    """A week of one post: a day, an act, hours on each line; lines without hours are left out."""

    post = line_field(_("Whose hours?"), 80, help_text=POST_HELP)
    rate = money_field(
        _("What does an hour cost?"), most=MOST_AN_HOUR, required=True, help_text=RATE_HELP
    )
    source = forms.ModelChoiceField(
        label=_("Which money paid?"),
        queryset=FundingSource.objects.none(),
        empty_label=None,
        help_text=SOURCE_HELP,
    )
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, *args: Any, acts: Iterable[Act], sources: QuerySet[FundingSource], **values: Any
    ) -> None:
        super().__init__(*args, **values)
        for number in range(SHEET_ROWS):
            self.fields[f"day_{number}"] = day_field(_("Day"), required=False)
            self.fields[f"act_{number}"] = forms.ChoiceField(label=_("Act"), required=False)
            self.fields[f"hours_{number}"] = hours_field(_("Hours"))
        self.offer(acts, sources, [f"act_{number}" for number in range(SHEET_ROWS)], "–")

    @property
    def head(self) -> Iterator[BoundField]:
        return (self[name] for name in ("post", "rate", "source", "key"))

    @property
    def rows(self) -> list[tuple[BoundField, ...]]:
        names = ("day", "act", "hours")
        return [tuple(self[f"{name}_{number}"] for name in names) for number in range(SHEET_ROWS)]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        filled = [number for number in range(SHEET_ROWS) if values.get(f"hours_{number}")]
        if not filled and not self.errors:
            self.add_error("hours_0", gettext("Please write hours on one line at least."))
        for number in filled:
            for name in ("day", "act"):
                if not values.get(f"{name}_{number}"):
                    self.add_error(f"{name}_{number}", gettext("This is needed for the hours."))
        return values

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        rows: list[EffortValues] = [
            {
                "act": self.acts.get(data[f"act_{number}"]),
                "mode": EntryMode.TIME_SHEET,
                "activity": Activity.OTHER,
                "words": gettext("Hours of the week"),
                "worked_on": data[f"day_{number}"],
                "post": data["post"],
                "hours": data[f"hours_{number}"],
                "rate_cents": cents(data["rate"]),
                "direct_cents": 0,
                "volunteer_hours": Decimal(0),
                "source": data["source"],
                "direct_percent": None,
                "grassroots_percent": None,
                "basis": gettext("Time sheet, hours as they were worked"),
            }
            for number in range(SHEET_ROWS)
            if data[f"hours_{number}"]
        ]
        return {"rows": rows, "key": data["key"] or uuid.uuid4()}
