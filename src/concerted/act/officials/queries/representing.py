"""Who represents a place: from a point to its districts, and from these to who sits for them."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import Prefetch

from concerted.act.officials.lookup import Districts
from concerted.act.officials.models import Post, Shape, Tenure
from concerted.act.officials.reading.divisions import ancestors, key, kind_of
from concerted.organizations.models import Organization

ELECTED = frozenset({"cd", "sldu", "sldl"})
"""Kinds of district that always have a seat, so that nobody in it is a vacancy."""


@dataclass(frozen=True)
class Sitting:
    """Somebody who holds a post for a division."""

    tenure: Tenure
    division_id: str


@dataclass(frozen=True)
class Representation:
    """The divisions a point lies in, from the smallest, who holds posts for them, and which seats nobody holds."""

    divisions: list[str]
    sitting: list[Sitting] = field(default_factory=list)
    vacant: list[str] = field(default_factory=list)


def districts_on(day: datetime.date) -> Districts:
    """The shapes that hold on ``day``, made ready once and kept as long as these are the shapes."""
    return _districts(
        tuple(Shape.objects.valid_on(day).order_by("pk").values_list("pk", flat=True))
    )


@lru_cache(maxsize=2)
def _districts(shapes: tuple[uuid.UUID, ...]) -> Districts:
    rows = Shape.objects.filter(pk__in=shapes).select_related("division")
    told = [(one.division.ocd_id, bytes(one.outline)) for one in rows.iterator(chunk_size=200)]
    return Districts([one for one, _outline in told], [outline for _one, outline in told])


def represented(
    points: Sequence[tuple[float, float]],
    *,
    day: datetime.date,
    organization: Organization | None = None,
) -> list[Representation]:
    """Who represents each of these points (longitude, latitude), in a fixed number of queries."""
    districts = districts_on(day)
    found: list[list[str]] = [[] for _point in points]
    if points and districts.ids:
        places, inside = districts.all_at(*zip(*points, strict=True))
        for place, district in zip(places.tolist(), inside.tolist(), strict=True):
            found[place].append(districts.ids[district])
    return _represented([_with_ancestors(one) for one in found], day, organization)


def _with_ancestors(ids: Iterable[str]) -> list[str]:
    """The divisions and all they lie in, the smallest first."""
    whole = {one for each in ids for one in ancestors(each)}
    return sorted(whole, key=lambda one: (-one.count("/"), one))


def _represented(
    divisions: Sequence[Sequence[str]], day: datetime.date, organization: Organization | None
) -> list[Representation]:
    keys = {key(one) for each in divisions for one in each}
    posts = _posts(keys, day, organization)
    told = []
    for each in divisions:
        found = Representation(list(each))
        for one in each:
            held = 0
            for post in posts.get(key(one), ()):
                tenures = list(post.tenures.all())
                held += len(tenures)
                found.sitting.extend(Sitting(tenure, one) for tenure in tenures)
                if len(tenures) < post.seats:
                    found.vacant.append(f"{post.title}, {post.district or one}")
            if not held and not posts.get(key(one)) and kind_of(one) in ELECTED:
                found.vacant.append(one)
        told.append(found)
    return told


def _posts(
    keys: set[str], day: datetime.date, organization: Organization | None
) -> Mapping[str, list[Post]]:
    held = Tenure.objects.held_on(day).select_related("official", "post__jurisdiction")
    rows = (
        Post.objects.known_to(organization)
        .filter(division__key__in=keys)
        .select_related("division", "jurisdiction")
        .prefetch_related(Prefetch("tenures", held))
    )
    by_division: dict[str, list[Post]] = defaultdict(list)
    for post in rows:
        if post.division is not None:
            by_division[post.division.key].append(post)
    return by_division
