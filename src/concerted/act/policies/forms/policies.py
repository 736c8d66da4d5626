from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Jurisdiction
from concerted.act.policies.models import Kind, Outcome, PolicyItem
from concerted.act.policies.stages import choices_of
from concerted.base.forms import Form, day_input
from concerted.base.gates import Viewer
from concerted.goals.queries import goals_to_serve
from concerted.organizations.forms import PublishedForm
from concerted.organizations.models import Organization


class PolicyForm(PublishedForm):
    """What is decided, where, and what we say to it."""

    source_url = forms.URLField(
        label=_("Where everybody can read it"),
        required=False,
        max_length=500,
        assume_scheme="https",
    )

    class Meta:
        model = PolicyItem
        fields = [
            "kind",
            "identifier",
            "title",
            "summary",
            "language",
            "jurisdiction",
            "body",
            "session",
            "source_url",
            "position",
            "position_text",
            "ask",
            "goal",
            "campaign",
        ]
        labels = {
            "kind": _("What kind of decision is it?"),
            "identifier": _("What do those who decide call it?"),
            "title": _("What would it do? In plain words"),
            "summary": _("What it is, and whom it touches"),
            "jurisdiction": _("Where is it decided?"),
            "body": _("Who decides?"),
            "session": _("Session, if it has one"),
            "position": _("Our position"),
            "position_text": _("Why we say so"),
            "ask": _("What we ask those who decide"),
            "goal": _("Which goal does it serve?"),
            "campaign": _("Which campaign is about it?"),
        }
        help_texts = {
            "summary": _("Short sentences. Somebody who never read a bill should get it."),
            "campaign": _("What people can do in it is shown on the page of the decision."),
        }

    def __init__(
        self, viewer: Viewer, organization: Organization, *args: Any, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        self.fields["kind"].choices = Kind.choices  # type: ignore[attr-defined]
        goals: Any = self.fields["goal"]
        goals.queryset = goals_to_serve(organization, viewer, own=self.instance.goal_id)
        goals.empty_label = _("None yet")
        campaigns: Any = self.fields["campaign"]
        campaigns.queryset = Campaign.objects.editable_by(viewer).filter(
            Q(closed_at=None) | Q(pk=self.instance.campaign_id), organization=organization
        )
        campaigns.empty_label = _("None yet")
        places: Any = self.fields["jurisdiction"]
        places.queryset = Jurisdiction.objects.visible_to(viewer).known_to(organization)
        places.empty_label = _("Not in the list")
        for name in ("position_text", "ask"):
            self.fields[name].widget.attrs |= {"dir": "auto", "rows": 3}
        if self.instance._state.adding:
            self.fields["language"].initial = organization.language

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class MoveForm(Form):
    """A step that a policy of ``kind`` came to."""

    stage = forms.ChoiceField(label=_("Where is it now?"))
    happened_on = forms.DateField(label=_("Since when?"), widget=day_input())
    text = forms.CharField(label=_("What happened"), max_length=500, required=False)
    link = forms.URLField(
        label=_("Where one can read it"), max_length=500, required=False, assume_scheme="https"
    )

    def __init__(self, kind: str, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        self.fields["stage"].choices = choices_of(kind)  # type: ignore[attr-defined]


class OutcomeForm(Form):
    outcome = forms.ChoiceField(
        label=_("How did it end?"), choices=Outcome.choices, widget=forms.RadioSelect
    )
    outcome_on = forms.DateField(label=_("On which day?"), widget=day_input())
    outcome_text = forms.CharField(
        label=_("What came of it"),
        help_text=_("For those who acted: what will change, and what their part in it was."),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
