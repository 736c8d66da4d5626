"""Who lives in a place, by the newest figures."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from concerted.listen.representation.models import BenchmarkShare, Place


@dataclass(frozen=True)
class Benchmark:
    """The newest set of shares for one dimension; ``shares`` by the key of the subgroup."""

    shares: dict[str, float]
    sources: tuple[str, ...]
    dated: str


def newest_benchmarks(place: Place | None) -> dict[uuid.UUID, Benchmark]:
    """For each dimension that has figures, by its key; one query. Without a viewer: the place has passed a gate."""
    return benchmarks_of([place]).get(place.pk, {}) if place is not None else {}


def benchmarks_of(places: Iterable[Place]) -> dict[uuid.UUID, dict[uuid.UUID, Benchmark]]:
    rows = BenchmarkShare.objects.filter(place__in=list(places)).select_related("subgroup")
    sets: dict[tuple[uuid.UUID, uuid.UUID], list[BenchmarkShare]] = {}
    for one in rows.order_by("-dated", "subgroup__number"):
        found = sets.setdefault((one.place_id, one.subgroup.dimension_id), [])
        if not found or found[0].dated == one.dated:
            found.append(one)
    told: dict[uuid.UUID, dict[uuid.UUID, Benchmark]] = {}
    for (place, dimension), some in sets.items():
        told.setdefault(place, {})[dimension] = Benchmark(
            {one.subgroup.key: one.share for one in some},
            tuple(dict.fromkeys(one.source for one in some)),
            some[0].dated,
        )
    return told
