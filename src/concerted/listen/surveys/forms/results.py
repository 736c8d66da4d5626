from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.listen.surveys.models import By
from concerted.listen.surveys.queries.grouping import GroupingChoice


class GroupingForm(Form):
    by = forms.ChoiceField(
        label=_("Tell results by"),
        help_text=_(
            "Choose once: when results were told by these groups, they stay, so that nobody’s answer can be followed "
            "from one grouping to another."
        ),
    )

    def __init__(self, *args: Any, choices: Sequence[GroupingChoice], **rest: Any) -> None:
        super().__init__(*args, **rest)
        named = [(one.value, one.name) for one in choices]
        field = self.fields["by"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - tells the type checker
        field.choices = [(By.NOTHING.value, By.NOTHING.label), *named]

    def values(self) -> dict[str, Any]:
        by, _mark, key = self.cleaned_data["by"].partition(":")
        return {"by": By(by), "key": key}
