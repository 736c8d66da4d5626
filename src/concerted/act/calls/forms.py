from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.act.calls.models import Call, CallCampaign, Outcome
from concerted.act.calls.queries.pages import told_tokens
from concerted.act.campaigns.capacity import CapacityForm
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.choosing import OfficialField
from concerted.act.officials.models import Official, Post
from concerted.act.policies.models import PolicyItem
from concerted.base.forms import Form, ModelForm
from concerted.base.gates import Viewer
from concerted.organizations.forms import PublishedForm
from concerted.organizations.models import Organization

MANY = 3
"""A kind of post is offered where more than so many hold one like it: somebody's own is one of them."""


def kinds_of_posts(organization: Organization) -> list[tuple[str, str]]:
    """Kinds of post of which each place has its own, with what their holders are called."""
    rows = (
        Post.objects.known_to(organization)
        .exclude(role="")
        .exclude(division=None)
        .values("role", "title")
        .annotate(number=Count("pk"))
        .filter(number__gt=MANY)
        .order_by("-number")
    )
    found: dict[str, str] = {}
    for row in rows:
        found.setdefault(row["role"], row["title"] or row["role"])
    return sorted(found.items(), key=lambda one: one[1])


LATER = ("not_now", "voicemail")
"""What is said where nobody can talk."""


class CallsForm(PublishedForm):
    """The script, and whom each caller calls; those whom everybody calls are added on the page."""

    kinds = forms.MultipleChoiceField(
        label=_("Each caller's own"),
        help_text=_("By the map of districts. People say where they live, and we keep nothing."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = CallCampaign
        fields = [
            *("campaign", "policy", "title", "summary", "language"),
            *("opening", "if_agrees", "if_undecided", "if_disagrees", "not_now", "voicemail"),
        ]
        labels = {
            "title": _("What do you call it?"),
            "summary": _("Why call, and why now"),
            "opening": _("What to say first"),
            "policy": _("Which decision is it about?"),
        }
        help_texts = {
            "opening": _("Who I am, what I ask for. Short enough to say in one breath."),
            "not_now": _("When to call again, or what to leave with them."),
            "voicemail": _("A message of half a minute, with the ask."),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 3, "dir": "auto"})
            for name in (*("opening", "if_agrees", "if_undecided", "if_disagrees"), *LATER)
        }

    def __init__(
        self, viewer: Viewer, organization: Organization, *args: Any, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        campaigns: Any = self.fields["campaign"]
        campaigns.queryset = Campaign.objects.editable_by(viewer).filter(organization=organization)
        campaigns.empty_label = None
        policies: Any = self.fields["policy"]
        policies.queryset = PolicyItem.objects.visible_to(viewer).filter(organization=organization)
        kinds: Any = self.fields["kinds"]
        kinds.choices = kinds_of_posts(organization)
        self.initial.setdefault("kinds", self.instance.kinds)
        if self.instance._state.adding:
            self.fields["language"].initial = organization.language

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class TargetForm(Form):
    official = OfficialField(label=_("Somebody everybody calls"))

    def __init__(
        self, viewer: Viewer, organization: Organization, *args: Any, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        field: Any = self.fields["official"]
        field.offer(organization, viewer)


class OutcomeForm(ModelForm):
    """What one tap tells of a call."""

    official = forms.ModelChoiceField(Official.objects.public(), widget=forms.HiddenInput)
    token = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=Outcome.choices)

    class Meta:
        model = Call
        fields = ["outcome", "note"]

    def _post_clean(self) -> None:
        """Checks the fields only."""

    def values(self) -> dict[str, Any]:
        told = dict(self.cleaned_data)
        return {"text": told.pop("note"), **told}


class CallerForm(CapacityForm):
    """Who called, if they want to say it; ``made`` are the tokens of their calls."""

    made = forms.CharField(max_length=600, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Your name"),
        min_length=2,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We mail you a link. With it you say that it was you, or have it forgotten."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    news = forms.BooleanField(required=False)

    field_order = ("made", "name", "email", "capacity", "capacity_of", "shows_capacity", "news")

    def __init__(self, calls: CallCampaign, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.news_words = gettext(
            "%(organization)s may e-mail me about this and what comes of it"
        ) % {"organization": calls.organization.name}
        self.fields["news"].label = self.news_words
        self.hint_of_work(calls.organization)

    def values(self) -> dict[str, Any]:
        """What the operation takes."""
        cleaned = self.cleaned_data
        return {
            "tokens": told_tokens(cleaned["made"]),
            "name": cleaned["name"],
            "email": cleaned["email"],
            "news_words": self.news_words if cleaned["news"] else "",
            **self.capacity_values(),
        }
