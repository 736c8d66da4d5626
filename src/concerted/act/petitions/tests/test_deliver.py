from __future__ import annotations

import csv
import datetime
import hashlib
import io
import shutil
import subprocess
import uuid

import pytest
from django.utils import timezone
from django.utils.translation import override

from concerted.act.petitions.models import (
    DeliveredSignature,
    Delivery,
    Display,
    PetitionState,
    Scope,
    Signature,
)
from concerted.act.petitions.operations.deliveries import (
    deliver_petition,
    send_delivery,
    write_delivery,
)
from concerted.act.petitions.operations.signatures import hide_comment, remove_signature
from concerted.act.petitions.operations.signing import sign_petition
from concerted.act.petitions.queries.answers import campaign_moments
from concerted.act.petitions.queries.deliveries import (
    delivery_token,
    inert,
    linked_delivery,
    receipt_document,
)
from concerted.act.petitions.tasks import write_delivery as write_delivery_job
from concerted.act.petitions.tasks import write_late_deliveries
from concerted.act.petitions.tests.factories import make_draft, make_petition
from concerted.base.errors import Refused
from concerted.base.jobs import run_waiting_jobs
from concerted.base.outbox.models import OutgoingMail
from concerted.people.operations import erase_person

COUNCIL = {"recipient": "Councilmember Ortiz", "delivered_on": datetime.date(2026, 4, 2)}


def signed(petition, number, **values):
    given = {
        "name": f"Rosa{number} Alvarez{number}",
        "email": f"rosa{number}@example.org",
        "postal_code": "02134",
        "language": "en",
    }
    return sign_petition(petition=petition, **{**given, **values})


def delivered(petition, by=None, **values):
    made = deliver_petition(petition=petition, by=by, **{**COUNCIL, **values})
    rows = Delivery.objects.select_related("petition__organization")
    return write_delivery(delivery=rows.get(pk=made.pk))


def text_of(pdf):
    """The words of a PDF in the order of reading."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed")
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],  # noqa: S607
        input=pdf,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


def content(file):
    with file.open("rb") as opened:
        return opened.read()


def rows_of(delivery):
    return list(csv.reader(io.StringIO(content(delivery.table).decode("utf-8-sig"))))


def test_a_delivery_freezes_what_counts_and_moves_the_petition_on(union, olga):
    petition = make_petition(union)
    signed(petition, 1)
    fake = signed(petition, 2)
    remove_signature(signature=fake, reason="Mickey Mouse", by=olga)

    delivery = delivered(petition, olga)
    signed(petition, 3)

    assert (delivery.signature_count, delivery.number, delivery.made_by) == (1, 1, olga)
    petition.refresh_from_db()
    assert petition.state == PetitionState.DELIVERED


def test_delivering_twice_with_one_key_delivers_once(union):
    petition, key = make_petition(union), uuid.uuid4()
    signed(petition, 1)

    first = deliver_petition(petition=petition, by=None, key=key, **COUNCIL)
    again = deliver_petition(petition=petition, by=None, key=key, **COUNCIL)

    assert first == again
    assert DeliveredSignature.objects.count() == 1


def test_a_second_delivery_of_new_ones_leaves_out_those_delivered(union):
    petition = make_petition(union)
    signed(petition, 1)
    delivered(petition)
    signed(petition, 2)

    second = delivered(petition, scope=Scope.NEW)
    everything = delivered(petition, scope=Scope.ALL)

    assert (second.signature_count, everything.signature_count) == (1, 2)
    assert "Rosa2" in text_of(content(second.document))
    assert second.number == 2


def test_there_must_be_something_to_deliver(union):
    petition = make_petition(union)
    with pytest.raises(Refused, match="no signatures"):
        deliver_petition(petition=petition, by=None, **COUNCIL)

    signed(petition, 1)
    delivered(petition)
    with pytest.raises(Refused, match="no signatures"):
        deliver_petition(petition=petition, by=None, scope=Scope.NEW, **COUNCIL)


def test_a_draft_is_not_delivered(union):
    with pytest.raises(Refused, match="draft"):
        deliver_petition(petition=make_draft(union), by=None, **COUNCIL)


def test_the_job_may_run_twice_and_the_files_stay(union):
    petition = make_petition(union)
    signed(petition, 1)
    delivery = deliver_petition(petition=petition, by=None, **COUNCIL)

    write_delivery_job.func(str(delivery.pk))
    first = Delivery.objects.get()
    write_delivery_job.func(str(delivery.pk))

    assert Delivery.objects.get().document.name == first.document.name
    assert first.is_ready


def test_a_delivery_whose_job_was_lost_is_written_by_the_clock(union):
    petition = make_petition(union)
    signed(petition, 1)
    deliver_petition(petition=petition, by=None, **COUNCIL)
    write_late_deliveries()
    run_waiting_jobs()
    assert not Delivery.objects.get().is_ready

    Delivery.objects.update(frozen_at=timezone.now() - datetime.timedelta(minutes=11))
    write_late_deliveries()
    run_waiting_jobs()

    assert Delivery.objects.get().is_ready


def test_the_hashes_are_those_of_the_files(union):
    petition = make_petition(union)
    signed(petition, 1)

    delivery = delivered(petition)

    document, table = content(delivery.document), content(delivery.table)
    assert delivery.document_hash == hashlib.sha256(document).hexdigest()
    assert delivery.table_hash == hashlib.sha256(table).hexdigest()
    receipt = text_of(receipt_document(delivery, "en"))
    assert delivery.document_hash in receipt
    assert delivery.table_hash in receipt
    assert delivery.receipt_number in receipt


def test_the_document_holds_ask_names_and_allowed_reasons(union):
    petition = make_petition(union)
    signed(petition, 1, comment="My mother dialyzes there.", display=Display.SHOWN)
    signed(petition, 2, comment="Keep this to yourselves.")
    hidden = signed(petition, 3, comment="A word nobody should read.", display=Display.SHOWN)
    hide_comment(signature=hidden, by=None)

    delivery = delivered(petition)

    told = text_of(content(delivery.document))
    assert "We ask the council to vote no on Item 114." in told
    assert "Rosa1 Alvarez1" in told
    assert "Rosa2 Alvarez2" in told
    assert "My mother dialyzes there." in told
    for private in ("Keep this to yourselves", "nobody should read", "example.org"):
        assert private not in told
        assert private not in str(rows_of(delivery))


def test_the_table_adds_up_to_the_total(union):
    petition = make_petition(union)
    for number in range(3):
        signed(petition, number)

    heads, *rows = rows_of(delivered(petition))

    assert heads == ["Signatures", "Name", "ZIP code", "Reason"]
    assert sum(int(row[0]) for row in rows) == 3


def test_a_counts_only_petition_names_nobody_anywhere(union):
    petition = make_petition(union, names_mode="counts")
    for number in range(6):
        signed(petition, number, comment="A reason.", display=Display.SHOWN)
    signed(petition, 7, postal_code="01901")

    delivery = delivered(petition)

    told = text_of(content(delivery.document)) + str(rows_of(delivery))
    for private in ("Rosa", "Alvarez", "A reason", "01901"):
        assert private not in told
    assert not delivery.gives_names
    assert sum(int(row[0]) for row in rows_of(delivery)[1:] if row) == 7


def test_delayed_names_go_to_nobody_before_their_day(union):
    day = timezone.now() + datetime.timedelta(days=30)
    petition = make_petition(union, names_mode="delayed", names_from=day)
    signed(petition, 1, display=Display.SHOWN)

    early = delivered(petition)
    type(petition).objects.update(names_from=timezone.now() - datetime.timedelta(days=1))
    petition.refresh_from_db()
    later = delivered(petition)

    assert "Rosa1" not in text_of(content(early.document))
    assert "Rosa1" in text_of(content(later.document))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@A1", "\t=1", "|cmd", " =HYPERLINK()"])
def test_a_formula_is_read_as_text(text):
    assert inert(text).startswith("'")


def test_formulas_in_names_stay_inert_in_the_table(union):
    petition = make_petition(union)
    signed(petition, 1, name='=HYPERLINK("http://evil")', postal_code="@A1")

    assert rows_of(delivered(petition))[1][1:3] == ['\'=HYPERLINK("http://evil")', "'@A1"]


def test_a_document_of_very_many_names_points_to_the_table(union, monkeypatch):
    monkeypatch.setattr("concerted.act.petitions.queries.deliveries.MOST_NAMES", 2)
    petition = make_petition(union)
    for number in range(4):
        signed(petition, number)

    delivery = delivered(petition)

    told = text_of(content(delivery.document))
    assert "The first 2 stand here" in told
    assert "Rosa3" not in told
    assert len(rows_of(delivery)) == 5


def test_typst_reads_no_markup_in_what_people_write(union):
    petition = make_petition(union, title="#panic() *Keep* $x$ [it]")
    signed(petition, 1, name='#read("/etc/passwd") _Rosa_')

    told = text_of(content(delivered(petition).document))

    assert "#panic() *Keep* $x$ [it]" in told
    assert "_Rosa_" in told


@pytest.mark.parametrize("language", ["en", "es", "ht", "ar"])
def test_documents_are_made_in_every_language(union, language):
    petition = make_petition(
        union, title="حافظوا على العيادة" if language == "ar" else "La clínica"
    )
    signed(petition, 1)

    delivery = delivered(petition, language=language)

    pdf = content(delivery.document)
    told = text_of(pdf)
    # Without an Arabic font on the machine, PDF/UA cannot be promised.
    assert b"pdfuaid" in pdf or language == "ar"
    assert "Rosa1 Alvarez1" in told
    assert petition.title.split()[0] in told or language == "ar"


def test_erasing_somebody_takes_the_files_that_name_them(
    union, django_capture_on_commit_callbacks
):
    petition = make_petition(union)
    signature = signed(petition, 1)
    signed(petition, 2)
    delivery = delivered(petition)
    storage, name = delivery.document.storage, delivery.document.name

    with django_capture_on_commit_callbacks(execute=True):
        erase_person(person=signature.person)

    delivery.refresh_from_db()
    assert not delivery.document
    assert delivery.document_hash
    assert delivery.signature_count == 2
    assert not storage.exists(name)


def test_erasing_somebody_between_freezing_and_writing_leaves_them_out(union):
    petition = make_petition(union)
    signature = signed(petition, 1)
    signed(petition, 2)
    frozen = deliver_petition(petition=petition, by=None, **COUNCIL)
    erase_person(person=signature.person)

    delivery = write_delivery(
        delivery=Delivery.objects.select_related("petition__organization").get(pk=frozen.pk)
    )

    assert "Rosa1" not in text_of(content(delivery.document))
    assert delivery.signature_count == 2


def test_the_target_gets_one_link_until_it_expires(union, olga):
    petition = make_petition(union)
    signed(petition, 1)
    delivery = delivered(petition, recipient_email="ortiz@example.gov")
    OutgoingMail.objects.all().delete()

    send_delivery(delivery=delivery, by=olga)
    sent = send_delivery(delivery=delivery, by=olga)

    mail = OutgoingMail.objects.get()
    assert mail.to == "ortiz@example.gov"
    token = delivery_token(sent)
    assert token in mail.context["path"]
    assert linked_delivery(token) == delivery
    Delivery.objects.update(sent_until=timezone.now() - datetime.timedelta(seconds=1))
    assert linked_delivery(token) is None


def test_without_an_address_no_link_is_sent(union):
    petition = make_petition(union)
    signed(petition, 1)

    with pytest.raises(Refused, match="e-mail"):
        send_delivery(delivery=delivered(petition), by=None)


def test_a_delivery_stands_on_the_time_line_with_its_receipt(union):
    petition = make_petition(union)
    signed(petition, 1)
    delivery = delivered(petition)

    with override("en"):
        moments = campaign_moments([petition.campaign], None, "en")[petition.campaign_id]

    assert moments[0].text == "1 signature was put into the hands of Councilmember Ortiz."
    assert delivery.code in moments[0].url


def test_writing_the_files_asks_as_much_for_many_as_for_few(union, django_assert_max_num_queries):
    petition = make_petition(union)
    for number in range(20):
        signed(petition, number)
    delivery = deliver_petition(petition=petition, by=None, **COUNCIL)
    rows = Delivery.objects.select_related("petition__organization")

    with django_assert_max_num_queries(12):
        write_delivery(delivery=rows.get(pk=delivery.pk))

    assert Signature.objects.count() == 20
