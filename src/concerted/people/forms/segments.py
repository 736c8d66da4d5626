from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from concerted.base.forms import Form
from concerted.organizations.models import Organization
from concerted.people import registry
from concerted.people.forms.persons import languages
from concerted.people.models import Channel, Tag
from concerted.people.queries.segments import SegmentQuery


class ListField(forms.CharField):
    """Values with commas between them."""

    def clean(self, value: Any) -> tuple[str, ...]:
        parts = (part.strip() for part in re.split(r"[,;\n]", super().clean(value)))
        return tuple(dict.fromkeys(part for part in parts if part))


def _ticks(label: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple
    )


class SegmentForm(Form):
    """A question about people. It is asked by GET, so that it can be bookmarked before it is kept."""

    tags = _ticks(_("Has all these tags"))
    without_tags = _ticks(_("Has none of these tags"))
    postal_codes = ListField(
        label=_("Postal codes"),
        help_text=_("With commas between them. A beginning is enough: 021."),
        max_length=500,
        required=False,
    )
    localities = ListField(
        label=_("Cities or towns"),
        help_text=_("With commas between them."),
        max_length=500,
        required=False,
    )
    languages = _ticks(_("Speaks one of these languages"))
    actions = _ticks(_("Did all of these"))
    without_actions = _ticks(_("Did none of these"))
    channel = forms.ChoiceField(
        label=_("Said yes to news by"),
        choices=[("", _("Any or none")), *Channel.choices],
        required=False,
    )
    added_after = forms.DateField(
        label=_("Added on this day or later"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    added_before = forms.DateField(
        label=_("Added on this day or earlier"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(
        self, *args: Any, organization: Organization, tags: list[Tag], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        known = [(str(tag.pk), tag.name) for tag in tags]
        done = action_choices(organization)
        for name, choices in (
            ("tags", known),
            ("without_tags", known),
            ("actions", done),
            ("without_actions", done),
            ("languages", languages()),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        for name in ("tags", "without_tags", "actions", "without_actions"):
            if not self.fields[name].choices:  # type: ignore[attr-defined]
                del self.fields[name]

    @property
    def query(self) -> SegmentQuery:
        values: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if isinstance(value, list):
                values[name] = tuple(value)
            elif value:
                values[name] = value.isoformat() if hasattr(value, "isoformat") else value
        return SegmentQuery(**values)


def action_choices(organization: Organization) -> list[tuple[str, str]]:
    """What people can have done: anything of a kind, or one thing of it."""
    choices = []
    for action in registry.actions().values():
        choices.append((action.name, str(action.label)))
        choices += [
            (f"{action.name}:{which}", f"{action.label}: “{name}”")
            for which, name in action.choices(organization)
        ]
    return choices


def initial_of(query: SegmentQuery) -> dict[str, Any]:
    """``query`` as the form shows it."""
    values = dict(query.as_json())
    for name in ("postal_codes", "localities"):
        values[name] = ", ".join(values.get(name, ()))
    return values


class SegmentNameForm(Form):
    name = forms.CharField(label=_("Name of the segment"), max_length=100)
