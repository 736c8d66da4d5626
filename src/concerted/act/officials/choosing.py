"""Choosing an official by typing some of their name: a list of many hundreds is no choice on a phone."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.act.officials.models import Official
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization

SUGGESTED = 40
FITTING = 8
"""So many names are told when several fit."""


def name_of(official: Official) -> str:
    """The name with the post, which tells two of one name apart."""
    return f"{official.name} ({official.post})" if official.post else official.name


def _as_key(value: Any) -> uuid.UUID | None:
    try:
        return value if isinstance(value, uuid.UUID) else uuid.UUID(str(value))
    except ValueError:
        return None


class Suggesting(forms.TextInput):
    """A line to type in, with names that the browser suggests; any other may be typed."""

    suggestions: tuple[str, ...] = ()

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        known = f"{(attrs or {}).get('id', name)}_names"
        written = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        options = format_html_join(
            "", '<option value="{}"></option>', ((one,) for one in self.suggestions)
        )
        return format_html('{}<datalist id="{}">{}</datalist>', written, known, options)


class OfficialField(forms.CharField):
    """Some words of a name, a post or a place that fit one official; several that fit are told beside the field.

    ``offer`` says whose officials may be chosen. Those the organization keeps by hand are suggested.
    """

    widget = Suggesting(attrs={"dir": "auto", "autocomplete": "off"})
    default_error_messages = {
        "nobody": gettext_lazy("Nobody in your list fits this. Try only a family name."),
    }

    def __init__(self, **values: Any) -> None:
        super().__init__(max_length=300, **values)
        self.queryset = Official.objects.none()

    def offer(self, organization: Organization, viewer: Viewer) -> None:
        known = Official.objects.visible_to(viewer).known_to(organization)
        self.queryset = known.current().with_posts()
        own = self.queryset.filter(organization=organization).order_by("source_id", "name")
        self.widget.suggestions = tuple(name_of(one) for one in own[:SUGGESTED])

    def prepare_value(self, value: Any) -> Any:
        pk = _as_key(value)
        if pk is None:
            return value
        known = self.queryset.filter(pk=pk)
        return next((name_of(one) for one in known), "")

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        if not written:
            return None
        pk = _as_key(written)
        if pk is not None:
            found = list(self.queryset.filter(pk=pk))
        else:
            words = written.replace("(", " ").replace(")", " ").replace(",", " ")
            found = list(self.queryset.matching(words)[: FITTING + 1])
            found = [one for one in found if name_of(one) == written] or found
        if not found:
            raise forms.ValidationError(self.error_messages["nobody"], code="nobody")
        if len(found) > 1:
            names = "; ".join(name_of(one) for one in found[:FITTING])
            raise forms.ValidationError(
                _("Several fit. Please write one of these: %(names)s") % {"names": names}
            )
        return found[0]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)
