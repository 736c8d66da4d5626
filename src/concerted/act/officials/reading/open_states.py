"""State and local officials from files of Open States people (github.com/openstates/people, CC0)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from concerted.act.officials.reading.divisions import (
    CHAMBER_KINDS,
    JURISDICTION,
    name_of,
    of_jurisdiction,
    slug,
)
from concerted.act.officials.reading.records import (
    ContactTold,
    Mapped,
    OfficeTold,
    Place,
    Reading,
    Term,
    Told,
    address_of,
    day,
    mapping,
    rows,
    text,
    web_address,
)
from concerted.act.officials.reading.states import NAMES

SOURCE = "Open States"
POSTS = {
    "lower": ("State Representative", "House of Representatives"),
    "upper": ("State Senator", "Senate"),
    "legislature": ("State Legislator", "Legislature"),
    "lt_governor": ("Lieutenant Governor", ""),
    "attorney general": ("Attorney General", ""),
    "auditor": ("State Auditor", ""),
    "treasurer": ("State Treasurer", ""),
    "secretary of state": ("Secretary of State", ""),
    "chief election officer": ("Chief Election Officer", ""),
}
"""What the types of Open States are called, with the body they sit in; any other is called by its own word."""
SEATS_OF_MANY = frozenset({"lower", "upper", "legislature"})
"""Posts that several may hold in one district. Of any other post a place has one holder."""


def is_person(told: Any) -> bool:
    return isinstance(told, Mapping) and (
        "roles" in told or text(told.get("id"))[:11] == "ocd-person/"
    )


def is_places(told: Any) -> bool:
    """Whether a list names jurisdictions."""
    return bool(rows(told)) and all(
        text(one.get("id")).startswith(JURISDICTION) for one in rows(told)
    )


def read_places(told: Any, reading: Reading) -> None:
    reading.source = reading.source or SOURCE
    known = {place.ocd_id for place in reading.places}
    for one in rows(told):
        place = _place(text(one["id"]), text(one.get("name"), 160), web_address(one.get("url")))
        if place.ocd_id not in known:
            reading.places.append(place)
            known.add(place.ocd_id)


def read_person(told: Mapped, name: str, reading: Reading) -> None:
    if not text(told.get("id")) or not text(told.get("name")):
        reading.unreadable.append(name)
        return
    reading.source = reading.source or SOURCE
    reading.people.append(_person(told))


def _person(told: Mapped) -> Told:
    offices = [
        one
        for one in map(_office, rows(told.get("offices") or told.get("contact_details")))
        if one.says_something
    ]
    links = [web_address(one.get("url")) for one in rows(told.get("links"))]
    sources = [web_address(one.get("url")) for one in rows(told.get("sources"))]
    identifiers = {
        text(one.get("scheme"), 60): text(one.get("identifier"), 200)
        for one in rows(told.get("other_identifiers"))
    }
    accounts = mapping(told.get("ids"))
    return Told(
        source_id=text(told["id"], 200),
        name=text(told["name"], 160),
        given_name=text(told.get("given_name"), 80),
        family_name=text(told.get("family_name"), 80),
        party=", ".join(text(one.get("name"), 120) for one in rows(told.get("party")))[:120],
        email=text(told.get("email"), 254),
        phone=next((office.phone for office in offices if office.phone), ""),
        identifiers={"ocd-person": text(told["id"]), **identifiers},
        terms=[_term(role) for role in rows(told.get("roles"))],
        offices=offices,
        contacts=[
            *(ContactTold("website", link) for link in links if link),
            *(
                ContactTold(str(kind), text(name), f"@{text(name)}")
                for kind, name in accounts.items()
            ),
        ],
        source_url=next((one for one in sources if one), ""),
    )


def _term(role: Mapped) -> Term:
    kind, jurisdiction = text(role.get("type"), 60), text(role.get("jurisdiction"))
    district = text(role.get("district"), 120)
    title, body = POSTS.get(kind, (kind.capitalize(), ""))
    division = of_jurisdiction(jurisdiction)
    seat = _seat(kind, division, district)
    if seat and district:
        division = f"{division}/{seat}:{slug(district)}"
    return Term(
        place=_place(jurisdiction),
        role=kind,
        title=text(role.get("title"), 160) or title,
        body=body,
        division_id=division,
        district=district,
        is_single=kind not in SEATS_OF_MANY,
        starts_on=day(role.get("start_date")),
        ends_on=day(role.get("end_date"), is_end=True),
    )


def _seat(kind: str, division: str, district: str) -> str:
    """The kind of district; in a legislature of one chamber a senator's, and in the capital a ward."""
    if kind == "legislature":
        is_ward = "/district:" in division and district.lower().startswith("ward ")
        return "ward" if is_ward else "sldu" if "/state:" in division else ""
    return CHAMBER_KINDS.get(kind, "")


def _place(jurisdiction: str, name: str = "", url: str = "") -> Place:
    """``ocd-jurisdiction/country:us/state:ma/place:north_adams/government`` is North Adams, a local one."""
    parts = dict(part.split(":", 1) for part in jurisdiction.split("/") if ":" in part)
    state = parts.get("state") or parts.get("district") or parts.get("territory") or ""
    is_state = len(parts) <= 2
    told = NAMES.get(state, "") if is_state else name_of(of_jurisdiction(jurisdiction))
    kind = jurisdiction.rpartition("/")[2]
    return Place(
        name or told or text(jurisdiction, 160),
        jurisdiction if jurisdiction.startswith(JURISDICTION) else "",
        "state" if is_state else "local",
        kind if ":" not in kind else "government",
        url,
    )


def _office(told: Mapped) -> OfficeTold:
    return OfficeTold(
        kind=text(told.get("classification"), 40),
        name=text(told.get("name"), 120),
        address=address_of(told.get("address")),
        phone=text(told.get("voice"), 40),
        fax=text(told.get("fax"), 40),
        email=text(told.get("email"), 254),
    )
