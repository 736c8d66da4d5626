"""Forms whose text is clean and bounded, and whose refusals stand beside the field."""

from __future__ import annotations

import copy
import unicodedata
from collections.abc import Callable
from typing import Any

from django import forms

from concerted.base.errors import Refused

KEPT = {"\n", "\t", "\u200c", "\u200d"}
"""Line breaks, and the joiners that Persian, Hindi and emoji are written with."""


def clean_text(value: str, *, lines: bool = False) -> str:
    """``value`` as people read it: composed (NFC), without control, direction or zero-width marks."""
    if not lines and value.isascii() and value.isprintable():
        return " ".join(value.split())
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    composed = unicodedata.normalize("NFC", value)
    kept = "".join(
        character
        for character in composed
        if character in KEPT or unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co")
    )
    if lines:
        return "\n".join(line.rstrip() for line in kept.split("\n")).strip()
    return " ".join(kept.split())


class CleanTextMixin:
    """Cleans every text of a form before it is validated, so that what is stored is what is seen.

    In the place of Django's own loop, which builds for each field what only its showing needs.
    """

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]

    def _clean_fields(self) -> None:
        for name, field in self.fields.items():
            try:
                self.cleaned_data[name] = self._cleaned(name, field)
                if hook := getattr(self, f"clean_{name}", None):
                    self.cleaned_data[name] = hook()
            except forms.ValidationError as error:
                self.add_error(name, error)  # type: ignore[attr-defined]

    def _cleaned(self, name: str, field: forms.Field) -> Any:
        if field.disabled or isinstance(field, forms.FileField):
            return field._clean_bound_field(self[name])  # type: ignore[attr-defined, index]
        widget = field.widget
        given = self._widget_data_value(widget, self.add_prefix(name))  # type: ignore[attr-defined]
        if isinstance(given, str) and _is_text(field):
            given = clean_text(given, lines=isinstance(widget, forms.Textarea))
        return field.clean(given)


def _is_text(field: forms.Field) -> bool:
    """Passwords are left as they were typed."""
    return isinstance(field, forms.CharField) and not isinstance(field.widget, forms.PasswordInput)


class SharedFields(dict[str, forms.Field]):
    """Fields of a form that is made very often: each form gets copies, which share what nobody changes.

    For forms with plain widgets; those with choices keep state in theirs.
    """

    def __deepcopy__(self, _memo: Any) -> dict[str, forms.Field]:
        return {name: copy.copy(field) for name, field in self.items()}


class RefusableMixin(forms.BaseForm):
    """A form that an operation takes, or refuses."""

    result: Any = None
    """What the operation returned that took the form."""

    def values(self) -> dict[str, Any]:
        """What an operation takes of the form."""
        return self.cleaned_data

    def done(self, operation: Callable[..., Any], /, **known: Any) -> bool:
        """Whether the form was sent and ``operation`` took it, with what is ``known`` without the form.

        If not, the answer is the page of the form: what it lacks or was refused stands beside its fields.
        """
        if not self.is_valid():
            return False
        try:
            self.result = operation(**known, **self.values())
        except Refused as refused:
            self.refuse(refused)
            return False
        return True

    def refuse(self, refused: Refused) -> None:
        """Put what an operation refused beside its field."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)


class Form(RefusableMixin, CleanTextMixin, forms.Form):
    pass


class ModelForm(RefusableMixin, CleanTextMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A form with the fields of a table; it never saves, operations do."""

    def save(self, commit: bool = True) -> Any:  # noqa: ARG002 - as Django calls it
        raise TypeError("Operations write; forms do not.")


def moment_input() -> forms.DateTimeInput:
    """A day and a time, as the browser's own picker gives them."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def day_input() -> forms.DateInput:
    """A day, as the browser's own picker gives it."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
