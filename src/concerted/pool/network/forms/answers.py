"""What a partner fills in: with whom it works, how, and what came of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.pool.network.models import (
    CANNOT_SAY,
    TRUST,
    VALUE,
    Asked,
    Contribution,
    Frequency,
    Outcome,
    Relationship,
    Report,
    Score,
)


class ChoiceForm(Form):
    """``others`` are the other partners of the wave."""

    others = forms.MultipleChoiceField(
        label=_("Which of these partners do you work with?"),
        help_text=_("Also if it is only a little. If you work with none, leave all empty."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, others: Sequence[Asked], *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["others"]
        field.choices = [(str(one.pk), one.name) for one in others]

    def values(self) -> dict[str, Any]:
        return {"others": [uuid.UUID(one) for one in self.cleaned_data["others"]]}


def _score(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[*Score.choices, ("", CANNOT_SAY)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


class RatingForm(Form):
    """Of one other partner. Every question may be left open."""

    use_required_attribute = False

    frequency = forms.ChoiceField(
        label=_("How often do you work together?"),
        choices=[*Frequency.choices, ("", CANNOT_SAY)],
        required=False,
        widget=forms.RadioSelect,
    )
    relationship = forms.ChoiceField(
        label=_("What is your work together like?"),
        choices=[*Relationship.choices, ("", CANNOT_SAY)],
        required=False,
        widget=forms.RadioSelect,
    )
    influence = _score(VALUE["influence"])
    involvement = _score(VALUE["involvement"])
    resources = _score(VALUE["resources"])
    reliability = _score(TRUST["reliability"])
    mission = _score(TRUST["mission"])
    openness = _score(TRUST["openness"])

    @classmethod
    def kept(cls, report: Report) -> dict[str, Any]:
        """What was said before; a question without an answer stands at "I cannot say"."""
        return {name: getattr(report, name) for name in cls.base_fields}


class RestForm(Form):
    contributions = forms.MultipleChoiceField(
        label=_("What does your organization bring to the coalition?"),
        choices=Contribution.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    outcomes = forms.MultipleChoiceField(
        label=_("What has come of working together so far?"),
        choices=Outcome.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class PaperForms:
    """A whole sheet of paper: a part for each other partner, and the rest."""

    def __init__(self, others: Sequence[Asked], data: Mapping[str, Any] | None = None) -> None:
        self.choice = ChoiceForm(others, data)
        self.ratings = [(one, RatingForm(data, prefix=one.pk.hex)) for one in others]
        self.rest = RestForm(data)

    @property
    def errors(self) -> bool:
        """Whether something is to be put right; a form without data has nothing."""
        parts = (self.choice, self.rest, *(form for _one, form in self.ratings))
        return not all(form.is_valid() for form in parts if form.is_bound)

    def said(self) -> dict[uuid.UUID, dict[str, Any]]:
        """What is said of each other partner that is ticked."""
        chosen = set(self.choice.values()["others"])
        return {one.pk: form.cleaned_data for one, form in self.ratings if one.pk in chosen}
