from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concerted.act.petitions.models import PaperSize, Petition, Scope, Way
from concerted.act.petitions.queries.share import offered_languages
from concerted.base.forms import Form
from concerted.base.languages import own_name


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class DeliveryForm(Form):
    """What is delivered to whom, when and how."""

    scope = forms.ChoiceField(
        label=gettext_lazy("Which signatures"), choices=Scope.choices, widget=forms.RadioSelect
    )
    recipient = forms.CharField(
        label=gettext_lazy("To whom"),
        help_text=gettext_lazy("The name stands on the receipt, which everybody can read."),
        max_length=200,
    )
    way = forms.ChoiceField(label=gettext_lazy("How"), choices=Way.choices)
    delivered_on = forms.DateField(label=gettext_lazy("Date"), widget=date_input())
    recipient_email = forms.EmailField(
        label=gettext_lazy("Their e-mail"),
        help_text=gettext_lazy("Only if you want to send them a link to the files."),
        required=False,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the files"))
    size = forms.ChoiceField(label=pgettext_lazy("size", "Paper"), choices=PaperSize.choices)
    words = forms.CharField(
        label=gettext_lazy("Note for your team"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, petition: Petition, has_delivered: bool, data: Any = None) -> None:
        today = timezone.localdate(timezone=petition.zone)
        initial = {
            "key": uuid.uuid4(),
            "scope": Scope.NEW if has_delivered else Scope.ALL,
            "recipient": petition.target,
            "recipient_email": petition.target_email,
            "delivered_on": today,
        }
        super().__init__(data, initial=initial)
        self.today = today
        languages: Any = self.fields["language"]
        languages.choices = [(code, own_name(code)) for code in offered_languages(petition)]

    def clean_delivered_on(self) -> Any:
        day = self.cleaned_data["delivered_on"]
        if day > self.today:
            raise forms.ValidationError(_("Please record a delivery on its day, or after it."))
        return day
