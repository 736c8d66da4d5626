from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.accounts.models import User
from concerted.base.forms import Form
from concerted.organizations.forms import JoinForm
from concerted.organizations.models import Membership, Organization, Subject
from concerted.organizations.translating import language_choices
from concerted.pool.partners.models import Profile, Representative, Sector, Size

MOST_SEATS = 20
MOST_PLACES = 20


class TermsForm(Form):
    """Which subjects the coalition shows."""

    subjects = forms.MultipleChoiceField(
        label=_("What the coalition shows the partner's team"),
        choices=Subject.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Names of residents are never shown, whatever is ticked."),
    )


class RoleForm(Form):
    """As what an organization belongs to the coalition."""

    role = forms.ChoiceField(
        label=pgettext_lazy("coalition", "Role"),
        choices=Membership.Role.choices,
        initial=Membership.Role.MEMBER,
        help_text=_(
            "The convener keeps the coalition going. Members decide. Allies help with the work. Observers follow it."
        ),
    )
    seat_count = forms.IntegerField(
        label=_("Seats"),
        min_value=0,
        max_value=MOST_SEATS,
        initial=1,
        help_text=_("Each seat has one vote where member organizations vote. 0: no vote."),
    )


class InvitePartnerForm(RoleForm):
    """One that is here is named by its address; one that is not, by its name and somebody's e-mail."""

    slug = forms.SlugField(
        label=_("Its address here, if it has one"),
        max_length=60,
        required=False,
        help_text=_("The last part of the web address of its page, as in river-side."),
    )
    name = forms.CharField(label=_("Name of the organization"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail of somebody there"),
        max_length=254,
        required=False,
        help_text=_("They get a link to register their organization and to answer."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)
    subjects = forms.MultipleChoiceField(
        label=_("What the coalition will show them"),
        choices=Subject.choices,
        required=False,
        initial=[one.value for one in Subject],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Who accepts, agrees to this. Names of residents are never shown."),
    )

    field_order = ("slug", "name", "email", "language", "role", "seat_count", "subjects")

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("slug") and "slug" not in self.errors:
            for name in ("name", "email"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(
                        name, _("Give its address here, or its name and somebody's e-mail.")
                    )
        return given


class ProfileForm(Form):
    about = forms.CharField(
        label=_("What you do, and for whom"),
        required=False,
        max_length=2000,
        help_text=_("A few sentences. They stand on your public page."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    sector = forms.ChoiceField(label=_("Field of work"), choices=Sector.choices)
    size = forms.ChoiceField(
        label=_("Size"),
        choices=[("", _("Not said")), *Size.choices],
        required=False,
    )
    places = forms.CharField(
        label=_("Places you serve"),
        required=False,
        max_length=800,
        help_text=_("Towns or parts of town, one a line."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages in which people can talk to you"),
        choices=language_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_public = forms.BooleanField(
        label=_("Everybody may read this on the pages of our coalitions"), required=False
    )
    is_victim_service = forms.BooleanField(
        label=_("We help survivors of violence, and give nobody a name"),
        required=False,
        help_text=_(
            "Then nobody can put the name of a person into your lists here, coded or not. You publish services and "
            "totals; to send somebody to you, people get your card and go themselves."
        ),
    )

    def clean_places(self) -> list[str]:
        lines = [one.strip()[:80] for one in self.cleaned_data["places"].splitlines()]
        places = list(dict.fromkeys(one for one in lines if one))
        if len(places) > MOST_PLACES:
            raise forms.ValidationError(
                _("At most %(number)s places, please.") % {"number": MOST_PLACES}
            )
        return places

    @classmethod
    def kept(cls, organization: Organization, profile: Profile | None) -> dict[str, Any]:
        """What the form starts from."""
        own = {"about": organization.about, "is_victim_service": organization.is_victim_service}
        if profile is None:
            return {**own, "languages": organization.page_languages, "is_public": True}
        return {
            **own,
            "sector": profile.sector,
            "size": profile.size,
            "places": "\n".join(profile.places),
            "languages": profile.languages,
            "is_public": profile.is_public,
        }


class RepresentativeForm(Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    post = forms.CharField(
        label=_("Post in the coalition"),
        max_length=120,
        required=False,
        help_text=_("As in: votes for us, stands in, treasurer."),
    )
    starts_on = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    @classmethod
    def kept(cls, representative: Representative) -> dict[str, Any]:
        """What the form starts from."""
        return {name: getattr(representative, name) for name in cls.base_fields}


class ItemForm(Form):
    text = forms.CharField(
        label=_("One more step"),
        max_length=200,
        help_text=_("A sentence that is true once it is done."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class RegisterForm(JoinForm):
    """Somebody who was asked by mail answers for an organization: a new one, or one that they own."""

    organization = forms.CharField(label=_("Name of your organization"), max_length=120)
    about = forms.CharField(
        label=_("What you do, and for whom"),
        required=False,
        max_length=2000,
        help_text=_("A few sentences. They stand on your public page."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    member = forms.ModelChoiceField(
        label=_("Your organization"),
        queryset=Organization.objects.none(),
        required=False,
        empty_label=_("A new one, which I register now"),
    )

    field_order = ("member", "organization", "about", "name", "password")

    def __init__(
        self, *args: Any, user: User | None, owned: models.QuerySet[Organization], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if user is not None:
            del self.fields["name"], self.fields["password"]
        member = self.fields["member"]
        assert isinstance(member, forms.ModelChoiceField)  # noqa: S101 - for the type checker
        member.queryset = owned
        if user is None or not owned.exists():
            del self.fields["member"]
        else:
            self.fields["organization"].required = False

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        is_new = not given.get("member") and "organization" not in self.errors
        if is_new and not given.get("organization"):
            self.add_error("organization", _("What is your organization called?"))
        return given
