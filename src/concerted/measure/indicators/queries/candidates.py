"""What can be compared: the groups, places and partners of which figures have been released."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from concerted.measure.indicators.models import (
    Dimension,
    Indicator,
    Release,
    Subgroup,
)
from concerted.measure.indicators.queries.figures import figures_in
from concerted.organizations.models import Organization
from concerted.organizations.translations import renditions


@dataclass(frozen=True)
class Side:
    """One that may stand on a side of a comparison. ``kind`` is its column, ``value`` what stands in it."""

    key: str
    kind: str
    kind_name: str
    name: str
    value: Any
    dimension: Dimension | None = None


def candidates(indicator: Indicator, language: str) -> list[Side]:
    """Of the newest release of ``indicator``, which has passed a gate; in the order of their kinds."""
    release = Release.objects.filter(indicator=indicator).newest().first()
    if release is None:
        return []
    return [*_subgroups(release, language), *_places(release), *_partners(release)]


def _subgroups(release: Release, language: str) -> list[Side]:
    figures = figures_in(release).filter(place="", partner=None)
    rows = Subgroup.objects.filter(pk__in=figures.values("subgroup")).select_related("dimension")
    found = {one.pk: one for one in rows.order_by("dimension__created_at", "position")}
    names = renditions(found.values(), language)
    dimensions = {one.dimension for one in found.values()}
    titles = renditions(dimensions, language)
    return [
        Side(
            f"subgroup:{one.pk}",
            "subgroup",
            titles[one.dimension_id].title,
            names[one.pk].title,
            one,
            one.dimension,
        )
        for one in found.values()
    ]


def _places(release: Release) -> list[Side]:
    rows = figures_in(release).filter(subgroup=None, partner=None).exclude(place="")
    names = rows.order_by("place").values_list("place", flat=True).distinct()
    return [Side(f"place:{one}", "place", _("Places"), one, one) for one in names]


def _partners(release: Release) -> list[Side]:
    rows = figures_in(release).filter(subgroup=None, place="")
    found = Organization.objects.filter(pk__in=rows.values("partner")).order_by("name")
    return [Side(f"partner:{one.pk}", "partner", _("Partners"), one.name, one) for one in found]
