from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.choosing import OfficialField
from concerted.act.petitions.models import Petition
from concerted.act.policies.models import PolicyItem
from concerted.base.forms import Form, ModelForm, moment_input
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.translating import language_choices

LARGEST_GOAL = 10_000_000


class GoalCountsField(forms.CharField):
    """Numbers as people list them: ``100, 500 1,000`` is 100, 500 and 1000."""

    def prepare_value(self, value: Any) -> Any:
        return "; ".join(str(one) for one in value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        text = re.sub(r"(?<=\d),(?=\d{3}(\D|$))", "", super().clean(value))
        words = [word for word in re.split(r"[\s,;]+", text) if word]
        if len(words) > 12 or not all(re.fullmatch(r"[0-9]{1,8}", word) for word in words):
            raise forms.ValidationError(_("Please write whole numbers, as in 100; 500; 1000."))
        numbers = sorted({int(word) for word in words})
        if numbers and not 0 < numbers[0] <= numbers[-1] <= LARGEST_GOAL:
            raise forms.ValidationError(_("Please write numbers from 1 to 10,000,000."))
        return numbers

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(initial != data)


class PetitionForm(ModelForm):
    language = forms.ChoiceField(
        label=gettext_lazy("Language you write in"),
        help_text=gettext_lazy("Translations come after you save."),
        choices=language_choices,
    )
    goal_counts = GoalCountsField(
        label=gettext_lazy("Signatures to aim for"),
        help_text=gettext_lazy("One number or several; the page shows the next one to reach."),
        required=False,
        max_length=120,
    )

    official = OfficialField(
        label=gettext_lazy("Official"),
        help_text=gettext_lazy("From your list, if they are in it: type a part of the name."),
        required=False,
    )

    notice_link = forms.URLField(
        label=gettext_lazy("Link of the notice"),
        required=False,
        max_length=300,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )

    class Meta:
        model = Petition
        fields = [
            "campaign",
            "title",
            "ask",
            "body",
            "language",
            "policy",
            "official",
            "target_name",
            "target_role",
            "target_email",
            "goal_counts",
            "deliver_at",
            "names_mode",
            "names_from",
            "list_rule",
            "needs_confirmation",
            "closes_at",
            "notice_title",
            "notice_text",
            "notice_link",
        ]
        help_texts = {
            "title": gettext_lazy("What should happen, as in “Keep the Elm Street clinic open”."),
            "ask": gettext_lazy("Who should do what, by when. People sign these words."),
            "body": gettext_lazy("Why it matters. An empty line begins a new paragraph."),
            "target_name": gettext_lazy(
                "A person or a body: a council, a school board, a landlord."
            ),
            "target_email": gettext_lazy("For the delivery. It is not shown."),
            "policy": gettext_lazy(
                "If it is in your list. Signers who want news hear what comes of it."
            ),
            "deliver_at": gettext_lazy("We remind you when this many have signed."),
            "names_mode": gettext_lazy(
                "Where people fear for their papers, job or home: counts only."
            ),
            "list_rule": gettext_lazy(
                "Under either rule, only names of people who ticked the box of a partner go to it."
            ),
            "names_from": gettext_lazy("Only for names that are shown later."),
            "notice_title": gettext_lazy("As in “The council votes on Thursday”."),
        }
        widgets = {
            "ask": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "body": forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "notice_text": forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
            "closes_at": moment_input(),
            "names_from": moment_input(),
            "names_mode": forms.RadioSelect,
            "list_rule": forms.RadioSelect,
        }

    def __init__(
        self, viewer: Viewer, organization: Organization, *args: Any, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        campaigns: Any = self.fields["campaign"]
        campaigns.queryset = Campaign.objects.editable_by(viewer).filter(organization=organization)
        campaigns.empty_label = None
        officials: Any = self.fields["official"]
        officials.offer(organization, viewer)
        self.fields["list_rule"].required = False
        policies: Any = self.fields["policy"]
        policies.queryset = PolicyItem.objects.editable_by(viewer).filter(
            organization=organization
        )
        policies.empty_label = _("None from the list")
        if self.instance._state.adding:
            self.fields["language"].initial = organization.language

    def clean_list_rule(self) -> str:
        """Where nothing is said, the rule stays."""
        return str(self.cleaned_data["list_rule"] or self.instance.list_rule)

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class SponsorForm(Form):
    slug = forms.SlugField(
        label=gettext_lazy("Address of the organization"),
        help_text=gettext_lazy("The last word of its page, as in “elm-street”."),
        max_length=60,
    )


class RemovalForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is it no real signature?"),
        help_text=gettext_lazy(
            "The reason is kept. Do not remove a signature because you disagree with it."
        ),
        max_length=200,
    )


class SignatureSearchForm(Form):
    """What one may ask a list of signatures."""

    q = forms.CharField(label=gettext_lazy("Name or ZIP code"), max_length=80, required=False)
    show = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", pgettext_lazy("signatures", "All")),
            ("comments", gettext_lazy("With a comment")),
            ("waiting", gettext_lazy("Not confirmed yet")),
            ("out", gettext_lazy("Disowned or removed")),
        ],
    )
