"""State and local officials from files of Open States people (github.com/openstates/people, CC0)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from concerted.act.officials.reading.divisions import (
    CHAMBER_KINDS,
    JURISDICTION,
    district_of,
    is_at_large,
    name_of,
    of_jurisdiction,
)
from concerted.act.officials.reading.records import (
    ContactTold,
    Mapped,
    OfficeTold,
    Place,
    Reading,
    Term,
    Told,
    account,
    address_of,
    day,
    mapping,
    rows,
    text,
    web_address,
)
from concerted.act.officials.reading.states import (
    COUNTRY,
    NAMES,
    congressional_district,
    division_of_state,
)

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
LOWER = {
    "us": ("U.S. Representative", "House of Representatives"),
    **dict.fromkeys(("ca", "nv", "ny", "wi"), ("Assembly Member", "State Assembly")),
    "nj": ("Assembly Member", "General Assembly"),
    **dict.fromkeys(("md", "va", "wv"), ("Delegate", "House of Delegates")),
}
"""What the lower house is called where it is no House of Representatives."""
ONE_CHAMBER = {
    "ne": ("State Senator", "Legislature"),
    "dc": ("Councilmember", "Council of the District of Columbia"),
}
SEATS = {
    **{(state, "lower"): 2 for state in ("az", "id", "nd", "nj", "sd", "wa")},
    ("md", "lower"): 3, ("wv", "upper"): 2,
}  # fmt: skip
"""How many sit for each district of these chambers, unless it is divided by letters, as 4A and 4B."""
CONGRESS = re.compile(r"([A-Za-z]{2})-(\d+|AL)")
ONE_HOLDER = frozenset({"mayor", "governor", *POSTS}) - {"lower", "upper", "legislature"}
"""Posts that one person holds in a place, so that a second of the same family name is the same person, told of twice."""


def is_person(told: Any) -> bool:
    return isinstance(told, Mapping) and (
        "roles" in told or text(told.get("id"))[:11] == "ocd-person/"
    )


def is_places(told: Any) -> bool:
    """Whether a list names jurisdictions."""
    return bool(rows(told)) and all(
        text(one.get("id")).startswith(JURISDICTION) for one in rows(told)
    )


def is_committee(told: Any) -> bool:
    """Whether a file is of a committee: who sits in it is no post of its own."""
    return isinstance(told, Mapping) and text(told.get("id")).startswith("ocd-organization/")


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
    person = _person(told)
    if reading.is_of_former:
        # Whoever lies here has left, also where nobody wrote down when.
        person = replace(person, terms=[one for one in person.terms if one.ends_on])
    reading.people.append(person)


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
    accounts = [account(str(kind), name) for kind, name in mapping(told.get("ids")).items()]
    return Told(
        source_id=text(told["id"], 200),
        name=text(told["name"], 160),
        given_name=text(told.get("given_name"), 80),
        family_name=text(told.get("family_name"), 80),
        party=_party(told.get("party")),
        email=text(told.get("email"), 254)
        or next((one.email for one in offices if one.email), ""),
        phone=next((office.phone for office in offices if office.phone), ""),
        identifiers={"ocd-person": text(told["id"]), **identifiers},
        terms=[_term(role) for role in rows(told.get("roles"))],
        offices=offices,
        contacts=[
            *(ContactTold("website", link) for link in links if link),
            *(one for one in accounts if one is not None),
        ],
        source_url=next((one for one in sources if one), ""),
    )


def _term(role: Mapped) -> Term:
    kind, jurisdiction = text(role.get("type"), 60), text(role.get("jurisdiction"))
    district = text(role.get("district"), 120)
    division = of_jurisdiction(jurisdiction)
    state = division.rpartition(":")[2] if division.count("/") == 2 else ""
    title, body = _called(kind, "us" if division == COUNTRY else state)
    return Term(
        place=_place(jurisdiction),
        role=kind,
        title=text(role.get("title"), 160) or title,
        body=body,
        division_id=_division(kind, division, district),
        district=district,
        seats=_seats(kind, state, district),
        is_single=kind in ONE_HOLDER,
        starts_on=day(role.get("start_date")),
        ends_on=day(role.get("end_date"), is_end=True),
    )


def _party(told: Any) -> str:
    """The party or parties; one that they have left is none."""
    if isinstance(told, str):
        return text(told, 120)
    now = [text(one.get("name"), 120) for one in rows(told) if not one.get("end_date")]
    return ", ".join(one for one in now if one)[:120]


def _called(kind: str, state: str) -> tuple[str, str]:
    """What a post and its body are called in a state."""
    if kind == "lower" and state in LOWER:
        return LOWER[state]
    if kind == "upper" and state == "us":
        return "U.S. Senator", "Senate"
    if kind == "legislature" and state in ONE_CHAMBER:
        return ONE_CHAMBER[state]
    return POSTS.get(kind, (kind.capitalize(), ""))


def _seats(kind: str, state: str, district: str) -> int:
    is_lettered = district[:1].isdigit() and not district.isdigit()
    return 0 if is_lettered or is_at_large(district) else SEATS.get((state, kind), 0)


def _division(kind: str, division: str, district: str) -> str:
    """Where somebody sits for; in a legislature of one chamber it is a senator's district, and in the capital a ward."""
    if division == COUNTRY:
        return _of_congress(division, district)
    if kind in CHAMBER_KINDS:
        return district_of(division, CHAMBER_KINDS[kind], district)
    if kind == "legislature":
        is_divided = "/state:" in division or district.lower().startswith("ward ")
        return district_of(division, "sldu", district) if is_divided else division
    if division.count("/") < 3:
        return division
    kind = "ward" if district.lower().startswith("ward") else "council_district"
    return district_of(division, kind, district)


def _of_congress(division: str, district: str) -> str:
    """``MA-7`` and ``AK-AL`` are districts of the House; a senator's is the name of a state."""
    if found := CONGRESS.fullmatch(district):
        return congressional_district(found[1], int(found[2]) if found[2].isdigit() else 0)
    states = (code for code, name in NAMES.items() if name.lower() == district.lower())
    return next((division_of_state(code) for code in states), division)


def _place(jurisdiction: str, name: str = "", url: str = "") -> Place:
    """``ocd-jurisdiction/country:us/state:ma/place:north_adams/government`` is North Adams, a local one."""
    parts = dict(part.split(":", 1) for part in jurisdiction.split("/") if ":" in part)
    state = parts.get("state") or parts.get("district") or parts.get("territory") or ""
    is_state = len(parts) <= 2
    told = NAMES.get(state, "") if is_state else name_of(of_jurisdiction(jurisdiction))
    if of_jurisdiction(jurisdiction) == COUNTRY:
        told = "United States"
    kind = jurisdiction.rpartition("/")[2]
    return Place(
        name or told or text(jurisdiction, 160),
        jurisdiction if jurisdiction.startswith(JURISDICTION) else "",
        "national" if not parts.keys() - {"country"} else "state" if is_state else "local",
        kind if ":" not in kind else "government",
        url,
    )


def _office(told: Mapped) -> OfficeTold:
    return OfficeTold(
        kind=text(told.get("classification") or told.get("note"), 40).lower(),
        name=text(told.get("name"), 120),
        address=address_of(told.get("address")),
        phone=text(told.get("voice") or told.get("phone"), 40),
        fax=text(told.get("fax"), 40),
        email=text(told.get("email"), 254),
    )
