"""Figures as somebody types them: first for when, where and whom, then one row for each group."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.errors import Refused
from concerted.base.forms import Form
from concerted.base.tables.numbers import Mark, NotNumbers, numbers
from concerted.measure.indicators.forms.choices import NamedChoice, offer
from concerted.measure.indicators.forms.indicators import day_field, line_field, text_field
from concerted.measure.indicators.importing.cells import state_of
from concerted.measure.indicators.models import (
    Dimension,
    Frequency,
    Indicator,
    Observation,
    ObservationState,
    Subgroup,
)
from concerted.measure.indicators.operations.entering import Where
from concerted.measure.indicators.operations.entries import Entry, checked
from concerted.organizations.models import Organization

MONTHS = {
    Frequency.MONTH: 1,
    Frequency.QUARTER: 3,
    Frequency.HALF_YEAR: 6,
    Frequency.YEAR: 12,
    Frequency.ONCE: 12,
}
WHOLE = re.compile(r"\d[\d,. \u00a0\u202f]*")


def last_period(frequency: str, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """The newest whole period before ``today``: last year, or the last month.

    >>> [str(day) for day in last_period("quarter", datetime.date(2026, 2, 3))]
    ['2025-10-01', '2025-12-31']
    """
    length = MONTHS[Frequency(frequency)]
    after = today.year * 12 + (today.month - 1) // length * length
    first = after - length
    return (
        datetime.date(first // 12, first % 12 + 1, 1),
        datetime.date(after // 12, after % 12 + 1, 1) - datetime.timedelta(days=1),
    )


class WhereForm(Form):
    """Sent with GET: the grid that follows keeps it in its address."""

    dimension = NamedChoice(
        label=_("By which groups?"), queryset=Dimension.objects.none(), required=False
    )
    period_start = day_field(_("From"))
    period_end = day_field(_("Until"))
    place = line_field(
        _("Only for one place?"),
        120,
        required=False,
        help_text=_("As in “Elm Street School”. Empty: the whole."),
    )
    partner = forms.ModelChoiceField(
        label=_("Whose figures are they?"), queryset=Organization.objects.none(), required=False
    )

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        dimensions: QuerySet[Dimension],
        partners: QuerySet[Organization],
        is_own: bool,
        **values: Any,
    ) -> None:
        start, end = last_period(indicator.frequency, timezone.localdate())
        super().__init__(*args, **values)
        self.initial = {"period_start": start, "period_end": end}
        offer(self.fields["dimension"], dimensions, gettext("Everybody together"))
        members: Any = self.fields["partner"]
        offer(members, partners)
        members.required, members.empty_label = not is_own, gettext("Our own") if is_own else None
        if is_own and not partners.exists():
            del self.fields["partner"]

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = values.get("period_start"), values.get("period_end")
        if start and end and end < start:
            self.add_error("period_end", gettext("The end lies before the beginning."))
        if end and end > timezone.localdate():
            self.add_error("period_end", gettext("This day is still to come."))
        return values

    def where(self) -> Where:
        said = self.cleaned_data
        return Where(said["period_start"], said["period_end"], said["place"], said.get("partner"))


SHARE = ("numerator", "denominator")
GIVEN = ("value", "n", "se")
LABELS = {
    "numerator": _("How many"),
    "denominator": _("Of how many"),
    "value": _("Figure"),
    "n": _("People behind it"),
    "se": _("Standard error"),
}


class Cells:
    """Reads the cells of one figure: nothing is missing, ``*`` or ``<11`` is hidden, 0 is zero."""

    def __init__(self, indicator: Indicator, columns: Sequence[str]) -> None:
        self.indicator, self.columns = indicator, columns

    def read(self, texts: Mapping[str, str], subgroup: Subgroup | None) -> Entry:
        """Raises ``Refused`` with the column in which something is to be put right."""
        texts = {name: texts.get(name, "").strip() for name in self.columns}
        main = next((name for name in ("numerator", "value") if texts.get(name)), self.columns[0])
        state = str(state_of(texts[main]))
        others = [name for name in self.columns if name != main and texts[name]]
        if state == ObservationState.MISSING and others:
            words = gettext("Please give this figure, too, or “*” where it is hidden.")
            raise Refused(words, field=main)
        known: dict[str, Any] = {name: self._number(name, texts[name]) for name in others}
        if state == ObservationState.KNOWN:
            known[main] = self._number(main, texts[main])
        return checked(
            indicator=self.indicator, entry=Entry(subgroup=subgroup, state=state, **known)
        )

    def _number(self, name: str, text: str) -> float | int:
        if name in (*SHARE, "n") and not WHOLE.fullmatch(text):
            raise Refused(gettext("Please write a whole number."), field=name)
        try:
            found = float(numbers([text], name, Mark.POINT).values[0])
        except NotNumbers:
            raise Refused(gettext("Please write a number."), field=name) from None
        if name not in (*SHARE, "n"):
            return found
        if found != int(found):
            raise Refused(gettext("Please write a whole number."), field=name)
        return int(found)


class GridForm(Form):
    """One period, a row for each group. What is not given whole is refused whole."""

    source = line_field(
        _("Where do these figures come from?"), 300, required=False, help_text=_("A register, a report, a count.")
    )  # fmt: skip
    is_public_already = forms.BooleanField(
        label=_("They are published elsewhere already: show all of them, with their source"),
        required=False,
    )
    remark = text_field(_("What should one know about them?"), 1000, rows=2, required=False)
    key = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        *args: Any,
        indicator: Indicator,
        groups: Sequence[tuple[Subgroup | None, str]],
        has_counts: bool,
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        self.columns = SHARE if has_counts else GIVEN
        self.groups, self.cells = groups, Cells(indicator, self.columns)
        for number, (_group, name) in enumerate(groups):
            for column in self.columns:
                self.fields[f"{column}_{number}"] = forms.CharField(
                    label=f"{name}: {LABELS[column]}",
                    max_length=30,
                    required=False,
                    widget=forms.TextInput(attrs={"size": 8, "autocomplete": "off"}),
                )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        values["entries"] = []
        for number, (group, _name) in enumerate(self.groups):
            texts = {name: values.get(f"{name}_{number}", "") for name in self.columns}
            try:
                values["entries"].append(self.cells.read(texts, group))
            except Refused as refused:
                self.add_error(f"{refused.field}_{number}", refused.message)
        if values.get("is_public_already") and not values.get("source"):
            self.add_error("source", gettext("Please say where they were published."))
        return values

    def values(self) -> dict[str, Any]:
        names = ("entries", "source", "is_public_already", "remark", "key")
        return {name: self.cleaned_data[name] for name in names}

    def rows(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [
            (name, [self[f"{column}_{number}"] for column in self.columns])
            for number, (_group, name) in enumerate(self.groups)
        ]

    def heads(self) -> list[str]:
        return [str(LABELS[column]) for column in self.columns]

    def rest(self) -> list[forms.BoundField]:
        """What is asked below the grid."""
        return [self[name] for name in ("source", "is_public_already", "remark")]


class CorrectionForm(Form):
    """Another figure for one cell, and why. It begins with the figure that stands there."""

    reason = text_field(_("Why does it have to be changed?"), 300, rows=2)

    def __init__(self, *args: Any, observation: Observation, **values: Any) -> None:
        super().__init__(*args, **values)
        indicator = observation.indicator
        columns = [*SHARE, *GIVEN] if indicator.is_rate else list(GIVEN)
        self.subgroup, self.cells = observation.subgroup, Cells(indicator, columns)
        self.initial = {**_standing(observation), **self.initial}
        hint = _("“*” where it is hidden. Empty: it is missing. 0 is zero.")
        for column in columns:
            self.fields[column] = forms.CharField(
                label=LABELS[column],
                max_length=30,
                required=False,
                help_text=hint if column == columns[0] else "",
            )
        self.order_fields([*columns, "reason"])

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            texts = {name: values.get(name, "") for name in self.cells.columns}
            values["entry"] = self.cells.read(texts, self.subgroup)
        except Refused as refused:
            self.refuse(refused)
        return values

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("entry", "reason")}


def _standing(observation: Observation) -> dict[str, Any]:
    """The cells of ``observation`` as one would type them. What follows from its counts is left to follow."""
    if observation.state == ObservationState.SUPPRESSED:
        return {"value": "*"}
    found = {name: getattr(observation, name) for name in (*SHARE, *GIVEN)}
    if found["numerator"] is not None:
        del found["value"]
    if found["n"] == found["denominator"]:
        del found["n"]
    return {name: f"{value:.15g}" for name, value in found.items() if value is not None}


class RefusalForm(Form):
    reason = line_field(_("What has to be looked at again?"), 300)


class FilterForm(Form):
    """What of the figures to look at. Sent with GET."""

    dimension = NamedChoice(label=_("Groups"), queryset=Dimension.objects.none(), required=False)
    partner = forms.ModelChoiceField(
        label=_("Whose figures"), queryset=Organization.objects.none(), required=False
    )
    page = forms.IntegerField(
        min_value=1, max_value=100_000, required=False, widget=forms.HiddenInput
    )

    def __init__(
        self,
        *args: Any,
        dimensions: QuerySet[Dimension],
        partners: QuerySet[Organization],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        for name, rows in (("dimension", dimensions), ("partner", partners)):
            offer(self.fields[name], rows, gettext("All"))
