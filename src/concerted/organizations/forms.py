from __future__ import annotations

import zoneinfo
from typing import Any

import phonenumbers
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.forms import Form, ModelForm
from concerted.organizations.models import Organization, Role, RoleKind
from concerted.organizations.translating import language_choices

ROLE_WORDS = _(
    "Owners run the team and the settings. Organizers run campaigns, petitions and lists. "
    "Contributors enter what others collected. Viewers only look, and see no names of residents."
)


def time_zones() -> list[tuple[str, str]]:
    """Zones named for places."""
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name)
    return [
        (name, name.replace("_", " "))
        for name in names
        if not name.startswith(("Etc/", "SystemV/", "posix/", "right/"))
    ]


def regions() -> list[tuple[str, str]]:
    return [(code, code) for code in sorted(phonenumbers.SUPPORTED_REGIONS)]


class InvitationForm(Form):
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(
        label=_("Role"),
        choices=RoleKind.choices,
        initial=RoleKind.CONTRIBUTOR,
        help_text=ROLE_WORDS,
    )
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=settings.LANGUAGES)

    def clean_kind(self) -> RoleKind:
        return RoleKind(self.cleaned_data["kind"])


class RoleForm(Form):
    kind = forms.ChoiceField(label=_("Role"), choices=RoleKind.choices, help_text=ROLE_WORDS)

    def clean_kind(self) -> RoleKind:
        return RoleKind(self.cleaned_data["kind"])


class HandOverForm(Form):
    to = forms.ModelChoiceField(
        label=_("New owner"), queryset=Role.objects.none(), empty_label=_("Choose a person")
    )

    def __init__(self, *args: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        field.queryset = members
        field.label_from_instance = lambda obj: f"{obj.user} ({obj})"  # type: ignore[method-assign]


class JoinForm(Form):
    """Somebody new accepts an invitation."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As the people you work with know you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        required=False,
        strip=False,
        max_length=200,
        help_text=_(
            "At least 10 characters. Without a password, we e-mail you a code each time you sign in."
        ),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_password(self) -> str | None:
        password: str = self.cleaned_data["password"]
        if password:
            validate_password(password, User(name=self.data.get("name", "")))
        return password or None


class SettingsForm(Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    about = forms.CharField(
        label=_("About"),
        required=False,
        max_length=2000,
        help_text=_(
            "Who you are and whom you work for, in a few sentences. Everybody can read it."
        ),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    language = forms.ChoiceField(
        label=_("Main language"),
        choices=settings.LANGUAGES,
        help_text=_("The language in which you write most."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of your public pages"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=time_zones,
        help_text=_("All times on your pages are shown in this time zone."),
    )
    region = forms.ChoiceField(
        label=_("Country of phone numbers"),
        choices=regions,
        help_text=_("Numbers written without a country code are read as numbers of this country."),
    )
    contact_email = forms.EmailField(
        label=_("E-mail for questions"),
        required=False,
        max_length=254,
        help_text=_("Shown on your public page. Replies to your e-mails also go here."),
    )
    website = forms.URLField(
        label=_("Website"), required=False, max_length=200, assume_scheme="https"
    )

    @classmethod
    def kept(cls, organization: Organization) -> dict[str, Any]:
        """What the form starts from."""
        return {name: getattr(organization, name) for name in cls.base_fields}


class NewOrganizationForm(Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    slug = forms.SlugField(
        label=_("Address"),
        max_length=60,
        help_text=_("Letters, numbers and hyphens, as in river-side. It cannot be changed later."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Organization.Kind.choices)
    language = forms.ChoiceField(label=_("Main language"), choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=time_zones, initial="America/New_York"
    )
    owner_email = forms.EmailField(
        label=_("E-mail of its owner"),
        max_length=254,
        help_text=_("They get an invitation. Leave this empty to be the owner yourself."),
        required=False,
    )


class PublishedForm(ModelForm):
    """The words of a ``PublishedRecord``. A room names its model, the fields and what it asks with them."""

    language = forms.ChoiceField(
        label=_("Language you write in"),
        help_text=_("Translations come after you save."),
        choices=language_choices,
    )

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["title"].widget.attrs["dir"] = "auto"
        self.fields["summary"].widget.attrs |= {"dir": "auto", "rows": 5}
