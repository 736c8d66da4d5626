"""Names of dimensions and subgroups in the reader's language."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import override

from concerted.listen.representation.catalogue import SEVERAL, SEVERAL_NAME
from concerted.listen.representation.models import Dimension, Subgroup
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class Group:
    """A subgroup as pages name it."""

    key: str
    name: str
    pk: uuid.UUID
    examples: str = ""

    @property
    def choice(self) -> str:
        """As it is offered: with those who are meant, where the catalogue says it."""
        return f"{self.name} ({self.examples})" if self.examples else self.name


@dataclass(frozen=True)
class Question:
    """A dimension as pages name it, with its subgroups in their order."""

    dimension: Dimension
    name: str
    text: str
    groups: tuple[Group, ...] = field(default=())

    @property
    def choices(self) -> tuple[Group, ...]:
        """What people may choose: who chose several is counted apart, and does not choose that."""
        return tuple(one for one in self.groups if one.key != SEVERAL)

    def named(self, key: str) -> str:
        return next((one.name for one in self.groups if one.key == key), key)


def questions_of(dimensions: Iterable[Dimension], language: str) -> list[Question]:
    """Each of ``dimensions`` in words; at most four queries, however many there are."""
    rows = list(dimensions)
    found = list(Subgroup.objects.filter(dimension__in=rows).order_by("number"))
    own = [one for one in rows if one.built_in is None]
    words = renditions(own, language)
    local = renditions([one for one in found if _is_local(one, rows)], language)
    told = []
    with override(language):
        for row in rows:
            groups = tuple(
                Group(one.key, _group_name(one, row, local), one.pk, _examples(one, row))
                for one in found
                if one.dimension_id == row.pk
            )
            built_in = row.built_in
            name = str(built_in.name) if built_in else words[row.pk].name
            text = str(built_in.question) if built_in else words[row.pk].question
            told.append(Question(row, name, text, groups))
    return told


def _examples(one: Subgroup, row: Dimension) -> str:
    built_in = row.built_in
    return str(built_in.examples.get(one.key, "")) if built_in else ""


def _is_local(one: Subgroup, rows: list[Dimension]) -> bool:
    """Whether an organization has written this subgroup itself, also into a dimension of the catalogue."""
    built_in = next(row for row in rows if row.pk == one.dimension_id).built_in
    return one.key != SEVERAL and (built_in is None or one.key not in built_in.subgroups)


def _group_name(one: Subgroup, row: Dimension, local: Mapping[uuid.UUID, Rendition]) -> str:
    if one.key == SEVERAL:
        return str(SEVERAL_NAME)
    if one.pk in local:
        return local[one.pk].name
    built_in = row.built_in
    return str(built_in.subgroups[one.key]) if built_in else one.name
