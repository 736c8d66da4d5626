from __future__ import annotations

import zoneinfo
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from concerted.act.policies.models import DeadlineKind, Hearing
from concerted.base.forms import Form, ModelForm, day_input, moment_input
from concerted.organizations.forms import time_zones
from concerted.organizations.translating import language_choices


class DeadlineForm(Form):
    kind = forms.ChoiceField(label=_("What is on that day?"), choices=DeadlineKind.choices)
    due_on = forms.DateField(label=_("Which day?"), widget=day_input())
    text = forms.CharField(label=_("A word on it"), max_length=200, required=False)
    link = forms.URLField(
        label=_("Link, such as the comment form"),
        max_length=500,
        required=False,
        assume_scheme="https",
    )


class HearingForm(ModelForm):
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=time_zones)
    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    link = forms.URLField(
        label=_("Link to join from afar"), required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Hearing
        fields = [
            "title",
            "starts_at",
            "time_zone",
            "minutes",
            "place",
            "link",
            "sign_up",
            "language",
        ]
        labels = {
            "title": _("What is the hearing called?"),
            "starts_at": _("When does it begin?"),
            "minutes": _("How many minutes does it take?"),
            "place": _("Where?"),
            "sign_up": _("How does one get to speak?"),
        }
        help_texts = {
            "sign_up": _("As in: write your name on the list at the door before six."),
        }
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "place": forms.TextInput(attrs={"dir": "auto"}),
            "sign_up": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "starts_at": moment_input(),
        }

    def clean(self) -> dict[str, Any]:
        """The time is meant where the hearing is, and not where it is typed."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        starts_at, zone = values.get("starts_at"), values.get("time_zone")
        if starts_at is not None and zone:
            plain = timezone.make_naive(starts_at)
            values["starts_at"] = timezone.make_aware(plain, zoneinfo.ZoneInfo(zone))
        return values

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""
