"""One row of a file as a person, or as junk that is reported and not stored."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from concerted.base.tables.files import Cells
from concerted.people.folding import folded
from concerted.people.importing.columns import Columns
from concerted.people.importing.consent import read_consents
from concerted.people.importing.fields import Channel, Field
from concerted.people.importing.remarks import Reason, Remark
from concerted.people.importing.values import (
    clean_name,
    clean_postal_code,
    clean_suffix,
    clean_text,
    find_emails,
    find_phone,
    read_birth_date,
    read_date,
    read_language,
    take_suffix,
    without_addresses,
)

_TEST_WORDS = {
    "test",
    "tests",
    "testing",
    "tester",
    "prueba",
    "pruebas",
    "asdf",
    "asdfg",
    "asdfasdf",
    "qwerty",
    "qwertyuiop",
    "teste",
    "foo",
    "bar",
    "foobar",
    "xxx",
    "xxxx",
    "abc",
    "abcd",
    "aaa",
    "aaaa",
    "dummy",
    "sample",
    "fake",
    "example",
    "ejemplo",
    "exemplo",
    "tes",
    "zzz",
    "delete",
    "ignore",
    "deleteme",
    "lorem",
    "ipsum",
    "asd",
    "qwe",
    "name",
    "firstname",
    "lastname",
}
_TEST_PHRASES = {"delete me", "do not use", "ignore this", "please ignore", "please delete"}
_TOTALS = {"total", "totals", "grand total", "subtotal", "sum", "suma", "soma", "count", "tong",
           "total rows", "rows", "records", "total records", "tong cong", "total general"}  # fmt: skip
_CODE = re.compile(
    r"<[a-z!/?][^>]*>?|javascript:|\{\{|\$\{|<%|;\s*--|'\s*\)\s*;|\bdrop\s+table\b|\bunion\s+select\b"
    r"|\bselect\s.+\sfrom\b|\bor\s+1\s*=\s*1\b|\binsert\s+into\b|\bdelete\s+from\b|^\s*=.*[(!|]|^[+@-]\w+\(",
    re.IGNORECASE,
)
_ADDRESS_IN_NAME = re.compile(r"https?:|www\.|\.(?:com|net|ru|xyz|org)\b/?", re.IGNORECASE)
_MACHINES = {"abuse", "postmaster", "noreply", "no-reply", "donotreply", "do-not-reply", "root",
             "mailer-daemon", "hostmaster", "webmaster", "bounce", "bounces", "spam", "null"}  # fmt: skip
_TEST_DOMAINS = {"test.test", "test.com", "asdf.com", "example.test", "test.org"}
_VIETNAMESE_FAMILY_NAMES = {
    "nguyen",
    "tran",
    "le",
    "pham",
    "hoang",
    "huynh",
    "phan",
    "vu",
    "vo",
    "dang",
    "bui",
    "do",
    "ho",
    "ngo",
    "duong",
    "ly",
    "dinh",
    "truong",
    "trinh",
}
_NAME_FIELDS = (Field.GIVEN_NAME, Field.MIDDLE_NAME, Field.FAMILY_NAME, Field.FULL_NAME)
_COMPOUND_STARTS = {"maria", "jose", "juan", "ana", "luis", "jean", "marie", "rosa", "carlos",
                    "jorge", "julio", "miguel", "victor", "jesus"}  # fmt: skip


@dataclass(frozen=True)
class Junk:
    """A row that is no person, and why."""

    reason: Reason


@dataclass(frozen=True)
class Name:
    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class ParsedPerson:
    """What a row says about one person. ``said`` tells what was dropped or put right."""

    name: Name = Name()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    street: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    language: str = ""
    birth_date: datetime.date | None = None
    tags: tuple[str, ...] = ()
    joined_on: datetime.date | None = None
    granted: frozenset[Channel] = frozenset()
    refused: frozenset[Channel] = frozenset()
    unreachable: frozenset[Channel] = frozenset()
    notes: str = ""
    others: tuple[tuple[str, str], ...] = ()
    said: tuple[Remark, ...] = field(default=(), compare=False)


class RowReader:
    """Reads the rows of one file with its columns."""

    def __init__(
        self, headers: Cells, columns: Columns, *, today: datetime.date, region: str = "US"
    ) -> None:
        self._headers = [folded(header) for header in headers]
        self._header_set = set(headers) - {""}
        self._columns = columns
        self._today = today
        self._region = region
        self._used: list[tuple[int, Field]] = [
            (at, each)
            for at, each in enumerate(columns.fields)
            if each not in {Field.NOTHING, Field.OTHER}
        ]
        self._others = [
            (at, clean_text(headers[at], limit=80))
            for at, each in enumerate(columns.fields)
            if each is Field.OTHER
        ]

    def read(self, row: Cells) -> ParsedPerson | Junk:
        if not any(cell and not cell.isspace() for cell in row):
            return Junk(Reason.BLANK)
        cells = [(each, row[at]) for at, each in self._used if row[at]]
        if self._repeats_headers(row):
            return Junk(Reason.HEADERS)
        reason = _junk_in_names([raw for each, raw in cells if each in _NAME_FIELDS])
        if reason and not (reason is Reason.TOTAL and any("@" in cell for cell in row)):
            return Junk(reason)
        person = self._person(cells)
        if reason := _nobody(person):
            return Junk(reason)
        return self._with_rest(person, row)

    def _with_rest(self, person: ParsedPerson, row: Cells) -> ParsedPerson:
        """``person`` with the cells that are kept as they are, and a word on cells beyond the headers."""
        others = tuple((name, text) for at, name in self._others if (text := clean_text(row[at])))
        beyond = row[len(self._columns.fields) :]
        if any(beyond):
            said = (*person.said, Remark(Reason.EXTRA_CELLS))
            return replace(person, others=others, said=said)
        return replace(person, others=others) if others else person

    def _repeats_headers(self, row: Cells) -> bool:
        if (
            self._header_set.isdisjoint(row)
            and folded(next(filter(None, row))) not in self._headers
        ):
            return False
        same = sum(
            1
            for header, cell in zip(self._headers, row, strict=False)
            if cell and folded(cell) == header
        )
        return same >= 2 and 2 * same > sum(1 for cell in row if cell.strip())

    def _person(self, cells: list[tuple[Field, str]]) -> ParsedPerson:
        first: dict[Field, str] = {}
        said: list[Remark] = []
        emails: list[str] = []
        phones: list[str] = []
        tags: list[str] = []
        for each, raw in cells:
            first.setdefault(each, raw)
            if each is Field.EMAIL:
                found, complaints = find_emails(raw)
                emails += found
                said += complaints
            elif each is Field.PHONE:
                number, complaint = find_phone(raw, self._region)
                phones += [number] if number else []
                said += [complaint] if complaint else []
            elif each is Field.TAGS:
                tags += _tags(raw)
        consents = read_consents(cells, self._columns.whole_file)
        place = _place(first)
        return ParsedPerson(
            name=_name(first),
            emails=tuple(dict.fromkeys(emails)),
            phones=tuple(dict.fromkeys(phones)),
            street=place[0],
            city=place[1],
            state=place[2],
            postal_code=place[3],
            language=read_language(first.get(Field.LANGUAGE, "")),
            birth_date=read_birth_date(first.get(Field.BIRTH_DATE, ""), today=self._today),
            tags=tuple(dict.fromkeys(tags)),
            joined_on=read_date(first.get(Field.JOINED_AT, "")),
            granted=consents.granted,
            refused=consents.refused,
            unreachable=consents.unreachable,
            notes=clean_text(first.get(Field.NOTES, ""), limit=2000),
            said=tuple(dict.fromkeys([*said, *consents.said])),
        )


def _junk_in_names(raws: list[str]) -> Reason | None:
    words: list[str] = []
    for raw in map(without_addresses, raws):
        if raw.isalpha():
            words.append(folded(raw))
            continue
        if _CODE.search(raw):
            return Reason.CODE
        if _ADDRESS_IN_NAME.search(raw):
            return Reason.WEB_ADDRESS
        words += re.findall(r"\w+", folded(raw))
    text = " ".join(words)
    if text in _TOTALS or (words and " ".join(w for w in words if not w.isdigit()) in _TOTALS):
        return Reason.TOTAL
    if words and (text in _TEST_PHRASES or all(word in _TEST_WORDS for word in words)):
        return Reason.TEST
    return None


def _nobody(person: ParsedPerson) -> Reason | None:
    has_name = any(map(str.isalpha, person.name.given + person.name.family))
    if has_name:
        return None
    if not person.emails and not person.phones:
        return Reason.NOBODY
    locals_ = {email.partition("@")[0] for email in person.emails}
    domains = {email.partition("@")[2] for email in person.emails}
    if person.emails and not person.phones:
        if locals_ <= _MACHINES:
            return Reason.MACHINE
        if locals_ <= _TEST_WORDS or domains <= _TEST_DOMAINS:
            return Reason.TEST
    return None


def _name(first: dict[Field, str]) -> Name:
    if Field.FULL_NAME in first:
        return split_full_name(first[Field.FULL_NAME])
    given = clean_name(first.get(Field.GIVEN_NAME, ""))
    family, suffix = take_suffix(clean_name(first.get(Field.FAMILY_NAME, "")))
    given, other_suffix = take_suffix(given)
    suffix = clean_suffix(first.get(Field.SUFFIX, "")) or suffix or other_suffix
    middle = clean_name(first.get(Field.MIDDLE_NAME, ""))
    if _is_vietnamese_family_name(given) and not _is_vietnamese_family_name(family) and family:
        given, family = family, given
    return Name(given, middle, family, suffix)


def split_full_name(raw: str) -> Name:
    """Given, middle and family name of a whole name in any of the usual orders.

    >>> split_full_name("delgado, pamela").given, split_full_name("Nguyễn Thị Hoa").given
    ('Pamela', 'Hoa')
    >>> split_full_name("María Teresa Benavídez Montemayor").family
    'Benavídez Montemayor'
    """
    text, suffix = take_suffix(clean_name(raw))
    if "," in text:
        family, _, given = text.partition(",")
        given, other = take_suffix(given.strip())
        if given:
            return Name(given, "", family.strip(), suffix or other)
    words = text.replace(",", " ").split()
    if len(words) < 2:
        return Name(text, "", "", suffix)
    if _is_vietnamese_family_name(words[0]) and not _is_vietnamese_family_name(words[-1]):
        return Name(words[-1], " ".join(words[1:-1]), words[0], suffix)
    if _is_vietnamese_family_name(words[-1]) and len(words) > 2:
        return Name(" ".join(words[:-1]), "", words[-1], suffix)
    at = 2 if len(words) > 2 and _has_two_given_names(words) else 1
    return Name(" ".join(words[:at]), "", " ".join(words[at:]), suffix)


def _has_two_given_names(words: list[str]) -> bool:
    return len(words) >= 4 and folded(words[0]) in _COMPOUND_STARTS


def _is_vietnamese_family_name(name: str) -> bool:
    return folded(name) in _VIETNAMESE_FAMILY_NAMES


def _place(first: dict[Field, str]) -> tuple[str, str, str, str]:
    """Street, city, state and postal code."""
    if whole := first.get(Field.FULL_ADDRESS):
        parts = [part.strip() for part in re.split(r"\s{2,}|\n|;", whole.strip()) if part.strip()]
        if len(parts) > 1 and parts[-1].upper() in {"US", "USA", "UNITED STATES"}:
            parts.pop()
        found = re.search(r"(\d{4,5}(?:-\d{4})?)\s*$", parts[-1]) if len(parts) > 1 else None
        code = clean_postal_code(found[1]) if found else ""
        if found:
            parts[-1] = parts[-1][: found.start()].strip()
        parts = [clean_text(part, limit=200) for part in parts if part] + ["", "", ""]
        return parts[0], parts[1], clean_state(parts[2]), code
    return (
        clean_text(first.get(Field.STREET, ""), limit=200),
        clean_text(first.get(Field.CITY, ""), limit=100),
        clean_state(first.get(Field.STATE, "")),
        clean_postal_code(first.get(Field.POSTAL_CODE, "")),
    )


_STATES = {"massachusetts": "MA", "mass": "MA", "new york": "NY", "california": "CA",
           "rhode island": "RI", "connecticut": "CT", "new hampshire": "NH", "maine": "ME",
           "vermont": "VT", "florida": "FL", "texas": "TX", "new jersey": "NJ"}  # fmt: skip


def clean_state(raw: str) -> str:
    """A state's two letters where they are known.

    >>> clean_state("Mass."), clean_state("ma"), clean_state("Québec")
    ('MA', 'MA', 'Québec')
    """
    text = clean_text(raw, limit=50).strip(".")
    return text.upper() if len(text) == 2 else _STATES.get(text.lower(), text)


def _tags(raw: str) -> Iterable[str]:
    """The tags of a cell; Mailchimp puts each in quotation marks."""
    parts = re.split(r"[,;|]", raw.replace('"', ""))
    return [tag for part in parts if (tag := clean_text(part, limit=80))]
