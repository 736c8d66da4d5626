"""What somebody fills in to sign or decline, to let another sign, or to end an agreement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.errors import Refused
from concerted.base.forms import Form
from concerted.pool.agreements.forms.agreements import day_input, long_input
from concerted.pool.agreements.models import Party, Settled


class AnswerForm(Form):
    """An answer to a text; ``text_hash`` says which one was read."""

    text_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, text_hash: str, **values: Any) -> None:
        super().__init__(data, **values)
        self.initial["text_hash"] = self._shown = text_hash

    def refuse(self, refused: Refused) -> None:
        """Say why, and answer next time to the text that is shown now."""
        super().refuse(refused)
        given = {name: self.data.get(name) for name in self.data}
        self.data = {**given, "text_hash": self._shown}


class SignForm(AnswerForm):
    name = forms.CharField(
        label=_("Your name, as you sign"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    capacity = forms.CharField(
        label=_("What you are in the organization"),
        help_text=_("As in: director, chair of the board."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title", "dir": "auto"}),
    )
    may_sign = forms.BooleanField()

    def __init__(self, data: Any = None, *, party: str, text_hash: str, name: str = "") -> None:
        super().__init__(data, text_hash=text_hash, initial={"name": name}, auto_id="sign-%s")
        words = gettext("I have read the text. I may sign for %(party)s, and I sign it.")
        self.fields["may_sign"].label = words % {"party": party}

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "capacity", "text_hash")}


class DeclineForm(AnswerForm):
    reason = forms.CharField(
        label=_("Why can you not sign it, or what would have to change?"),
        help_text=_("All parties read it."),
        max_length=600,
        widget=long_input(3),
    )

    def __init__(self, data: Any = None, *, text_hash: str) -> None:
        super().__init__(data, text_hash=text_hash, auto_id="decline-%s")


class SignerForm(Form):
    """Who signs for one of ``parties`` without an account."""

    party = forms.ChoiceField(label=_("For which organization?"))
    name = forms.CharField(
        label=_("Their name"), max_length=120, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    email = forms.EmailField(
        label=_("Their e-mail"),
        help_text=_("They get a link there. Whoever opens it can read the text and sign."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def __init__(self, data: Any = None, *, parties: Iterable[Party], language: str) -> None:
        super().__init__(data, initial={"language": language}, auto_id="signer-%s")
        self.parties = {str(one.pk): one for one in parties}
        choice: Any = self.fields["party"]
        choice.choices = [(key, one.name) for key, one in self.parties.items()]

    def values(self) -> dict[str, Any]:
        return {**self.cleaned_data, "party": self.parties[self.cleaned_data["party"]]}


class EndForm(Form):
    ended_on = forms.DateField(
        label=_("From which day does it hold no more?"),
        help_text=_("Mind the notice that the agreement asks for."),
        widget=day_input(),
    )
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("All parties read it."),
        max_length=600,
        widget=long_input(3),
    )


class SettleForm(Form):
    """What became of shared data."""

    settled_as = forms.ChoiceField(
        label=_("What became of the data that you were given?"),
        choices=Settled.choices,
        widget=forms.RadioSelect,
    )
    settled_on = forms.DateField(label=_("On which day?"), widget=day_input())
    words = forms.CharField(
        label=_("How was it done?"),
        help_text=_("As in “files deleted, paper shredded”. All parties read it."),
        max_length=300,
        required=False,
        widget=long_input(2),
    )
