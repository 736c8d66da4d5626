from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form, day_input
from concerted.measure.reviews.models import Kind
from concerted.organizations.models import Organization
from concerted.pool.workplan.models import Activity, ActivityState


class ItemForm(Form):
    """What is kept, changed or stopped."""

    kind = forms.ChoiceField(
        label=_("Do you keep, change or stop it?"), choices=Kind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("What, and why?"),
        help_text=_("One sentence that a neighbor understands."),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class AdaptForm(Form):
    """What is different in an activity of the workplan from now on; what is left empty stays."""

    activity: Any = forms.ModelChoiceField(
        label=_("Which activity?"), queryset=Activity.objects.none()
    )
    state = forms.ChoiceField(label=_("How far is it now?"), required=False)
    contribution = forms.CharField(
        label=_("What does it contribute from now on?"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    place = forms.CharField(
        label=_("Where is it done now?"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    ends_on = forms.DateField(label=_("Until when now?"), required=False, widget=day_input())

    def __init__(self, *args: Any, activities: QuerySet[Activity], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: dict[str, Any] = dict(self.fields)
        choice["activity"].queryset = activities
        choice["activity"].empty_label = gettext("Choose an activity")
        choice["state"].choices = [("", gettext("As before")), *ActivityState.choices]

    def values(self) -> dict[str, Any]:
        """The activity, and of the rest what was filled in."""
        return {
            name: value for name, value in self.cleaned_data.items() if value not in ("", None)
        }


class TaskForm(Form):
    """What somebody does because of it."""

    title = forms.CharField(
        label=_("What is to be done?"),
        max_length=200,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    partner: Any = forms.ModelChoiceField(
        label=_("Which partner does it?"), queryset=Organization.objects.none(), required=False
    )
    due_on = forms.DateField(label=_("By when?"), required=False, widget=day_input())

    def __init__(self, *args: Any, partners: QuerySet[Organization], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["partner"]
        choice.queryset, choice.empty_label = partners, gettext("Nobody yet")
