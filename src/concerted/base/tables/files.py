"""A spreadsheet or text file as one table: its headers, and its rows one by one."""

from __future__ import annotations

import codecs
import csv
import datetime
import zipfile
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

Cells = tuple[str, ...]
Records = Generator[Cells, None, None]

MAX_BYTES = 50_000_000
MAX_ROWS = 500_000
MAX_COLUMNS = 300
MAX_UNPACKED_BYTES = 400_000_000
MAX_UNPACKED_RATIO = 200

_SAMPLE_BYTES = 65_536
_SAMPLE_ROWS = 40
_SEPARATORS = {",": "comma", "\t": "tab", ";": "semicolon", "|": "bar"}
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def gettext_noop(sentence: str) -> str:
    """Marks ``sentence`` for the translators. Here nothing knows of languages."""
    return sentence


_PICTURE = gettext_noop("“%(name)s” is a picture. Save the list as CSV or XLSX.")
_ARCHIVE = gettext_noop("“%(name)s” is a compressed archive. Save the list as CSV or XLSX.")
_KNOWN_BINARY = {
    b"%PDF": gettext_noop("“%(name)s” is a PDF. Save the list as CSV or XLSX."),
    b"\xd0\xcf\x11\xe0": gettext_noop(
        "“%(name)s” is an old Excel workbook (.xls). Save the list as CSV or XLSX."
    ),
    b"\x89PNG": _PICTURE,
    b"\xff\xd8\xff": _PICTURE,
    b"GIF8": _PICTURE,
    b"\x1f\x8b": _ARCHIVE,
    b"Rar!": _ARCHIVE,
}


@dataclass(frozen=True)
class Limits:
    """How much is read of a file; what is longer is refused with a sentence."""

    byte_count: int = MAX_BYTES
    row_count: int = MAX_ROWS
    column_count: int = MAX_COLUMNS


USUAL = Limits()


class Unreadable(ValueError):
    """The file is not a table that can be read; the sentence says why and what to do.

    In English. ``sentence`` and ``values``, which stand in it by name, let a floor above say it in the
    reader's language; a number among them is written there.
    """

    def __init__(self, sentence: str, **values: str | int) -> None:
        shown = {
            name: f"{value:,}" if isinstance(value, int) else value
            for name, value in values.items()
        }
        super().__init__(sentence % shown if shown else sentence)
        self.sentence, self.values = sentence, values


@dataclass(frozen=True)
class Table:
    """An opened file. ``has_headers`` is false when its first row holds an address: it is no header.

    ``shows_percent`` gives a workbook's 0.54 that is shown as per cent as “54%”.
    """

    path: Path
    name: str
    headers: Cells
    encoding: str
    separator: str
    first_record: int
    has_headers: bool = True
    limits: Limits = USUAL
    shows_percent: bool = False

    @property
    def description(self) -> str:
        if self.encoding == "xlsx":
            return "Excel workbook"
        spelled = {"utf-8-sig": "UTF-8", "cp1252": "Windows-1252"}
        encoding = spelled.get(self.encoding, self.encoding.upper())
        return f"{encoding}, separated by {_SEPARATORS[self.separator]}"

    def rows(self) -> Iterator[tuple[int, Cells]]:
        """Number (from 1) and cells of each row; every row is as wide as the headers or wider."""
        width = len(self.headers)
        most = self.limits.row_count
        widest = self.limits.column_count
        if self.encoding == "xlsx":
            records = _workbook_records(self.path, widest, shows_percent=self.shows_percent)
        else:
            records = _records(self.path, self.encoding, self.separator, widest)
        for number, cells in enumerate(_after(records, self.first_record), 1):
            if number > most:
                raise Unreadable(
                    gettext_noop("“%(name)s” has more than %(limit)s rows; split it."),
                    name=self.name,
                    limit=most,
                )
            yield number, cells if len(cells) >= width else cells + ("",) * (width - len(cells))


def open_table(path: Path, name: str = "", limits: Limits = USUAL) -> Table:
    """The table in the file at ``path``. Raises ``Unreadable`` when there is none."""
    name = name or path.name
    if not path.is_file():
        raise Unreadable(gettext_noop("There is no file “%(name)s”."), name=name)
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(gettext_noop("“%(name)s” is empty."), name=name)
    if size > limits.byte_count:
        raise Unreadable(
            gettext_noop("“%(name)s” has %(size)s MB; %(limit)s MB can be read. Split it."),
            name=name,
            size=round(size / 1e6),
            limit=round(limits.byte_count / 1e6),
        )
    encoding, separator = _format(path, name)
    try:
        return _table(path, name, encoding, separator, limits)
    except UnicodeError:
        raise Unreadable(
            gettext_noop("“%(name)s” is damaged text. Save it again as CSV (UTF-8)."), name=name
        ) from None


def _table(path: Path, name: str, encoding: str, separator: str, limits: Limits) -> Table:
    first = _first_records(path, encoding, separator, limits.column_count)
    if not first:
        raise Unreadable(gettext_noop("“%(name)s” has no rows."), name=name)
    at = _header_at(first)
    headers = tuple(cell.strip() for cell in first[at])
    if any("@" in cell for cell in headers):
        columns = tuple(f"Column {n}" for n in range(1, len(headers) + 1))
        return Table(path, name, columns, encoding, separator, at, False, limits)
    return Table(path, name, headers, encoding, separator, at + 1, True, limits)


def _header_at(records: list[Cells]) -> int:
    """The headers are the first record that is as full as the table; titles above are narrower."""
    filled = [sum(1 for cell in record if cell.strip()) for record in records]
    return next(i for i, count in enumerate(filled) if 2 * count >= max(filled))


def _format(path: Path, name: str) -> tuple[str, str]:
    with path.open("rb") as file:
        head = file.read(_SAMPLE_BYTES)
    if head.startswith(b"PK\x03\x04"):
        check_workbook(path, name)
        return "xlsx", ""
    for start, sentence in _KNOWN_BINARY.items():
        if head.startswith(start):
            raise Unreadable(sentence, name=name)
    encoding = _encoding(path, head)
    text = head.decode(encoding, errors="replace")
    odd = sum(1 for char in text if char < " " and char not in "\t\r\n\f\v\0")
    if odd > len(text) / 50 or text.count("\0") > len(text) / 10:
        raise Unreadable(
            gettext_noop("“%(name)s” is not text. Save the list as CSV or XLSX."), name=name
        )
    return encoding, _separator(text)


def _encoding(path: Path, head: bytes) -> str:
    for bom, encoding in _BOMS.items():
        if head.startswith(bom):
            return encoding
    if head[1::2].count(0) > len(head) / 5:
        return "utf-16-le"
    if head[::2].count(0) > len(head) / 5:
        return "utf-16-be"
    return "utf-8" if _is_mostly_utf8(path) else "cp1252"


def _is_mostly_utf8(path: Path) -> bool:
    """A few broken bytes in UTF-8 do not make the whole file Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    good = broken = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            text = decoder.decode(block)
            if not text.isascii():
                lost = text.count("\ufffd")
                broken += lost
                good += sum(1 for char in text if char > "\x7f") - lost
    return good >= broken


def _separator(sample: str) -> str:
    """The separator that splits the first lines into the most, and the most even, columns."""
    lines = sample.splitlines(keepends=True)
    if len(lines) > 1 and len(sample) >= _SAMPLE_BYTES // 2:
        lines = lines[:-1]
    return max(_SEPARATORS, key=lambda separator: _evenness(lines, separator))


def _evenness(lines: list[str], separator: str) -> float:
    widths: Counter[int] = Counter()
    try:
        for _, record in zip(range(200), csv.reader(lines, delimiter=separator), strict=False):
            if record:
                widths[len(record)] += 1
    except csv.Error:
        return 0.0
    if not widths:
        return 0.0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (width - 1) * (count / widths.total()) ** 2


def _first_records(path: Path, encoding: str, separator: str, widest: int) -> list[Cells]:
    with closing(_records(path, encoding, separator, widest)) as records:
        return [record for _, record in zip(range(_SAMPLE_ROWS), records, strict=False)]


def _after(records: Records, skipped: int) -> Iterator[Cells]:
    with closing(records):
        for at, record in enumerate(records):
            if at >= skipped:
                yield record


def _records(path: Path, encoding: str, separator: str, widest: int) -> Records:
    if encoding == "xlsx":
        yield from _workbook_records(path, widest)
        return
    with path.open(encoding=encoding, errors="replace", newline="") as file:
        reader = csv.reader((line.replace("\0", "") for line in file), delimiter=separator)
        yield from _whole(reader, widest)


def _whole(reader: Iterable[list[str]], widest: int) -> Iterator[Cells]:
    records = iter(reader)
    while True:
        try:
            record = next(records)
        except StopIteration:
            return
        except csv.Error:
            at = getattr(reader, "line_num", 0)
            raise Unreadable(
                gettext_noop(
                    "The file cannot be split into cells near line %(line)s: a quotation mark is probably"
                    " not closed there, or a cell is far too long."
                ),
                line=at,
            ) from None
        if record:
            yield tuple(_checked(record, widest))


def _checked(record: list[str], widest: int) -> list[str]:
    if len(record) > widest:
        raise Unreadable(
            gettext_noop("A row has %(count)s cells; %(limit)s can be read."),
            count=len(record),
            limit=widest,
        )
    return record


def check_workbook(path: Path, name: str) -> None:
    """Raise ``Unreadable`` unless the file is a workbook that unpacks to a bearable size."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except zipfile.BadZipFile:
        raise Unreadable(
            gettext_noop("“%(name)s” is a damaged workbook. Save it again."), name=name
        ) from None
    if not any(entry.filename == "xl/workbook.xml" for entry in entries):
        raise Unreadable(
            gettext_noop("“%(name)s” is a compressed archive, not a workbook. Unpack it first."),
            name=name,
        )
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(path.stat().st_size, 1)
    if unpacked > MAX_UNPACKED_BYTES or unpacked / packed > MAX_UNPACKED_RATIO:
        raise Unreadable(
            gettext_noop("“%(name)s” unpacks to %(size)s MB and is not opened."),
            name=name,
            size=round(unpacked / 1e6),
        )


def _workbook_records(path: Path, widest: int, *, shows_percent: bool = False) -> Records:
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    except (KeyError, ValueError, OSError, TypeError, SyntaxError, zipfile.BadZipFile):
        raise Unreadable(gettext_noop("The file is a damaged workbook. Save it again.")) from None
    try:
        for sheet in book.worksheets:
            records = _sheet_records(sheet, widest, _shown if shows_percent else as_text)
            first = next(records, None)
            if first is not None:
                yield first
                yield from records
                return
    finally:
        book.close()


def as_text(value: object) -> str:
    """The value of a cell as people see it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case _:
            return str(value)


def _shown(cell: Any) -> str:
    """``cell`` of a sheet with its per cent sign, where it is shown with one."""
    is_number = isinstance(cell.value, int | float) and not isinstance(cell.value, bool)
    if is_number and "%" in cell.number_format:
        return f"{as_text(round(float(cell.value) * 100, 10))}%"
    return as_text(cell.value)


def _sheet_records(
    sheet: Any, widest: int, told: Callable[[Any], str] = as_text
) -> Iterator[Cells]:
    """Rows from the first filled one on; blank rows in between keep their number."""
    sheet.reset_dimensions()
    has_begun = False
    for row in sheet.iter_rows(values_only=told is as_text):
        cells = [told(cell) for cell in row]
        while len(cells) > 1 and not cells[-1]:
            cells.pop()
        has_begun = has_begun or any(cells)
        if has_begun:
            yield tuple(_checked(cells, widest)) or ("",)
