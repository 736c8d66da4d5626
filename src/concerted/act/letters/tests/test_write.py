"""Writing, confirming, changing and taking back; one letter from a person to an official."""

from __future__ import annotations

import datetime

import pytest
from django.db import IntegrityError, transaction

from concerted.act.letters.models import Delivery, Letter, State
from concerted.act.letters.operations.campaigns import add_official, close_letters
from concerted.act.letters.operations.deliveries import mark_printed, settle_sent
from concerted.act.letters.operations.writing import (
    change_letter,
    confirm_letter,
    erase_letter,
    take_back_letter,
)
from concerted.act.letters.queries.addressees import addressees
from concerted.act.letters.queries.links import deliveries_of
from concerted.act.letters.tests.factories import (
    make_letters,
    make_papers,
    point_of,
    rosas,
    send,
    write,
)
from concerted.act.officials.operations import leave_post
from concerted.act.officials.tests.factories import make_official
from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.sending import send_waiting_mail
from concerted.people.models import Consent, Person
from concerted.people.operations import erase_person, merge_people
from concerted.people.registry import exports_of, timeline_of

pytestmark = pytest.mark.django_db


def states(letter):
    return dict(letter.deliveries.values_list("addressee", "state"))


def to_officials():
    return OutgoingMail.objects.filter(template="letters/mail/letter")


def test_a_letter_leaves_only_when_its_writer_confirms_it(union, mailoutbox):
    letters = make_letters(union)
    letter = write(letters)

    assert not to_officials().exists()
    assert states(letter) == {"Ana Ortiz": State.WRITTEN, "Ed Dunn": State.WRITTEN}

    confirm_letter(letter=letter, contact_point=point_of(letter))
    send_waiting_mail("worker")
    settle_sent()

    assert states(letter) == {"Ana Ortiz": State.SENT, "Ed Dunn": State.CONFIRMED}
    [_link, mail] = mailoutbox
    assert mail.to == ["ortiz@council.example"]
    assert mail.reply_to == ["rosa@example.org"]
    assert "rosa@example.org" not in mail.from_email
    assert mail.subject == "Item 114 and the Elm Street clinic"
    assert "Dear Councilmember Ana Ortiz," in mail.body
    assert "two buses away" in mail.body


def test_confirming_twice_sends_once(union):
    letter = send(make_letters(union))

    confirm_letter(letter=letter, contact_point=point_of(letter))

    assert to_officials().count() == 1


def test_a_second_letter_is_kindly_not_taken_and_changes_nothing(union):
    letters = make_letters(union)
    first = write(letters)

    again = write(letters, why="Other words.")
    write(letters, why="Still others.")

    assert again == first
    again.refresh_from_db()
    assert "two buses" in again.why
    assert Delivery.objects.count() == 2
    mails = OutgoingMail.objects.filter(template="letters/mail/written")
    assert [mail.context["is_again"] for mail in mails.order_by("pk")] == [False, True]


def test_who_wrote_before_can_write_to_officials_who_were_added_since_and_to_nobody_twice(union):
    letters = make_letters(union)
    letter = send(letters)
    add_official(letters=letters, official=make_official(union, "Fay Cho"), by=None)

    again = write(letters, email="ROSA@example.org ")

    assert again == letter
    assert states(letter) == {
        "Ana Ortiz": State.QUEUED,
        "Ed Dunn": State.CONFIRMED,
        "Fay Cho": State.WRITTEN,
    }


def test_who_has_left_office_gets_no_letter(union):
    letters = make_letters(union)
    official = letters.targets.first().official
    leave_post(official=official, left_on=datetime.date(2026, 1, 2), by=None)

    assert [one.name for one in addressees(letters)] == ["Ed Dunn"]


def test_the_database_holds_one_letter_of_a_person_to_an_official(union):
    letter = send(make_letters(union))
    one = letter.deliveries.first()
    one.pk, one._state.adding = None, True

    with pytest.raises(IntegrityError), transaction.atomic():
        one.save(force_insert=True)


def test_a_letter_can_be_changed_until_it_leaves(union, mailoutbox):
    letter = send(make_letters(union))

    change_letter(letter=letter, words=rosas(why="The bus does not come at night."))
    send_waiting_mail("worker")
    settle_sent()
    change_letter(letter=letter, words=rosas(why="Only for the printed one."))
    letter.refresh_from_db()
    shown = {one.delivery.addressee: one.composed.plain() for one in deliveries_of(letter)}
    mark_printed(letter=letter)

    assert "at night" in shown["Ana Ortiz"], "what has left stays as it went"
    assert "Only for the printed one" in shown["Ed Dunn"]
    assert [mail.body.count("at night") for mail in mailoutbox if "Item" in mail.subject] == [1]
    with pytest.raises(Refused, match="has left"):
        change_letter(letter=letter, words=rosas(why="Too late."))


def test_taking_back_stops_what_waits_and_sending_again_is_possible(union):
    letter = send(make_letters(union))

    assert take_back_letter(letter=letter) == 2
    assert take_back_letter(letter=letter) == 0

    letter.refresh_from_db()
    assert letter.withdrawn_at is not None
    assert not to_officials().exists()
    confirm_letter(letter=letter, contact_point=point_of(letter))
    assert to_officials().count() == 1


def test_what_a_worker_holds_is_not_taken_back(union):
    letter = send(make_letters(union))
    to_officials().update(claimed_by="worker")

    assert take_back_letter(letter=letter) == 1

    assert states(letter)["Ana Ortiz"] == State.QUEUED


def test_closed_letters_take_no_more_and_send_no_more(union):
    letters = make_letters(union)
    letter = write(letters)
    close_letters(letters=letters, by=None)

    with pytest.raises(Refused, match="No letters"):
        write(letters, email="ana@example.org")
    with pytest.raises(Refused, match="over"):
        confirm_letter(letter=letter, contact_point=point_of(letter))


def test_one_newspaper_gets_a_letter_of_a_person_of_bounded_length(union):
    letters = make_papers(union)
    first, second = letters.targets.all()
    with pytest.raises(Refused, match="up to 200 words"):
        write(letters, paper=first, why="word " * 201)

    letter = write(letters, paper=first)
    write(letters, paper=second)

    assert states(letter) == {"The Riverside Post": State.WRITTEN}
    [one] = addressees(letters, paper=second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(
            organization=union,
            letter=letter,
            campaign=letters,
            person=letter.person,
            paper=second,
            is_to_paper=True,
            addressee=one.name,
        )


def test_ticked_words_count_once_the_address_is_proven(union):
    letters = make_letters(union)
    letter = write(letters, choices={"news_words": "Elm Street may e-mail me"})
    assert not Consent.objects.get().is_proven

    confirm_letter(letter=letter, contact_point=point_of(letter))

    assert Consent.objects.filter(is_proven=True).exists()


def test_erasing_a_letter_leaves_a_count_and_nobody(union):
    letters = make_letters(union)
    letter = send(letters)
    send_waiting_mail("worker")
    settle_sent()

    erase_letter(letter=letter)

    letter.refresh_from_db()
    assert letter.person is None
    assert not any((letter.name, letter.email, letter.who, letter.why, letter.ask))
    assert letters.deliveries.gone().count() == 1
    assert Person.objects.count() == 1


def test_an_erased_person_is_in_no_letter_and_their_mail_does_not_leave(union, mailoutbox):
    letter = send(make_letters(union))

    erase_person(person=letter.person, by=None)
    send_waiting_mail("worker")

    assert "Rosa" not in str(Letter.objects.values().get())
    assert not [mail for mail in mailoutbox if "Item" in mail.subject]
    assert Delivery.objects.count() == 2


def test_a_persons_export_and_time_line_tell_of_their_letters(union):
    letter = send(make_letters(union), choices={"capacity": "member", "capacity_of": "SEIU 509"})

    [told] = exports_of(letter.person)["letters"]

    assert told["why"] == letter.why
    assert told["capacity_of"] == "SEIU 509"
    assert [one["name"] for one in told["to"]] == ["Ana Ortiz", "Ed Dunn"]
    assert "Wrote a letter" in [str(entry.label) for entry in timeline_of(letter.person)]


def test_a_merged_person_keeps_their_letter(union):
    letter = send(make_letters(union))
    other = send(make_letters(union, title="Other"), name="R. Alvarez", email="r@example.org")

    merge_people(kept=letter.person, gone=other.person)

    other.refresh_from_db()
    assert other.person == letter.person
    assert set(other.deliveries.values_list("person", flat=True)) == {letter.person_id}


def test_the_trail_says_that_somebody_wrote_and_not_what(union):
    send(make_letters(union))

    told = str(list(AuditEntry.objects.values_list("verb", "before", "after")))

    assert "wrote" in told
    assert "Rosa" not in told
    assert "buses" not in told


def test_many_letters_from_one_address_are_held_back(union):
    letters = make_letters(union)
    for number in range(6):
        write(letters, name=f"Rosa{number} Lee")

    with pytest.raises(Refused, match="Many letters"):
        write(letters, name="Rosa7 Lee")
