"""What a report says: sections of blocks. Plain data, so that page, PDF, workbook and JSON are one and the same thing.

A block is words, figures, a list, a table or a picture. A document is made once for each language, and at publication
kept as JSON with its digest; from then on everything is shown from there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from django.utils.safestring import SafeString

from concerted.base.charts.chart import Chart

Cell = str | int | float
Data = dict[str, Any]


@dataclass(frozen=True)
class Words:
    """A paragraph. ``is_ours`` where the office wrote it; ``language`` where it is not that of the page."""

    kind: ClassVar[str] = "words"
    text: str
    language: str = ""
    is_ours: bool = False


@dataclass(frozen=True)
class Figure:
    """A number as people read it, and what it counts."""

    figure: str
    words: str


@dataclass(frozen=True)
class Figures:
    kind: ClassVar[str] = "figures"
    items: tuple[Figure, ...]


@dataclass(frozen=True)
class Item:
    """Something that was said, done or decided."""

    title: str
    text: str = ""
    when: str = ""
    url: str = ""
    language: str = ""


@dataclass(frozen=True)
class Listing:
    kind: ClassVar[str] = "listing"
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Table:
    """Rows under headings; the first cell of a row is its name. A number stays a number in the workbook."""

    kind: ClassVar[str] = "table"
    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A chart: what it shows in a sentence, the drawing, and the same as a table."""

    kind: ClassVar[str] = "picture"
    finding: str
    title: str
    description: str
    svg: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def chart(self) -> Chart:
        """As pages and papers show it. The drawing is ours: it was made by ``base.charts`` and kept."""
        svg = SafeString(self.svg)
        return Chart(self.title, self.description, self.headings, self.rows, svg)


Block = Words | Figures | Listing | Table | Picture


def picture_of(chart: Chart, finding: str = "") -> Picture:
    """``chart`` to be kept."""
    words = (finding, chart.title, chart.description, str(chart.svg))
    return Picture(*words, chart.headings, chart.rows)


@dataclass(frozen=True)
class Part:
    """One section as it is told."""

    name: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Document:
    """A report in one language."""

    language: str
    title: str
    title_language: str
    summary: str
    organization: str
    about: str
    """The goal, or whom the report is about."""
    period: str
    made: str
    parts: tuple[Part, ...]


def as_data(document: Document) -> Data:
    """``document`` as JSON holds it; each block says its kind."""
    told = asdict(document)
    for part, kept in zip(document.parts, told["parts"], strict=True):
        kept["blocks"] = [
            {"kind": block.kind, **values}
            for block, values in zip(part.blocks, kept["blocks"], strict=True)
        ]
    plain: Data = json.loads(json.dumps(told))
    return plain


def document_of(data: Mapping[str, Any]) -> Document:
    """What ``as_data`` was given."""
    parts = tuple(
        Part(one["name"], one["title"], tuple(_block(block) for block in one["blocks"]))
        for one in data["parts"]
    )
    return Document(**{**data, "parts": parts})


def _block(data: Mapping[str, Any]) -> Block:
    values = {name: value for name, value in data.items() if name != "kind"}
    match data["kind"]:
        case "words":
            return Words(**values)
        case "figures":
            return Figures(tuple(Figure(**one) for one in values["items"]))
        case "listing":
            return Listing(values["title"], tuple(Item(**one) for one in values["items"]))
        case "table":
            return Table(values["title"], tuple(values["headings"]), _rows(values["rows"]))
        case "picture":
            shown = {"headings": tuple(values["headings"]), "rows": _rows(values["rows"])}
            return Picture(**{**values, **shown})
    raise ValueError(f"a block is words, figures, listing, table or picture, not {data['kind']}")


def _rows(rows: Sequence[Sequence[Any]]) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(row) for row in rows)


def canonical(record: Mapping[str, Any]) -> bytes:
    """``record`` as bytes, the same ones each time: keys in order, no spaces, UTF-8."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode()


def digest_of(record: Mapping[str, Any]) -> str:
    """SHA-256 of ``canonical(record)``: by it anybody can check that a report is the one that was published."""
    return hashlib.sha256(canonical(record)).hexdigest()
