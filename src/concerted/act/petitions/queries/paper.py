"""Paper as it is printed, typed and counted."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from concerted.act.petitions.models import (
    Display,
    NamesMode,
    PaperRow,
    PaperSheet,
    Petition,
    RowState,
)
from concerted.act.petitions.queries.consents import asking, sponsors
from concerted.act.petitions.queries.paper_words import sheet_words
from concerted.act.petitions.queries.share import (
    direction,
    petition_address,
)
from concerted.base.gates import Viewer
from concerted.base.papers import paper_name
from concerted.base.pdf import render_pdf
from concerted.base.qr import qr_svg
from concerted.people.models import Answer, Consent, ContactPoint

Contacts = dict[uuid.UUID | None, str]
Letters = dict[uuid.UUID, list[str]]

LETTERS = "ABCDEFGH"
MOST_BOXES = 6
"""Boxes for consent that fit beside a row; the sponsor of record comes first."""


def consent_boxes(petition: Petition, language: str) -> list[dict[str, Any]]:
    """The boxes of a sheet: one per organization, and one for showing the name where names are shown."""
    words = sheet_words(language)
    boxes: list[dict[str, Any]] = [
        {
            "kind": "consent",
            "organization": str(one.pk),
            "words": words["about_petition"] % {"organization": one.name},
            "question": words["who_may_write"],
        }
        for one in asking(petition, sponsors(petition))[:MOST_BOXES]
    ]
    if petition.names_mode != NamesMode.COUNTS:
        boxes.append({"kind": "show", "words": words["show_name"]})
    return [{"letter": letter, **box} for letter, box in zip(LETTERS, boxes, strict=False)]


def sheets_pdf(sheets: Iterable[PaperSheet], petition: Petition) -> bytes:
    """``sheets`` of one batch as PDF, a page each, with the words that were kept when they were made."""
    sheets = list(sheets)
    first = sheets[0]
    return _sheet_pdf(
        petition,
        first.language,
        first.size,
        first.row_count,
        first.consents,
        [{"label": one.label, "collector": one.collector} for one in sheets],
    )


def blank_sheet_pdf(petition: Petition, language: str, size: str) -> bytes:
    """One sheet without a number, for anybody to print; who types it in gives it one."""
    boxes = consent_boxes(petition, language)
    return _sheet_pdf(petition, language, size, 10, boxes, [{"label": "", "collector": ""}])


def _sheet_pdf(
    petition: Petition,
    language: str,
    size: str,
    row_count: int,
    boxes: list[dict[str, Any]],
    sheets: list[dict[str, str]],
) -> bytes:
    text = petition.in_language(language)
    words = sheet_words(language)
    url = petition_address(petition, language)
    data = {
        "document_title": words["title"] % {"title": text.title},
        "lang": language,
        "direction": direction(language),
        "paper": paper_name(size),
        "title": text.title,
        "text_lang": text.language.partition("-")[0],
        "text_direction": direction(text.language),
        "title_size": 17 if len(text.title) < 70 else 14,
        "eyebrow": words["petition_to"] % {"target": petition.target},
        "ask": text.ask,
        "sponsors": _sponsor_line(petition, words),
        "qr": qr_svg(url),
        "qr_alt": words["qr"] % {"url": url},
        "consents": boxes,
        "rows": list(range(1, row_count + 1)),
        "zip_width": 20,
        "promise": words["target_gets" if petition.gives_names() else "target_counts"]
        % {"target": petition.target_name},
        "words": dict(words),
        "sheets": sheets,
    }
    return render_pdf("petitions/paper_sheet.typ", data, language=language)


def _sponsor_line(petition: Petition, words: Mapping[str, str]) -> str:
    first, *others = [one.name for one in sponsors(petition)]
    if not others:
        return first
    return words["with"] % {"organization": first, "others": ", ".join(others)}


@dataclass(frozen=True)
class SheetLine:
    """One sheet in the list: how far it is."""

    sheet: PaperSheet
    typed: int
    signatures: int
    duplicates: int
    unread: int


@dataclass(frozen=True)
class CollectorTotal:
    """What one collector brought."""

    collector: str
    sheets: int
    signatures: int
    duplicates: int


@dataclass(frozen=True)
class PaperCounts:
    """All sheets of a petition, and what its collectors brought."""

    lines: list[SheetLine]
    collectors: list[CollectorTotal]
    signatures: int
    duplicates: int
    waiting: int


def _counted(sheets: Any) -> Any:
    return sheets.annotate(
        typed_count=Count("rows"),
        new_count=Count("rows", filter=Q(rows__state=RowState.TYPED, rows__is_duplicate=False)),
        duplicate_count=Count("rows", filter=Q(rows__is_duplicate=True)),
        unread_count=Count(
            "rows", filter=Q(rows__state__in=[RowState.ILLEGIBLE, RowState.STRUCK])
        ),
    )


def paper_counts(petition: Petition, viewer: Viewer) -> PaperCounts:
    """The sheets of ``petition`` that ``viewer`` may see, counted, in one query."""
    rows = _counted(PaperSheet.objects.visible_to(viewer).filter(petition=petition))
    lines = [
        SheetLine(one, one.typed_count, one.new_count, one.duplicate_count, one.unread_count)
        for one in rows
    ]
    by_name: dict[str, list[SheetLine]] = {}
    for line in lines:
        by_name.setdefault(line.sheet.collector, []).append(line)
    collectors = [
        CollectorTotal(
            name,
            len(own),
            sum(one.signatures for one in own),
            sum(one.duplicates for one in own),
        )
        for name, own in by_name.items()
    ]
    return PaperCounts(
        lines=lines,
        collectors=sorted(collectors, key=lambda one: (-one.signatures, one.collector)),
        signatures=sum(one.signatures for one in lines),
        duplicates=sum(one.duplicates for one in lines),
        waiting=sum(
            one.sheet.typed_at is not None and one.sheet.checked_at is None for one in lines
        ),
    )


@dataclass(frozen=True)
class TypedRow:
    """A row as it stands beside the paper."""

    number: int
    row: PaperRow | None
    name: str = ""
    contact: str = ""
    postal_code: str = ""
    letters: list[str] = field(default_factory=list)

    @property
    def is_typed(self) -> bool:
        return self.row is not None


def typed_rows(sheet: PaperSheet, viewer: Viewer) -> list[TypedRow]:
    """Every row of ``sheet``, typed or not, with what was typed, for those who may enter; four queries."""
    rows = {
        row.number: row
        for row in PaperRow.objects.visible_to(viewer)
        .filter(sheet=sheet)
        .select_related("signature", "typed_by", "corrected_by")
    }
    contacts = _contacts(rows.values())
    letters = _letters(sheet, rows.values())
    return [
        _typed_row(number, rows.get(number), contacts, letters)
        for number in range(1, sheet.row_count + 1)
    ]


def _typed_row(
    number: int, row: PaperRow | None, contacts: Contacts, letters: Letters
) -> TypedRow:
    if row is None or row.signature is None:
        return TypedRow(number, row)
    return TypedRow(
        number,
        row,
        name=row.signature.name,
        contact=contacts.get(row.signature.person_id, ""),
        postal_code=row.signature.postal_code,
        letters=letters.get(row.signature.pk, []),
    )


def _contacts(rows: Iterable[PaperRow]) -> Contacts:
    """By person, the address or number that was typed; the newest where there are several."""
    people = [row.signature.person_id for row in rows if row.signature and not row.is_duplicate]
    points = ContactPoint.objects.filter(person__in=[one for one in people if one])
    return {point.person_id: point.value for point in points.order_by("created_at")}


def _letters(sheet: PaperSheet, rows: Iterable[PaperRow]) -> Letters:
    """By signature, the boxes of ``sheet`` that were typed as ticked."""
    signatures = {row.signature.pk: row.signature for row in rows if row.signature}
    granted = Consent.objects.filter(
        source="paper", source_ref__in=[str(pk) for pk in signatures], answer=Answer.GRANTED
    )
    ticked = {(one.source_ref, str(one.organization_id)) for one in granted}
    return {
        pk: [
            box["letter"]
            for box in sheet.consents
            if (str(pk), box.get("organization")) in ticked
            or (box["kind"] == "show" and signature.display == Display.SHOWN)
        ]
        for pk, signature in signatures.items()
    }


def row_values(row: PaperRow) -> dict[str, Any]:
    """What stands in ``row``, for the form that puts it right."""
    typed = _typed_row(row.number, row, _contacts([row]), _letters(row.sheet, [row]))
    return {
        "number": row.number,
        "state": row.state,
        "name": typed.name,
        "contact": typed.contact,
        "postal_code": typed.postal_code,
        "letters": typed.letters,
    }
