"""What organizers fill in: when partners are asked, which ones, and who may see the ties."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, ModelForm
from concerted.organizations.models import Organization
from concerted.pool.network.models import Wave


def day_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class WaveForm(ModelForm):
    """``members`` are the partners of the coalition; all are asked where nothing else is said."""

    members = forms.ModelMultipleChoiceField(
        label=_("Who is asked?"),
        queryset=Organization.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Wave
        fields = ["opens_on", "closes_on", "audience"]
        widgets = {
            "opens_on": day_input(),
            "closes_on": day_input(),
            "audience": forms.RadioSelect,
        }
        help_texts = {"opens_on": _("On that day each partner gets its link by mail.")}

    def __init__(self, *args: Any, members: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["members"]
        choice.queryset = members

    def _post_clean(self) -> None:
        """Checks the fields, and leaves the row alone: the operation compares it with what is new."""


class ClosingForm(Form):
    closes_on = forms.DateField(label=_("last day"), widget=day_input())
