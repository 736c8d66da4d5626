"""What owners fill in: between whom, from when, the fields of the text, and the texts themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.base.languages import own_name
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.agreements.fields import Field, Shape
from concerted.pool.agreements.models import Agreement, Kind
from concerted.pool.agreements.standard import standard_texts


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def long_input(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class AgreementForm(Form):
    """A draft. ``partners`` and ``goals`` are those to choose from; the kind of a draft that exists stays."""

    kind = forms.ChoiceField(
        label=_("What kind of agreement is it?"), choices=Kind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label=_("What do you call it?"),
        help_text=_("As in: Working together on the clinic on Elm Street."),
        max_length=160,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    partners = forms.ModelMultipleChoiceField(
        label=_("With whom?"),
        queryset=Organization.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    other_partner = forms.SlugField(
        label=_("Another organization, by its address"),
        help_text=_("The last part of the web address of its page, as in river-side."),
        required=False,
        max_length=60,
    )
    languages = forms.MultipleChoiceField(
        label=_("In which languages?"),
        help_text=_("With two, both texts stand side by side in the agreement."),
        widget=forms.CheckboxSelectMultiple,
    )
    starts_on = forms.DateField(label=_("From when does it hold?"), widget=day_input())
    ends_on = forms.DateField(
        label=_("Until when?"),
        help_text=_("Leave it empty where there is no end. You are reminded before it ends."),
        required=False,
        widget=day_input(),
    )
    goal = forms.ModelChoiceField(
        label=_("Which goal does it serve?"),
        queryset=Goal.objects.none(),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        organization: Organization,
        partners: QuerySet[Organization],
        goals: QuerySet[Goal],
        agreement: Agreement | None = None,
    ) -> None:
        languages = _languages(organization, agreement)
        super().__init__(data, initial=_kept(agreement, languages))
        named: Any = self.fields
        named["partners"].queryset = partners
        named["goal"].queryset, named["goal"].empty_label = goals, gettext("None yet")
        named["languages"].choices = [(code, own_name(code)) for code in languages]
        if agreement is not None:
            del self.fields["kind"]

    def clean_other_partner(self) -> Organization | None:
        slug = self.cleaned_data["other_partner"]
        if not slug:
            return None
        found = Organization.objects.public().filter(slug=slug).first()
        if found is None:
            words = gettext("No organization has the address “%(slug)s” here.")
            raise forms.ValidationError(words % {"slug": slug})
        return found

    def clean(self) -> dict[str, Any]:
        """``partners`` with the other one among them."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        other = values.pop("other_partner", None)
        values["partners"] = [*values.get("partners", []), *([other] if other else [])]
        return values


def _languages(organization: Organization, agreement: Agreement | None) -> list[str]:
    """Languages in which there is a text, the organization's own first."""
    texts = agreement.template.texts if agreement is not None else standard_texts(Kind.MEMORANDUM)
    return sorted(texts, key=lambda code: (code != organization.language, code))


def _kept(agreement: Agreement | None, languages: Sequence[str]) -> dict[str, Any]:
    if agreement is None:
        return {"languages": languages[:1], "kind": Kind.MEMORANDUM}
    parties = [one for one in agreement.parties.all() if not one.is_drafter]
    return {
        "title": agreement.title,
        "languages": agreement.languages,
        "starts_on": agreement.starts_on,
        "ends_on": agreement.ends_on,
        "goal": agreement.goal_id,
        "partners": [one.partner_id for one in parties if one.left_on is None],
    }


class FillForm(Form):
    """The fields of a text; what is written in words is asked once for each language."""

    def __init__(
        self,
        fields: Sequence[Field],
        languages: Sequence[str],
        data: Any = None,
        *,
        values: Mapping[str, Any],
    ) -> None:
        super().__init__(data)
        self._asked, self._languages = fields, languages
        for field in fields:
            if not field.is_worded:
                self.fields[field.name] = _control(field)
                self.fields[field.name].initial = values.get(field.name)
                continue
            for code in languages:
                name = f"{field.name}__{code}"
                self.fields[name] = _control(field, code if len(languages) > 1 else "")
                self.fields[name].initial = (values.get(field.name) or {}).get(code, "")

    def values(self) -> dict[str, Any]:
        """What was filled in, by the name of the field."""
        told: dict[str, Any] = {}
        for field in self._asked:
            if field.is_worded:
                told[field.name] = {
                    code: self.cleaned_data[f"{field.name}__{code}"] for code in self._languages
                }
            else:
                told[field.name] = self.cleaned_data[field.name]
        return {"values": told}


def _control(field: Field, language: str = "") -> forms.Field:
    """Nothing is demanded while it is a draft: what is missing is told before it is sent."""
    label = f"{field.label} ({own_name(language)})" if language else field.label
    told: dict[str, Any] = {"label": label, "help_text": field.hint, "required": False}
    choices = field.choices.choices if field.choices is not None else []
    if field.shape == Shape.NUMBER:
        return forms.IntegerField(min_value=field.least, max_value=field.most, **told)
    if field.shape == Shape.SEVERAL:
        return forms.MultipleChoiceField(
            choices=choices, widget=forms.CheckboxSelectMultiple, **told
        )
    if field.shape == Shape.ONE:
        return forms.ChoiceField(choices=[("", gettext("Not chosen yet")), *choices], **told)
    widget = long_input(4)
    if language:
        widget.attrs["lang"] = language
    return forms.CharField(max_length=4000, widget=widget, **told)


class TemplateForm(Form):
    """The text of a kind of agreement, in each of ``languages``."""

    def __init__(
        self, languages: Sequence[str], data: Any = None, *, texts: Mapping[str, str]
    ) -> None:
        super().__init__(data)
        self._languages = languages
        for code in languages:
            self.fields[f"text_{code}"] = forms.CharField(
                label=own_name(code),
                required=False,
                max_length=30_000,
                initial=texts.get(code, ""),
                widget=long_input(24),
            )
        self.fields["change_note"] = forms.CharField(
            label=gettext("What changed, and why"), required=False, max_length=300
        )

    def values(self) -> dict[str, Any]:
        texts = {code: self.cleaned_data[f"text_{code}"] for code in self._languages}
        return {"texts": texts, "change_note": self.cleaned_data["change_note"]}
