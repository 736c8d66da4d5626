"""Local bodies from a plain table: the council, a school board, a hospital board, a landlord."""

from __future__ import annotations

import datetime
import hashlib
import re
import unicodedata
from dataclasses import replace
from pathlib import Path

from concerted.act.officials.reading.divisions import (
    CHAMBER_KINDS,
    district_of,
    of_jurisdiction,
)
from concerted.act.officials.reading.records import (
    ContactTold,
    OfficeTold,
    Place,
    Reading,
    Term,
    Told,
    address_of,
    day,
    degrees,
    text,
    web_address,
)
from concerted.base.tables.files import Unreadable, gettext_noop, open_table
from concerted.people.importing.values import read_date

HEADERS = {
    "name": (
        *("full name", "official", "official name", "member", "member name", "name of official"),
        *("holder", "incumbent", "nombre", "nombre completo", "nombre y apellidos", "titular"),
    ),
    "given_name": ("first name", "given name", "first", "nombre de pila"),
    "family_name": ("last name", "family name", "last", "surname", "apellido", "apellidos"),
    "title": ("post", "office title", "job title", "position", "office", "cargo", "puesto"),
    "role": ("type",),
    "body": (
        *("organization", "organisation", "board", "council", "committee", "agency", "chamber"),
        *("organismo", "cuerpo", "órgano", "junta", "entidad", "institución"),
    ),
    "jurisdiction": (
        *("place", "jurisdiction name", "city", "town", "municipality", "county"),
        *("lugar", "ciudad", "municipio", "condado"),
    ),
    "jurisdiction_id": ("ocd jurisdiction", "ocd_jurisdiction"),
    "level": ("nivel",),
    "kind": ("body kind", "jurisdiction kind", "clase"),
    "division_id": ("ocd_id", "ocdid", "division", "ocd division"),
    "district": ("ward", "district name", "seat", "precinct", "distrito", "barrio"),
    "seats": ("number of seats", "escaños", "asientos"),
    "party": ("partido",),
    "email": ("e-mail", "email address", "correo", "correo electrónico"),
    "phone": ("telephone", "phone number", "office phone", "tel", "voice", "teléfono"),
    "fax": (),
    "address": ("office address", "mailing address", "dirección"),
    "hours": ("office hours", "horario"),
    "latitude": ("lat",),
    "longitude": ("lon", "lng", "long"),
    "website": ("url", "web", "web page", "webpage", "link", "sitio web", "página web"),
    "starts_on": (
        *("start", "start date", "term start", "term begins", "in office since", "since"),
        *("desde", "inicio", "fecha de inicio"),
    ),
    "ends_on": ("end", "end date", "left office", "until", "hasta", "fin", "fecha de fin"),
    "expires_on": (
        *("term ends", "term end", "term expires", "term expiration", "expires", "vence"),
        *("fin del mandato", "vencimiento"),
    ),
    "acting": ("is acting", "interim", "interino", "interina"),
    "status": ("estado", "situación"),
    "id": ("source id", "person id", "ocd-person", "ocd person id"),
    "source": ("source url", "source_url", "fuente"),
}
"""The columns by our name, and what else they are called."""
VACANT = re.compile(
    r"\W*((vacant|vacancy|vacante)\b.*|(open|empty|unfilled)( (seat|position|post))?|tbd|tba|none|n/?a"
    r"|to be (determined|announced|appointed|elected)|sin titular|por (nombrar|designar))\W*",
    re.IGNORECASE,
)
"""What stands in the column of the name where nobody holds the post."""
GONE = frozenset(
    {"former", "inactive", "past", "resigned", "retired", "ended", "anterior", "inactivo"}
)
LEVELS_TOLD = {
    **dict.fromkeys(("city", "town", "county", "municipal", "regional"), "local"),
    **dict.fromkeys(("estatal", "provincial"), "state"),
    **dict.fromkeys(("federal", "nacional", "country"), "national"),
    "internacional": "international",
}
YES = frozenset({"1", "yes", "y", "true", "acting", "interim", "x", "sí", "si"})
LEVELS = frozenset({"local", "state", "national", "international"})


def read_table(path: Path, reading: Reading) -> None:
    """A row for each post somebody holds; rows of one id, or of one name in one body, are one person."""
    table = open_table(path)
    columns = _columns(table.headers)
    if "name" not in columns.values() and "family_name" not in columns.values():
        raise Unreadable(gettext_noop("“%(name)s” has no column for the name."), name=path.name)
    reading.source = reading.source or path.stem.replace("_", " ")
    people: dict[str, Told] = {}
    for number, cells in table.rows():
        row = {columns[at]: text(cell) for at, cell in enumerate(cells) if at in columns}
        told = _person(row)
        if VACANT.fullmatch(told.name) or row.get("status", "").lower() in ("vacant", "vacante"):
            reading.vacant += told.terms
        elif told.name:
            place = told.source_id if row.get("id") else _place_of(people, told)
            people[place] = replace(_joined(people.get(place), told), source_id=place)
        elif any(row.values()):
            reading.unreadable.append(f"{path.name}, row {number}")
    reading.people.extend(people.values())


def _place_of(people: dict[str, Told], told: Told) -> str:
    """The id of a row's person. Another of the same name in the same body has another district, or another post and address."""
    first = people.get(told.source_id)
    if first is None:
        return told.source_id
    [seat] = told.terms
    sits_elsewhere = any(
        one.title == seat.title
        and one.district
        and seat.district
        and one.district != seat.district
        for one in first.terms
    )
    is_same_seat = any(
        (one.title, one.district) == (seat.title, seat.district) for one in first.terms
    )
    writes_elsewhere = bool(first.email and told.email and first.email != told.email)
    if is_same_seat or not (sits_elsewhere or writes_elsewhere):
        return told.source_id
    return _hashed(told.source_id, seat.title, seat.district)


def _hashed(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).casefold().encode()).hexdigest()[:20]


def _columns(headers: tuple[str, ...]) -> dict[int, str]:
    names = {_plain(one): ours for ours, others in HEADERS.items() for one in (ours, *others)}
    found: dict[int, str] = {}
    for at, header in enumerate(headers):
        ours = names.get(_plain(header))
        if ours is not None and ours not in found.values():
            found[at] = ours
    return found


def _plain(header: str) -> str:
    """A header without case, accents, signs and what stands in brackets: ``Teléfono (oficina):`` is ``telefono``."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)", " ", header)).lower()
    letters = "".join(one for one in bare if not unicodedata.combining(one))
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def _person(row: dict[str, str]) -> Told:
    given, family = row.get("given_name", ""), row.get("family_name", "")
    name = row.get("name") or f"{given} {family}".strip()
    place = row.get("jurisdiction", "")
    website = web_address(row.get("website"))
    office = OfficeTold(
        kind="office",
        address=address_of(row.get("address")),
        phone=row.get("phone", "")[:40],
        fax=row.get("fax", "")[:40],
        hours=row.get("hours", "")[:200],
        latitude=degrees(row.get("latitude"), 90),
        longitude=degrees(row.get("longitude"), 180),
    )
    return Told(
        source_id=row.get("id") or _hashed(name, row.get("body", ""), place),
        name=name[:160],
        given_name=given[:80],
        family_name=family[:80],
        party=row.get("party", "")[:120],
        email=next((one for one in re.split(r"[;,\s]+", row.get("email", "")) if "@" in one), "")[
            :254
        ],
        phone=office.phone,
        identifiers={"ocd-person": row["id"]}
        if row.get("id", "").startswith("ocd-person/")
        else {},
        terms=[_term(row)],
        offices=[office] if office.address or office.fax else [],
        contacts=[ContactTold("website", website)] if website else [],
        source_url=web_address(row.get("source")),
    )


def _term(row: dict[str, str]) -> Term:
    jurisdiction_id, district = row.get("jurisdiction_id", ""), row.get("district", "")
    level, role = row.get("level", "").lower(), row.get("role", "").lower()
    division = row.get("division_id") or of_jurisdiction(jurisdiction_id)
    if not row.get("division_id"):
        is_ward = district.lower().startswith("ward")
        kind = CHAMBER_KINDS.get(role) or ("ward" if is_ward else "council_district")
        division = district_of(division, kind, district)
    seats = row.get("seats", "")
    return Term(
        place=Place(
            (row.get("jurisdiction") or row.get("body", ""))[:160],
            jurisdiction_id,
            level if level in LEVELS else LEVELS_TOLD.get(level) or _level(jurisdiction_id),
            row.get("kind", "").lower()[:40] or "government",
        ),
        role=role[:60] or row.get("title", "").lower()[:60],
        title=row.get("title", "")[:160],
        body=row.get("body", "")[:160],
        division_id=division[:200],
        district=district[:120],
        seats=int(seats) if seats.isdigit() and 0 < int(seats) < 1000 else 0,
        starts_on=_day(row.get("starts_on")),
        ends_on=_day(row.get("ends_on"), is_end=True),
        expires_on=_day(row.get("expires_on"), is_end=True),
        overdue_on=datetime.date.min if row.get("status", "").lower() in GONE else None,
        is_acting=row.get("acting", "").lower() in YES
        or "acting" in row.get("status", "").lower(),
    )


def _day(written: str | None, *, is_end: bool = False) -> datetime.date | None:
    """A day as sources write it, or as people and their spreadsheets do: ``1/3/2025`` is the third of January."""
    return day(written, is_end=is_end) or read_date(written or "")


def _level(jurisdiction_id: str) -> str:
    """A state's, or a nation's, where the id says so."""
    parts = of_jurisdiction(jurisdiction_id).count("/")
    return {1: "national", 2: "state"}.get(parts, "local")


def _joined(first: Told | None, more: Told) -> Told:
    if first is None:
        return more
    return replace(
        first, terms=[*first.terms, *more.terms], offices=[*first.offices, *more.offices]
    )
