"""Paper: sheets are printed, typed row by row, and checked by a second person."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.petitions.models import (
    Display,
    PaperRow,
    PaperSheet,
    PaperSize,
    Petition,
    PetitionState,
    RowState,
    Signature,
    Via,
)
from concerted.act.petitions.models.paper import MOST_ROWS
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.queries.paper import consent_boxes
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.queries import enters_alone
from concerted.people.models import Answer, Consent, Person
from concerted.people.operations import erase_person, record_answers

MOST_SHEETS = 200
SOURCE = "paper"
MOMENT = datetime.timedelta(minutes=1)
"""What belongs to one row is written within this time."""


@transaction.atomic
def print_sheets(
    *,
    petition: Petition,
    count: int,
    language: str,
    by: Viewer | None,
    size: str = PaperSize.LETTER,
    row_count: int = 10,
    collector: str = "",
    batch: uuid.UUID | None = None,
) -> list[PaperSheet]:
    """Make ``count`` sheets with numbers of their own. Asked twice with one ``batch``, makes them once."""
    if not 1 <= count <= MOST_SHEETS:
        raise Refused(
            _("Please print from 1 to %(most)s sheets at a time.") % {"most": MOST_SHEETS},
            field="count",
        )
    if not 1 <= row_count <= MOST_ROWS:
        raise Refused(
            _("A sheet has from 1 to %(most)s rows.") % {"most": MOST_ROWS}, field="row_count"
        )
    if petition.state in (PetitionState.DRAFT, PetitionState.CLOSED):
        raise Refused(_("Sheets can be printed while the petition is open."))
    batch = batch or uuid.uuid4()
    # The organization's row is locked, so that two batches never share a number.
    Organization.objects.select_for_update().get(pk=petition.organization_id)
    made = list(PaperSheet.objects.filter(batch=batch, petition=petition))
    if made:
        return made
    sheets = PaperSheet.objects.filter(organization_id=petition.organization_id)
    last = sheets.aggregate(last=Max("number"))["last"] or 0
    boxes = consent_boxes(petition, language)
    made = [
        PaperSheet(
            organization_id=petition.organization_id,
            petition=petition,
            number=last + place,
            batch=batch,
            language=language,
            size=size,
            row_count=row_count,
            collector=collector,
            consents=boxes,
            printed_by_id=by.pk if by else None,
        )
        for place in range(1, count + 1)
    ]
    PaperSheet.objects.bulk_create(made)
    note(
        verb="printed",
        subject=made[0],
        organization_id=petition.organization_id,
        by=by,
        after={"petition": petition, "sheets": count, "first": last + 1, "language": language},
    )
    return made


@transaction.atomic
def name_collector(*, sheet: PaperSheet, collector: str, by: Viewer | None) -> PaperSheet:
    """Say who collected the sheet."""
    sheet = _locked(sheet)
    if sheet.collector != collector:
        sheet.collector = collector
        sheet.save(update_fields=["collector"])
        told = {"sheet": sheet.number, "collector": collector}
        note(verb="collector_named", subject=sheet, by=by, after=told)
    return sheet


@dataclass(frozen=True)
class Written:
    """What stands in one row of a sheet."""

    name: str = ""
    contact: str = ""
    postal_code: str = ""
    letters: frozenset[str] = frozenset()

    @property
    def email(self) -> str:
        return self.contact if "@" in self.contact else ""

    @property
    def phone(self) -> str:
        return "" if "@" in self.contact else self.contact


@transaction.atomic
def type_row(
    *,
    sheet: PaperSheet,
    number: int,
    by: Viewer | None,
    state: str = RowState.TYPED,
    written: Written = Written(),
    is_thanked: bool = False,
) -> PaperRow:
    """Enter what stands in row ``number``: a signature, or that there is none to be read.

    A row that was typed already stays as it is. Who signed before, online or on paper, is counted once.
    """
    sheet = _locked(sheet)
    if sheet.checked_at is not None:
        raise Refused(_("Sheet %(number)s is checked already.") % {"number": sheet.label})
    if not 1 <= number <= sheet.row_count:
        raise Refused(
            _("This sheet has rows 1 to %(last)s.") % {"last": sheet.row_count}, field="number"
        )
    known = sheet.rows.filter(number=number).first()
    if known is not None:
        return known
    row = PaperRow(
        organization_id=sheet.organization_id,
        sheet=sheet,
        number=number,
        typed_by_id=by.pk if by else None,
    )
    _fill_in(row, sheet, state, written, by, is_thanked=is_thanked)
    row.save(force_insert=True)
    if sheet.rows.count() == sheet.row_count:
        _end(sheet)
    return row


def _fill_in(
    row: PaperRow,
    sheet: PaperSheet,
    state: str,
    written: Written,
    by: Viewer | None,
    *,
    is_thanked: bool = False,
) -> None:
    """Give ``row`` its state and, where one can be read, its signature."""
    row.state, row.signature, row.is_duplicate = state, None, False
    if state != RowState.TYPED:
        return
    if len(written.name) < 2:
        raise Refused(_("Please type the name, or say that it cannot be read."), field="name")
    known = None if written.contact else _same_name(sheet, written)
    if known is not None:
        row.signature, row.is_duplicate = known, True
        return
    started = timezone.now()
    signature = sign_petition(
        petition=sheet.petition,
        name=written.name,
        email=written.email,
        phone=written.phone,
        postal_code=written.postal_code,
        display=Display.SHOWN if _wants_to_be_shown(sheet, written) else Display.HIDDEN,
        consents=_consents(sheet, written),
        language=sheet.language,
        via=Via.PAPER,
        source=SOURCE,
        is_proven=True,
        is_thanked=is_thanked,
        by=by,
    )
    row.signature, row.is_duplicate = signature, signature.created_at < started
    if row.is_duplicate:
        _count_by_hand(signature)


def _count_by_hand(signature: Signature) -> None:
    """Their hand on paper counts a signature that waited for its mailed link. It proves no address."""
    is_standing = signature.disowned_at is None and signature.removed_at is None
    if is_standing and not signature.is_counted:
        Signature.objects.filter(pk=signature.pk).update(via=Via.PAPER)
        Petition.objects.filter(pk=signature.petition_id).update(
            signature_count=F("signature_count") + 1
        )


def _same_name(sheet: PaperSheet, written: Written) -> Signature | None:
    """Who left neither e-mail nor phone is known by name and ZIP code alone."""
    rows = Signature.objects.filter(petition_id=sheet.petition_id).standing()
    return rows.filter(name__iexact=written.name, postal_code=written.postal_code).first()


def _wants_to_be_shown(sheet: PaperSheet, written: Written) -> bool:
    return any(
        box["kind"] == "show" and box["letter"] in written.letters for box in sheet.consents
    )


def _consents(sheet: PaperSheet, written: Written) -> list[tuple[Organization, str]]:
    """Which organizations the ticks of a row allow to write, with the words printed on the sheet."""
    ticked = {
        uuid.UUID(box["organization"]): f"{box['question']} {box['words']}"
        for box in sheet.consents
        if box["kind"] == "consent" and box["letter"] in written.letters
    }
    found = Organization.objects.filter(pk__in=ticked)
    return [(one, ticked[one.pk]) for one in found]


@transaction.atomic
def finish_sheet(*, sheet: PaperSheet, by: Viewer | None) -> PaperSheet:
    """Say that nothing more stands on the sheet: the rows not typed are empty."""
    sheet = _locked(sheet)
    if sheet.typed_at is not None:
        return sheet
    typed = set(sheet.rows.values_list("number", flat=True))
    PaperRow.objects.bulk_create(
        PaperRow(
            organization_id=sheet.organization_id,
            sheet=sheet,
            number=number,
            state=RowState.EMPTY,
            typed_by_id=by.pk if by else None,
        )
        for number in range(1, sheet.row_count + 1)
        if number not in typed
    )
    _end(sheet)
    told = {"sheet": sheet.number, "rows": len(typed)}
    note(verb="typed", subject=sheet, by=by, after=told)
    return sheet


def _end(sheet: PaperSheet) -> None:
    sheet.typed_at = timezone.now()
    sheet.save(update_fields=["typed_at"])


@transaction.atomic
def correct_row(
    *,
    row: PaperRow,
    by: Viewer | None,
    state: str = RowState.TYPED,
    written: Written = Written(),
) -> PaperRow:
    """Put a row right that was typed wrongly: what it had brought is taken back, and typed anew."""
    sheet = _locked(row.sheet)
    if sheet.checked_at is not None:
        raise Refused(_("Sheet %(number)s is checked already.") % {"number": sheet.label})
    row = PaperRow.objects.select_for_update().get(pk=row.pk)
    _take_back(row, sheet, by)
    _fill_in(row, sheet, state, written, by)
    row.corrected_by_id, row.corrected_at = by.pk if by else None, timezone.now()
    row.save()
    note(
        verb="corrected",
        subject=row,
        organization_id=sheet.organization_id,
        by=by,
        after={"sheet": sheet.number, "row": row.number, "state": str(state)},
    )
    return row


def _take_back(row: PaperRow, sheet: PaperSheet, by: Viewer | None) -> None:
    """Undo what ``row`` had brought: the signature, what its ticks allowed, and a person known by it alone."""
    signature = row.signature
    row.signature, row.is_duplicate, was_duplicate = None, False, row.is_duplicate
    row.save(update_fields=["signature", "is_duplicate"])
    if signature is None:
        return
    _withdraw(signature, row)
    others = PaperRow.objects.filter(signature=signature).exists()
    if was_duplicate or others:
        return
    person = signature.person
    signature.delete()
    Petition.objects.filter(pk=sheet.petition_id).update(
        signature_count=F("signature_count") - int(signature.is_counted)
    )
    if person is not None and _came_with(person, row):
        erase_person(person=person, reason="typed wrongly", by=by)


def _withdraw(signature: Signature, row: PaperRow) -> None:
    """Delete nothing: add to each yes that this row gave that it was taken back."""
    granted = Consent.objects.filter(
        source=SOURCE, source_ref=str(signature.pk), answer=Answer.GRANTED
    )
    for one in granted.filter(answered_at__gte=row.typed_at - MOMENT).select_related("person"):
        record_answers(
            person=one.person,
            contact_point=one.contact_point,
            answers=[(one.channel, one.purpose, Answer.WITHDRAWN)],
            words=one.words,
            source=SOURCE,
            source_ref=str(signature.pk),
            proven=True,
        )


def _came_with(person: Person, row: PaperRow) -> bool:
    """Whether nothing else is known of ``person`` than what ``row`` said."""
    is_from_row = person.source == SOURCE and person.created_at >= row.typed_at - MOMENT
    return is_from_row and not Signature.objects.filter(person=person).exists()


@transaction.atomic
def check_sheet(*, sheet: PaperSheet, by: Viewer) -> PaperSheet:
    """Confirm that what was typed is what stands on the paper. Somebody else than who typed it does so.

    Where one person alone may type, that person may check, and the sheet says so.
    """
    sheet = _locked(sheet)
    if sheet.checked_at is not None:
        return sheet
    if sheet.typed_at is None:
        raise Refused(_("Please finish typing this sheet first."))
    typed_it = sheet.rows.filter(typed_by_id=by.pk).exists()
    if typed_it and not enters_alone(sheet.organization, by):
        raise Refused(
            _(
                "You typed this sheet yourself. Please ask somebody else to compare it with the paper."
            )
        )
    sheet.checked_at, sheet.checked_by_id = timezone.now(), by.pk
    sheet.is_self_checked = typed_it
    sheet.save(update_fields=["checked_at", "checked_by", "is_self_checked"])
    told = {"sheet": sheet.number, "self_checked": typed_it}
    note(verb="checked", subject=sheet, by=by, after=told)
    return sheet


def _locked(sheet: PaperSheet) -> PaperSheet:
    rows = PaperSheet.objects.select_for_update(of=("self",))
    return rows.select_related("petition__organization", "organization").get(pk=sheet.pk)
