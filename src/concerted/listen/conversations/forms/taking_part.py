"""What a visitor fills in: a statement of their own, and where to mail a link."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any, TypedDict

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.listen.conversations.models import Conversation, Value
from concerted.organizations.translating import language_choices

VALUES = {str(one.value): one.value for one in Value}


class Said(TypedDict):
    statement: uuid.UUID
    value: int


def vote_in(data: Mapping[str, str]) -> Said | None:
    """What one of the three buttons under a statement says; nothing where it says nothing.

    By hand: to build a form costs as much as to write the vote.
    """
    value = VALUES.get(data.get("value", ""))
    try:
        statement = uuid.UUID(data.get("statement", ""))
    except ValueError:
        return None
    return None if value is None else {"statement": statement, "value": value}


class SuggestionForm(Form):
    text = forms.CharField(
        label=_("Your statement"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    email = forms.EmailField(
        label=_("Your e-mail, if you want to hear what becomes of it"),
        help_text=_(
            "Only for that. It is kept sealed, apart from votes, and nobody can look it up."
        ),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    is_different = forms.BooleanField(
        label=_("Mine says something else. Please send it."), required=False
    )

    def __init__(self, conversation: Conversation, data: Any = None, **values: Any) -> None:
        super().__init__(data, auto_id="say-%s", **values)
        text: Any = self.fields["text"]
        text.widget.attrs["maxlength"] = conversation.statement_length
        text.max_length = conversation.statement_length
        words = _("%(limit_value)d letters at most: this has %(show_value)d. One idea is enough.")
        text.validators.append(MaxLengthValidator(text.max_length, words))
        text.help_text = _(
            "One idea, in %(most)d letters at most. Write “I” or “we”, and name nobody."
        ) % {"most": conversation.statement_length}

    def clean_text(self) -> str:
        return " ".join(str(self.cleaned_data["text"]).split())


class JoinForm(Form):
    """What becomes of the votes that were given on this device as somebody else."""

    join = forms.BooleanField(label=_("They are mine: join them"), required=False)


class ReturnForm(Form):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="return-%s")
