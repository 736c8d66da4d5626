from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.forms import Form, ModelForm
from concerted.organizations.translating import language_choices
from concerted.people.models import Answer, Channel, Person, PostalAddress
from concerted.people.queries.segments import language_name

NOTES = "notes"
"""The name of the free text among the other fields of a person."""


class SearchForm(Form):
    q = forms.CharField(
        label=_("Name, e-mail or phone"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    @property
    def text(self) -> str:
        return str(self.cleaned_data.get("q", "")) if self.is_valid() else ""


class LinesField(forms.CharField):
    """Values of which each stands on a line of its own."""

    def __init__(self, **values: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2, "dir": "ltr"})
        super().__init__(max_length=2000, required=False, widget=widget, **values)

    def clean(self, value: Any) -> list[str]:
        lines = [line.strip() for line in super().clean(value).split("\n")]
        return [line[:254] for line in lines if line]


def languages(*more: str) -> list[tuple[str, str]]:
    """Languages to choose from, with those that a person has beside."""
    known = language_choices()
    codes = {code for code, _name in known}
    return known + [(code, language_name(code)) for code in more if code and code not in codes]


class PersonForm(ModelForm):
    """A person as an organizer knows them. Contact points stand one on a line, the first to use first."""

    emails = LinesField(
        label=_("E-mail addresses"), help_text=_("One on each line. The first is used first.")
    )
    phones = LinesField(
        label=_("Phone numbers"), help_text=_("One on each line. The first is used first.")
    )
    preferred_language = forms.ChoiceField(label=_("Preferred language"), required=False)
    languages_spoken = forms.MultipleChoiceField(
        label=_("Languages spoken"), required=False, widget=forms.CheckboxSelectMultiple
    )
    notes = forms.CharField(
        label=_("Notes"),
        help_text=_("Write only what the person could read: they may ask to see it."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = Person
        fields = [
            "given_name",
            "family_name",
            "additional_name",
            "honorific_prefix",
            "honorific_suffix",
            "postal_code",
            "locality",
            "preferred_language",
            "languages_spoken",
            "birth_date",
        ]
        widgets = {"birth_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        spoken = self.instance.languages_spoken
        choices = languages(self.instance.preferred_language, *spoken)
        self.fields["preferred_language"].choices = [("", _("Not known")), *choices]  # type: ignore[attr-defined]
        self.fields["languages_spoken"].choices = choices  # type: ignore[attr-defined]
        self.fields["notes"].initial = self.instance.custom_fields.get(NOTES, "")
        for name in ("given_name", "family_name", "additional_name", "locality", "notes"):
            self.fields[name].widget.attrs["dir"] = "auto"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        known = ("given_name", "family_name", "emails", "phones")
        if not self.errors and not any(data.get(name) for name in known):
            raise forms.ValidationError(_("Give at least a name, an e-mail or a phone number."))
        return data

    def _post_clean(self) -> None:
        """The row stays as it is; operations write."""

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        notes = data.pop("notes")
        kept = {k: v for k, v in self.instance.custom_fields.items() if k != NOTES}
        data["custom_fields"] = {**kept, NOTES: notes} if notes else kept
        emails, phones = data.pop("emails"), data.pop("phones")
        return {"values": data, "emails": emails, "phones": phones}


class AddressForm(ModelForm):
    class Meta:
        model = PostalAddress
        fields = ["street", "locality", "region", "postal_code", "is_primary"]

    def _post_clean(self) -> None:
        """The row stays as it is; operations write."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not any(data.get(name) for name in ("street", "locality", "postal_code")):
            raise forms.ValidationError(_("Give at least a street, a town or a postal code."))
        return data


class AnswerForm(Form):
    """What a person told an organizer about being contacted."""

    channel = forms.ChoiceField(label=pgettext_lazy("channel", "About"), choices=Channel.choices)
    answer = forms.ChoiceField(
        label=_("They said"),
        choices=[
            (Answer.GRANTED, _("Yes, send me news")),
            (Answer.REFUSED, _("No, stop")),
        ],
    )
    words = forms.CharField(
        label=_("How did they tell you?"),
        help_text=_("For example: “asked at the door on May 3, said yes”. It is kept as proof."),
        max_length=500,
    )


class TagForm(Form):
    name = forms.CharField(label=_("Tag"), max_length=60)


class RetentionForm(Form):
    months = forms.IntegerField(
        label=_("Months since the person was last active"),
        help_text=_("Leave it empty to keep people until they or you erase them."),
        min_value=1,
        max_value=600,
        required=False,
    )


class SelfForm(ModelForm):
    """What people may correct about themselves."""

    emails = LinesField(label=_("E-mail addresses"), help_text=_("One on each line."))
    phones = LinesField(label=_("Phone numbers"), help_text=_("One on each line."))
    preferred_language = forms.ChoiceField(label=_("Preferred language"), required=False)

    class Meta:
        model = Person
        fields = [
            "given_name",
            "family_name",
            "postal_code",
            "locality",
            "preferred_language",
        ]

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        choices = languages(self.instance.preferred_language)
        self.fields["preferred_language"].choices = [("", _("Not said")), *choices]  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The row stays as it is; operations write."""

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        emails, phones = data.pop("emails"), data.pop("phones")
        return {"values": data, "emails": emails, "phones": phones}


class RequestForm(Form):
    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ChannelForm(Form):
    """Which channel to stop; empty for all of them."""

    channel = forms.ChoiceField(
        label=_("What should we stop?"),
        choices=[("", _("Everything")), *Channel.choices],
        required=False,
    )
