"""Two rows side by side, for who decides whether they are one person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import formats
from django.utils.translation import gettext as _

from concerted.people.models import ContactPoint, Person
from concerted.people.models.persons import PersonQuerySet
from concerted.people.queries.pages import points_in_use
from concerted.people.queries.segments import language_name


@dataclass(frozen=True)
class Line:
    """One thing that is known of two people."""

    label: str
    kept: str
    gone: str

    @property
    def is_same(self) -> bool:
        return self.kept.casefold() == self.gone.casefold()


def compare(kept: Person, gone: Person) -> list[Line]:
    """What is known of the two, leaving out what is known of neither."""
    first, second = _told(kept), _told(gone)
    lines = [Line(label, value, second[label]) for label, value in first.items()]
    return [line for line in lines if line.kept or line.gone]


def _told(person: Person) -> dict[str, str]:
    points = points_in_use(person)
    born: Any = person.birth_date
    return {
        _("Name"): person.full_name,
        _("E-mail"): ", ".join(one.value for one in points if one.kind == "email"),
        _("Phone"): ", ".join(one.value for one in points if one.kind == "phone"),
        _("Place"): f"{person.locality} {person.postal_code}".strip(),
        _("Language"): language_name(person.preferred_language)
        if person.preferred_language
        else "",
        _("Date of birth"): formats.date_format(born) if born else "",
        _("Source"): person.source_words,
        _("In the list since"): formats.date_format(person.created_at),
    }


def probable_twins(person: Person, others: PersonQuerySet) -> PersonQuerySet:
    """Those of ``others`` with the same name, address or number as ``person``."""
    theirs = ContactPoint.objects.filter(person=person).values("normalized")
    sharing = ContactPoint.objects.filter(
        organization_id=person.organization_id, normalized__in=theirs
    )
    alike = Q(pk__in=sharing.values("person_id"))
    if person.name_key:
        alike |= Q(name_key=person.name_key)
    return others.filter(alike)
