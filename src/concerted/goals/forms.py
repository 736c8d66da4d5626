from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from concerted.goals.models import Goal
from concerted.organizations.forms import PublishedForm


class GoalForm(PublishedForm):
    class Meta:
        model = Goal
        fields = ["title", "summary", "language"]
        labels = {"title": _("What do you want to achieve?"), "summary": _("Why it matters")}
        help_texts = {
            "title": _(
                "One sentence that a neighbor understands, with a number or a date if you can."
            ),
            "summary": _("Who is hurt today, and what will be better for whom."),
        }
