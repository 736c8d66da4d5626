"""Choosing among rows that have names in several languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.db.models.fields import BLANK_CHOICE_DASH as DASHES
from django.utils.translation import gettext

from concerted.base.forms import ModelForm
from concerted.base.languages import page_language
from concerted.measure.indicators.models import Subgroup
from concerted.organizations.translations import TranslatableRecord, renditions


class NamedChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Rows by their names in the reader's language."""

    names: Mapping[Any, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        return self.names.get(obj.pk) or str(obj)


def offer(field: Any, rows: QuerySet[Any], empty: str | None = None) -> None:
    """Let ``field`` choose among ``rows``; ``empty`` is what no choice means."""
    field.queryset = rows
    if isinstance(field, NamedChoice) and issubclass(rows.model, TranslatableRecord):
        field.names = _names(list(rows))
    if empty is not None:
        field.empty_label = empty


def _names(rows: list[Any]) -> dict[Any, str]:
    """Titles; groups with that of their dimension in front."""
    texts = renditions(rows, page_language())
    if not rows or not isinstance(rows[0], Subgroup):
        return {key: text.title for key, text in texts.items()}
    dimensions = renditions({one.dimension for one in rows}, page_language())
    return {one.pk: f"{dimensions[one.dimension_id].title}: {texts[one.pk].title}" for one in rows}


class RowForm(ModelForm):
    """The fields of a table. The operation checks what the table promises, and says beside which field."""

    def __init__(self, *args: Any, **values: Any) -> None:
        """A list that begins with nothing says so in words, not with a row of dashes."""
        super().__init__(*args, **values)
        lists: list[Any] = [
            one for one in self.fields.values() if type(one) is forms.TypedChoiceField
        ]
        for one in lists:
            first, *rest = one.choices
            if [first] == DASHES:
                one.choices = [("", gettext("Please choose")), *rest]

    def _post_clean(self) -> None:
        pass
