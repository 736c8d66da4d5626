"""Choosing officials, or a district, by typing some of the name: a list of many hundreds is no choice on a phone."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from concerted.act.officials.models import Division, Official
from concerted.act.officials.models.officials import OfficialQuerySet
from concerted.act.officials.reading.divisions import DIVISION
from concerted.base.forms import clean_text
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization

HOW_TO_CHOOSE = gettext_lazy(
    "Type some of a name, a post or a place. Who is missing is added under Officials."
)
SUGGESTED = 40
DIVISION_ID = re.compile(r"ocd-division/country:[a-z]{2}(/[\w-]+:[\w.~-]+)*")
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
        self.queryset, self.widget.suggestions = _offered(organization, viewer)

    def prepare_value(self, value: Any) -> Any:
        pk = _as_key(value)
        if pk is None:
            return value
        known = self.queryset.filter(pk=pk)
        return next((name_of(one) for one in known), "")

    def clean(self, value: Any) -> Any:
        written = super().clean(value)
        return (
            _fitting(self.queryset, written, str(self.error_messages["nobody"]))
            if written
            else None
        )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != data)


def _offered(
    organization: Organization, viewer: Viewer
) -> tuple[OfficialQuerySet, tuple[str, ...]]:
    """Whom a viewer may choose in an organization, and the names of those that it keeps by hand."""
    known = Official.objects.visible_to(viewer).known_to(organization)
    offered = known.current().with_posts()
    own = offered.filter(organization=organization).order_by("source_id", "name")
    return offered, tuple(name_of(one) for one in own[:SUGGESTED])


def _fitting(known: OfficialQuerySet, written: str, nobody: str) -> Official:
    """The one whom the words fit, or whose key they are."""
    pk = _as_key(written)
    if pk is not None:
        found = list(known.filter(pk=pk))
    else:
        words = written.replace("(", " ").replace(")", " ").replace(",", " ")
        found = list(known.matching(words)[: FITTING + 1])
        found = [one for one in found if name_of(one) == written] or found
    if not found:
        raise forms.ValidationError(nobody, code="nobody")
    if len(found) > 1:
        names = "; ".join(name_of(one) for one in found[:FITTING])
        raise forms.ValidationError(
            _("Several fit. Please write one of these: %(names)s") % {"names": names}
        )
    return found[0]


class Choosing(Suggesting):
    """Those already chosen, each to be unticked, and lines to type further names in."""

    use_fieldset = True
    lines = 3
    chosen: tuple[tuple[str, str], ...] = ()

    def value_from_datadict(self, data: Any, _files: Any, name: str) -> list[str]:
        given = data.getlist(name) if hasattr(data, "getlist") else data.get(name) or []
        return [clean_text(str(one)) for one in given if str(one).strip()]

    def id_for_label(self, id_: str | None, _index: str | None = None) -> str:
        return f"{id_}_0"

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        given = {**self.attrs, **(attrs or {})}
        place = given.pop("id", name)
        names = dict(self.chosen)
        written = [str(one) for one in value or ()]
        ticked = [one for one in written if one in names]
        typed = [one for one in written if one not in names]
        typed += [""] * max(self.lines - len(typed), 1)
        ticks = format_html_join(
            "",
            '<div class="field--tick"><input type="checkbox" name="{}" value="{}" id="{}_is_{}" checked> '
            '<label for="{}_is_{}" dir="auto">{}</label></div>',
            ((name, one, place, at, place, at, names[one]) for at, one in enumerate(ticked)),
        )
        label = {"aria-label": _("Name of an official")}
        first = super().render(name, typed[0], {**given, **label, "id": f"{place}_0"}, renderer)
        others = format_html_join(
            "",
            '<input type="text" name="{}" value="{}" list="{}_0_names" aria-label="{}"{}>',
            ((name, one, place, label["aria-label"], flatatt(self.attrs)) for one in typed[1:]),
        )
        return format_html("{}{}{}", ticks, first, others)


class OfficialsField(forms.Field):
    """Several officials, each chosen by some words as in ``OfficialField``; gives them in the order they were written."""

    widget = Choosing(attrs={"dir": "auto", "autocomplete": "off", "maxlength": 300})
    default_error_messages = {"nobody": OfficialField.default_error_messages["nobody"]}

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self.queryset = Official.objects.none()

    def offer(self, organization: Organization, viewer: Viewer, chosen: Any = ()) -> None:
        """``chosen`` are those there already, who may have left office since."""
        self.queryset, self.widget.suggestions = _offered(organization, viewer)
        self._already = list(chosen)
        self._tick(self._already)

    def _tick(self, officials: Iterable[Official]) -> None:
        self.widget.chosen = tuple((str(one.pk), name_of(one)) for one in officials)

    def prepare_value(self, value: Any) -> list[str]:
        return [str(getattr(one, "pk", one)) for one in value or ()]

    def clean(self, value: Any) -> list[Official]:
        """All of them; where one line fits nobody or several, that line is named and the others stay chosen."""
        found: dict[Any, Official] = {}
        problems = []
        for written in value or ():
            try:
                one = self._one(written)
            except forms.ValidationError as problem:
                problems += [f"“{written[:60]}”: {sentence}" for sentence in problem.messages]
            else:
                found[one.pk] = one
        self._tick([*self._already, *found.values()])
        if problems:
            raise forms.ValidationError(problems)
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(found.values())

    def _one(self, written: str) -> Official:
        already = next((one for one in self._already if str(one.pk) == written), None)
        return already or _fitting(self.queryset, written, str(self.error_messages["nobody"]))


class DivisionField(forms.CharField):
    """Some words of a district's name that fit one, or its Open Civic Data id; gives the id."""

    widget = Suggesting(attrs={"dir": "auto", "autocomplete": "off"})
    default_error_messages = {
        "none": gettext_lazy(
            "No district here is called so. Try fewer words, or its Open Civic Data id."
        )
    }

    def __init__(self, **values: Any) -> None:
        super().__init__(max_length=400, **values)

    def prepare_value(self, value: Any) -> Any:
        """As it is told apart from others: the name with the id."""
        known = Division.objects.filter(ocd_id=clean_text(value)) if value else ()
        return next((f"{one} ({one.ocd_id})" for one in known), value)

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        given = re.search(rf"{DIVISION}\S+?(?=[)\s]|$)", written.lower())
        if not written or given:
            return self._well_formed(given[0]) if given else ""
        found = self._called(written)
        if not found:
            raise forms.ValidationError(self.error_messages["none"], code="none")
        if len(found) > 1:
            names = "; ".join(f"{one} ({one.ocd_id})" for one in found[:FITTING])
            raise forms.ValidationError(
                _("Several fit. Please write one of these: %(names)s") % {"names": names}
            )
        return found[0].ocd_id

    def _well_formed(self, division_id: str) -> str:
        if len(division_id) > 200 or not DIVISION_ID.fullmatch(division_id):
            raise forms.ValidationError(self.error_messages["none"], code="none")
        return division_id

    def _called(self, written: str) -> list[Division]:
        rows = Division.objects.all()
        for word in re.split(r"[\s,()]+", written):
            rows = rows.filter(Q(name__icontains=word) | Q(ocd_id__icontains=word))
        found = list(rows.order_by("ocd_id")[: FITTING + 1])
        return [one for one in found if one.name.lower() == written.lower()] or found
