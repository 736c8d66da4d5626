from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.act.petitions.forms.deliveries import date_input
from concerted.act.petitions.models import Answer, Petition, Stance
from concerted.base.forms import Form
from concerted.organizations.translating import language_choices


class AnswerForm(Form):
    """What the target answered."""

    stance = forms.ChoiceField(
        label=gettext_lazy("Their answer"), choices=Stance.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=gettext_lazy("In their words"),
        help_text=gettext_lazy("As they said it, or in short. Everybody can read it."),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of these words"), choices=language_choices
    )
    answered_on = forms.DateField(label=gettext_lazy("Answered on"), widget=date_input())
    link = forms.URLField(
        label=gettext_lazy("Where to read it in full"),
        max_length=400,
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, petition: Petition, data: Any = None, answer: Answer | None = None) -> None:
        self.today = timezone.localdate(timezone=petition.zone)
        initial: dict[str, Any] = {
            "key": uuid.uuid4(),
            "language": petition.language,
            "answered_on": self.today,
        }
        if answer is not None:
            names = ("stance", "text", "language", "answered_on", "link")
            initial |= {name: getattr(answer, name) for name in names}
        super().__init__(data, initial=initial)
        if answer is not None:
            del self.fields["key"]

    def clean_answered_on(self) -> Any:
        day = self.cleaned_data["answered_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day has not come yet."))
        return day
