from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from concerted.act.campaigns.models import Campaign
from concerted.goals.models import Goal
from concerted.organizations.forms import PublishedForm


class CampaignForm(PublishedForm):
    """The words of a campaign; ``goals`` are those that whoever fills it in may choose from."""

    class Meta:
        model = Campaign
        fields = ["goal", "title", "summary", "language"]
        labels = {
            "goal": _("Which goal does it serve?"),
            "title": _("What do you call it?"),
            "summary": _("What you will do, and why now"),
        }

    def __init__(self, *args: Any, goals: QuerySet[Goal], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["goal"]
        choice.queryset, choice.empty_label = goals, _("Choose a goal")
