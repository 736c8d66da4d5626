"""Who represents a place, as the public page tells it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import shapely
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from numpy.typing import NDArray

from concerted.act.officials.lookup import Districts
from concerted.act.officials.models import (
    Contact,
    Division,
    Office,
    Official,
    PostalPlace,
    Shape,
    Tenure,
)
from concerted.act.officials.queries.representing import (
    Representation,
    Seats,
    rank,
    represented,
    represented_in,
)
from concerted.act.officials.reading.divisions import key, kind_of, name_of
from concerted.act.officials.windows import Window
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in

KINDS = {
    "cd": gettext_lazy("Congressional district"),
    "sldu": gettext_lazy("State senate district"),
    "sldl": gettext_lazy("State house district"),
    "state": gettext_lazy("State"),
    "district": pgettext_lazy("kind of place", "District"),
    "territory": gettext_lazy("Territory"),
    "county": gettext_lazy("County"),
    "place": gettext_lazy("City or town"),
    "ward": gettext_lazy("Ward"),
    "council_district": gettext_lazy("Council district"),
    "school_district": gettext_lazy("School district"),
    "country": gettext_lazy("Country"),
}
MOST_TOWNS = 400


@dataclass(frozen=True)
class Holder:
    """Somebody who holds a post, and how to reach them."""

    tenure: Tenure
    is_namesake: bool = False
    """Whether somebody else in the answer has the same name."""

    @property
    def official(self) -> Official:
        return self.tenure.official

    @cached_property
    def offices(self) -> list[Office]:
        return [one for one in self.official.offices.all() if one.address or one.phone][:2]

    @cached_property
    def forms(self) -> list[Contact]:
        """Pages on which one writes to them; else the pages that say how."""
        known = [one for one in self.official.contacts.all() if one.url]
        forms = [one for one in known if one.kind == "contact form"]
        return (forms or [one for one in known if one.kind == "website"])[:1]


@dataclass(frozen=True)
class SeatsShown:
    title: str
    body: str
    holders: tuple[Holder, ...]
    empty: int
    seats: int


@dataclass(frozen=True)
class DivisionShown:
    name: str
    kind: str
    seats: tuple[SeatsShown, ...]


@dataclass(frozen=True)
class MapDate:
    """From which day a map holds, and where it comes from."""

    source: str
    valid_from: datetime.date | None


@dataclass(frozen=True)
class Answer:
    divisions: tuple[DivisionShown, ...]
    day: datetime.date
    is_on_border: bool = False
    at: str = ""
    """The point, where there is one: latitude and longitude."""
    missing_kinds: tuple[str, ...] = ()
    """Kinds of district that a postal code does not tell of."""


@dataclass(frozen=True)
class Choice:
    """A district, or a point, that a postal code lies in."""

    value: str
    name: str
    officials: str
    percent: int | None


@dataclass(frozen=True)
class Question:
    """Districts of one kind that a postal code crosses, or whatever else of a place is to be chosen."""

    kind: str
    label: str
    choices: tuple[Choice, ...]
    takes_several: bool = False


def answer_at(organization: Organization, latitude: float, longitude: float) -> Answer:
    """Who represents a point, by the map and the officials of the organization's day."""
    day = today_in(organization)
    [found] = represented(
        [(longitude, latitude)], day=day, organization=organization, is_public=True
    )
    kinds = Counter((kind_of(one), one.count("/")) for one in found.divisions)
    return Answer(
        _divisions(found),
        day,
        is_on_border=any(number > 1 for number in kinds.values()),
        at=f"{latitude:.5f},{longitude:.5f}",
    )


def answer_in(organization: Organization, divisions: Sequence[str]) -> Answer:
    """Who represents those who live in these divisions."""
    day = today_in(organization)
    [found] = represented_in([divisions], day=day, organization=organization, is_public=True)
    drawn = Shape.objects.valid_on(day).values_list("division__kind", flat=True).distinct()
    told = {kind_of(one) for one in found.divisions}
    missing = tuple(str(KINDS[one]) for one in sorted(set(drawn) - told) if one in KINDS)
    return Answer(_divisions(found), day, missing_kinds=missing)


def _divisions(found: Representation) -> tuple[DivisionShown, ...]:
    known = {
        one.key: one
        for one in Division.objects.filter(key__in={key(one) for one in found.divisions})
    }
    names = Counter(one.official.name for one in found.sitting)
    return tuple(
        DivisionShown(
            known[key(one)].name if key(one) in known else name_of(one),
            str(KINDS.get(kind_of(one), kind_of(one).replace("_", " ").capitalize())),
            tuple(_shown(each, names) for each in found.seats if each.division_id == one),
        )
        for one in found.divisions
    )


def _shown(seats: Seats, names: Mapping[str, int]) -> SeatsShown:
    holders = tuple(Holder(one, names[one.official.name] > 1) for one in seats.tenures)
    if seats.post is None:
        return SeatsShown("", "", holders, seats.empty, 1)
    return SeatsShown(seats.post.title, seats.post.body, holders, seats.empty, seats.post.seats)


def map_dates(organization: Organization) -> list[MapDate]:
    """The maps that hold today."""
    rows = Shape.objects.valid_on(today_in(organization)).order_by("source", "valid_from")
    told = rows.values_list("source", "valid_from").distinct()
    return [MapDate(source, valid_from) for source, valid_from in told]


def towns_in(window: Window) -> list[tuple[str, float, float]]:
    """Places to find one's way by: where officials have offices, those with the most first."""
    west, south, east, north = window.bounds
    rows = (
        Office.objects.filter(official__in=Official.objects.public())
        .filter(longitude__range=(west, east), latitude__range=(south, north))
        .exclude(name="")
        .values_list("name", "longitude", "latitude")
    )
    found: dict[str, tuple[float, float]] = {}
    counts: Counter[str] = Counter()
    for name, longitude, latitude in rows[: MOST_TOWNS * 5]:
        if longitude is not None and latitude is not None:
            counts[name] += 1
            found.setdefault(name, (longitude, latitude))
    ordered = sorted(counts, key=lambda name: (-counts[name], name))[:MOST_TOWNS]
    return [(name, *found[name]) for name in ordered]


@dataclass(frozen=True)
class Part:
    """One of nine parts of the map, with the best known places in it."""

    number: int
    where: str
    places: str


WHERE = (
    *(gettext_lazy("North-west"), gettext_lazy("North"), gettext_lazy("North-east")),
    *(gettext_lazy("West"), pgettext_lazy("part of a map", "Middle"), gettext_lazy("East")),
    *(gettext_lazy("South-west"), gettext_lazy("South"), gettext_lazy("South-east")),
)
NAMED = 3
MOST_CHOICES = 80


def parts_of(
    window: Window, towns: Sequence[tuple[str, float, float]], districts: Districts
) -> list[Part]:
    """The nine parts of a piece of the map, each with the best known towns in it; where no town is known, with its districts."""
    places = towns or _districts_in(window, districts)
    found = []
    for number, where in enumerate(WHERE, 1):
        west, south, east, north = window.part(number).bounds
        inside = [name for name, x, y in places if west <= x < east and south <= y < north]
        found.append(Part(number, str(where), ", ".join(inside[:NAMED])))
    return found


def _districts_in(window: Window, districts: Districts) -> list[tuple[str, float, float]]:
    """The smallest districts of a piece of the map, by name, each at a point within it."""
    west, south, east, north = window.bounds
    points = middles(districts).tolist()
    near = {
        districts.ids[at]: (x, y)
        for at, (x, y) in enumerate(points)
        if west <= x < east and south <= y < north
    }
    kinds = sorted({kind_of(one) for one in near}, key=rank)
    mine = [one for one in near if kinds and kind_of(one) == kinds[0]]
    rows = Division.objects.filter(ocd_id__in=mine[:MOST_TOWNS])
    return sorted((str(one), *near[one.ocd_id]) for one in rows)


@lru_cache(maxsize=2)
def middles(districts: Districts) -> NDArray[np.float64]:
    """A point within each district, as longitude and latitude."""
    points = shapely.point_on_surface(districts.outlines)
    return np.asarray(shapely.get_coordinates(points), dtype=np.float64)


def to_choose(towns: Iterable[tuple[str, float, float]]) -> list[tuple[str, str]]:
    """Towns to begin at, by name, each as latitude and longitude."""
    first = list(towns)[:MOST_CHOICES]
    return sorted(
        (name, f"{latitude:.4f}, {longitude:.4f}") for name, longitude, latitude in first
    )


def knows_postal_codes() -> bool:
    return PostalPlace.objects.exists()


@dataclass(frozen=True)
class PostalAnswer:
    """What a postal code leads to: an answer, questions, or neither where it is not known."""

    code: str
    answer: Answer | None = None
    questions: tuple[Question, ...] = ()
    chosen: tuple[str, ...] = ()
    """Districts that are chosen already, while others are still asked."""


def answer_for_code(
    organization: Organization, code: str, chosen: Sequence[str] = ()
) -> PostalAnswer:
    """Where ``code`` crosses districts and no district is chosen, the question which; else who represents it."""
    places = list(PostalPlace.objects.filter(code=code).select_related("division"))
    divided: dict[str, list[PostalPlace]] = {}
    for place in places:
        if place.division is not None:
            divided.setdefault(place.division.kind, []).append(place)
    if not divided:
        return _by_points(organization, code, places, chosen)
    decided, questions = [], []
    for kind, rows in divided.items():
        ids = [row.division.ocd_id for row in rows if row.division is not None]
        mine = ids if len(ids) == 1 else [one for one in ids if one in chosen]
        decided += mine
        if not mine:
            questions.append(_question(organization, kind, rows))
    if questions:
        kept = tuple(one for one in decided if one in chosen)
        return PostalAnswer(code, questions=tuple(questions), chosen=kept)
    return PostalAnswer(code, answer_in(organization, decided))


def _question(organization: Organization, kind: str, rows: Iterable[PostalPlace]) -> Question:
    day = today_in(organization)
    known = [(row, row.division) for row in rows if row.division is not None]
    ids = [[division.ocd_id] for _row, division in known]
    found = represented_in(ids, day=day, organization=organization, is_public=True)
    choices = [
        Choice(
            division.ocd_id,
            str(division),
            _who(each, division.ocd_id),
            None if row.share is None else round(row.share * 100),
        )
        for (row, division), each in zip(known, found, strict=True)
    ]
    return Question(kind, str(KINDS.get(kind, kind)), tuple(choices))


def _who(found: Representation, division_id: str) -> str:
    names = [one.official.name for one in found.sitting if one.division_id == division_id]
    is_vacant = any(one.empty for one in found.seats if one.division_id == division_id)
    return ", ".join(names) or (_("nobody sits for it now") if is_vacant else "")


def _by_points(
    organization: Organization, code: str, places: Sequence[PostalPlace], chosen: Sequence[str]
) -> PostalAnswer:
    """The districts of the points of a code; each set of districts is a choice."""
    points = [
        (one.longitude, one.latitude)
        for one in places
        if one.longitude is not None and one.latitude is not None
    ]
    day = today_in(organization)
    found = represented(points, day=day, organization=organization, is_public=True)
    values = {"|".join(each.divisions): each for each in found if each.divisions}
    mine = [values[one] for one in chosen if one in values]
    if not values:
        return PostalAnswer(code)
    if mine or len(values) == 1:
        one = mine[0] if mine else next(iter(values.values()))
        return PostalAnswer(code, answer_in(organization, one.divisions))
    choices = tuple(
        Choice(value, ", ".join(one.name for one in _divisions(each)[:3]), _names(each), None)
        for value, each in values.items()
    )
    return PostalAnswer(code, questions=(Question("points", _("Districts"), choices),))


def _names(found: Representation) -> str:
    return ", ".join(one.official.name for one in found.sitting[:3])
