"""Planning a visit, who goes, and what came of it."""

from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.choosing import HOW_TO_CHOOSE, OfficialsField
from concerted.act.policies.models import PolicyItem
from concerted.act.policies.models.stances import leanings
from concerted.act.visits.models import Commitment, CommitmentState, GoerRole, Visit
from concerted.base.forms import Form, ModelForm, day_input, moment_input
from concerted.base.gates import Viewer
from concerted.organizations.forms import time_zones
from concerted.organizations.models import Organization, Role
from concerted.organizations.translating import language_choices

LINE = {"dir": "auto"}


class VisitForm(ModelForm):
    officials = OfficialsField(label=_("Whom do you meet?"), help_text=HOW_TO_CHOOSE)
    language = forms.ChoiceField(label=_("Language of these words"), choices=language_choices)
    time_zone = forms.ChoiceField(label=_("Time zone of the office"), choices=time_zones)
    link = forms.URLField(
        label=_("Or the video link"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Visit
        fields = [
            *("campaign", "policy", "officials", "title", "starts_at", "time_zone", "minutes"),
            *("place", "link", "ask", "talking_points", "leave_behind", "language"),
        ]
        labels = {
            "campaign": _("Which campaign is it for?"),
            "policy": _("What is decided?"),
            "title": _("What do you call the visit?"),
            "starts_at": _("When does it begin?"),
            "minutes": _("How many minutes do they give you?"),
            "place": _("Where is the office?"),
            "ask": _("What do you ask for?"),
            "talking_points": _("What you say, a line for each point"),
            "leave_behind": _("What you leave there, a line for each thing"),
        }
        help_texts = {
            "ask": _("One thing, so that they can say yes. As in: Vote for Item 114."),
            "talking_points": _("Four or five short points. Everything fits on one sheet."),
        }
        widgets = {
            **{name: forms.TextInput(attrs=LINE) for name in ("title", "place", "ask")},
            "talking_points": forms.Textarea(attrs={"rows": 6, **LINE}),
            "leave_behind": forms.Textarea(attrs={"rows": 3, **LINE}),
            "starts_at": moment_input(),
        }

    def __init__(self, viewer: Viewer, organization: Organization, *args: Any, **values: Any):
        super().__init__(*args, **values)
        fields: Any = self.fields
        own = {"organization": organization}
        fields["campaign"].queryset = Campaign.objects.editable_by(viewer).filter(**own)
        fields["campaign"].empty_label = _("Choose a campaign")
        fields["policy"].queryset = PolicyItem.objects.visible_to(viewer).filter(**own)
        fields["policy"].empty_label = _("Nothing in particular")
        is_new = self.instance._state.adding
        chosen = () if is_new else self.instance.officials.with_posts()
        fields["officials"].offer(organization, viewer, chosen)

    def clean(self) -> dict[str, Any]:
        """The time is meant where the office is, and not where it is typed."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        starts_at, zone = values.get("starts_at"), values.get("time_zone")
        if starts_at is not None and zone:
            plain = timezone.make_naive(starts_at)
            values["starts_at"] = timezone.make_aware(plain, zoneinfo.ZoneInfo(zone))
        if not self.errors and not values.get("place") and not values.get("link"):
            self.add_error("place", _("Say where the office is, or give the video link."))
        return values

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class GoerForm(Form):
    user = forms.ModelChoiceField(
        label=_("Who of your team?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("A guest"),
    )
    name = forms.CharField(
        label=_("Or a guest's name"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs=LINE),
    )
    email = forms.EmailField(
        label=_("The guest's e-mail"),
        required=False,
        max_length=254,
        help_text=_("To send them the day, the place and the points. It is used for this alone."),
    )
    language = forms.ChoiceField(
        label=_("The guest's language"), choices=language_choices, required=False
    )
    roles = forms.MultipleChoiceField(
        label=_("What do they do there?"),
        choices=GoerRole.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, viewer: Viewer, organization: Organization, *args: Any, **values: Any):
        super().__init__(*args, **values)
        team = Role.objects.visible_to(viewer).filter(organization=organization)
        choice: Any = self.fields["user"]
        choice.queryset = User.objects.filter(pk__in=team.values("user_id")).order_by("name")


class HoldForm(ModelForm):
    class Meta:
        model = Visit
        fields = ["met_with", "notes"]
        labels = {
            "met_with": _("Who was there for them?"),
            "notes": _("What was said?"),
        }
        help_texts = {
            "met_with": _("As in: the senator, and her aide for health."),
            "notes": _("Only your team reads this. What they promised has its own place."),
        }
        widgets = {
            "met_with": forms.TextInput(attrs=LINE),
            "notes": forms.Textarea(attrs={"rows": 8, **LINE}),
        }

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["notes"].required = True

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class CommitmentForm(ModelForm):
    leaning = forms.TypedChoiceField(
        label=_("Where does this put them?"),
        choices=lambda: [("", _("It does not say")), *leanings()],
        coerce=int,
        empty_value=None,
        required=False,
    )

    class Meta:
        model = Commitment
        fields = ["official", "text", "due_on", "leaning"]
        labels = {
            "official": _("Who said it?"),
            "text": _("What did they say they would do, in their own words?"),
            "due_on": _("By when?"),
        }
        help_texts = {"text": _("As in: “I will vote for Item 114.”")}
        widgets = {"text": forms.TextInput(attrs=LINE), "due_on": day_input()}

    def __init__(self, visit: Visit, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["official"]
        choice.queryset, choice.empty_label = visit.officials.all(), None

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation writes it."""


class SettleForm(ModelForm):
    class Meta:
        model = Commitment
        fields = ["state", "evidence"]
        labels = {"state": _("What became of it?"), "evidence": _("How do you know?")}
        help_texts = {"evidence": _("As in: the roll call of June 18, or a link to it.")}
        widgets = {"evidence": forms.TextInput(attrs=LINE)}

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        is_settled = values.get("state") not in (None, CommitmentState.OPEN)
        if is_settled and not values.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Say how we know, so that others can look it up."))
        return values

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class FollowUpForm(Form):
    title = forms.CharField(
        label=_("What is to be done?"), max_length=200, widget=forms.TextInput(attrs=LINE)
    )
    user = forms.ModelChoiceField(
        label=_("Who does it?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody yet"),
    )
    due_on = forms.DateField(label=_("By when?"), required=False, widget=day_input())

    def __init__(self, viewer: Viewer, organization: Organization, *args: Any, **values: Any):
        super().__init__(*args, **values)
        team = Role.objects.visible_to(viewer).filter(organization=organization)
        choice: Any = self.fields["user"]
        choice.queryset = User.objects.filter(pk__in=team.values("user_id")).order_by("name")


class LanguageForm(Form):
    """In which language a sheet is printed; any that cannot be read is none."""

    language = forms.ChoiceField(choices=language_choices, required=False)
