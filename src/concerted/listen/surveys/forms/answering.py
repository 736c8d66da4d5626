"""What a visitor fills in: the questions of one page, made of the survey, and who they are where it is named."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.base.forms import Form
from concerted.listen.surveys.forms.kinds import Asked, fields_of, initial_of, read_answer
from concerted.listen.surveys.operations.answering import Sender
from concerted.listen.surveys.queries.paths import SKIPPED, Answers, Said
from concerted.organizations.models import Organization
from concerted.people.models import normalize_phone


@dataclass(frozen=True)
class Shown:
    """A question with its fields, for the template. A note has none."""

    asked: Asked
    fields: list[forms.BoundField]

    @property
    def is_group(self) -> bool:
        return len(self.fields) > 1


class StepForm(Form):
    """The questions of one step. ``said`` is what was answered, with the state of each answer."""

    def __init__(
        self, asked: list[Asked], answers: Answers, data: Any = None, *, is_paper: bool = False
    ) -> None:
        super().__init__(data, auto_id="%s")
        self.asked, self.is_paper = asked, is_paper
        self.said: dict[uuid.UUID, Said] = {}
        self.parts: dict[uuid.UUID, list[str]] = {}
        for one in asked:
            if not one.is_note:
                made = fields_of(one, is_paper=is_paper)
                self.fields.update(made)
                self.parts[one.question.pk] = list(made)
                self.initial.update(initial_of(one, answers.get(one.question.pk, SKIPPED)))

    def shown(self) -> list[Shown]:
        """Each question with its fields, in order."""
        return [
            Shown(one, [self[name] for name in self.parts.get(one.question.pk, [])])
            for one in self.asked
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for one in self.asked:
            if not one.is_note and not set(self.parts[one.question.pk]) & set(self.errors):
                self._read(one, cleaned)
        return cleaned

    def _read(self, one: Asked, cleaned: dict[str, Any]) -> None:
        beside = self.parts[one.question.pk][0]
        try:
            said = read_answer(one, cleaned)
        except forms.ValidationError as error:
            self.add_error(beside, error)
            return
        if one.question.is_required and said == SKIPPED and not self.is_paper:
            self.add_error(beside, _missing(one))
        self.said[one.question.pk] = said


def _missing(one: Asked) -> str:
    if one.question.may_decline:
        return _("Please answer, or say that you prefer not to.")
    return _("Please answer this question.")


class SenderForm(Form):
    """Who sends named answers, and one unticked box."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        min_length=2,
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        help_text=gettext_lazy("E-mail or phone: one is enough. Neither is ever shown."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )
    news = forms.BooleanField(required=False)

    def __init__(self, organization: Organization, data: Any = None) -> None:
        super().__init__(data, auto_id="send-%s")
        self.organization = organization
        self.words = _(
            "%(organization)s may e-mail or text me about this survey and what follows"
        ) % {"organization": organization.name}
        self.fields["news"].label = self.words

    def clean_phone(self) -> str:
        given: str = self.cleaned_data["phone"]
        if given and not normalize_phone(given, self.organization.region):
            raise forms.ValidationError(
                _("This is not a phone number we can use. Please write it with its area code.")
            )
        return given

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        wrong = {"email", "phone"} & set(self.errors)
        if not wrong and not cleaned.get("email") and not cleaned.get("phone"):
            self.add_error("email", _("Please give an e-mail address or a phone number."))
        return cleaned

    def sender(self) -> Sender:
        cleaned = self.cleaned_data
        return Sender(
            name=cleaned["name"],
            email=cleaned["email"],
            phone=cleaned["phone"],
            consent_words=self.words if cleaned["news"] else "",
        )


class ReturnForm(Form):
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="return-%s")
