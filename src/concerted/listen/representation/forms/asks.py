from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.listen.representation.models import AskState
from concerted.listen.representation.queries.outreach import Reachers


class OutreachForm(Form):
    """Whom to ask: ``partner:…`` or ``segment:…``, of those that the page offers."""

    to = forms.ChoiceField(label=_("Who could reach them?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("A word to them"),
        help_text=_("What you hope for, and by when. Name no persons."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, reachers: Reachers, **values: Any) -> None:
        super().__init__(data, **values)
        choice: Any = self.fields["to"]
        choice.choices = [
            *((f"partner:{one.pk}", one.words) for one in reachers.partners),
            *((f"segment:{one.pk}", one.words) for one in reachers.segments),
        ]

    @property
    def chosen(self) -> tuple[str, uuid.UUID]:
        """``partner`` or ``segment``, and its key."""
        kind, _separator, pk = self.cleaned_data["to"].partition(":")
        return kind, uuid.UUID(pk)


class AnswerForm(Form):
    state = forms.ChoiceField(
        choices=[one for one in AskState.choices if one[0] != AskState.ASKED]
    )
