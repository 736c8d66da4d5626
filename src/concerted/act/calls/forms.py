from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from concerted.act.calls.models import Call, CallCampaign, Outcome
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
            *("opening", "if_agrees", "if_undecided", "if_disagrees", "voicemail"),
        ]
        labels = {
            "title": _("What do you call it?"),
            "summary": _("Why call, and why now"),
            "opening": _("What to say first"),
            "policy": _("Which decision is it about?"),
        }
        help_texts = {
            "opening": _("Who I am, what I ask for. Short enough to say in one breath."),
            "voicemail": _("A message of half a minute, with the ask."),
        }
        widgets = {
            name: forms.Textarea(attrs={"rows": 3, "dir": "auto"})
            for name in ("opening", "if_agrees", "if_undecided", "if_disagrees", "voicemail")
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
