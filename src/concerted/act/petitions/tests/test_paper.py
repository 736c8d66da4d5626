from __future__ import annotations

import datetime

import pytest
from django.utils import timezone

from concerted.act.petitions.models import Display, PaperRow, PaperSheet, RowState, Signature
from concerted.act.petitions.operations.paper import (
    Written,
    check_sheet,
    correct_row,
    finish_sheet,
    name_collector,
    print_sheets,
    type_row,
)
from concerted.act.petitions.operations.petitions import close_petition
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.queries.paper import paper_counts, typed_rows
from concerted.act.petitions.tests.factories import ROSA, make_petition
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.people.models import Consent, Person

WRITTEN = Written(
    name="Rosa Alvarez", contact="rosa@example.org", postal_code="02134", letters=frozenset("A")
)


def make_sheet(organization, *, by=None, petition=None, **values):
    petition = petition or make_petition(organization)
    given = {"count": 1, "language": "en", "row_count": 3}
    return print_sheets(petition=petition, by=by, **{**given, **values})[0]


def signature_count(sheet):
    sheet.petition.refresh_from_db()
    return sheet.petition.signature_count


def test_a_batch_has_numbers_of_its_own_and_goes_on_where_the_last_ended(union, olga):
    petition, second = make_petition(union), make_petition(union, title="Another thing")

    first = print_sheets(petition=petition, count=2, language="en", by=olga)
    more = print_sheets(petition=second, count=2, language="es", by=olga)

    assert [one.number for one in [*first, *more]] == [1, 2, 3, 4]
    assert first[0].label == "0001"
    assert {one.printed_by for one in first} == {olga}


def test_printing_a_batch_twice_makes_it_once(union):
    petition = make_petition(union)
    batch = make_sheet(union, petition=petition).batch

    again = print_sheets(petition=petition, count=5, language="en", by=None, batch=batch)

    assert len(again) == 1
    assert PaperSheet.objects.count() == 1


def test_a_sheet_keeps_the_words_of_its_boxes(union):
    sheet = make_sheet(union, language="ht")

    assert [box["letter"] for box in sheet.consents] == ["A", "B"]
    assert sheet.consents[0]["words"] == "Elm Street Neighbors, sou petisyon sa a"


def test_a_counts_only_petition_offers_no_box_to_show_the_name(union):
    sheet = make_sheet(union, petition=make_petition(union, names_mode="counts"))

    assert [box["kind"] for box in sheet.consents] == ["consent"]


def test_a_typed_row_is_a_signature_with_consent_proven_by_paper(union, cleo):
    sheet = make_sheet(union)

    row = type_row(sheet=sheet, number=1, by=cleo, written=WRITTEN)

    assert row.signature.via == "paper"
    assert row.typed_by_id == cleo.pk
    assert signature_count(sheet) == 1
    consent = Consent.objects.get()
    assert (consent.source, consent.is_proven, consent.answer) == ("paper", True, "granted")
    assert "Elm Street Neighbors, about this petition" in consent.words
    assert consent.entered_by == cleo


def test_no_mail_leaves_for_a_typed_row_unless_asked(union):
    sheet = make_sheet(union)

    type_row(sheet=sheet, number=1, by=None, written=WRITTEN)
    assert not OutgoingMail.objects.exists()

    ana = Written(name="Ana Sosa", contact="ana@example.org", postal_code="02134")
    type_row(sheet=sheet, number=2, by=None, written=ana, is_thanked=True)
    assert OutgoingMail.objects.count() == 1


def test_without_a_tick_nothing_is_allowed(union):
    sheet = make_sheet(union)
    written = Written(name="Rosa Alvarez", contact="rosa@example.org", postal_code="02134")

    type_row(sheet=sheet, number=1, by=None, written=written)

    assert not Consent.objects.exists()
    assert Signature.objects.get().display == Display.HIDDEN


def test_typing_a_row_twice_keeps_what_was_typed_first(union):
    sheet = make_sheet(union)
    first = type_row(sheet=sheet, number=1, by=None, written=WRITTEN)

    again = type_row(sheet=sheet, number=1, by=None, state=RowState.STRUCK)

    assert again == first
    assert signature_count(sheet) == 1


def test_who_signed_online_already_is_noted_and_counted_once(union):
    sheet = make_sheet(union)
    sign_petition(petition=sheet.petition, language="en", **ROSA)

    row = type_row(sheet=sheet, number=1, by=None, written=WRITTEN)

    assert row.is_duplicate
    assert signature_count(sheet) == 1


def test_a_hand_on_paper_counts_a_signature_that_waited_for_its_mail(union):
    sheet = make_sheet(union, petition=make_petition(union, needs_confirmation=True))
    sign_petition(petition=sheet.petition, language="en", **ROSA)
    assert signature_count(sheet) == 0

    type_row(sheet=sheet, number=1, by=None, written=WRITTEN)

    assert signature_count(sheet) == 1


def test_two_rows_without_contact_but_with_one_name_and_place_are_one_person(union):
    sheet = make_sheet(union)
    written = Written(name="Ana Sosa", postal_code="02134")
    type_row(sheet=sheet, number=1, by=None, written=written)

    row = type_row(sheet=sheet, number=2, by=None, written=written)

    assert row.is_duplicate
    assert signature_count(sheet) == 1


@pytest.mark.parametrize("state", [RowState.EMPTY, RowState.ILLEGIBLE, RowState.STRUCK])
def test_a_row_that_cannot_be_counted_is_recorded_as_such(union, state):
    sheet = make_sheet(union)

    row = type_row(sheet=sheet, number=1, by=None, state=state, written=WRITTEN)

    assert (row.state, row.signature) == (state, None)
    assert not Person.objects.exists()


def test_a_row_the_sheet_does_not_have_is_refused(union):
    with pytest.raises(Refused, match="rows 1 to 3"):
        type_row(sheet=make_sheet(union), number=4, by=None, written=WRITTEN)


def test_paper_collected_in_time_may_be_typed_after_the_closing_day(union):
    petition = make_petition(union, closes_at=timezone.now() + datetime.timedelta(days=1))
    sheet = make_sheet(union, petition=petition)
    type(petition).objects.update(closes_at=timezone.now() - datetime.timedelta(days=1))

    type_row(sheet=sheet, number=1, by=None, written=WRITTEN)

    assert signature_count(sheet) == 1


def test_a_closed_petition_takes_no_rows(union):
    sheet = make_sheet(union)
    close_petition(petition=sheet.petition, by=None)

    with pytest.raises(Refused):
        type_row(sheet=sheet, number=1, by=None, written=WRITTEN)

    assert not PaperRow.objects.exists()


def test_a_sheet_is_typed_when_its_last_row_is(union):
    sheet = make_sheet(union, row_count=1)

    type_row(sheet=sheet, number=1, by=None, written=WRITTEN)

    sheet.refresh_from_db()
    assert sheet.typed_at is not None


def test_finishing_a_sheet_makes_the_rest_empty_once(union, cleo):
    sheet = make_sheet(union)
    type_row(sheet=sheet, number=2, by=cleo, written=WRITTEN)

    finish_sheet(sheet=sheet, by=cleo)
    finish_sheet(sheet=sheet, by=cleo)

    assert list(sheet.rows.values_list("number", "state")) == [
        (1, "empty"),
        (2, "typed"),
        (3, "empty"),
    ]


def test_who_typed_a_sheet_may_not_check_it(union, olga, cleo):
    sheet = make_sheet(union)
    finish_sheet(sheet=sheet, by=cleo)

    with pytest.raises(Refused, match="ask somebody else"):
        check_sheet(sheet=sheet, by=cleo)
    check_sheet(sheet=sheet, by=olga)

    sheet.refresh_from_db()
    assert (sheet.checked_by, sheet.is_self_checked) == (olga, False)


def test_who_is_alone_may_check_and_the_sheet_says_so(union, olga, vera):
    sheet = make_sheet(union)
    finish_sheet(sheet=sheet, by=olga)

    check_sheet(sheet=sheet, by=olga)

    sheet.refresh_from_db()
    assert sheet.is_self_checked


def test_an_unfinished_sheet_cannot_be_checked(union, olga):
    with pytest.raises(Refused, match="finish"):
        check_sheet(sheet=make_sheet(union), by=olga)


def test_a_checked_sheet_stays_as_it_is(union, olga, cleo):
    sheet = make_sheet(union)
    row = type_row(sheet=sheet, number=1, by=cleo, written=WRITTEN)
    finish_sheet(sheet=sheet, by=cleo)
    check_sheet(sheet=sheet, by=olga)

    with pytest.raises(Refused, match="checked already"):
        type_row(sheet=sheet, number=1, by=cleo, written=WRITTEN)
    with pytest.raises(Refused, match="checked already"):
        correct_row(row=row, by=olga, state=RowState.EMPTY)


def test_correcting_an_address_leaves_nothing_at_the_wrong_one(union, olga, cleo):
    sheet = make_sheet(union)
    row = type_row(sheet=sheet, number=1, by=cleo, written=WRITTEN)

    right = Written(
        name="Rosa Álvarez",
        contact="rosa.a@example.org",
        postal_code="02134",
        letters=frozenset("A"),
    )
    correct_row(row=row, by=olga, written=right)

    row.refresh_from_db()
    assert row.signature.name == "Rosa Álvarez"
    assert row.corrected_by == olga
    assert signature_count(sheet) == 1
    person = Person.objects.get()
    assert [point.value for point in person.contact_points.all()] == ["rosa.a@example.org"]


def test_correcting_a_row_to_struck_takes_the_signature_out(union, olga, cleo):
    sheet = make_sheet(union)
    row = type_row(sheet=sheet, number=1, by=cleo, written=WRITTEN)

    correct_row(row=row, by=olga, state=RowState.STRUCK)

    assert signature_count(sheet) == 0
    assert not Signature.objects.exists()
    assert not Person.objects.exists()


def test_correcting_a_duplicate_leaves_the_first_signature(union, olga):
    sheet = make_sheet(union)
    sign_petition(petition=sheet.petition, language="en", **ROSA)
    row = type_row(sheet=sheet, number=1, by=None, written=WRITTEN)

    correct_row(row=row, by=olga, state=RowState.ILLEGIBLE)

    assert signature_count(sheet) == 1
    assert (
        not Consent.objects.filter(answer="granted", is_proven=True)
        .exclude(pk__in=Consent.objects.filter(answer="granted"))
        .exists()
    )
    latest = Consent.objects.order_by("-answered_at").first()
    assert latest.answer == "withdrawn"


def test_totals_tell_what_each_collector_brought(union, olga, django_assert_num_queries):
    petition = make_petition(union)
    first = make_sheet(union, petition=petition)
    second = make_sheet(union, petition=petition)
    name_collector(sheet=first, collector="Cleo Mercier", by=olga)
    type_row(sheet=first, number=1, by=None, written=WRITTEN)
    type_row(sheet=second, number=1, by=None, written=WRITTEN)
    type_row(sheet=second, number=2, by=None, state=RowState.ILLEGIBLE)

    with django_assert_num_queries(1):
        counts = paper_counts(petition, olga)

    assert [(one.collector, one.signatures, one.duplicates) for one in counts.collectors] == [
        ("Cleo Mercier", 1, 0),
        ("", 0, 1),
    ]
    assert (counts.signatures, counts.duplicates) == (1, 1)


def test_rows_beside_the_paper_show_what_was_typed(union, olga, django_assert_max_num_queries):
    sheet = make_sheet(union)
    type_row(sheet=sheet, number=1, by=olga, written=WRITTEN)

    with django_assert_max_num_queries(4):
        rows = typed_rows(sheet, olga)

    assert (rows[0].name, rows[0].contact, rows[0].letters) == (
        "Rosa Alvarez",
        "rosa@example.org",
        ["A"],
    )
    assert rows[1].row is None


def test_the_trail_names_nobody_of_a_sheet(union, olga):
    sheet = make_sheet(union, by=olga)
    name_collector(sheet=sheet, collector="Cleo Mercier", by=olga)
    type_row(sheet=sheet, number=1, by=olga, written=WRITTEN)

    told = " ".join(f"{one.before} {one.after}" for one in AuditEntry.objects.all())
    for word in ("Cleo", "Rosa", "rosa@example.org", "02134"):
        assert word not in told
