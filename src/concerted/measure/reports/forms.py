from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, ModelForm, day_input
from concerted.base.languages import own_name
from concerted.base.papers import PaperSize
from concerted.goals.models import Goal
from concerted.measure.reports.models import Report
from concerted.measure.reports.registry import Section
from concerted.organizations.models import Organization
from concerted.pool.offers.models import FundingSource


def spoken_languages() -> list[tuple[str, str]]:
    """Those in which every sentence of a report can be told."""
    return [(code, own_name(code)) for code in settings.SHELL_LANGUAGES]


class ReportForm(ModelForm):
    """What a report is about, from when to when, and in which languages."""

    language = forms.ChoiceField(label=_("Language you write in"), choices=spoken_languages)
    languages = forms.MultipleChoiceField(
        label=_("In which languages will it be published?"),
        choices=spoken_languages,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Report
        fields = [
            "title",
            "summary",
            "goal",
            "starts_on",
            "ends_on",
            "language",
            "languages",
            "source",
        ]
        labels = {
            "title": _("What is the report called?"),
            "summary": _("In two sentences, what does it say?"),
            "goal": _("Is it about one goal?"),
            "starts_on": _("From which day?"),
            "ends_on": _("Through which day?"),
            "source": _("Does it tell what a source of money paid for?"),
        }
        help_texts = {
            "source": _("Then everybody can read how much there is, and what was spent on what."),
        }
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "summary": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "starts_on": day_input(),
            "ends_on": day_input(),
        }

    def __init__(
        self,
        *args: Any,
        goals: QuerySet[Goal],
        sources: QuerySet[FundingSource],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        choice: dict[str, Any] = dict(self.fields)
        choice["goal"].queryset, choice["goal"].empty_label = (
            goals,
            gettext("No, about all of them"),
        )
        choice["source"].queryset, choice["source"].empty_label = sources, gettext("No")

    def clean(self) -> dict[str, Any]:
        """A report is told at least in the language it is written in."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        own, chosen = values.get("language"), values.get("languages")
        if own and chosen is not None:
            values["languages"] = list(dict.fromkeys([own, *chosen]))
        return values

    def clean_ends_on(self) -> Any:
        """A report tells of what was, through today at most."""
        day = self.cleaned_data["ends_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(gettext("A report ends today at the latest."))
        return day

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class SectionsForm(Form):
    """A place for each section, or none. Two in one place stand in the order of the loop."""

    def __init__(
        self, *args: Any, offered: Sequence[Section], chosen: Sequence[str], **values: Any
    ) -> None:
        super().__init__(*args, **values)
        self.offered = offered
        places = [(str(place), str(place)) for place in range(1, len(offered) + 1)]
        for one in offered:
            self.fields[one.name] = forms.ChoiceField(
                label=str(one.title),
                help_text=str(one.about),
                choices=[("", gettext("Leave out")), *places],
                required=False,
                initial=str(chosen.index(one.name) + 1) if one.name in chosen else "",
            )

    def values(self) -> dict[str, Any]:
        """Those that have a place, in order."""
        placed = [one.name for one in self.offered if self.cleaned_data[one.name]]
        return {"names": sorted(placed, key=lambda name: int(self.cleaned_data[name]))}


class WordsForm(Form):
    """What the office says in one section, in each language of the report."""

    def __init__(self, *args: Any, languages: Sequence[str], **values: Any) -> None:
        super().__init__(*args, **values)
        for code in languages:
            self.fields[code] = forms.CharField(
                label=own_name(code),
                max_length=4000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 6, "lang": code, "dir": "auto"}),
            )

    def values(self) -> dict[str, Any]:
        return {"texts": self.cleaned_data}


class TakeBackForm(Form):
    reason = forms.CharField(
        label=_("Why is it taken back?"),
        help_text=_("Everybody who opens the report can read this."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class FunderLinkForm(Form):
    source: Any = forms.ModelChoiceField(
        label=_("Whose money?"), queryset=FundingSource.objects.none()
    )
    email = forms.EmailField(label=_("E-mail of who gave it"))
    language = forms.ChoiceField(label=_("Language of the mail"), choices=spoken_languages)

    def __init__(self, *args: Any, sources: QuerySet[FundingSource], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["source"]
        choice.queryset, choice.empty_label = sources, gettext("Please choose")


class FunderViewForm(Form):
    source: Any = forms.ModelChoiceField(
        label=_("Whose money?"), queryset=FundingSource.objects.none()
    )
    partner: Any = forms.ModelChoiceField(
        label=_("Which partner gave it?"), queryset=Organization.objects.none()
    )

    def __init__(
        self,
        *args: Any,
        sources: QuerySet[FundingSource],
        partners: QuerySet[Organization],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        fields: dict[str, Any] = dict(self.fields)
        for name, rows in (("source", sources), ("partner", partners)):
            fields[name].queryset, fields[name].empty_label = rows, gettext("Please choose")


class FlyerForm(Form):
    """On which paper, and in which languages: the second is printed on the back."""

    size = forms.ChoiceField(label=_("Paper"), choices=PaperSize.choices, required=False)
    front = forms.ChoiceField(label=_("Front"), required=False)
    back = forms.ChoiceField(label=_("Back"), required=False)

    def __init__(self, *args: Any, languages: Sequence[tuple[str, str]], **values: Any) -> None:
        super().__init__(*args, **values)
        front: Any = self.fields["front"]
        back: Any = self.fields["back"]
        front.choices = languages
        back.choices = [("", gettext("Nothing")), *languages]

    @property
    def languages(self) -> list[str]:
        """Without repeating; that of the form where none was chosen."""
        given = [self.cleaned_data["front"], self.cleaned_data["back"]]
        front: Any = self.fields["front"]
        return list(dict.fromkeys(one for one in given if one)) or [front.choices[0][0]]
