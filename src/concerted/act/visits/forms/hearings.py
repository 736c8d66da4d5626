"""Coming to a hearing, testifying in writing, and what the office does about both."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.act.campaigns.capacity import CapacityForm
from concerted.act.visits.models import Packet, Part, Preparation, Shown
from concerted.act.visits.models.hearings import FEWEST_WORDS, MOST_WORDS
from concerted.act.visits.queries.preparing import word_count
from concerted.base.forms import Form, ModelForm, day_input
from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.organizations.translating import language_choices

LINE = {"dir": "auto"}


class AuthorForm(CapacityForm):
    """Who comes forward: a name, an address to confirm it from, and one unticked box for news."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        min_length=2,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", **LINE}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("To confirm that you are you. It is never shown."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Your language"), choices=language_choices, required=False
    )
    news = forms.BooleanField(required=False)

    def __init__(self, organization: Organization, data: Any = None, **values: Any) -> None:
        super().__init__(data, **values)
        self.news_words = _("%(organization)s may e-mail me about this and what follows") % {
            "organization": organization.name
        }
        self.fields["news"].label = self.news_words
        if organization.is_victim_service:
            del self.fields["news"]
        self.hint_of_work(organization)

    def author_values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "email": cleaned["email"],
            "language": cleaned["language"] or page_language(),
            "news": self.news_words if cleaned.get("news") else "",
            **self.capacity_values(),
        }


class AttendeeForm(AuthorForm):
    part = forms.ChoiceField(
        label=gettext_lazy("What will you do?"), choices=Part.choices, widget=forms.RadioSelect
    )
    interpreter = forms.CharField(
        label=gettext_lazy("Do you need an interpreter? For which language?"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Sign language too."),
        widget=forms.TextInput(attrs=LINE),
    )
    access_need = forms.CharField(
        label=gettext_lazy("What else do you need to take part?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("As in: a ramp, a ride, someone to watch my children."),
        widget=forms.TextInput(attrs=LINE),
    )

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        own = {name: cleaned[name] for name in ("part", "interpreter", "access_need")}
        return {**self.author_values(), **own}


class TestimonyForm(AuthorForm):
    __test__ = False
    who = forms.CharField(
        label=gettext_lazy("Who are you?"),
        required=False,
        max_length=3000,
        help_text=gettext_lazy("As in: I have lived on Elm Street for nine years."),
        widget=forms.Textarea(attrs={"rows": 2, **LINE}),
    )
    saw = forms.CharField(
        label=gettext_lazy("What did you see or live through?"),
        max_length=12000,
        help_text=gettext_lazy("One day you remember says more than many numbers."),
        widget=forms.Textarea(attrs={"rows": 8, **LINE}),
    )
    ask = forms.CharField(
        label=gettext_lazy("What do you ask them to do?"),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 2, **LINE}),
    )
    shown = forms.ChoiceField(
        label=gettext_lazy("Who may read it?"),
        choices=Shown.choices,
        initial=Shown.SEALED,
        widget=forms.RadioSelect,
    )

    def __init__(self, organization: Organization, word_limit: int, data: Any = None) -> None:
        super().__init__(organization, data)
        self.word_limit = word_limit

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        count = sum(word_count(cleaned.get(name) or "") for name in ("who", "saw", "ask"))
        if count > self.word_limit and "saw" not in self.errors:
            told = {"count": count, "most": self.word_limit}
            self.add_error(
                "saw",
                _("You wrote %(count)d words. There is room for %(most)d.") % told,
            )
        return cleaned

    def values(self) -> dict[str, Any]:
        own = {name: self.cleaned_data[name] for name in ("who", "saw", "ask", "shown")}
        return {**self.author_values(), **own}


class PreparationForm(ModelForm):
    language = forms.ChoiceField(
        label=gettext_lazy("Language of these words"), choices=language_choices
    )
    word_limit = forms.IntegerField(
        label=gettext_lazy("How many words may a testimony have?"),
        help_text=gettext_lazy("500 words are about three minutes, read aloud."),
        min_value=FEWEST_WORDS,
        max_value=MOST_WORDS,
    )

    class Meta:
        model = Preparation
        fields = [
            *("talking_points", "meeting_point", "access", "takes_testimony", "word_limit"),
            "language",
        ]
        labels = {
            "talking_points": gettext_lazy("What we say there, a line for each point"),
            "meeting_point": gettext_lazy("Where do you meet before?"),
            "access": gettext_lazy("Getting there and in"),
            "takes_testimony": gettext_lazy("Collect written testimony here"),
        }
        help_texts = {
            "talking_points": gettext_lazy("Mailed to each who comes, in their language."),
            "access": gettext_lazy("As in: step-free, bus 12, interpreters for Spanish"),
        }
        widgets = {
            "talking_points": forms.Textarea(attrs={"rows": 6, **LINE}),
            "meeting_point": forms.TextInput(attrs=LINE),
            "access": forms.TextInput(attrs=LINE),
        }

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class HandOverForm(ModelForm):
    only_new = forms.BooleanField(
        label=gettext_lazy("Only testimony that was not handed over before"), required=False
    )

    class Meta:
        model = Packet
        fields = ["recipient", "to_deciders", "way", "delivered_on", "note"]
        labels = {
            "recipient": gettext_lazy("To whom?"),
            "to_deciders": gettext_lazy("This goes to those who decide, and to nobody else"),
            "way": gettext_lazy("How?"),
            "delivered_on": gettext_lazy("On which day?"),
            "note": gettext_lazy("Note"),
        }
        help_texts = {
            "recipient": gettext_lazy("As in: the city clerk, for the council."),
            "to_deciders": gettext_lazy("Sealed testimony is left out of every other packet."),
        }
        widgets = {
            "recipient": forms.TextInput(attrs=LINE),
            "note": forms.TextInput(attrs=LINE),
            "delivered_on": day_input(),
        }

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation writes it."""

    def values(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {"words": given.pop("note"), **given}


class RemovalForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=200, widget=forms.TextInput(attrs=LINE)
    )
