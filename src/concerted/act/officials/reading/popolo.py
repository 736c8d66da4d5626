"""Any body of people from Popolo JSON (popoloproject.com): a parliament, a council, a board."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from concerted.act.officials.reading.divisions import DIVISION, JURISDICTION
from concerted.act.officials.reading.records import (
    ContactTold,
    Mapped,
    OfficeTold,
    Place,
    Reading,
    Term,
    Told,
    count,
    day,
    rows,
    text,
    web_address,
)

SOURCE = "Popolo"
PHONES = frozenset({"voice", "phone", "tel", "cell", "telephone"})
Known = Mapping[str, Mapped]


def is_popolo(told: Any) -> bool:
    return isinstance(told, Mapping) and isinstance(told.get("persons"), list)


def read_popolo(told: Mapped, reading: Reading) -> None:
    reading.source = reading.source or SOURCE
    known = {
        kind: _by_id(told.get(kind)) for kind in ("organizations", "posts", "areas", "events")
    }
    held: dict[str, list[Mapped]] = defaultdict(list)
    for one in rows(told.get("memberships")):
        held[text(one.get("person_id"))].append(one)
    periods = _periods(known["events"].values())
    for person in rows(told["persons"]):
        if not text(person.get("id")) or not _name(person):
            reading.unreadable.append(_name(person) or text(person.get("id")) or "?")
            continue
        memberships = [*rows(person.get("memberships")), *held[text(person["id"])]]
        reading.people.append(_person(person, memberships, known | {"events": periods}))
    reading.posts += [
        _term({"post_id": post_id}, known)
        for post_id, post in known["posts"].items()
        if not post.get("end_date")
    ]


def _name(person: Mapped) -> str:
    parts = (text(person.get(one)) for one in ("given_name", "family_name"))
    return text(person.get("name"), 160) or " ".join(one for one in parts if one)[:160]


def _periods(events: Iterable[Mapped]) -> dict[str, Mapped]:
    """Events by id; a legislative period without an end is over when the next of its body begins."""
    told = {text(one.get("id")): one for one in events}
    begun = sorted(
        (text(one.get("organization_id")), text(one.get("start_date")), its_id)
        for its_id, one in told.items()
        if one.get("start_date")
    )
    for (body, _start, its_id), (next_body, after, _next) in pairwise(begun):
        if body == next_body and not told[its_id].get("end_date"):
            first_after = day(after)
            if first_after is not None:
                told[its_id] = {
                    **told[its_id],
                    "end_date": first_after - datetime.timedelta(days=1),
                }
    return told


def _by_id(told: Any) -> dict[str, Mapped]:
    return {text(one.get("id")): one for one in rows(told)}


def _person(person: Mapped, memberships: list[Mapped], known: Mapping[str, Known]) -> Told:
    details = rows(person.get("contact_details"))
    seats = [one for one in memberships if not _is_party(one, known)]
    identifiers = {
        text(one.get("scheme"), 60): text(one.get("identifier"), 200)
        for one in rows(person.get("identifiers"))
    }
    links = [web_address(one.get("url")) for one in rows(person.get("links"))]
    sources = [web_address(one.get("url")) for one in rows(person.get("sources"))]
    return Told(
        source_id=text(person["id"], 200),
        name=_name(person),
        given_name=text(person.get("given_name"), 80),
        family_name=text(person.get("family_name"), 80),
        party=_party(memberships, known),
        email=text(person.get("email") or _first(details, {"email"}), 254),
        phone=_first(details, PHONES)[:40],
        identifiers=identifiers,
        terms=[_term(one, known) for one in seats],
        offices=[
            OfficeTold("office", text(one.get("label"), 120), text(one.get("value")))
            for one in details
            if one.get("type") == "address"
        ],
        contacts=[
            *(ContactTold("website", link) for link in links if link),
            *(
                ContactTold(
                    text(one.get("type"), 40), text(one.get("value")), text(one.get("label"), 120)
                )
                for one in details
                if one.get("type") not in {"address", "email", *PHONES}
            ),
        ],
        source_url=next((one for one in sources if one), ""),
    )


def _first(details: list[Mapped], kinds: set[str] | frozenset[str]) -> str:
    return next((text(one.get("value")) for one in details if one.get("type") in kinds), "")


def _is_party(membership: Mapped, known: Mapping[str, Known]) -> bool:
    body = known["organizations"].get(text(membership.get("organization_id")), {})
    return body.get("classification") == "party"


def _party(memberships: list[Mapped], known: Mapping[str, Known]) -> str:
    """The party on whose behalf somebody sits, or whose member they are."""
    for one in memberships:
        key = "organization_id" if _is_party(one, known) else "on_behalf_of_id"
        party = known["organizations"].get(text(one.get(key)))
        if party is not None:
            return text(party.get("name"), 120)
    return ""


def _term(membership: Mapped, known: Mapping[str, Known]) -> Term:
    """A seat; its days are its own, else those of its legislative period."""
    post = known["posts"].get(text(membership.get("post_id")), {})
    body_id = text(membership.get("organization_id") or post.get("organization_id"))
    body = known["organizations"].get(body_id, {})
    area_id = text(membership.get("area_id") or post.get("area_id"))
    nested = membership.get("area") or post.get("area")
    area = known["areas"].get(area_id, nested if isinstance(nested, Mapping) else {})
    period = known["events"].get(text(membership.get("legislative_period_id")), {})
    whole = _whole(body, known)
    return Term(
        place=Place(
            text(whole.get("name"), 160),
            next(
                (
                    one
                    for one in (text(whole.get("id")), text(body.get("id")))
                    if one.startswith(JURISDICTION)
                ),
                "",
            ),
            kind=text(whole.get("classification"), 40) or "government",
        ),
        role=text(membership.get("role") or post.get("role"), 60).lower(),
        title=_title(text(post.get("label") or membership.get("role") or post.get("role"), 160)),
        body=text(body.get("name"), 160) if body is not whole else "",
        division_id=_division(area, area_id),
        district=text(area.get("name"), 120),
        seats=count(post.get("num_seats") or post.get("maximum_memberships")),
        starts_on=day(membership.get("start_date") or period.get("start_date")),
        ends_on=day(membership.get("end_date") or period.get("end_date"), is_end=True),
        is_acting="acting" in text(membership.get("role")).lower().split(),
    )


def _title(written: str) -> str:
    return written[:1].upper() + written[1:]


def _whole(body: Mapped, known: Mapping[str, Known]) -> Mapped:
    """The organization that a chamber or committee belongs to."""
    seen: set[str] = set()
    while (parent := text(body.get("parent_id"))) in known["organizations"] and parent not in seen:
        seen.add(parent)
        body = known["organizations"][parent]
    return body


def _division(area: Mapped, area_id: str) -> str:
    ids = [area_id, text(area.get("identifier")), text(area.get("id"))]
    ids += [text(one.get("identifier")) for one in rows(area.get("identifiers"))]
    return next((one for one in ids if one.startswith(DIVISION)), "")
