from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.listen.representation.models import Place
from concerted.listen.representation.queries.words import Question


class OccasionForm(Form):
    """What people are asked, and with which place the answers are compared."""

    dimensions = forms.MultipleChoiceField(
        label=_("What do you ask?"),
        help_text=_("Two or three questions are answered by more people than six."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    place = forms.ModelChoiceField(
        label=_("Compare with those who live in"),
        queryset=Place.objects.none(),
        required=False,
    )
    is_asking = forms.BooleanField(label=_("Ask people now"), required=False)
    is_public = forms.BooleanField(label=_("Everybody can read who took part"), required=False)

    def __init__(
        self, data: Any = None, *, questions: list[Question], places: Any, **values: Any
    ) -> None:
        super().__init__(data, **values)
        self.questions = questions
        choice: Any = self.fields["dimensions"]
        choice.choices = [(one.dimension.key, f"{one.name}: {one.text}") for one in questions]
        place: Any = self.fields["place"]
        place.queryset, place.empty_label = places, now("No place yet")

    def values(self) -> dict[str, Any]:
        chosen = self.cleaned_data["dimensions"]
        asked = [one.dimension for one in self.questions if one.dimension.key in chosen]
        return {**self.cleaned_data, "dimensions": asked}
