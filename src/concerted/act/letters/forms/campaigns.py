from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.act.campaigns.models import Campaign
from concerted.act.letters.models import Audience, LetterCampaign
from concerted.act.letters.models.campaigns import WORDS
from concerted.act.letters.queries.addressees import post_titles
from concerted.act.letters.queries.desk import ForVisit
from concerted.act.officials.choosing import OfficialField, name_of
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.base.forms import Form, day_input
from concerted.base.gates import Viewer
from concerted.organizations.forms import PublishedForm
from concerted.organizations.models import Organization
from concerted.organizations.translating import language_choices


class LettersForm(PublishedForm):
    """What people start from, and who gets their letters."""

    official_language = forms.ChoiceField(
        label=gettext_lazy("Language of those who get the letters"),
        help_text=gettext_lazy(
            "Who writes in another language sends their own words with your words in both."
        ),
        choices=language_choices,
    )
    own_posts = forms.MultipleChoiceField(
        label=gettext_lazy("Which of their officials?"),
        help_text=gettext_lazy("Only for each person’s own officials. None means all of them."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = LetterCampaign
        fields = [
            *("campaign", "policy", "title", "summary", "language", "audience", "own_posts"),
            *("official_language", "subject", "opening", "ask", "closing"),
        ]
        labels = {
            "title": gettext_lazy("What should people write about?"),
            "summary": gettext_lazy("Why it matters now, for who opens the page"),
        }
        help_texts = {
            "subject": gettext_lazy("Of each mail. Offices sort by it."),
            "opening": gettext_lazy(
                "One or two sentences before the person’s own words, or none. {title} and {name} become those of who gets the letter."
            ),
            "ask": gettext_lazy("People start from these words and may say it their way."),
            "closing": gettext_lazy("After the person’s own words, or nothing."),
        }
        widgets = {
            "audience": forms.RadioSelect,
            "opening": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "ask": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "closing": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "subject": forms.TextInput(attrs={"dir": "auto"}),
        }

    def __init__(
        self, viewer: Viewer, organization: Organization, *args: Any, **values: Any
    ) -> None:
        super().__init__(*args, **values)
        campaigns: Any = self.fields["campaign"]
        campaigns.queryset = Campaign.objects.editable_by(viewer).filter(organization=organization)
        campaigns.empty_label = _("Choose a campaign")
        policies: Any = self.fields["policy"]
        policies.queryset = PolicyItem.objects.editable_by(viewer).filter(
            organization=organization
        )
        policies.empty_label = _("Nothing in our list")
        posts: Any = self.fields["own_posts"]
        posts.choices = [(one, one) for one in post_titles(organization)]
        if not posts.choices:
            del self.fields["own_posts"]
        self.initial.setdefault("audience", Audience.CHOSEN)


class OfficialTargetForm(Form):
    official = OfficialField(label=gettext_lazy("Official"))

    def __init__(self, viewer: Viewer, organization: Organization, data: Any = None) -> None:
        super().__init__(data)
        field: Any = self.fields["official"]
        field.offer(organization, viewer)


class PaperForm(Form):
    name = forms.CharField(label=gettext_lazy("Newspaper"), max_length=160)
    email = forms.EmailField(
        label=gettext_lazy("E-mail for letters to the editor"), max_length=254, required=False
    )
    address = forms.CharField(
        label=gettext_lazy("Address for letters"), max_length=300, required=False
    )
    word_limit = forms.IntegerField(
        label=gettext_lazy("Words at most"), min_value=50, max_value=2000, initial=WORDS
    )


class HandoverForm(Form):
    """A visit; where there are letters to several officials, to whom those are that were brought."""

    official = forms.ChoiceField(label=gettext_lazy("Which letters?"))
    to = forms.CharField(
        label=gettext_lazy("Who took them?"),
        help_text=gettext_lazy("As in: Councilmember Ruiz, at her office hour."),
        max_length=160,
    )
    handed_on = forms.DateField(label=gettext_lazy("Day"), widget=day_input())
    note_text = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)

    def __init__(self, waiting: Sequence[ForVisit], data: Any = None, **values: Any) -> None:
        super().__init__(data, **values)
        self.officials = {str(one.official.pk): one.official for one in waiting}
        chosen: Any = self.fields["official"]
        named = ((pk, name_of(one)) for pk, one in self.officials.items())
        chosen.choices = [("", _("Please choose")), ("all", _("All that wait here")), *named]
        if len(self.officials) < 2:
            del self.fields["official"]

    def clean_official(self) -> Official | None:
        return self.officials.get(self.cleaned_data["official"])


class BouncedForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("What did the mail that came back say?"), max_length=300
    )
