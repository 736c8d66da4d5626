"""Which post a term is a term of, and who of all that a source tells of holds one now."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from concerted.act.officials.reading.divisions import POSITION, district_slug, key, slug
from concerted.act.officials.reading.records import Place, Term, Told


def jurisdiction_key(place: Place) -> str:
    return (place.ocd_id or f"{place.kind}:{slug(place.name)}")[:240]


def post_key(term: Term) -> str:
    """What makes two terms terms of one post, however their titles and districts are spelled."""
    where = key(term.division_id) if term.division_id else district_slug(term.district)
    if POSITION.match(term.district):
        where = f"{where}:{slug(term.district)}"
    what = (term.role or slug(term.title), slug(term.body), where)
    return "|".join((jurisdiction_key(term.place), *what))[:500]


@dataclass(frozen=True)
class People:
    """Whom a source tells of: who holds a post now (with those posts only), who none any more, who stands there twice."""

    sitting: list[Told] = field(default_factory=list)
    past: list[Told] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def sort_out(told: Iterable[Told], day: datetime.date) -> People:
    """Who of ``told`` holds a post on ``day``. Of whom a source tells no post at all, nobody knows that they hold one."""
    people = People()
    holders: set[tuple[str, str]] = set()
    for one in _once(told):
        held = [term for term in one.terms if term.is_held_on(day)]
        single = {(post_key(term), one.family_name) for term in held if term.is_single}
        if not held:
            people.past.append(one)
        elif one.family_name and single & holders:
            people.repeated.append(one.name)
        else:
            holders |= single
            people.sitting.append(replace(one, terms=held))
    return people


def _once(told: Iterable[Told]) -> Iterable[Told]:
    """Each by their id once, with the terms of every file that tells of them."""
    people: dict[str, Told] = {}
    for one in told:
        first = people.get(one.source_id)
        terms = [*first.terms, *one.terms] if first is not None else one.terms
        people[one.source_id] = replace(first or one, terms=terms)
    return people.values()
