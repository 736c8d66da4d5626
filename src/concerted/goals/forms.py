from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import ModelForm
from concerted.goals.models import Goal
from concerted.organizations.translating import language_choices


class GoalForm(ModelForm):
    language = forms.ChoiceField(
        label=_("Language you write in"),
        help_text=_("Translations come after you save."),
        choices=language_choices,
    )

    class Meta:
        model = Goal
        fields = ["title", "summary", "language"]
        labels = {"title": _("What do you want to achieve?"), "summary": _("Why it matters")}
        help_texts = {
            "title": _(
                "One sentence that a neighbor understands, with a number or a date if you can."
            ),
            "summary": _("Who is hurt today, and what will be better for whom."),
        }
        widgets = {"summary": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        for name in ("title", "summary"):
            self.fields[name].widget.attrs["dir"] = "auto"
