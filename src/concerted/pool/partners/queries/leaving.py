"""What a partner takes along: a ZIP with one CSV for each room and everything as JSON."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from concerted.base.tables.writing import inert
from concerted.organizations.models import Membership
from concerted.pool.partners.models import Departure, Profile, Representative
from concerted.pool.partners.registry import Cell, Shelf, brought_by

README = """What {member} brought to {coalition}.

all.json has everything; each other file has one kind, as a table (CSV, UTF-8).
Names of residents are not in it: lists of people belong to the organization that keeps them.
"""


def package_of(membership: Membership) -> bytes:
    """Of a member that is still there. The membership has passed a gate."""
    return _packed(membership.member.name, membership.organization.name, brought_by(membership))


def package_of_departure(departure: Departure) -> bytes:
    """Of one that has left: as it was on that day."""
    shelves = [Shelf(one["name"], one["label"], tuple(one["rows"])) for one in departure.shelves]
    return _packed(departure.organization.name, departure.coalition_name, shelves)


def _packed(member: str, coalition: str, shelves: Sequence[Shelf]) -> bytes:
    whole: dict[str, Any] = {
        "member": member,
        "coalition": coalition,
        **{shelf.name: list(shelf.rows) for shelf in shelves},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("README.txt", README.format(member=member, coalition=coalition))
        packed.writestr("all.json", json.dumps(whole, ensure_ascii=False, indent=1))
        for shelf in shelves:
            if shelf.rows:
                packed.writestr(f"{shelf.name}.csv", _table(shelf.rows))
    return out.getvalue()


def _table(rows: Sequence[Mapping[str, Cell]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in rows:
        writer.writerow(
            {key: inert(cell) if isinstance(cell, str) else cell for key, cell in row.items()}
        )
    return out.getvalue()


def own_profile(membership: Membership) -> Iterable[Mapping[str, Cell]]:
    """As what the member belongs, and what it told of itself."""
    member = membership.member
    profile = Profile.objects.filter(organization=member).first()
    told: dict[str, Cell] = {
        "name": member.name,
        "about": member.about,
        "role": membership.role,
        "seats": membership.seat_count,
        "joined": membership.created_at.isoformat(),
        "shown": ", ".join(membership.disclosures.values_list("subject", flat=True)),
    }
    if profile is not None:
        told |= {
            "sector": profile.sector,
            "size": profile.size,
            "places": ", ".join(profile.places),
            "languages": ", ".join(profile.languages),
        }
    return [told]


def own_representatives(membership: Membership) -> Iterable[Mapping[str, Cell]]:
    return [
        {
            "name": one.name,
            "post": one.post,
            "from": one.starts_on.isoformat() if one.starts_on else "",
            "until": one.ends_on.isoformat() if one.ends_on else "",
        }
        for one in Representative.objects.filter(membership=membership)
    ]
