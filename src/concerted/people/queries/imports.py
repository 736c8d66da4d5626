"""Imports as pages show them: a look before, what became of each row, who is held."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from concerted.base.tables.files import Unreadable, open_table
from concerted.base.tables.writing import inert
from concerted.people.importing.columns import Columns
from concerted.people.importing.fields import Field
from concerted.people.importing.remarks import Reason
from concerted.people.importing.rows import Junk, ParsedPerson, RowReader
from concerted.people.importing.values import clean_text
from concerted.people.models import Answer, Channel, Consent, Import, ImportRow
from concerted.people.models.imports import IMPORT

SENTENCES: dict[str, Promise] = {
    Reason.BLANK.value: _("The row is blank."),
    Reason.HEADERS.value: _("The row repeats the headers."),
    Reason.TOTAL.value: _("The row is a total."),
    Reason.TEST.value: _("The row is a test."),
    Reason.CODE.value: _("There is program code where a name should be."),
    Reason.WEB_ADDRESS.value: _("There is a web address where a name should be."),
    Reason.MACHINE.value: _("The address is a machine's, and the row has no name."),
    Reason.NOBODY.value: _("No name, no usable e-mail address and no usable number."),
    Reason.BAD_EMAIL.value: _("“%(value)s” is not an e-mail address."),
    Reason.BAD_PHONE.value: _("“%(value)s” is not a phone number."),
    Reason.LOST_DIGITS.value: _("“%(value)s” lost digits in a spreadsheet program."),
    Reason.UNREACHABLE.value: _("“%(value)s”: cannot be reached, so it does not count as a yes."),
    Reason.UNCLEAR.value: _("“%(value)s” is neither yes nor no, so it does not count as a yes."),
    Reason.EXTRA_CELLS.value: _("The row has more cells than the headers."),
    Reason.EARLIER_NO.value: _("%(value)s: they said no before, and that stands."),
    Reason.KEPT_ON_UNDO.value: _(
        "Kept when the import was undone, because something has happened since."
    ),
}

FIELD_LABELS: dict[str, Promise] = {
    Field.NOTHING.value: _("Leave out"),
    Field.GIVEN_NAME.value: _("First name"),
    Field.MIDDLE_NAME.value: _("Middle name"),
    Field.FAMILY_NAME.value: _("Last name"),
    Field.SUFFIX.value: _("Jr., Sr. …"),
    Field.FULL_NAME.value: _("Whole name"),
    Field.EMAIL.value: _("E-mail"),
    Field.PHONE.value: _("Phone"),
    Field.STREET.value: _("Street"),
    Field.CITY.value: _("City or town"),
    Field.STATE.value: pgettext_lazy("of a country", "State"),
    Field.POSTAL_CODE.value: _("Postal code"),
    Field.FULL_ADDRESS.value: _("Whole address"),
    Field.LANGUAGE.value: _("Language"),
    Field.BIRTH_DATE.value: _("Date of birth"),
    Field.TAGS.value: _("Tags"),
    Field.NOTES.value: _("Notes"),
    Field.OTHER.value: _("Keep as it is"),
    Field.JOINED_AT.value: _("Date they joined"),
    Field.MAY_EMAIL.value: _("May we e-mail?"),
    Field.MAY_TEXT.value: _("May we text?"),
    Field.MAY_CALL.value: _("May we call?"),
    Field.MAY_CALL_AND_TEXT.value: _("May we call and text?"),
    Field.MAY_CONTACT.value: _("May we contact you?"),
    Field.NO_EMAIL.value: _("Do not e-mail"),
    Field.NO_TEXT.value: _("Do not text"),
    Field.NO_CALL.value: _("Do not call"),
    Field.NO_CALL_AND_TEXT.value: _("Do not call or text"),
    Field.NO_CONTACT.value: _("Do not contact"),
    Field.LEFT_AT.value: _("Date they unsubscribed"),
}


def sentence_of(reason: str, value: str = "") -> str:
    """A remark in the reader's language."""
    if value in Channel.values:
        value = str(Channel(value).label)
    return str(SENTENCES[reason]) % {"value": value}


def unreadable_words(unreadable: Unreadable) -> str:
    """Why a file is no table, in the reader's language."""
    values = {
        name: number_format(value, force_grouping=True) if isinstance(value, int) else value
        for name, value in unreadable.values.items()
    }
    sentence = gettext(unreadable.sentence)
    return sentence % values if values else sentence


FORMATS: dict[str, Promise] = {
    "comma": _("%(encoding)s, separated by commas"),
    "tab": _("%(encoding)s, separated by tabs"),
    "semicolon": _("%(encoding)s, separated by semicolons"),
    "bar": _("%(encoding)s, separated by bars"),
}


def format_words(record: Import) -> str:
    """How the file of ``record`` is written, in the reader's language."""
    encoding, _said, separator = record.format.partition(", separated by ")
    if separator in FORMATS:
        return str(FORMATS[separator]) % {"encoding": encoding}
    return gettext("Excel workbook") if record.format == "Excel workbook" else record.format


def said(row: ImportRow) -> list[str]:
    """What is to be said about ``row``, in the reader's language."""
    return [sentence_of(reason, value) for reason, value in row.remarks]


@dataclass(frozen=True)
class ColumnSample:
    """A column as the file has it: its header and a few of its cells."""

    header: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PreviewRow:
    """A row as it would be taken in."""

    number: int
    name: str
    contact: str
    place: str
    yes: str
    no: str
    said: tuple[str, ...]
    is_junk: bool


@dataclass(frozen=True)
class Preview:
    columns: tuple[ColumnSample, ...]
    rows: tuple[PreviewRow, ...]


def preview(path: Path, record: Import, columns: Columns, *, rows: int = 12) -> Preview:
    """The first rows of a file as ``columns`` reads them, and a few cells of each column."""
    table = open_table(path, record.file_name)
    reader = RowReader(
        table.headers, columns, today=timezone.localdate(), region=record.organization.region
    )
    first = list(islice(table.rows(), 60))
    samples = []
    for at, header in enumerate(record.headers):
        seen = (clean_text(cells[at], limit=60) for _number, cells in first)
        filled = dict.fromkeys(cell for cell in seen if cell)
        samples.append(ColumnSample(header, tuple(islice(filled, 3))))
    shown = tuple(_preview_row(number, reader.read(cells)) for number, cells in first[:rows])
    return Preview(tuple(samples), shown)


def _preview_row(number: int, parsed: ParsedPerson | Junk) -> PreviewRow:
    if isinstance(parsed, Junk):
        return PreviewRow(number, "", "", "", "", "", (sentence_of(parsed.reason),), is_junk=True)
    name = parsed.name
    return PreviewRow(
        number=number,
        name=" ".join(
            part for part in (name.given, name.middle, name.family, name.suffix) if part
        ),
        contact=", ".join((*parsed.emails, *parsed.phones)),
        place=" ".join(part for part in (parsed.city, parsed.postal_code) if part),
        yes=_channels(parsed.granted),
        no=_channels(parsed.refused),
        said=tuple(sentence_of(remark.reason, remark.value) for remark in parsed.said),
        is_junk=False,
    )


def _channels(channels: Iterable[str]) -> str:
    chosen = {str(channel) for channel in channels}
    return ", ".join(str(one.label) for one in Channel if one.value in chosen)


@dataclass(frozen=True)
class ReportRow:
    row: ImportRow
    said: list[str]


def report_rows(rows: Iterable[ImportRow]) -> list[ReportRow]:
    return [ReportRow(row, said(row)) for row in rows]


def rows_of_import(rows: QuerySet[ImportRow], *, show: str) -> QuerySet[ImportRow]:
    """Rows of one outcome, those with something to say (``said``), or all."""
    if show in ImportRow.Outcome.values:
        rows = rows.filter(outcome=show)
    elif show == "said":
        rows = rows.exclude(remarks=[])
    return rows.select_related("person").order_by("number")


def held_by(record: Import) -> QuerySet[Consent]:
    """Answers that ``record`` held, with their persons; the view gates the import."""
    return Consent.objects.filter(
        organization_id=record.organization_id,
        source=IMPORT,
        source_ref=str(record.pk),
        answer=Answer.HELD,
    ).select_related("person")


def report_table(rows: QuerySet[ImportRow]) -> Iterator[str]:
    """What became of each row, as CSV, piece by piece; formulas stay text."""
    yield "\ufeff" + _line(
        [gettext("row"), gettext("outcome"), gettext("name"), gettext("remarks")]
    )
    for row in rows.iterator(chunk_size=1000):
        name = row.person.name if row.person is not None else ""
        yield _line(
            [str(row.number), row.get_outcome_display(), inert(name), inert(" ".join(said(row)))]
        )


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
