"""The questions about oneself, for any room to put after its action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now

from concerted.base.forms import Form
from concerted.listen.representation.queries.asking import DECLINED, OTHER, Asking, Told
from concerted.listen.representation.queries.words import Question


class AboutYouForm(Form):
    """One field for each question, none of them required."""

    def __init__(self, asking: Asking, data: Any = None) -> None:
        initial = {
            question.dimension.key: _initial(question, asking.told.get(question.dimension.key, []))
            for question in asking.questions
        }
        super().__init__(data, initial=initial, auto_id="about-%s", prefix="about")
        for question in asking.questions:
            self.fields[question.dimension.key] = _field(question)

    @property
    def told(self) -> Told:
        """Dimensions answered, as lists of keys; a question left out is not in it."""
        chosen = {
            name: value if isinstance(value, list) else [value]
            for name, value in self.cleaned_data.items()
        }
        return {name: list(keys) for name, keys in chosen.items() if any(keys)}

    def values(self) -> dict[str, Any]:
        return {"told": self.told}


def _initial(question: Question, told: list[str]) -> Any:
    return told if question.dimension.takes_many else next(iter(told), "")


def _field(question: Question) -> forms.Field:
    choices = [(one.key, one.choice) for one in question.choices]
    if question.dimension.offers_other:
        choices.append((OTHER, now("I say it in another way")))
    choices.append((DECLINED, now("I prefer not to say")))
    kind: Any = forms.ChoiceField
    widget: Any = forms.RadioSelect
    if question.dimension.takes_many:
        kind, widget = forms.MultipleChoiceField, forms.CheckboxSelectMultiple
    field: forms.Field = kind(label=question.text, choices=choices, required=False, widget=widget)
    return field
