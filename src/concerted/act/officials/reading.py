"""Reading officials from files of Open States people (https://github.com/openstates/people, CC0)."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import yaml

OPEN_STATES = "Open States"
POSTS = {
    "lower": "State Representative",
    "upper": "State Senator",
    "legislature": "State Legislator",
    "lt_governor": "Lieutenant Governor",
    "attorney general": "Attorney General",
    "auditor": "State Auditor",
    "treasurer": "State Treasurer",
    "secretary of state": "Secretary of State",
    "chief election officer": "Chief Election Officer",
}
"""What the types of Open States are called; any other is called by its own word."""
SEATS_OF_MANY = frozenset({"lower", "upper", "legislature"})
"""Posts that several hold in one place. Of any other post a place has one holder."""
STATES = dict(
    pair.split(":")
    for pair in [
        "al:Alabama",
        "ak:Alaska",
        "az:Arizona",
        "ar:Arkansas",
        "ca:California",
        "co:Colorado",
        "ct:Connecticut",
        "de:Delaware",
        "dc:District of Columbia",
        "fl:Florida",
        "ga:Georgia",
        "hi:Hawaii",
        "id:Idaho",
        "il:Illinois",
        "in:Indiana",
        "ia:Iowa",
        "ks:Kansas",
        "ky:Kentucky",
        "la:Louisiana",
        "me:Maine",
        "md:Maryland",
        "ma:Massachusetts",
        "mi:Michigan",
        "mn:Minnesota",
        "ms:Mississippi",
        "mo:Missouri",
        "mt:Montana",
        "ne:Nebraska",
        "nv:Nevada",
        "nh:New Hampshire",
        "nj:New Jersey",
        "nm:New Mexico",
        "ny:New York",
        "nc:North Carolina",
        "nd:North Dakota",
        "oh:Ohio",
        "ok:Oklahoma",
        "or:Oregon",
        "pa:Pennsylvania",
        "pr:Puerto Rico",
        "ri:Rhode Island",
        "sc:South Carolina",
        "sd:South Dakota",
        "tn:Tennessee",
        "tx:Texas",
        "ut:Utah",
        "vt:Vermont",
        "va:Virginia",
        "wa:Washington",
        "wv:West Virginia",
        "wi:Wisconsin",
        "wy:Wyoming",
    ]
)


@dataclass(frozen=True)
class Record:
    """One official as a source tells, in the fields of the table."""

    source_id: str
    name: str
    given_name: str = ""
    family_name: str = ""
    title: str = ""
    body: str = ""
    jurisdiction: str = ""
    division_id: str = ""
    district: str = ""
    party: str = ""
    email: str = ""
    phone: str = ""
    offices: list[dict[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    source_url: str = ""

    def values(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Reading:
    """What files held: who holds a post, whose posts have ended, and what could not be read."""

    current: list[Record]
    ended: dict[str, datetime.date | None]
    """The id of each whose posts are all over, with the day the last one ended."""
    repeated: list[str]
    unreadable: list[str]


def read_officials(path: Path, *, today: datetime.date) -> Reading:
    """The officials in ``path``: a folder of Open States YAML, or one such file."""
    return _sorted_out(_people(path), today)


@dataclass(frozen=True)
class Listing:
    """One file that holds many, and the day it was true."""

    reading: Reading
    checked_on: datetime.date


def read_json(path: Path, *, today: datetime.date) -> Listing:
    """The officials in a JSON file: ``{"checked": day, "people": [as in Open States]}``."""
    listing = json.loads(path.read_text(encoding="utf-8"))
    people = ((f"{path.name}, {number}", one) for number, one in enumerate(listing["people"], 1))
    checked_on = datetime.date.fromisoformat(listing["checked"])
    return Listing(_sorted_out(people, today), checked_on)


def _sorted_out(people: Iterable[tuple[str, Any]], today: datetime.date) -> Reading:
    reading = Reading([], {}, [], [])
    holders: set[tuple[str, str, str]] = set()
    for name, person in people:
        if not isinstance(person, Mapping) or not person.get("id") or not person.get("name"):
            reading.unreadable.append(name)
            continue
        role = _current_role(person, today)
        if role is None:
            reading.ended[str(person["id"])] = _last_end(person)
            continue
        seat = (
            str(role.get("type")),
            str(role.get("jurisdiction")),
            str(person.get("family_name")),
        )
        if seat in holders and seat[0] not in SEATS_OF_MANY:
            reading.repeated.append(str(person["name"]))
            continue
        holders.add(seat)
        reading.current.append(_record(person, role))
    return reading


def _people(path: Path) -> Iterator[tuple[str, Any]]:
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    for file in files:
        try:
            found = yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)
        except yaml.YAMLError:
            yield file.name, None
            continue
        if isinstance(found, list):
            continue  # a list of places, not a person
        yield file.name, found


def _day(value: Any) -> datetime.date | None:
    """A date that the source gives as a date or as text, of which only a year may be known."""
    if isinstance(value, datetime.date):
        return value
    text = str(value or "")
    try:
        return datetime.date.fromisoformat(text if len(text) > 4 else f"{text}-12-31")
    except ValueError:
        return None


def _roles(person: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [role for role in person.get("roles") or [] if isinstance(role, Mapping)]


def _current_role(person: Mapping[str, Any], today: datetime.date) -> Mapping[str, Any] | None:
    for role in _roles(person):
        end = _day(role.get("end_date"))
        start = _day(role.get("start_date"))
        if (end is None or end >= today) and (start is None or start <= today):
            return role
    return None


def _last_end(person: Mapping[str, Any]) -> datetime.date | None:
    return max(
        (end for role in _roles(person) if (end := _day(role.get("end_date")))), default=None
    )


def _record(person: Mapping[str, Any], role: Mapping[str, Any]) -> Record:
    kind = str(role.get("type"))
    jurisdiction = str(role.get("jurisdiction") or "")
    offices = [_office(office) for office in person.get("offices") or []]
    district = str(role.get("district") or "")
    return Record(
        source_id=str(person["id"]),
        name=str(person["name"]),
        given_name=str(person.get("given_name") or ""),
        family_name=str(person.get("family_name") or ""),
        title=POSTS.get(kind, kind.capitalize()),
        jurisdiction=_place(jurisdiction),
        division_id="" if district else _division(jurisdiction),
        district=district,
        party=", ".join(str(one.get("name")) for one in person.get("party") or []),
        email=str(person.get("email") or ""),
        phone=next((office["phone"] for office in offices if office.get("phone")), ""),
        offices=offices,
        links=_urls(person.get("links")),
        starts_on=_day(role.get("start_date")),
        ends_on=_day(role.get("end_date")),
        source_url=next(iter(_urls(person.get("sources"))), ""),
    )


def _office(office: Mapping[str, Any]) -> dict[str, str]:
    address = ", ".join(part.strip() for part in str(office.get("address") or "").split(";"))
    told = {
        "kind": str(office.get("classification") or ""),
        "address": address,
        "phone": str(office.get("voice") or ""),
        "fax": str(office.get("fax") or ""),
    }
    return {name: value for name, value in told.items() if value}


def _urls(entries: Any) -> list[str]:
    urls = [str(entry.get("url") or "") for entry in entries or []]
    return [url for url in urls if url.startswith(("https://", "http://")) and len(url) <= 500]


def _place(jurisdiction: str) -> str:
    """``ocd-jurisdiction/country:us/state:ma/place:north_adams/government`` is North Adams."""
    parts = dict(part.split(":", 1) for part in jurisdiction.split("/") if ":" in part)
    if "place" in parts:
        return parts["place"].replace("_", " ").title()
    return STATES.get(parts.get("state", ""), "")


def _division(jurisdiction: str) -> str:
    stem = jurisdiction.removeprefix("ocd-jurisdiction/").removesuffix("/government")
    return f"ocd-division/{stem}" if stem else ""
