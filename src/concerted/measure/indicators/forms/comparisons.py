from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, day_input
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.measure.indicators.forms.choices import NamedChoice, offer
from concerted.measure.indicators.models import Comparison, Method
from concerted.measure.indicators.queries.candidates import Side

SIDES = (
    ("subgroup", "other_subgroup"),
    ("place", "other_place"),
    ("partner", "other_partner"),
)


class ComparisonForm(Form):
    began = forms.CharField(
        label=_("What began?"),
        max_length=Comparison._meta.get_field("began").max_length,
        help_text=_("As in “study seats in three schools”."),
    )
    began_on = forms.DateField(label=_("On which day?"), widget=day_input())
    first = forms.ChoiceField(label=_("For whom or where?"))
    method = forms.ChoiceField(
        label=_("How do we compare?"), choices=Method.choices, widget=forms.RadioSelect
    )
    other = forms.ChoiceField(
        label=_("With whom?"),
        required=False,
        help_text=_("A group, place or partner where it did not begin."),
    )
    goal = NamedChoice(label=_("For which goal?"), queryset=Goal.objects.none(), required=False)
    proposal = NamedChoice(
        label=_("Which decision began it?"), queryset=Proposal.objects.none(), required=False
    )

    def __init__(
        self,
        *args: Any,
        sides: Sequence[Side],
        goals: QuerySet[Goal],
        proposals: QuerySet[Proposal],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        self.sides = {one.key: one for one in sides}
        groups: dict[str, list[tuple[str, str]]] = {}
        for one in sides:
            groups.setdefault(one.kind_name, []).append((one.key, one.name))
        choices = list(groups.items())
        everybody = ("", gettext("Everybody"))
        self.fields["first"].choices = [everybody, *choices]  # type: ignore[attr-defined]
        self.fields["first"].required = False
        nobody = ("", gettext("With nobody: only its own path"))
        self.fields["other"].choices = [nobody, *choices]  # type: ignore[attr-defined]
        for name, rows in (("goal", goals), ("proposal", proposals)):
            offer(self.fields[name], rows, gettext("None yet"))

    def clean(self) -> dict[str, Any]:
        """Both sides as the columns of a comparison."""
        values = dict(super().clean() or self.cleaned_data)
        first = self.sides.get(values.pop("first", ""))
        other = self.sides.get(values.pop("other", ""))
        if other is not None and (
            first is None or (first.kind, first.dimension) != (other.kind, other.dimension)
        ):
            self.add_error(
                "other", gettext("Choose two of one kind: two groups, two places or two partners.")
            )
        elif other is not None and other == first:
            self.add_error("other", gettext("Choose another one than above."))
        elif other is None and values.get("method") == Method.DIFFERENCES:
            self.add_error(
                "other", gettext("This way of comparing needs somebody to compare with.")
            )
        for side, place in ((first, 0), (other, 1)):
            if side is not None:
                name = next(names for names in SIDES if names[0] == side.kind)[place]
                values[name] = side.value
        values["dimension"] = first.dimension if first else None
        return values
