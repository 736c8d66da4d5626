"""What was agreed: a course for a goal, and what a community does not want published."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.base.tables.numbers import Mark, NotNumbers, numbers
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.measure.indicators.forms.choices import NamedChoice, RowForm, offer
from concerted.measure.indicators.forms.indicators import day_field, line_field, text_field
from concerted.measure.indicators.models import Course, Dimension, Indicator, Subgroup, Veto
from concerted.organizations.translating import language_choices


class CourseForm(RowForm):
    goal = NamedChoice(label=_("For which goal?"), queryset=Goal.objects.none())
    subgroup = NamedChoice(
        label=_("Who is behind?"),
        queryset=Subgroup.objects.none(),
        required=False,
        help_text=_("Empty: the figure of everybody."),
    )
    other = NamedChoice(
        label=_("Who is ahead?"),
        queryset=Subgroup.objects.none(),
        required=False,
        help_text=_("For a difference or a ratio."),
    )
    baseline_on = day_field(_("On which day?"))
    target_on = day_field(_("By which day?"))
    points = text_field(
        _("The path between them"),
        2000,
        rows=3,
        required=False,
        help_text=_("A day and a figure in each line, as in “2026-06-30 0.7”. Empty: a straight line."),
    )  # fmt: skip
    agreed_on = day_field(_("When was it agreed?"))
    agreed_url = forms.URLField(
        label=_("Where can one read it?"), max_length=500, required=False, assume_scheme="https"
    )
    proposal = NamedChoice(
        label=_("Which decision says so?"), queryset=Proposal.objects.none(), required=False
    )

    class Meta:
        model = Course
        fields = [
            *("goal", "measure", "subgroup", "other", "baseline_value", "baseline_on"),
            *("target_value", "target_on", "points", "agreed_on", "agreed_in", "agreed_url"),
            *("proposal", "is_main"),
        ]
        labels = {
            "measure": _("What has to change?"),
            "baseline_value": _("Where do we start?"),
            "target_value": _("Where do we want to be?"),
            "agreed_in": _("Where was it agreed?"),
            "is_main": _("Show it on the goal’s ledger"),
        }

    def __init__(
        self,
        *args: Any,
        goals: QuerySet[Goal],
        groups: QuerySet[Subgroup],
        proposals: QuerySet[Proposal],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        for name, rows, empty in (
            ("goal", goals, gettext("Choose a goal")),
            ("subgroup", groups, gettext("Everybody together")),
            ("other", groups, gettext("Nobody")),
            ("proposal", proposals, gettext("None yet")),
        ):
            offer(self.fields[name], rows, empty)
        if not self.instance._state.adding:
            del self.fields["goal"]
            path = "\n".join(f"{day} {value:g}" for day, value in self.instance.points)
            self.initial["points"] = path

    def clean_points(self) -> list[list[Any]]:
        lines = [line.split() for line in self.cleaned_data["points"].splitlines() if line.strip()]
        return [_point(line) for line in lines]


def _point(words: list[str]) -> list[Any]:
    try:
        day, figure = words
        value = float(numbers([figure], "points", Mark.POINT).values[0])
        return [datetime.date.fromisoformat(day).isoformat(), value]
    except (ValueError, NotNumbers):
        wrong = gettext("This line has no day and figure: “%(line)s”.")
        raise forms.ValidationError(wrong % {"line": " ".join(words)}) from None


class VetoForm(RowForm):
    indicator = NamedChoice(
        label=_("Which indicator?"), queryset=Indicator.objects.none(), required=False
    )
    dimension = NamedChoice(
        label=_("Which groups are not to be compared?"),
        queryset=Dimension.objects.none(),
        required=False,
    )
    asked_by = line_field(
        _("Who asked for it?"),
        160,
        help_text=_("The name of a council or a group, not of a person."),
    )
    words = line_field(
        _("What should everybody read?"),
        300,
        help_text=_("As in “The council of elders asked us not to show figures by tribe.”"),
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    reason = text_field(_("Why? Only your team reads this."), 1000, rows=3, required=False)
    decided_on = day_field(_("When was it decided?"))

    class Meta:
        model = Veto
        fields = [
            *("indicator", "dimension", "asked_by", "decided_on"),
            *("words", "language", "reason"),
        ]

    def __init__(
        self,
        *args: Any,
        indicators: QuerySet[Indicator],
        dimensions: QuerySet[Dimension],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        self.initial.setdefault("decided_on", timezone.localdate())
        for name, rows, empty in (
            ("indicator", indicators, gettext("All indicators")),
            ("dimension", dimensions, gettext("All comparisons of groups")),
        ):
            offer(self.fields[name], rows, empty)


class LiftForm(Form):
    lifted_on = day_field(_("Since when may it be shown again?"), initial=timezone.localdate)
