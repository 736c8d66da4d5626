"""What organizers fill in: the text, the rule, who votes, until when, and what was decided."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import validate_email
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, ModelForm, day_input, moment_input
from concerted.decide.proposals.models import (
    CommentKind,
    Decision,
    Electorate,
    Needed,
    Proposal,
    Rule,
)
from concerted.goals.models import Goal
from concerted.organizations.forms import PublishedForm

SHARES = [
    (0, _("One answer is enough")),
    (25, _("A quarter")),
    (33, _("A third")),
    (50, _("Half")),
    (67, _("Two thirds")),
    (75, _("Three quarters")),
    (100, _("Everybody")),
]


class ProposalForm(PublishedForm):
    """A text to decide on; ``goals`` are those that whoever fills it in may choose from."""

    class Meta:
        model = Proposal
        fields = ["title", "summary", "language", "goal", "adopts_goal", "is_public"]
        labels = {
            "title": _("What is to be decided?"),
            "summary": _("The text that people vote on"),
            "goal": _("Which goal does it serve?"),
        }
        help_texts = {
            "title": _("In one line, as in “Shall we ask for Sunday hours?”"),
            "summary": _("Who does what, from when, and what it costs. Plain words."),
        }

    def __init__(self, *args: Any, goals: QuerySet[Goal], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["goal"]
        choice.queryset, choice.empty_label = goals, gettext("None yet")

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class RuleForm(Form):
    rule = forms.ChoiceField(
        label=_("How do you decide?"), choices=Rule.choices, widget=forms.RadioSelect
    )
    options = forms.CharField(
        label=_("Options to choose among, one in each line"),
        help_text=_("Only for approval, score and rankings."),
        required=False,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    seat_count = forms.IntegerField(
        label=_("How many options win?"), min_value=1, max_value=50, initial=1
    )
    needed = forms.ChoiceField(
        label=_("For a majority: how many yes votes?"), choices=Needed.choices
    )
    quorum = forms.TypedChoiceField(
        label=_("How many must answer at least?"), choices=SHARES, coerce=int
    )
    electorate = forms.ChoiceField(label=_("Who votes?"), choices=Electorate.choices)
    is_secret = forms.BooleanField(
        label=_("Secret: nobody can learn who voted how, not even your team"), required=False
    )

    @classmethod
    def kept(cls, proposal: Proposal) -> dict[str, Any]:
        """What the form starts from."""
        options = "\n".join(proposal.options.values_list("text", flat=True))
        return {**proposal.ruled(), "options": options}

    def clean_options(self) -> list[str]:
        lines = str(self.cleaned_data["options"]).split("\n")
        told = list(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))
        if any(len(one) > 200 for one in told):
            raise forms.ValidationError(gettext("An option has 200 letters at most."))
        return told

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if values.get("rule") in (Rule.CONSENT, Rule.CONSENSUS, Rule.MAJORITY):
            values["options"] = []
        return values


class AmendForm(Form):
    title = forms.CharField(
        label=_("What is to be decided?"),
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    summary = forms.CharField(
        label=_("The text that people vote on"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    change_note = forms.CharField(
        label=_("What changed, and why"),
        help_text=_("Everybody who votes reads this."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class OpenVotingForm(Form):
    closes_at = forms.DateTimeField(label=_("Until when can people vote?"), widget=moment_input())


class CommentForm(Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=CommentKind.choices)
    text = forms.CharField(
        label=_("Your words"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, data: Any = None, *, can_sum_up: bool) -> None:
        super().__init__(data, auto_id="say-%s")
        kind: Any = self.fields["kind"]
        kind.choices = [one for one in CommentKind.choices if can_sum_up or one[0] != "summary"]


class GuestsForm(Form):
    guests = forms.CharField(
        label=_("Names and addresses, one person in each line"),
        help_text=_("As in: Rosa Diaz, rosa@example.org"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )

    def clean_guests(self) -> list[tuple[str, str]]:
        lines = str(self.cleaned_data["guests"]).split("\n")
        return [_guest(line) for line in lines if line.strip()]


def _guest(line: str) -> tuple[str, str]:
    name, _comma, email = line.rpartition(",")
    name, email = " ".join(name.split()), email.strip()
    try:
        validate_email(email)
    except forms.ValidationError as wrong:
        told = gettext("We cannot read an e-mail address in “%(line)s”.") % {"line": line[:60]}
        raise forms.ValidationError(told) from wrong
    if not name:
        told = gettext("Who is “%(line)s”? Please write the name first.") % {"line": line[:60]}
        raise forms.ValidationError(told)
    return name[:120], email[:254]


class RecordForm(ModelForm):
    class Meta:
        model = Decision
        fields = ["reasons", "missing_voices", "due_on", "review_on"]
        labels = {
            "reasons": _("Why was it decided so?"),
            "missing_voices": _("Whose voice was missing?"),
            "due_on": _("By when is it carried out?"),
            "review_on": _("When do you look at it again?"),
        }
        widgets = {
            "reasons": forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
            "missing_voices": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "due_on": day_input(),
            "review_on": day_input(),
        }

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class CarriedOutForm(Form):
    carried_out_on = forms.DateField(label=_("When was it done?"), widget=day_input())
    carried_out_note = forms.CharField(
        label=_("What was done?"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class AnswerAppealForm(Form):
    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_(
            "Everybody who can read the decision reads it, with the reason of the appeal."
        ),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    is_upheld = forms.BooleanField(
        label=_("The appeal is right: the decision stands no more and is discussed again"),
        required=False,
    )
