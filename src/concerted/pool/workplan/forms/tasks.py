from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from concerted.accounts.models import User
from concerted.base.forms import Form, ModelForm, day_input
from concerted.organizations.models import Organization
from concerted.pool.workplan.models import Activity, Task


class TaskForm(ModelForm):
    """A thing to do; ``users`` are those of the teams that whoever fills it in belongs to."""

    class Meta:
        model = Task
        fields = ["title", "activity", "partner", "user", "due_on"]
        labels = {
            "activity": _("Part of which activity?"),
            "partner": _("Which partner does it?"),
            "user": _("Who of the team?"),
            "due_on": _("By when?"),
        }
        help_texts = {
            "user": _("You can name people of your own teams. A partner names its people itself."),
        }
        widgets = {"title": forms.TextInput(attrs={"dir": "auto"}), "due_on": day_input()}

    def __init__(
        self,
        *args: Any,
        activities: QuerySet[Activity],
        partners: QuerySet[Organization],
        users: QuerySet[User],
        **values: Any,
    ) -> None:
        super().__init__(*args, **values)
        choice: dict[str, Any] = dict(self.fields)
        choice["activity"].queryset = activities
        choice["activity"].empty_label = gettext("None of them")
        choice["partner"].queryset, choice["partner"].empty_label = partners, gettext("Nobody yet")
        choice["user"].queryset, choice["user"].empty_label = users, gettext("Nobody yet")

    def _post_clean(self) -> None:
        """Leaves the row alone: the operation compares it with what is new."""


class HandForm(Form):
    """Who of the partner's team does it."""

    user: Any = forms.ModelChoiceField(
        label=_("Who of your team does it?"), queryset=User.objects.none(), required=False
    )

    def __init__(self, *args: Any, users: QuerySet[User], **values: Any) -> None:
        super().__init__(*args, **values)
        choice: Any = self.fields["user"]
        choice.queryset, choice.empty_label = users, gettext("Nobody yet")
