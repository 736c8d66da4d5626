"""What a file of figures is read for: an indicator, and the groups and partners that its organization knows."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping

from concerted.measure.indicators.importing.expected import Expected, KnownDimension
from concerted.measure.indicators.importing.lines import Delivery
from concerted.measure.indicators.importing.roles import plain
from concerted.measure.indicators.models import OMB, Dimension, Indicator, Subgroup
from concerted.organizations.models import ContentTranslation, Membership, Organization

_RACE = {
    "black": "black-or-african-american",
    "african american": "black-or-african-american",
    "hispanic": "hispanic-or-latino",
    "latino": "hispanic-or-latino",
    "latina": "hispanic-or-latino",
    "hispanic latino": "hispanic-or-latino",
    "native american": "american-indian-or-alaska-native",
    "pacific islander": "native-hawaiian-or-pacific-islander",
    "multiracial": "more-than-one",
    "two or more": "more-than-one",
    "two or more races": "more-than-one",
}
"""What files call groups of the standard; where it has no group of this code, the word means nothing."""


def expected_for(
    indicator: Indicator,
    *,
    dimension: str = "",
    may_add: bool = False,
    readings: Mapping[str, str] | None = None,
    period: str = "",
    scale: float | None = None,
) -> Expected:
    """What files for ``indicator`` are read with. For those who may hand in figures: it has passed a gate."""
    return Expected(
        scale=float(indicator.scale) if indicator.is_rate else None,
        favourable=indicator.favourable,
        frequency=indicator.frequency,
        dimensions=tuple(known_dimensions(indicator.organization)),
        dimension=dimension,
        partners=_partners(indicator.organization),
        may_add=may_add,
        readings=readings or {},
        period=period,
        given_scale=scale,
    )


def known_dimensions(organization: Organization) -> list[KnownDimension]:
    """The dimensions of ``organization`` and their groups, by every name they have in any language."""
    dimensions = list(Dimension.objects.filter(organization=organization))
    groups = list(Subgroup.objects.filter(organization=organization).order_by("position"))
    names = _translated(organization)
    by_dimension: dict[uuid.UUID, dict[str, str]] = defaultdict(dict)
    for one in groups:
        for name in (one.title, one.code, *names[one.pk]):
            by_dimension[one.dimension_id].setdefault(plain(name), one.code)
    return [
        KnownDimension(
            slug=one.slug,
            names=frozenset(plain(name) for name in (one.title, one.slug, *names[one.pk])),
            groups=_with_usual_words(one, by_dimension[one.pk]),
        )
        for one in dimensions
    ]


def _with_usual_words(dimension: Dimension, groups: dict[str, str]) -> dict[str, str]:
    if dimension.standard != OMB:
        return groups
    codes = set(groups.values())
    usual = {word: code for word, code in _RACE.items() if code in codes}
    return usual | groups


def _translated(organization: Organization) -> Mapping[uuid.UUID, list[str]]:
    """Titles in other languages, by what they are of."""
    found: dict[uuid.UUID, list[str]] = defaultdict(list)
    for row in ContentTranslation.objects.filter(organization=organization):
        if title := str(row.texts.get("title", "")):
            found[row.subject_id].append(title)
    return found


def _partners(organization: Organization) -> dict[str, str]:
    """Slugs of the members of a coalition, by their names and by themselves; its own figures have none."""
    own: Iterable[tuple[str, str]] = ((organization.name, ""), (organization.slug, ""))
    members = Membership.objects.filter(organization=organization).values_list(
        "member__name", "member__slug"
    )
    found = {plain(word): slug for name, slug in members for word in (name, slug)}
    return found | {plain(word): slug for word, slug in own}


def fingerprint_of(delivery: Delivery, expected: Expected, *, partner: str = "") -> str:
    """The same for the same cells read in the same way, also out of a file of another kind."""
    told = {
        "cells": delivery.digest,
        "roles": [str(role) for role in delivery.roles],
        "readings": dict(expected.readings),
        "how": [expected.dimension, expected.period, expected.given_scale, partner],
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
