"""Local bodies from a plain table: the council, a school board, a hospital board, a landlord."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from concerted.act.officials.reading.divisions import CHAMBER_KINDS, of_jurisdiction, slug
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

HEADERS = {
    "name": ("full name", "official", "nombre", "nombre completo"),
    "given_name": ("first name", "given name", "first", "nombre de pila"),
    "family_name": ("last name", "family name", "last", "surname", "apellido", "apellidos"),
    "title": ("post", "office title", "position", "cargo", "puesto"),
    "role": ("type",),
    "body": ("organization", "board", "chamber", "organismo", "cuerpo"),
    "jurisdiction": ("place", "jurisdiction name", "lugar", "ciudad"),
    "jurisdiction_id": ("ocd jurisdiction", "ocd_jurisdiction"),
    "level": ("nivel",),
    "kind": ("body kind", "jurisdiction kind", "clase"),
    "division_id": ("ocd_id", "ocdid", "division", "ocd division"),
    "district": ("ward", "seat", "distrito"),
    "seats": ("number of seats", "escaños"),
    "party": ("partido",),
    "email": ("e-mail", "email address", "correo", "correo electrónico"),
    "phone": ("telephone", "voice", "teléfono"),
    "fax": (),
    "address": ("office address", "mailing address", "dirección"),
    "hours": ("office hours", "horario"),
    "latitude": ("lat",),
    "longitude": ("lon", "lng", "long"),
    "website": ("url", "web", "sitio web"),
    "starts_on": ("start", "start date", "start_date", "since", "desde"),
    "ends_on": ("end", "end date", "end_date", "until", "hasta"),
    "expires_on": ("term ends", "term_end", "term end", "expires", "vence"),
    "acting": ("is acting", "interim", "interino"),
    "id": ("source id", "source_id", "ocd-person"),
    "source": ("source url", "source_url", "fuente"),
}
"""The columns by our name, and what else they are called."""
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
        if not told.name:
            if any(row.values()):
                reading.unreadable.append(f"{path.name}, row {number}")
            continue
        known = people.get(told.source_id)
        people[told.source_id] = told if known is None else _joined(known, told)
    reading.people.extend(people.values())


def _columns(headers: tuple[str, ...]) -> dict[int, str]:
    names = {other: ours for ours, others in HEADERS.items() for other in (ours, *others)}
    told = [" ".join(header.lower().replace("_", " ").split()) for header in headers]
    spaced = {name.replace("_", " "): ours for name, ours in names.items()}
    found: dict[int, str] = {}
    for at, header in enumerate(told):
        if header in spaced and spaced[header] not in found.values():
            found[at] = spaced[header]
    return found


def _person(row: dict[str, str]) -> Told:
    given, family = row.get("given_name", ""), row.get("family_name", "")
    name = row.get("name") or f"{given} {family}".strip()
    place = row.get("jurisdiction", "")
    same = "|".join((name, row.get("body", ""), place)).casefold()
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
        source_id=row.get("id") or hashlib.sha256(same.encode()).hexdigest()[:20],
        name=name[:160],
        given_name=given[:80],
        family_name=family[:80],
        party=row.get("party", "")[:120],
        email=row.get("email", "")[:254],
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
    if (kind := CHAMBER_KINDS.get(role)) and district and not row.get("division_id"):
        division = f"{division}/{kind}:{slug(district)}"
    seats = row.get("seats", "")
    return Term(
        place=Place(
            (row.get("jurisdiction") or row.get("body", ""))[:160],
            jurisdiction_id,
            level if level in LEVELS else "local",
            row.get("kind", "").lower()[:40] or "government",
        ),
        role=role[:60] or row.get("title", "").lower()[:60],
        title=row.get("title", "")[:160],
        body=row.get("body", "")[:160],
        division_id=division[:200],
        district=district[:120],
        seats=int(seats) if seats.isdigit() and 0 < int(seats) < 1000 else 0,
        starts_on=day(row.get("starts_on")),
        ends_on=day(row.get("ends_on"), is_end=True),
        expires_on=day(row.get("expires_on"), is_end=True),
        is_acting=row.get("acting", "").lower() in YES,
    )


def _joined(first: Told, more: Told) -> Told:
    return replace(
        first, terms=[*first.terms, *more.terms], offices=[*first.offices, *more.offices]
    )
