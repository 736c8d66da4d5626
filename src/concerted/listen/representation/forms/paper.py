from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.forms import Form
from concerted.base.languages import own_name
from concerted.base.papers import PaperSize


class PrintForm(Form):
    """Which sheet to print; it changes nothing, so it is asked by GET."""

    language = forms.ChoiceField(label=_("Language"))
    size = forms.TypedChoiceField(
        label=pgettext_lazy("size", "Paper"), choices=PaperSize.choices, coerce=PaperSize
    )

    def __init__(self, languages: Sequence[str], data: Any = None, **values: Any) -> None:
        super().__init__(data, auto_id="print-%s", **values)
        choice: Any = self.fields["language"]
        choice.choices = [(code, own_name(code)) for code in languages]


class TypedForm(Form):
    """Which sheet of paper is typed, as nobody but this one form names it."""

    sheet = forms.UUIDField(widget=forms.HiddenInput)

    @property
    def key(self) -> str:
        return f"paper {self.cleaned_data['sheet'].hex}"
