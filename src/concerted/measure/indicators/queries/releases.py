"""What the office reads before figures leave it, and of the releases so far."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import (
    Dimension,
    FigureStatus,
    Indicator,
    Observation,
    Preparation,
    Release,
    Subgroup,
    Veto,
)
from concerted.measure.indicators.queries.drafting import (
    FIELDS,
    Difference,
    Row,
    Tally,
    difference,
    fingerprint_of,
    tallies,
)
from concerted.measure.indicators.queries.figures import newest_release
from concerted.measure.indicators.queries.office import VetoTold, vetoes_told
from concerted.measure.indicators.queries.same_people import Beside, likely_same_people
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class CutTold:
    """How much of a cut would be told. Without a title it is of everybody."""

    title: Rendition | None
    counts: Tally


@dataclass(frozen=True)
class FigureTold:
    """A figure of the latest period, as everybody would read it."""

    title: Rendition | None
    status: str
    value: float | None
    n: int | None


@dataclass(frozen=True)
class Absent:
    """Partners whose figures are not in the roll-up of a period."""

    start: datetime.date
    end: datetime.date
    partners: Sequence[str]


@dataclass(frozen=True)
class Told:
    """What a release would tell."""

    cuts: Sequence[CutTold]
    latest: Sequence[FigureTold]
    start: datetime.date | None
    end: datetime.date | None
    absent: Sequence[Absent]
    changes: Difference | None


@dataclass(frozen=True)
class Desk:
    """A release before it is made: what is prepared, or why there is nothing to prepare."""

    preparation: Preparation | None
    is_outdated: bool
    has_figures: bool
    told: Told | None
    vetoes: Sequence[VetoTold]
    before: Release | None
    beside: Sequence[Beside]


def release_desk(indicator: Indicator, language: str) -> Desk:
    """Some ten queries, however many figures there are."""
    preparation = Preparation.objects.open().filter(indicator=indicator).first()
    last = newest_release(indicator)
    told, is_outdated, beside = None, False, list[Beside]()
    if preparation is not None and preparation.is_ready:
        told = _told(preparation.content["rows"], last, language)
        beside = likely_same_people(indicator, language)
        is_outdated = preparation.fingerprint != fingerprint_of(indicator)
    return Desk(
        preparation,
        is_outdated,
        Observation.objects.filter(indicator=indicator).current().exists(),
        told,
        vetoes_told(Veto.objects.against(indicator), language),
        last,
        beside,
    )


def _told(rows: Sequence[Row], last: Release | None, language: str) -> Told:
    figures = [dict(zip(FIELDS, row, strict=True)) for row in rows]
    counted = tallies(rows)
    dimensions = Dimension.objects.filter(pk__in={one.dimension for one in counted})
    titles = renditions(dimensions, language)
    cuts = [CutTold(titles.get(one.dimension), one) for one in counted]
    whole = [one for one in figures if not one["partner_id"] and not one["place"]]
    latest = max(((one["period_end"], one["period_start"]) for one in whole), default=None)
    end, start = map(datetime.date.fromisoformat, latest) if latest else (None, None)
    shown = [one for one in whole if (one["period_end"], one["period_start"]) == latest]
    return Told(
        cuts, _latest(shown, language), start, end, _absent(figures), difference(rows, last)
    )


def _latest(figures: Iterable[Mapping[str, Any]], language: str) -> list[FigureTold]:
    """Everybody first, then the groups in their order."""
    by_group = {one["subgroup_id"]: one for one in figures}
    groups = list(
        Subgroup.objects.filter(pk__in=[key for key in by_group if key]).order_by(
            "dimension__created_at", "position"
        )
    )
    texts = renditions(groups, language)
    ordered: list[tuple[Rendition | None, Mapping[str, Any]]] = [
        (texts[group.pk], by_group[str(group.pk)]) for group in groups
    ]
    if None in by_group:
        ordered.insert(0, (None, by_group[None]))
    return [
        FigureTold(title, one["status"], one["value"], one["n"] or one["denominator"])
        for title, one in ordered
    ]


def _absent(figures: Iterable[Mapping[str, Any]]) -> list[Absent]:
    """For each period the partners that handed in figures for another one."""
    present: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in figures:
        if one["partner_id"] and one["status"] != FigureStatus.MISSING:
            present[one["period_start"], one["period_end"]].add(one["partner_id"])
    everybody = set().union(*present.values())
    names = dict(Organization.objects.filter(pk__in=everybody).values_list("pk", "name"))
    return [
        Absent(
            datetime.date.fromisoformat(start),
            datetime.date.fromisoformat(end),
            sorted(names[uuid.UUID(key)] for key in everybody - partners),
        )
        for (start, end), partners in sorted(present.items())
        if everybody - partners
    ]


def releases_of(indicator: Indicator, viewer: Viewer) -> list[Release]:
    """All releases, the newest first, with how many figures each showed and hid."""
    rows = Release.objects.visible_to(viewer).filter(indicator=indicator)
    return list(
        rows.select_related("released_by")
        .annotate(
            shown_count=Count("figures", filter=Q(figures__status=FigureStatus.SHOWN)),
            hidden_count=Count("figures", filter=Q(figures__status=FigureStatus.HIDDEN)),
        )
        .order_by("-number")
    )
