"""The places and posts that a directory is made of: made once, found again by their keys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from concerted.act.officials.models import BodyKind, Division, Jurisdiction, Level, Post
from concerted.act.officials.reading.divisions import key, kind_of, name_of, of_jurisdiction
from concerted.act.officials.reading.records import Place, Term
from concerted.act.officials.reading.seats import jurisdiction_key, post_key
from concerted.organizations.models import Organization

BATCH = 500


def ensure_divisions(
    *, ids: Iterable[tuple[str, str]], renames: bool = True
) -> dict[str, Division]:
    """The divisions of these (id, name), by key. An id told by who sits there is surer than one made of a map's names."""
    wanted = {key(one): (one, name) for one, name in ids if one}
    known = {one.key: one for one in Division.objects.filter(key__in=wanted)}
    new, renamed = [], []
    for its_key, (ocd_id, name) in wanted.items():
        row = known.get(its_key)
        if row is None:
            kind = kind_of(ocd_id)[:40]
            row = known[its_key] = Division(ocd_id=ocd_id, key=its_key, name=name[:160], kind=kind)
            new.append(row)
        elif renames and row.ocd_id != ocd_id:
            row.ocd_id = ocd_id
            renamed.append(row)
    Division.objects.bulk_create(new, batch_size=BATCH)
    Division.objects.bulk_update(renamed, ["ocd_id"], batch_size=BATCH)
    return known


def _divisions_of(terms: Sequence[Term], places: Sequence[Place]) -> dict[str, Division]:
    """All divisions that terms and places speak of: the districts, and what jurisdictions govern."""
    districts = [(term.division_id, term.district) for term in terms]
    governed = [
        (of_jurisdiction(place.ocd_id), place.name)
        for place in [*places, *(term.place for term in terms)]
        if place.ocd_id
    ]
    told = dict([*districts, *governed])
    return ensure_divisions(ids=((one, told[one] or name_of(one)) for one in told if one))


def ensure_jurisdictions(
    *, organization: Organization | None, places: Iterable[Place]
) -> dict[str, Jurisdiction]:
    """The jurisdictions of these places, by key."""
    wanted = {jurisdiction_key(place): place for place in places}
    rows = Jurisdiction.objects.filter(organization=organization, key__in=wanted)
    known = {one.key: one for one in rows}
    new = [
        Jurisdiction(
            organization=organization,
            key=its_key,
            ocd_id=place.ocd_id[:200],
            name=(place.name or name_of(place.ocd_id))[:160],
            level=place.level if place.level in Level.values else Level.LOCAL,
            kind=place.kind if place.kind in BodyKind.values else BodyKind.GOVERNMENT,
            url=place.url,
        )
        for its_key, place in wanted.items()
        if its_key not in known
    ]
    Jurisdiction.objects.bulk_create(new, batch_size=BATCH)
    return known | {one.key: one for one in new}


def ensure_posts(
    *,
    organization: Organization | None,
    terms: Sequence[Term],
    places: Sequence[Place] = (),
    posts: Sequence[Term] = (),
) -> dict[str, Post]:
    """The posts of these terms, by key, with as many seats as are told, as there are ``posts`` of one key, or as hold them now."""
    every = [*posts, *terms]
    divisions = _divisions_of(every, places)
    jurisdictions = ensure_jurisdictions(
        organization=organization, places=[*(term.place for term in every), *places]
    )
    holders, named = Counter(map(post_key, terms)), Counter(map(post_key, posts))
    wanted = {post_key(term): term for term in every}
    known = {
        one.key: one for one in Post.objects.filter(organization=organization, key__in=wanted)
    }
    new, grown = [], []
    for its_key, term in wanted.items():
        seats = max(term.seats or holders[its_key], named[its_key], 1)
        post = known.get(its_key)
        if post is None:
            post = known[its_key] = Post(
                organization=organization,
                jurisdiction=jurisdictions[jurisdiction_key(term.place)],
                division=divisions.get(key(term.division_id)) if term.division_id else None,
                key=its_key,
                role=term.role,
                title=term.title,
                body=term.body,
                district=term.district,
                seats=seats,
            )
            new.append(post)
        elif seats > post.seats:
            post.seats = seats
            grown.append(post)
    Post.objects.bulk_create(new, batch_size=BATCH)
    Post.objects.bulk_update(grown, ["seats"], batch_size=BATCH)
    return known
