"""What is filled in to print questionnaires and to type them in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.forms import Form
from concerted.base.papers import PaperSize
from concerted.listen.surveys.queries.pages import TextLanguage
from concerted.listen.surveys.queries.paper import MOST_COPIES, Print

MOST_NUMBER = 999_999


class PrintForm(Form):
    """Which questionnaires to print; it changes nothing, so it is asked by GET."""

    language = forms.ChoiceField(label=_("Language"))
    size = forms.ChoiceField(label=pgettext_lazy("size", "Paper"), choices=PaperSize.choices)
    copies = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MOST_COPIES, initial=10
    )
    first = forms.IntegerField(
        label=_("Number of the first"),
        help_text=_("0 leaves room to write the number by hand."),
        min_value=0,
        max_value=MOST_NUMBER,
    )

    def __init__(self, languages: list[TextLanguage], data: Any = None, **values: Any) -> None:
        super().__init__(data, auto_id="print-%s", **values)
        choice: Any = self.fields["language"]
        choice.choices = [(one.code, one.name) for one in languages]

    def wanted(self) -> Print:
        cleaned = self.cleaned_data
        return Print(
            language=cleaned["language"],
            size=PaperSize(cleaned["size"]),
            first=cleaned["first"],
            copies=cleaned["copies"],
        )


class SheetForm(Form):
    """The head of a sheet; its answers are a ``StepForm`` beside it."""

    number = forms.IntegerField(
        label=_("Sheet number"),
        min_value=1,
        max_value=MOST_NUMBER,
        widget=forms.NumberInput(attrs={"autofocus": True}),
    )
    language = forms.ChoiceField(label=_("Language of the sheet"))

    def __init__(self, languages: list[TextLanguage], data: Any = None, **values: Any) -> None:
        super().__init__(data, auto_id="sheet-%s", **values)
        choice: Any = self.fields["language"]
        choice.choices = [(one.code, one.name) for one in languages]
