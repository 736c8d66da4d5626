"""Members of the US Congress and the executive, from congress-legislators (github.com/unitedstates, public domain)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from concerted.act.officials.reading.records import (
    ACCOUNTS,
    ContactTold,
    Mapped,
    More,
    OfficeTold,
    Place,
    Reading,
    Term,
    Told,
    account,
    address_of,
    count,
    day,
    degrees,
    mapping,
    rows,
    text,
    web_address,
)
from concerted.act.officials.reading.states import (
    COUNTRY,
    NAMES,
    TERRITORIES,
    congressional_district,
    division_of_state,
    state_of,
)

SOURCE = "congress-legislators"
CONGRESS = Place(
    "United States", "ocd-jurisdiction/country:us/legislature", "national", "legislature"
)
EXECUTIVE = Place("United States", "ocd-jurisdiction/country:us/government", "national")
HOUSE, SENATE = "House of Representatives", "Senate"
MEMBERS = frozenset({"rep", "sen"})
KEYS = ("bioguide", "govtrack", "icpsr_prez")
"""What a person is known by, the surest first."""
LATE = datetime.timedelta(days=366)
"""How long after the end of a term the file of those who sit may still be right: it is behind, or they were appointed."""
WHOLE = 400
"""So many members are all of Congress; in a file of fewer, those of some states."""


def is_congress(told: Any) -> bool:
    """Whether a list is one of the project's files."""
    return bool(rows(told)) and all(
        isinstance(one.get("id"), Mapping) and {"terms", "offices", "social"} & one.keys()
        for one in rows(told)
    )


def is_committees(told: Any) -> bool:
    """Whether it is the project's list of committees, or of who sits in them: no posts of their own."""
    if isinstance(told, Mapping):
        told = [one for members in told.values() for one in rows(members)]
    return bool(rows(told)) and all(
        {"thomas_id", "house_committee_id", "senate_committee_id", "bioguide"} & one.keys()
        for one in rows(told)
    )


def read_congress(told: Any, reading: Reading) -> None:
    """Members, their offices or their accounts. Of former members the last term ends when it ended."""
    reading.source = reading.source or SOURCE
    known = len(reading.people)
    for one in rows(told):
        identifiers = _identifiers(one["id"])
        known_by = next(((key, identifiers[key]) for key in KEYS if key in identifiers), None)
        if known_by is None:
            reading.unreadable.append(text(one.get("name")) or "?")
        elif "terms" in one:
            reading.people.append(_person(one, known_by[1], identifiers))
        else:
            offices, contacts = list(_offices(one)), list(_accounts(one.get("social")))
            reading.more.append(More(known_by, offices, contacts))
    people = reading.people[known:]
    if reading.is_of_former or _have_left(people):
        reading.people[known:] = [
            replace(one, terms=[_over(it) for it in one.terms]) for one in people
        ]
    else:
        reading.rosters |= _rosters(people)


def _have_left(people: Sequence[Told]) -> bool:
    """Whether most of a file's last terms were over when its newest began: it is the file of former members."""
    terms = [term for one in people for term in one.terms if term.role in MEMBERS]
    newest = max((one.starts_on for one in terms if one.starts_on), default=None)
    if newest is None:
        return False
    over = sum(one.expires_on is not None and one.expires_on <= newest for one in terms)
    return 2 * over > len(terms)


def _over(term: Term) -> Term:
    return replace(term, ends_on=term.expires_on) if term.role in MEMBERS else term


def _rosters(people: Sequence[Told]) -> set[tuple[str, str]]:
    """Whom a file names all of: of every state it tells of; where it tells of all states, of the country."""
    terms = [term for one in people for term in one.terms if term.role in MEMBERS]
    if len(terms) >= WHOLE:
        return {(term.role, COUNTRY) for term in terms}
    return {(term.role, state_of(term.division_id)) for term in terms}


def _identifiers(told: Mapped) -> dict[str, str]:
    return {
        str(scheme): text(value)
        for scheme, value in told.items()
        if isinstance(value, (str, int)) and text(value)
    }


def _person(one: Mapped, source_id: str, identifiers: Mapping[str, str]) -> Told:
    name = mapping(one.get("name"))
    terms = rows(one.get("terms"))
    last = terms[-1] if terms else {}
    given, family = text(name.get("first"), 80), text(name.get("last"), 80)
    return Told(
        source_id=source_id,
        name=text(name.get("official_full") or f"{given} {family}", 160),
        given_name=given,
        family_name=family,
        party=text(last.get("party"), 120),
        phone=text(last.get("phone"), 40),
        identifiers=identifiers,
        terms=[_term(last)] if last else [],
        offices=[one for one in [_capitol(last)] if one.says_something],
        contacts=list(_addresses(last)),
        source_url="https://github.com/unitedstates/congress-legislators",
    )


def _term(told: Mapped) -> Term:
    """The last term of somebody; the file of those who sit says that they do, whatever the date of its end."""
    state = text(told.get("state")).lower()
    expires_on = day(told.get("end"), is_end=True)
    shared: dict[str, Any] = {"starts_on": day(told.get("start")), "expires_on": expires_on}
    if told.get("type") in MEMBERS and expires_on is not None:
        shared["overdue_on"] = expires_on + LATE
    match told.get("type"):
        case "sen":
            division = division_of_state(state)
            label = NAMES.get(state, state.upper())
            return Term(
                CONGRESS, "sen", "U.S. Senator", SENATE, division, label, seats=2, **shared
            )
        case "rep":
            number = count(told.get("district"))
            division = congressional_district(state, number)
            label = f"{state.upper()}-{number}" if number else f"{state.upper()}, at large"
            return Term(
                CONGRESS, "rep", _house_title(state), HOUSE, division, label, seats=1, **shared
            )
        case other:
            title = {"prez": "President", "viceprez": "Vice President"}.get(
                str(other), text(other)
            )
            # Presidents of the past stand in the same file: here the date does say who sits.
            ends_on = shared["expires_on"]
            return Term(
                EXECUTIVE, text(other), title, division_id=COUNTRY, ends_on=ends_on, **shared
            )


def _house_title(state: str) -> str:
    if state == "pr":
        return "Resident Commissioner"
    return "Delegate" if state in TERRITORIES or state == "dc" else "U.S. Representative"


def _capitol(term: Mapped) -> OfficeTold:
    address = address_of(term.get("address") or term.get("office"))
    return OfficeTold(
        "capitol", "Washington", address, text(term.get("phone"), 40), text(term.get("fax"), 40)
    )


def _addresses(term: Mapped) -> Iterator[ContactTold]:
    for kind, key in (("website", "url"), ("contact form", "contact_form")):
        if address := web_address(term.get(key)):
            yield ContactTold(kind, address)


def _offices(one: Mapped) -> Iterator[OfficeTold]:
    for told in rows(one.get("offices")):
        lines = [told.get("building"), told.get("address"), told.get("suite"), told.get("city")]
        state = " ".join(part for part in (text(told.get("state")), text(told.get("zip"))) if part)
        office = OfficeTold(
            kind="district",
            name=text(told.get("city"), 120),
            address=", ".join(part for part in (*map(text, lines), state) if part),
            phone=text(told.get("phone"), 40),
            fax=text(told.get("fax"), 40),
            hours=text(told.get("hours"), 200),
            latitude=degrees(told.get("latitude"), 90),
            longitude=degrees(told.get("longitude"), 180),
        )
        if office.says_something:
            yield office


def _accounts(told: Any) -> Iterator[ContactTold]:
    if not isinstance(told, Mapping):
        return
    for kind in ACCOUNTS:
        found = account(kind, told.get(kind))
        if found is not None:
            yield found
