"""What any source tells of decision makers, before it is stored. The nouns are those of Popolo and Open Civic Data."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Place:
    """A jurisdiction: who is in charge of what, by its id where it has one."""

    name: str
    ocd_id: str = ""
    level: str = ""
    kind: str = "government"
    url: str = ""


@dataclass(frozen=True)
class Term:
    """A post somebody holds, or held, from one day to another.

    ``ends_on`` is the day after which they hold it no more. ``expires_on`` only says how long they were elected for: who sits
    is told by the source, not by that date.
    """

    place: Place
    role: str = ""
    title: str = ""
    body: str = ""
    division_id: str = ""
    district: str = ""
    seats: int = 0
    """How many hold it at once, where the source says."""
    is_single: bool = False
    """Whether only one can hold it, so that a second is the same person told of twice."""
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None
    expires_on: datetime.date | None = None
    overdue_on: datetime.date | None = None
    """From when on nobody believes a source that still lists them, though it says no end."""
    is_acting: bool = False

    def is_held_on(self, day: datetime.date) -> bool:
        begun = self.starts_on is None or self.starts_on <= day
        is_overdue = self.overdue_on is not None and self.overdue_on <= day
        return begun and not is_overdue and (self.ends_on is None or self.ends_on >= day)


@dataclass(frozen=True)
class OfficeTold:
    """A place where somebody can be met, called or written to."""

    kind: str = ""
    name: str = ""
    address: str = ""
    phone: str = ""
    fax: str = ""
    email: str = ""
    hours: str = ""
    latitude: float | None = None
    longitude: float | None = None

    @property
    def says_something(self) -> bool:
        return any((self.address, self.phone, self.fax, self.email))


@dataclass(frozen=True)
class ContactTold:
    """One way to reach somebody: a website, a form, an account."""

    kind: str
    value: str
    label: str = ""


@dataclass(frozen=True)
class Told:
    """One person or body as a source tells."""

    source_id: str
    name: str
    given_name: str = ""
    family_name: str = ""
    party: str = ""
    email: str = ""
    phone: str = ""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    terms: Sequence[Term] = ()
    offices: Sequence[OfficeTold] = ()
    contacts: Sequence[ContactTold] = ()
    source_url: str = ""


@dataclass(frozen=True)
class More:
    """Offices and accounts of somebody who is told of elsewhere, known by an identifier (``scheme``, ``value``)."""

    identifier: tuple[str, str]
    offices: Sequence[OfficeTold] = ()
    contacts: Sequence[ContactTold] = ()


@dataclass
class Reading:
    """What files held, as they stood; who is in office is found when it is stored."""

    source: str = ""
    people: list[Told] = field(default_factory=list)
    more: list[More] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    checked_on: datetime.date | None = None
    rosters: set[tuple[str, str]] = field(default_factory=set)
    """Roles with a division in which the files name all who hold them: who is not in there holds them no more."""
    vacant: list[Term] = field(default_factory=list)
    """Seats of which a source says that nobody holds them, one for each."""
    posts: list[Term] = field(default_factory=list)
    """Seats that a source names, held or not, one for each."""
    passed_over: list[str] = field(default_factory=list)
    """Files that hold something else, as committees."""
    is_of_former: bool = False
    """Whether the file lies among those of people who have left, as ``retired/`` or ``legislators-historical.yaml``."""

    def join(self, more: Reading) -> None:
        """Take in what another file held."""
        self.source = self.source or more.source
        self.people += more.people
        self.more += more.more
        known = {place.ocd_id for place in self.places}
        self.places += [place for place in more.places if place.ocd_id not in known]
        self.unreadable += more.unreadable
        self.checked_on = self.checked_on or more.checked_on
        self.rosters |= more.rosters
        self.vacant += more.vacant
        self.posts += more.posts
        self.passed_over += more.passed_over


Mapped = Mapping[str, Any]


def text(value: Any, most: int = 500) -> str:
    """A cell of any source as one clean line."""
    if value is None or isinstance(value, (Mapping, list)):
        return ""
    return " ".join(str(value).replace("\x00", "").split())[:most]


def day(value: Any, *, is_end: bool = False) -> datetime.date | None:
    """A date given as a date, as ``2026-01-03``, ``2026-01`` or ``2026``; of a period its first or its last day."""
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    told = text(value, 40).split("T")[0]
    told = told.split(" ")[0]
    parts = told.split("-")
    try:
        if len(parts) == 3:
            return datetime.date(*map(int, parts))
        year, month = int(parts[0]), int(parts[1]) if len(parts) == 2 else (12 if is_end else 1)
        first = datetime.date(year, month, 1)
    except (ValueError, IndexError):
        return None
    if not is_end:
        return first
    return (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)


def degrees(value: Any, limit: float) -> float | None:
    """Degrees of latitude or longitude, or nothing where they cannot be. A comma may stand for the point."""
    try:
        told = float(value.replace(",", ".") if isinstance(value, str) else value)
    except (TypeError, ValueError):
        return None
    return told if -limit <= told <= limit else None


def address_of(told: Any) -> str:
    """An address in one line; sources break its lines with semicolons."""
    return ", ".join(part for part in (text(one) for one in text(told).split(";")) if part)


def count(told: Any) -> int:
    """A number of things, or 0 where there is none."""
    written = text(told, 9)
    return int(written) if written.isascii() and written.isdigit() else 0


def web_address(told: Any) -> str:
    """An address of a page; ``www.example.org`` is one too."""
    address = text(told)
    if address.lower().startswith("www."):
        address = f"https://{address}"
    return address if address.lower().startswith(("https://", "http://")) else ""


ACCOUNTS = {
    "twitter": "https://twitter.com/{}",
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}",
    "youtube": "https://www.youtube.com/{}",
    "mastodon": "{}",
}


def account(kind: str, name: Any) -> ContactTold | None:
    """An account by its name, with its address where we know how that is made."""
    written = text(name, 200)
    if not written:
        return None
    if address := web_address(written):
        return ContactTold(kind, address)
    bare = written.lstrip("@")
    return ContactTold(kind, ACCOUNTS.get(kind, "{}").format(bare), f"@{bare}")


def rows(told: Any) -> list[Mapped]:
    """The mappings of a list that a source may have left out or spoiled."""
    return (
        [one for one in told or [] if isinstance(one, Mapping)] if isinstance(told, list) else []
    )


def mapping(told: Any) -> Mapped:
    """A mapping that a source may have left out or spoiled."""
    return told if isinstance(told, Mapping) else {}
