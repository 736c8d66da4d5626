"""Whose figure a row holds: a group that is known, one that is new, or everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.text import slugify
from django.utils.translation import gettext as _

from concerted.measure.indicators.importing.cells import is_yes
from concerted.measure.indicators.importing.expected import EVERYBODY, Expected, KnownDimension
from concerted.measure.indicators.importing.layout import Record
from concerted.measure.indicators.importing.lines import NewDimension, NewGroup
from concerted.measure.indicators.importing.roles import Role, plain


@dataclass
class Whose:
    dimension: str = ""
    subgroup: str = ""
    problems: list[str] = field(default_factory=list)


class GroupReader:
    """Reads whose figures the rows of one file hold; what is new gathers in ``new_dimensions`` and ``new_groups``."""

    def __init__(self, records: Sequence[Record], expected: Expected) -> None:
        self._expected = expected
        self._named = {
            plain(said)
            for record in records
            if (said := expected.said(record.text(Role.DIMENSION)))
        } - EVERYBODY
        self._new: dict[str, NewDimension] = {}
        self._groups: dict[tuple[str, str], NewGroup] = {}

    @property
    def new_dimensions(self) -> list[NewDimension]:
        return list(self._new.values())

    @property
    def new_groups(self) -> list[NewGroup]:
        return list(self._groups.values())

    def read(self, record: Record) -> Whose | None:
        """Whose figure ``record`` holds; nothing where it belongs to a dimension that was not asked for."""
        group = self._expected.said(record.text(Role.SUBGROUP))
        kind = self._expected.said(record.text(Role.DIMENSION))
        if plain(group) in EVERYBODY:
            if not group and kind and plain(kind) not in EVERYBODY:
                return Whose(problems=[_("The group is missing.")])
            return Whose()
        if self._is_of_another(kind):
            return None
        dimension = self._dimension(kind, group, record)
        if dimension is None:
            return Whose(problems=[self._which_dimension(kind)])
        code = dimension.groups.get(plain(group))
        if code is not None:
            return Whose(dimension.slug, code)
        if not self._expected.may_add:
            return Whose(problems=[_no_group(dimension, group)])
        return self._added(dimension.slug, group, record)

    def _is_of_another(self, kind: str) -> bool:
        """Whether the rows of ``kind`` are others than those asked for, of a file with several kinds of groups."""
        asked = self._expected.dimension
        if not asked or not kind or len(self._named) < 2:
            return False
        known = self._expected.dimension_called(kind)
        return plain(kind) != plain(asked) and (known is None or known.slug != asked)

    def _dimension(self, kind: str, group: str, record: Record) -> KnownDimension | None:
        """The one that is asked for or named, else the only one that has such a group."""
        name = self._expected.dimension or kind
        if not name:
            every = self._expected.dimensions
            having = [one for one in every if len(every) == 1 or plain(group) in one.groups]
            return having[0] if len(having) == 1 else None
        known = self._expected.dimension_called(name)
        if known is not None:
            return known
        if not self._expected.may_add:
            return None
        slug = slugify(plain(name))[:50] or "groups"
        if slug not in self._new:
            title = " ".join((kind or name).replace("_", " ").replace("-", " ").split())
            is_ordered = bool(is_yes(record.text(Role.ORDERED)))
            self._new[slug] = NewDimension(slug, title[:1].upper() + title[1:80], is_ordered)
        return KnownDimension(slug, frozenset({plain(name)}))

    def _which_dimension(self, kind: str) -> str:
        known = ", ".join(one.slug for one in self._expected.dimensions) or _("none yet")
        if not kind and not self._expected.dimension:
            return _("Say which kind of groups these are. Known are: %(known)s.") % {
                "known": known
            }
        words = _("We know no kind of groups “%(name)s”. Known are: %(known)s.")
        return words % {"name": (self._expected.dimension or kind)[:60], "known": known}

    def _added(self, dimension: str, group: str, record: Record) -> Whose:
        key = (dimension, plain(group) or group)
        found = self._groups.get(key)
        if found is None:
            if len(group) > 100:
                words = _("“%(text)s…” is longer than %(most)s letters.")
                return Whose(problems=[words % {"text": group[:30], "most": 100}])
            order = record.text(Role.ORDER)
            found = self._groups[key] = NewGroup(
                dimension,
                self._free_code(dimension, group),
                group,
                float(order) if order.replace(".", "", 1).isdecimal() else 0.0,
                bool(record.text(Role.REFERENCE) and is_yes(record.text(Role.REFERENCE))),
            )
        return Whose(dimension, found.code)

    def _free_code(self, dimension: str, group: str) -> str:
        taken = {one.code for one in self._groups.values() if one.dimension == dimension}
        known = self._expected.dimension_called(dimension)
        taken |= set(known.groups.values()) if known is not None else set()
        code = first = slugify(plain(group))[:50] or "group"
        number = 2
        while code in taken:
            code, number = f"{first}-{number}", number + 1
        return code


def _no_group(dimension: KnownDimension, group: str) -> str:
    near = dimension.near(group)
    told = {"name": group[:60], "dimension": dimension.slug, "near": near}
    if near:
        return _("“%(name)s” is no group of “%(dimension)s”. Did you mean “%(near)s”?") % told
    told["known"] = ", ".join(list(dict.fromkeys(dimension.groups.values()))[:12]) or _("none yet")
    return _("“%(name)s” is no group of “%(dimension)s”. Known are: %(known)s.") % told
