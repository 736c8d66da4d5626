"""What is counted, and by whom people are told apart, as somebody writes it down."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.measure.indicators.forms.choices import NamedChoice, RowForm, offer
from concerted.measure.indicators.models import (
    LEAST_THRESHOLD,
    Dimension,
    Indicator,
    Subgroup,
)
from concerted.measure.indicators.sets import SETS
from concerted.organizations.translating import language_choices

LEAST_SHOWN = Indicator._meta.get_field("threshold").default


def line_field(label: Any, length: int, **values: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=length, widget=widget, **values)


def text_field(label: Any, length: int, *, rows: int = 4, **values: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, max_length=length, widget=widget, **values)


def day_field(label: Any, **values: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **values)


class IndicatorForm(RowForm):
    title = line_field(_("What do you count?"), 160, help_text=_("As in “Passed the first exam”."))
    summary = text_field(
        _("What does that mean?"),
        2000,
        help_text=_("Who is counted, who is not, and when. So that all count alike."),
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    favourable = forms.TypedChoiceField(
        label=_("Which way is better?"),
        choices=[("yes", _("More is better")), ("no", _("Less is better"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    source = line_field(_("Where do the figures come from?"), 300, required=False)
    collected_by = line_field(_("Who collects them?"), 160, required=False)
    ethical_note = text_field(
        _("What could go wrong with these figures?"),
        2000,
        rows=3,
        required=False,
        help_text=_("Who could be hurt by them, and what they do not say."),
    )
    threshold = forms.IntegerField(
        label=_("How many people must stand behind a figure at least?"),
        min_value=LEAST_THRESHOLD,
        max_value=1000,
        initial=LEAST_SHOWN,
        help_text=_("Smaller groups are never shown."),
    )

    class Meta:
        model = Indicator
        fields = [
            *("title", "summary", "language", "kind", "unit", "favourable"),
            *("source", "collected_by", "frequency", "ethical_note", "threshold"),
        ]
        labels = {
            "kind": _("What kind of figure is it?"),
            "unit": _("In which unit?"),
            "frequency": _("How often?"),
        }
        help_texts = {
            "kind": _(
                "Figures of several partners are put together as the whole. Medians cannot be: the whole is then told"
                " only where somebody counted all people together."
            )
        }

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.initial["favourable"] = "yes" if self.initial.get("favourable", True) else "no"


class AdoptForm(Form):
    key = forms.ChoiceField(choices=lambda: [(key, str(one.title)) for key, one in SETS.items()])


class DimensionForm(Form):
    title = line_field(_("What tells these people apart?"), 80, help_text=_("As in “Town”."))
    groups = text_field(_("The groups, one in each line"), 6000, rows=6)
    is_ordered = forms.BooleanField(
        label=_("They have an order, from who has least to who has most"), required=False
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)

    def clean_groups(self) -> list[str]:
        return [" ".join(line.split()) for line in self.cleaned_data["groups"].splitlines()]


class DimensionEditForm(RowForm):
    class Meta:
        model = Dimension
        fields = ["title", "is_ordered"]


class SubgroupForm(Form):
    title = line_field(_("Name of the group"), 100)
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)


class SubgroupEditForm(RowForm):
    class Meta:
        model = Subgroup
        fields = ["title"]


class ReferenceForm(Form):
    subgroup = NamedChoice(
        label=_("Compare the others with"),
        queryset=Subgroup.objects.none(),
        required=False,
        empty_label=_("no group in particular"),
    )

    def __init__(self, *args: Any, groups: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        offer(self.fields["subgroup"], groups)
