from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.organizations.translating import language_choices


class DimensionForm(Form):
    """A question of the organization's own."""

    name = forms.CharField(
        label=_("What it is about, in a word or two"),
        help_text=_("As in “Neighborhood” or “Children at home”."),
        max_length=80,
    )
    question = forms.CharField(label=_("The question"), max_length=200)
    answers = forms.CharField(
        label=_("Answers, one in each line"),
        help_text=_(
            "Everybody should find themselves in exactly one. Few answers are better: we tell nothing about fewer than "
            "10 people."
        ),
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    is_ordered = forms.BooleanField(
        label=_("The answers have an order, as ages have"), required=False
    )
    takes_many = forms.BooleanField(label=_("People may choose several answers"), required=False)
    offers_other = forms.BooleanField(label=_("Offer “I say it in another way”"), required=False)

    def clean_answers(self) -> list[str]:
        lines = str(self.cleaned_data["answers"]).split("\n")
        return [" ".join(line.split())[:100] for line in lines if line.strip()]


class SubgroupForm(Form):
    name = forms.CharField(label=_("One more answer"), max_length=100)
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)


class AdoptForm(Form):
    key = forms.SlugField(max_length=40, widget=forms.HiddenInput)
