from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import ModelForm, day_input
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.translating import language_choices
from concerted.pool.workplan.models import Activity


class ActivityForm(ModelForm):
    """What partners do for a goal; ``goals`` and ``partners`` are those that can be chosen."""

    language = forms.ChoiceField(label=_("Language you write in"), choices=language_choices)
    spoken = forms.ChoiceField(label=_("In which language is it done?"), required=False)
    partners: Any = forms.ModelMultipleChoiceField(
        label=_("Who helps?"),
        queryset=Organization.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = (
        "title",
        "goal",
        "kind",
        "contribution",
        "owner",
        "partners",
        "starts_on",
        "ends_on",
        "place",
        "spoken",
        "language",
    )

    class Meta:
        model = Activity
        fields = [
            "title",
            "goal",
            "kind",
            "contribution",
            "owner",
            "starts_on",
            "ends_on",
            "place",
            "spoken",
            "language",
        ]
        labels = {
            "title": _("What do you do?"),
            "goal": _("For which goal?"),
            "kind": _("What kind of work is it?"),
            "contribution": _("What does it contribute to the goal?"),
            "owner": _("Which partner answers for it?"),
            "starts_on": _("From when?"),
            "ends_on": _("Until when?"),
            "place": _("Where?"),
        }
        widgets = {
            "title": forms.TextInput(attrs={"dir": "auto"}),
            "contribution": forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
            "place": forms.TextInput(attrs={"dir": "auto"}),
            "starts_on": day_input(),
            "ends_on": day_input(),
        }

    def __init__(
        self,
        *args: Any,
        goals: QuerySet[Goal],
        partners: QuerySet[Organization],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        choice: dict[str, Any] = dict(self.fields)
        choice["goal"].queryset, choice["goal"].empty_label = goals, gettext("Choose a goal")
        choice["owner"].queryset, choice["owner"].empty_label = partners, gettext("Nobody yet")
        choice["partners"].queryset = partners
        choice["spoken"].choices = [("", gettext("In any language")), *language_choices()]

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class AdaptForm(ActivityForm):
    """The same, with the state and why it changes."""

    reason = forms.CharField(
        label=_("Why do you change it?"),
        help_text=_("Partners read it. Needed once the work is under way."),
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    class Meta(ActivityForm.Meta):
        fields = [*ActivityForm.Meta.fields, "state"]
        labels = {**ActivityForm.Meta.labels, "state": _("How far is it?")}
