from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.act.campaigns.capacity import CapacityForm
from concerted.act.petitions.models import Display, NamesMode, Petition
from concerted.act.petitions.queries.consents import ConsentQuestion
from concerted.base.forms import SharedFields
from concerted.organizations.models import Organization
from concerted.people.models import normalize_phone


class SignatureForm(CapacityForm):
    """The least that makes a signature count, and one unticked box for each organization."""

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
    postal_code = forms.CharField(
        label=gettext_lazy("ZIP code"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    comment = forms.CharField(
        label=gettext_lazy("Why are you signing?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    shows_name = forms.BooleanField(
        label=gettext_lazy("Show my first name, ZIP code and reason on this page"),
        required=False,
    )

    def __init__(
        self, petition: Petition, questions: list[ConsentQuestion], data: Any = None
    ) -> None:
        super().__init__(data, auto_id="sign-%s")
        self.petition = petition
        self.questions = questions
        if petition.names_mode == NamesMode.COUNTS:
            del self.fields["shows_name"]
        if petition.needs_confirmation:
            self.fields["email"].required = True
            self.fields["email"].help_text = _("To confirm that you are you. It is never shown.")
            del self.fields["phone"]
        self.hint_of_work(petition.organization)
        self._ask(questions)

    def _ask(self, questions: list[ConsentQuestion]) -> None:
        for question in questions:
            self.fields[question.field_name] = forms.BooleanField(
                label=question.words, required=False
            )

    def with_all(self, questions: list[ConsentQuestion]) -> SignatureForm:
        """The same answers and errors, to be shown with every question."""
        self.questions = questions
        self._ask(questions)
        return self

    def consent_fields(self) -> list[forms.BoundField]:
        return [self[question.field_name] for question in self.questions]

    def clean_phone(self) -> str:
        given: str = self.cleaned_data["phone"]
        if given and not normalize_phone(given, self.petition.organization.region):
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

    def consents(self) -> list[tuple[Organization, str]]:
        """The organizations that may send news, with the words that were ticked."""
        return [
            (question.organization, question.words)
            for question in self.questions
            if self.cleaned_data.get(question.field_name)
        ]

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        shown = cleaned.get("shows_name", False)
        return {
            "name": cleaned["name"],
            "email": cleaned["email"],
            "phone": cleaned.get("phone", ""),
            "postal_code": cleaned["postal_code"],
            "comment": cleaned["comment"],
            "display": Display.SHOWN if shown else Display.HIDDEN,
            "consents": self.consents(),
            **self.capacity_values(),
        }


_own = {
    name: field
    for name, field in SignatureForm.base_fields.items()
    if name not in CapacityForm.base_fields
}
SignatureForm.base_fields = SharedFields({**_own, **CapacityForm.base_fields})
