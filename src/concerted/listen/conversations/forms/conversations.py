"""What organizers fill in: the question and its rules, seeds, and what they decide about a statement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.base.forms import Form, moment_input
from concerted.base.papers import PaperSize
from concerted.goals.models import Goal
from concerted.listen.conversations.models import LONGEST, Conversation, Reason
from concerted.organizations.forms import PublishedForm


class ConversationForm(PublishedForm):
    """A question and its rules; ``goals`` are those that whoever fills it in may choose from."""

    statement_length = forms.IntegerField(
        label=_("Most letters in a statement"),
        help_text=_("140 keeps a statement to one idea that can be read in a breath."),
        min_value=40,
        max_value=LONGEST,
        initial=140,
    )

    class Meta:
        model = Conversation
        fields = [
            "title",
            "summary",
            "language",
            "goal",
            "closes_at",
            "is_anonymous",
            "takes_statements",
            "needs_review",
            "statement_length",
            "moderation_policy",
        ]
        labels = {
            "title": _("What do you ask?"),
            "summary": _("Why you ask, and what will come of it"),
            "goal": _("Which goal does it serve?"),
            "closes_at": _("Until when?"),
            "moderation_policy": _("How do you choose which statements are shown?"),
        }
        help_texts = {
            "title": _("An open question, as in “What would make the clinic work for you?”"),
            "is_anonymous": _("Once the conversation is open, this cannot be taken back."),
            "needs_review": _(
                "We advise it. What looks harmful is held for you to read in any case."
            ),
            "moderation_policy": _("Everybody can read it, beside each decision and its reason."),
        }
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
            "moderation_policy": forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            "closes_at": moment_input(),
        }

    def __init__(self, *args: Any, goals: QuerySet[Goal], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["goal"]
        choice.queryset, choice.empty_label = goals, now("None yet")

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class SeedForm(Form):
    texts = forms.CharField(
        label=_("Statements, one in each line"),
        help_text=_(
            "Ten to fifteen that people see differently make a good start. Write what one person could say."
        ),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )

    def clean_texts(self) -> list[str]:
        lines = str(self.cleaned_data["texts"]).split("\n")
        return [" ".join(line.split()) for line in lines if line.strip()]


CHOSEN = [choice for choice in Reason.choices if choice[0] != Reason.WITHDRAWN]
"""Reasons that a moderator can give; to take a statement back is its author's."""


class ReviewForm(Form):
    """What becomes of a statement."""

    reason = forms.ChoiceField(
        label=_("If you reject it: why?"),
        choices=[("", _("Choose a reason")), *CHOSEN],
        required=False,
    )
    is_meta = forms.BooleanField(
        label=_("It says who people are, as in “I am under 30”"), required=False
    )
    decision = forms.ChoiceField(choices=[("accept", _("Show it")), ("reject", _("Reject it"))])

    def __init__(self, statement_id: object, data: Any = None, **values: Any) -> None:
        super().__init__(data, auto_id=f"review-{str(statement_id)[-12:]}-%s", **values)

    def values(self) -> dict[str, Any]:
        return {
            "is_accepted": self.cleaned_data["decision"] == "accept",
            "reason": self.cleaned_data["reason"],
            "is_meta": self.cleaned_data["is_meta"],
        }


class ReportForm(Form):
    """The one or two languages of a report, and its paper."""

    language = forms.ChoiceField(label=_("First language"))
    beside = forms.ChoiceField(label=_("Second language"), required=False)
    size = forms.ChoiceField(
        label=pgettext_lazy("size", "Paper"), choices=PaperSize.choices, required=False
    )

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **values: Any) -> None:
        super().__init__(*args, **values)
        language: Any = self.fields["language"]
        beside: Any = self.fields["beside"]
        language.choices, beside.choices = languages, [("", now("None")), *languages]

    def languages(self) -> list[str]:
        chosen = (self.cleaned_data["language"], self.cleaned_data["beside"])
        return list(dict.fromkeys(one for one in chosen if one))
