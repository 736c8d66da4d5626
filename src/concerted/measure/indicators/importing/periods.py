"""Periods as people write them, in English and Spanish, as a first and a last day."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from concerted.people.folding import folded

EARLIEST, LATEST = 1790, 2200
_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril",
            "may mayo", "jun june junio", "jul july julio", "aug august ago agosto",
            "sep sept september septiembre setiembre", "oct october octubre",
            "nov november noviembre", "dec december dic diciembre",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
_MONTH = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
_NTH = {"1": 1, "2": 2, "3": 3, "4": 4} | {
    word: number
    for number, words in enumerate(
        ("first 1st primer primero 1er 1o i", "second 2nd segundo 2o ii",
         "third 3rd tercer tercero 3er 3o iii", "fourth 4th cuarto 4o iv"), 1,
    )
    for word in words.split()
}  # fmt: skip
_NUMBER = "(" + "|".join(sorted(_NTH, key=len, reverse=True)) + ")"
_YEAR = r"(\d{4})"
_OF_CENTURY = r"(?:-| ?')(\d{2})"
_GAP = r"[ ,/._-]*(?:de |del |of )?"
_QUARTER, _HALF = r"(?:q|t|quarter|trimestre|trim\.?)", r"(?:h|s|half|semestre|semester|sem\.?)"
_BETWEEN = re.compile(
    r"\s+(?:-|to|through|until|a|al|hasta)\s+|\s*\.{2,3}\s*|(?<=\d)/(?=\d{4}-\d)"
)
_SHORT = re.compile(_YEAR + r"\s?[-/]\s?(\d{2})")
_YEARS = re.compile(_YEAR + r"\s*[-/]\s*" + _YEAR)
_MONTHS_OF_YEAR = re.compile(rf"{_MONTH}\s*-\s*{_MONTH}{_GAP}{_YEAR}")
_PART = re.compile(rf"\b{_QUARTER}(?![a-z])|\b[1-4] ?[qt]\b|\b(?:semestre|semester|half)\b")
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, order=True)
class Span:
    """From the first to the last day, both of them in it."""

    start: datetime.date
    end: datetime.date


def read_span(text: str, frequency: str = "", *, day_first: bool = False) -> Span | None:
    """The period that ``text`` names, or nothing.

    A single day stands for the month, quarter, half-year or year it is in, where figures come at that ``frequency``.

    >>> read_span("Q3 2024")
    Span(start=datetime.date(2024, 7, 1), end=datetime.date(2024, 9, 30))
    >>> read_span("2018–2021").end, read_span("mayo de 2024").start
    (datetime.date(2021, 12, 31), datetime.date(2024, 5, 1))
    """
    plain = _plain(text)
    if not plain:
        return None
    found = _simple(plain, day_first)
    if found is not None:
        return _widened(found, frequency) if found.start == found.end else found
    return _range(plain, day_first)


def find_span(text: str) -> Span | None:
    """The one period named somewhere in ``text``, such as a month in “as published August 2022”.

    >>> find_span("as published August 2022").start
    datetime.date(2022, 8, 1)
    >>> find_span("between 2 and 20221 people") is None
    True
    """
    plain = _plain(text)
    if _PART.search(plain):
        return None
    for pattern in (_YEARS.pattern, rf"{_MONTH}{_GAP}{_YEAR}", _YEAR):
        matches = re.findall(rf"(?<![\w-])(?:{_ungrouped(pattern)})(?![\w-])", plain)
        if matches:
            return read_span(matches[0]) if len(set(matches)) == 1 else None
    return None


def is_day_first(texts: Iterable[str]) -> bool:
    """Whether days written with slashes have the day before the month; as in the United States where both fit.

    >>> is_day_first(["05/31/2024"]), is_day_first(["01/02/2024", "31/05/2024"])
    (False, True)
    """
    matches = [_SLASHED.fullmatch(text.strip()) for text in texts]
    return any(int(match.group(1)) > 12 for match in matches if match)


def _ungrouped(pattern: str) -> str:
    return re.sub(r"\((?!\?)", "(?:", pattern)


def _plain(text: str) -> str:
    plain = re.sub("[‐‑‒–—−]", "-", folded(text.replace("º", "o").replace("°", "o")))
    plain = re.sub(r"^(?:cy|year|ano|period|periodo)[ :]+", "", " ".join(plain.split()))
    return re.sub(r"(?<=\d)[ t]00:00(?::00)?(?:\.0+)?$", "", plain).removesuffix(".0")


def _simple(plain: str, day_first: bool) -> Span | None:
    for pattern, reading in _FORMS:
        match = re.fullmatch(pattern, plain)
        if match is not None:
            found = reading(match.groups())
            if found is not None:
                return found
    slashed = _SLASHED.fullmatch(plain)
    if slashed is None:
        return None
    one, other, year = (int(part) for part in slashed.groups())
    is_turned = one > 12 or (day_first and other <= 12)
    return _day(year, other, one) if is_turned else _day(year, one, other)


def _months(year: int, first: int, count: int) -> Span | None:
    last = first + count - 1
    if not EARLIEST <= year <= LATEST or not 1 <= first <= last <= 12:
        return None
    end = datetime.date(year, last, calendar.monthrange(year, last)[1])
    return Span(datetime.date(year, first, 1), end)


def _day(year: int, month: int, day: int) -> Span | None:
    if not EARLIEST <= year <= LATEST:
        return None
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return Span(found, found)


def _month_number(word: str) -> int:
    return _MONTHS.get(word.rstrip("."), 0)


def _in_century(year: str) -> int:
    """The year that two digits stand for: from 1970 to 2069, as in a spreadsheet."""
    return int(year) + (2000 if int(year) < 70 else 1900)


_Groups = tuple[str, ...]
_FORMS: tuple[tuple[str, Callable[[_Groups], Span | None]], ...] = (
    (_YEAR, lambda g: _months(int(g[0]), 1, 12)),
    (_YEAR + _GAP + _QUARTER + " ?([1-4])", lambda g: _months(int(g[0]), 3 * int(g[1]) - 2, 3)),
    (
        f"(?:{_QUARTER} ?{_NUMBER}|{_NUMBER} ?{_QUARTER}){_GAP}{_YEAR}",
        lambda g: _months(int(g[2]), 3 * _NTH[g[0] or g[1]] - 2, 3),
    ),
    (_YEAR + _GAP + _HALF + " ?([12])", lambda g: _months(int(g[0]), 6 * int(g[1]) - 5, 6)),
    (
        f"(?:{_HALF} ?{_NUMBER}|{_NUMBER} ?{_HALF}){_GAP}{_YEAR}",
        lambda g: _months(int(g[2]), 6 * _NTH[g[0] or g[1]] - 5, 6),
    ),
    (
        f"[qt]([1-4]){_OF_CENTURY}",
        lambda g: _months(_in_century(g[1]), 3 * int(g[0]) - 2, 3),
    ),
    (r"([1-4])[qt](\d{2})", lambda g: _months(_in_century(g[1]), 3 * int(g[0]) - 2, 3)),
    (_MONTH + _OF_CENTURY, lambda g: _months(_in_century(g[1]), _month_number(g[0]), 1)),
    (_YEAR + r"[-/.m ]*(0?[1-9]|1[0-2])", lambda g: _months(int(g[0]), int(g[1]), 1)),
    (r"(0?[1-9]|1[0-2])[-/.]" + _YEAR, lambda g: _months(int(g[1]), int(g[0]), 1)),
    (_MONTH + _GAP + _YEAR, lambda g: _months(int(g[1]), _month_number(g[0]), 1)),
    (_YEAR + _GAP + _MONTH, lambda g: _months(int(g[0]), _month_number(g[1]), 1)),
    (
        _YEAR + r"[-/.](\d{1,2})[-/.](\d{1,2})",
        lambda g: _day(int(g[0]), int(g[1]), int(g[2])),
    ),
    (
        _MONTH + r" (\d{1,2})(?:st|nd|rd|th)?,? " + _YEAR,
        lambda g: _day(int(g[2]), _month_number(g[0]), int(g[1])),
    ),
    (
        r"(\d{1,2})" + _GAP + _MONTH + _GAP + _YEAR,
        lambda g: _day(int(g[2]), _month_number(g[1]), int(g[0])),
    ),
)


def _range(plain: str, day_first: bool) -> Span | None:
    years, short, months = (
        pattern.fullmatch(plain) for pattern in (_YEARS, _SHORT, _MONTHS_OF_YEAR)
    )
    if years is not None:
        return _joined(_simple(years[1], False), _simple(years[2], False))
    if short is not None:
        return _joined(_simple(short[1], False), _simple(short[1][:2] + short[2], False))
    if months is not None:
        return _joined(*(_simple(f"{months[at]} {months[3]}", False) for at in (1, 2)))
    parts = _BETWEEN.split(plain)
    if len(parts) != 2:
        return None
    one, other = (_simple(part, day_first) for part in parts)
    if one is None and other is not None:
        one = _simple(f"{parts[0]} {other.end.year}", day_first)
    return _joined(one, other)


def _joined(one: Span | None, other: Span | None) -> Span | None:
    if one is None or other is None or one.start > other.end:
        return None
    return Span(one.start, other.end)


_LENGTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}


def _widened(day: Span, frequency: str) -> Span:
    length = _LENGTHS.get(frequency)
    if length is None:
        return day
    first = (day.start.month - 1) // length * length + 1
    return _months(day.start.year, first, length) or day
