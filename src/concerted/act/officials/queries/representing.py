"""Who represents a place: from a point to its districts, and from these to who sits for them."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.db.models import Exists, OuterRef, Prefetch, Q

from concerted.act.officials.lookup import Districts
from concerted.act.officials.models import Official, Post, Shape, Tenure
from concerted.act.officials.reading.divisions import (
    CHAMBER_KINDS,
    SEAT_LETTERS,
    ancestors,
    key,
    kind_of,
)
from concerted.act.officials.reading.states import state_of
from concerted.organizations.models import Organization

ELECTED = frozenset({"cd", "sldu", "sldl"})
"""Kinds of district that always have a seat, so that nobody in it is a vacancy."""
SMALL_TO_LARGE = (
    *("precinct", "ward", "council_district", "school_district", "place", "county"),
    *("sldl", "sldu", "cd"),
)


@dataclass(frozen=True)
class Sitting:
    """Somebody who holds a post for a division."""

    tenure: Tenure
    division_id: str

    @property
    def official(self) -> Official:
        return self.tenure.official


@dataclass(frozen=True)
class Seats:
    """A post of a division: who holds it, and how many could who do not.

    Of some districts only a map tells, and no post: nobody sits for them where others of their kind have members (``empty``), and
    where none is known, nobody here knows who sits.
    """

    division_id: str
    post: Post | None
    tenures: tuple[Tenure, ...] = ()
    empty: int = 0

    @property
    def vacancy(self) -> str:
        if self.post is None:
            return self.division_id
        return f"{self.post.title}, {self.post.district or self.division_id}"


@dataclass(frozen=True)
class Representation:
    """The divisions a point lies in, from the smallest, and the posts of each."""

    divisions: list[str]
    seats: list[Seats] = field(default_factory=list)

    @property
    def sitting(self) -> list[Sitting]:
        return [
            Sitting(tenure, each.division_id) for each in self.seats for tenure in each.tenures
        ]

    @property
    def vacant(self) -> list[str]:
        return [each.vacancy for each in self.seats if each.empty]


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
    is_public: bool = False,
) -> list[Representation]:
    """Who represents each of these points (longitude, latitude), in a fixed number of queries.

    With an organization, also those it keeps itself; where ``is_public``, of these only whom it shows to everybody.
    """
    districts = districts_on(day)
    found: list[list[str]] = [[] for _point in points]
    if points and districts.ids:
        places, inside = districts.all_at(*zip(*points, strict=True))
        for place, district in zip(places.tolist(), inside.tolist(), strict=True):
            found[place].append(districts.ids[district])
    return represented_in(found, day=day, organization=organization, is_public=is_public)


def officials_for(
    point: tuple[float, float],
    kinds: Collection[str] = (),
    *,
    day: datetime.date,
    organization: Organization | None = None,
) -> list[Sitting]:
    """Who sits for a point (longitude, latitude) in posts of these kinds (``Post.role``, as ``upper``), or in any, the nearest first.

    Whom the organization does not show on its pages is left out: what a supporter asks, everybody may know.
    """
    [found] = represented([point], day=day, organization=organization, is_public=True)
    return [one for one in found.sitting if not kinds or one.tenure.post.role in kinds]


def represented_in(
    divisions: Iterable[Iterable[str]],
    *,
    day: datetime.date,
    organization: Organization | None = None,
    is_public: bool = False,
) -> list[Representation]:
    """Who represents each of these sets of divisions, and all that they lie in."""
    whole = [_with_ancestors(each) for each in divisions]
    posts = _posts({key(one) for each in whole for one in each}, day, organization)
    told = _Told(organization)
    return [
        Representation(
            each,
            [seats for one in each for seats in _seats(one, posts[key(one)], told, is_public)],
        )
        for each in whole
    ]


ALL = 400
"""Of so many districts of Congress with members the source tells of all states."""


class _Told:
    """Of which legislatures any members are known; asked only where a district has none."""

    def __init__(self, organization: Organization | None) -> None:
        self.organization = organization

    def has(self, division_id: str) -> bool:
        layers = self._layers
        kind = kind_of(division_id)
        return (kind, state_of(division_id)) in layers or (
            kind == "cd" and layers["cd", ""] >= ALL
        )

    @cached_property
    def _layers(self) -> Counter[tuple[str, str]]:
        posts = Post.objects.known_to(self.organization).filter(division__kind__in=ELECTED)
        told = posts.values_list("division__kind", "division__ocd_id").distinct()
        layers = Counter((kind, state_of(ocd_id)) for kind, ocd_id in told)
        layers["cd", ""] = sum(count for (kind, _state), count in layers.items() if kind == "cd")
        return layers


def _with_ancestors(ids: Iterable[str]) -> list[str]:
    """The divisions and all they lie in, the smallest first."""
    whole = {one for each in ids for one in ancestors(each)}
    return sorted(whole, key=lambda one: (-one.count("/"), rank(kind_of(one)), one))


def rank(kind: str) -> int:
    """Where a kind of district stands between the smallest and the largest."""
    return SMALL_TO_LARGE.index(kind) if kind in SMALL_TO_LARGE else -1


def _seats(
    division_id: str, posts: Sequence[Post], told: _Told, is_public: bool
) -> Iterable[Seats]:
    if not posts and kind_of(division_id) in ELECTED:
        yield Seats(division_id, None, empty=int(told.has(division_id)))
    for post in posts:
        held = list(post.tenures.all())
        shown = tuple(
            one
            for one in held
            if not is_public or one.official.is_public or one.official.organization_id is None
        )
        empty = max(post.seats - len(held), 0)
        was_shown = (
            not is_public or post.organization_id is None or getattr(post, "was_shown", False)
        )
        if shown or (empty and was_shown):
            yield Seats(division_id, post, shown, empty)


def _posts(
    keys: set[str], day: datetime.date, organization: Organization | None
) -> Mapping[str, list[Post]]:
    held = Tenure.objects.held_on(day).select_related("official", "post__jurisdiction")
    public = Tenure.objects.filter(post=OuterRef("pk"), official__is_public=True)
    lettered = {
        f"{one}{letter}": one for one in keys if _is_numbered(one) for letter in SEAT_LETTERS
    }
    undrawn = Q(division__key__in=lettered) & ~Exists(
        Shape.objects.filter(division=OuterRef("division"))
    )
    rows = (
        Post.objects.known_to(organization)
        .filter(Q(division__key__in=keys) | undrawn)
        .annotate(was_shown=Exists(public))
        .select_related("division", "jurisdiction")
        .prefetch_related(
            Prefetch("tenures", held.prefetch_related("official__offices", "official__contacts"))
        )
    )
    by_division: dict[str, list[Post]] = defaultdict(list)
    for post in rows:
        if post.division is not None:
            its_key = post.division.key
            by_division[its_key if its_key in keys else lettered[its_key]].append(post)
    return by_division


def _is_numbered(division_key: str) -> bool:
    """Whether it may be a district with lettered seats: in Idaho 1A and 1B both sit for all of district 1."""
    return kind_of(division_key) in CHAMBER_KINDS.values() and division_key[-1:].isdigit()
