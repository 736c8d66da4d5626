"""Bills of Open States: as its API (version 3) gives them, and as its scrapers write them.

The two say the same with other words. A scraper writes votes in files of their own, and names what it has not looked up
by a "pseudo id": ``~{"classification": "lower"}``.
"""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from concerted.act.officials.reading.records import Mapped, day, mapping, rows, text, web_address
from concerted.act.policies.models import Choice
from concerted.base.tables.files import Unreadable

SOURCE = "Open States"
CHOICES = {
    "yes": Choice.YES,
    "no": Choice.NO,
    "absent": Choice.ABSENT,
    "excused": Choice.ABSENT,
    "not voting": Choice.ABSENT,
    "abstain": Choice.ABSTAINED,
    "other": Choice.ABSTAINED,
    "paired": Choice.ABSTAINED,
}
PASSAGE = frozenset({"passage", "bill-passage"})
"""Motions of which a yes is a yes to the bill; amendments and procedure are not among them."""
MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class ActionTold:
    description: str
    happened_on: datetime.date
    chamber: str
    kinds: frozenset[str]


@dataclass(frozen=True)
class PersonTold:
    """A voter or sponsor: the name as the journal writes it, and the id where it was looked up."""

    name: str
    person_id: str = ""


@dataclass(frozen=True)
class VoteTold:
    key: str
    motion: str
    held_on: datetime.date
    chamber: str
    body: str
    passed: bool | None
    is_decisive: bool
    link: str
    ballots: tuple[tuple[PersonTold, str], ...]


@dataclass
class BillTold:
    identifier: str
    title: str
    session: str
    jurisdiction_id: str
    jurisdiction_name: str
    chamber: str
    body: str
    abstract: str
    link: str
    actions: list[ActionTold] = field(default_factory=list)
    sponsors: list[PersonTold] = field(default_factory=list)
    votes: list[VoteTold] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What tells it from every other bill, the same for both shapes."""
        return f"{self.jurisdiction_id}/{self.session}/{self.identifier}"[:200]


@dataclass
class BillReading:
    bills: list[BillTold] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)


def read_bills(path: Path, *, jurisdiction: str = "") -> BillReading:
    """The bills in a JSON file, or in those of a folder, with the votes that other files tell of them.

    ``jurisdiction`` is for files that do not say whose bills they hold. What cannot be read is named and stops nothing.
    """
    reading, loose, place = BillReading(), [], mapping({"id": jurisdiction})
    found = []
    for file in sorted(path.rglob("*.json")) if path.is_dir() else [path]:
        for name, told in _told(file, reading):
            if text(told.get("id")).startswith("ocd-jurisdiction/") and "identifier" not in told:
                place = told if not jurisdiction else place
            elif "motion_text" in told:
                loose.append((name, told))
            else:
                found.append((name, told))
    for name, told in found:
        bill = _bill(told, place)
        if bill is None:
            reading.unreadable.append(name)
        else:
            reading.bills.append(bill)
    _add_loose_votes(reading, loose)
    return reading


def _told(file: Path, reading: BillReading) -> Iterator[tuple[str, Mapped]]:
    """The mappings of a file: one, a list, or the ``results`` of a page of the API."""
    if file.stat().st_size > MOST_BYTES:
        raise Unreadable("“%(name)s” is too large.", name=file.name)
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError):
        reading.unreadable.append(file.name)
        return
    if isinstance(told, Mapping) and isinstance(told.get("results"), list):
        told = told["results"]
    if isinstance(told, Mapping):
        yield file.name, told
        return
    for number, one in enumerate(told if isinstance(told, list) else [None], 1):
        if isinstance(one, Mapping):
            yield f"{file.name}, {number}", one
        else:
            reading.unreadable.append(f"{file.name}, {number}")


def _bill(told: Mapped, place: Mapped) -> BillTold | None:
    identifier, title = text(told.get("identifier"), 80), text(told.get("title"), 2000)
    session = _session(told)
    where = _pointed(told.get("jurisdiction")) or place
    where_id = text(where.get("id"), 200)
    if not (identifier and title and session and where_id):
        return None
    chamber = _pointed(told.get("from_organization"))
    abstracts = [text(one.get("abstract"), 2000) for one in rows(told.get("abstracts"))]
    links = [*rows(told.get("sources")), {"url": told.get("openstates_url")}]
    bill = BillTold(
        identifier=identifier,
        title=title,
        session=session,
        jurisdiction_id=where_id,
        jurisdiction_name=text(where.get("name"), 160),
        chamber=text(chamber.get("classification"), 20),
        body=text(chamber.get("name"), 160),
        abstract=next((one for one in abstracts if one), ""),
        link=next((link for link in (web_address(one.get("url")) for one in links) if link), ""),
        sponsors=[
            _person(one, "person")
            for one in rows(told.get("sponsorships"))
            if one.get("entity_type") != "organization"
        ],
    )
    bill.actions = sorted(_actions(told), key=lambda one: one.happened_on)
    bill.votes = list(_numbered(_votes(rows(told.get("votes")), bill)))
    return bill


def _session(told: Mapped) -> str:
    given = told.get("legislative_session") or told.get("session")
    return text(given.get("identifier") if isinstance(given, Mapping) else given, 80)


def _pointed(told: Any) -> Mapped:
    """What a mapping says, or a pseudo id ``~{…}``; of a bare id only that."""
    if isinstance(told, str) and told.startswith("~"):
        try:
            return mapping(json.loads(told[1:]))
        except (ValueError, RecursionError):
            return {}
    return {"id": told} if isinstance(told, str) else mapping(told)


def _person(told: Mapped, role: str) -> PersonTold:
    """``role`` is what the person is called in the shape: "person" of a sponsorship, "voter" of a vote."""
    pointed = _pointed(told.get(role) or told.get(f"{role}_id"))
    name = told.get("name") or told.get("voter_name") or pointed.get("name")
    person_id = text(pointed.get("id"), 200)
    return PersonTold(text(name, 160), person_id if person_id.startswith("ocd-person/") else "")


def _chamber(told: Mapped) -> Mapped:
    return _pointed(told.get("organization") or told.get("organization_id"))


def _actions(told: Mapped) -> Iterator[ActionTold]:
    for one in rows(told.get("actions")):
        happened_on = day(one.get("date"))
        if happened_on is not None:
            kinds = one.get("classification")
            yield ActionTold(
                description=text(one.get("description"), 500),
                happened_on=happened_on,
                chamber=text(_chamber(one).get("classification"), 20),
                kinds=frozenset(map(str, kinds)) if isinstance(kinds, list) else frozenset(),
            )


def _votes(told: list[Mapped], bill: BillTold) -> Iterator[VoteTold]:
    for one in told:
        held_on = day(one.get("start_date"))
        if held_on is None:
            continue
        organization = _chamber(one)
        chamber = text(organization.get("classification"), 20)
        motion = text(one.get("motion_text"), 500)
        kinds = one.get("motion_classification")
        links = [web_address(source.get("url")) for source in rows(one.get("sources"))]
        result = text(one.get("result"), 20)
        yield VoteTold(
            key=f"{held_on}|{chamber}|{text(one.get('identifier'), 60)}|{motion}"[:190],
            motion=motion,
            held_on=held_on,
            chamber=chamber,
            body=text(organization.get("name"), 160),
            passed={"pass": True, "fail": False}.get(result),
            is_decisive=bool(PASSAGE & set(map(str, kinds if isinstance(kinds, list) else []))),
            link=next((link for link in links if link), bill.link),
            ballots=tuple(
                (_person(ballot, "voter"), choice)
                for ballot in rows(one.get("votes"))
                if (choice := CHOICES.get(text(ballot.get("option")).lower()))
            ),
        )


def _numbered(votes: Iterator[VoteTold]) -> Iterator[VoteTold]:
    """Votes that are alike on one day get a number, so that each has a key of its own."""
    seen: Counter[str] = Counter()
    for vote in votes:
        seen[vote.key] += 1
        if seen[vote.key] == 1:
            yield vote
        else:
            yield VoteTold(**{**vote.__dict__, "key": f"{vote.key}|{seen[vote.key]}"})


def _add_loose_votes(reading: BillReading, loose: list[tuple[str, Mapped]]) -> None:
    """Votes of files of their own go to the bill that they name."""
    by_name: dict[tuple[str, str], list[BillTold]] = {}
    for bill in reading.bills:
        by_name.setdefault((bill.session, bill.identifier), []).append(bill)
    grouped: dict[int, tuple[BillTold, list[Mapped]]] = {}
    for name, told in loose:
        about = _pointed(told.get("bill") or told.get("bill_id"))
        identifier = text(about.get("identifier") or about.get("id"), 80)
        mine = by_name.get((_session(told), identifier), [])
        if len(mine) != 1:
            reading.unreadable.append(name)
            continue
        grouped.setdefault(id(mine[0]), (mine[0], []))[1].append(told)
    for bill, told_votes in grouped.values():
        bill.votes = list(_numbered(iter([*bill.votes, *_votes(told_votes, bill)])))
