from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.choosing import HOW_TO_CHOOSE, OfficialField
from concerted.act.officials.models import Official, Tenure
from concerted.act.policies.models import PolicyItem
from concerted.act.signons.logos import drawn_logo
from concerted.act.signons.models import Mailed, SignOn, SignOnLetter
from concerted.base.forms import Form, ModelForm, day_input
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.translating import language_choices


def line_field(label: Any, length: int, **values: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto"})
    return forms.CharField(label=label, max_length=length, widget=widget, **values)


class LetterForm(ModelForm):
    official = OfficialField(label=_("Official"), required=False, help_text=HOW_TO_CHOOSE)

    class Meta:
        model = SignOnLetter
        fields = ["campaign", "policy", "title", "addressed_to", "official", "body", "due_on"]
        widgets = {
            "body": forms.Textarea(attrs={"rows": 14, "dir": "auto"}),
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "addressed_to": forms.TextInput(attrs={"dir": "auto"}),
            "due_on": day_input(),
        }

    def __init__(
        self, viewer: Viewer, organization: Organization, *args: Any, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        campaigns: Any = self.fields["campaign"]
        campaigns.queryset = Campaign.objects.editable_by(viewer).filter(organization=organization)
        campaigns.empty_label = None
        policies: Any = self.fields["policy"]
        policies.queryset = PolicyItem.objects.editable_by(viewer).filter(
            organization=organization
        )
        official: Any = self.fields["official"]
        official.offer(organization, viewer)


class AskPartnersForm(Form):
    partners = forms.ModelMultipleChoiceField(
        label=_("Which partners?"),
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, partners: QuerySet[Organization], **values: Any) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["partners"]
        field.queryset = partners


class AskOutsideForm(Form):
    name = line_field(_("Which organization?"), 120)
    email = forms.EmailField(label=_("E-mail of who may sign for it"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=language_choices)


class SignForm(Form):
    """Who signs, by what right; the logo is asked for apart."""

    signer = line_field(
        _("Your name"),
        120,
        help_text=_("Your name and what you are stand on the letter, for everybody to read."),
    )
    post = line_field(
        _("What you are in the organization"), 120, help_text=_("As in: director, chair.")
    )
    may_sign = forms.BooleanField()
    logo = forms.FileField(
        label=_("Logo"), required=False, help_text=_("PNG or JPEG, at most 200 kB.")
    )
    shows_logo = forms.BooleanField(
        label=_("This logo may stand on the letter"),
        required=False,
        help_text=_("Signing needs no logo."),
    )
    text_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, signon: SignOn, **values: Any) -> None:
        super().__init__(*args, **values)
        self.initial["text_hash"] = signon.letter.text_hash
        words = gettext("I have read the letter. I may sign for %(name)s, and I sign it.")
        self.fields["may_sign"].label = words % {"name": signon.name}

    def clean_logo(self) -> bytes | None:
        given: Any = self.cleaned_data["logo"]
        if given is None:
            return None
        if given.size is None or given.size > SignOn.LOGO_BYTES:
            raise forms.ValidationError(gettext("This file is too large."))
        logo = drawn_logo(given.read())
        if logo is None:
            raise forms.ValidationError(gettext("This is no PNG and no JPEG."))
        return logo

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("shows_logo") and not values.get("logo") and "logo" not in self.errors:
            self.add_error("logo", gettext("Please add the logo, or untick the box."))
        return values

    def values(self) -> dict[str, Any]:
        names = ("signer", "post", "text_hash", "logo", "shows_logo")
        return {name: self.cleaned_data[name] for name in names}


class DeclineForm(Form):
    reason = line_field(
        _("Why not?"), 300, required=False, help_text=_("Only those who ask read this.")
    )


class DeliveryForm(Form):
    delivered_on = forms.DateField(label=_("When was it handed over?"), widget=day_input())
    words = line_field(_("How?"), 300, required=False)


class MailForm(Form):
    officials = forms.ModelMultipleChoiceField(
        label=_("To whom?"),
        queryset=Official.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each gets it once, with the names of all who have signed by now."),
    )

    def __init__(
        self, *args: Any, letter: SignOnLetter, officials: QuerySet[Official], **values: Any
    ) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["officials"]
        field.queryset = officials
        self.initial["officials"] = [letter.official_id] if letter.official_id else []


def officials_to_mail(letter: SignOnLetter, viewer: Viewer) -> QuerySet[Official]:
    """Who decides where the letter goes and has an e-mail; those kept by hand, if no place is named."""
    has_it = Mailed.objects.visible_to(viewer).filter(letter=letter, official__isnull=False)
    known = Official.objects.visible_to(viewer).known_to(letter.organization).current()
    found = known.exclude(email="").exclude(pk__in=has_it.values("official"))
    place = _place_of(letter)
    if place is None:
        return found.filter(Q(pk=letter.official_id) | Q(organization=letter.organization_id))
    there = Tenure.objects.current().filter(post__jurisdiction=place)
    return found.filter(Q(pk=letter.official_id) | Q(pk__in=there.values("official")))


def _place_of(letter: SignOnLetter) -> uuid.UUID | None:
    if letter.policy is not None and letter.policy.jurisdiction_id is not None:
        return letter.policy.jurisdiction_id
    tenure = letter.official.tenure if letter.official is not None else None
    return tenure.post.jurisdiction_id if tenure is not None else None


def partners_to_ask(letter: SignOnLetter, viewer: Viewer) -> QuerySet[Organization]:
    """Members of the coalition who were not asked yet."""
    asked = SignOn.objects.visible_to(viewer).filter(letter=letter, partner__isnull=False)
    members = Organization.objects.public().filter(coalitions__organization=letter.organization_id)
    return members.exclude(pk__in=asked.values("partner"))
