"""A row becomes a person with clean values, or junk with a reason; no refusal is lost."""

from __future__ import annotations

import collections
import datetime

import pytest

from concerted.people.importing.columns import Columns
from concerted.people.importing.consent import Answer, read_answer
from concerted.people.importing.fields import Channel, Field
from concerted.people.importing.likeness import (
    Identity,
    is_same_by_email,
    is_same_by_phone,
    keys_of_refusal,
    keys_to_compare,
)
from concerted.people.importing.remarks import Reason, Remark
from concerted.people.importing.rows import Junk, Name, RowReader
from concerted.people.importing.values import (
    clean_name,
    clean_postal_code,
    find_emails,
    find_phone,
    read_date,
    repair_mojibake,
)
from concerted.people.tests.import_files import (
    SHARED,
    SHARED_FILES,
    TODAY,
    five_files,
    needs_shared_data,
    read_all,
    shared_truth,
)

EMAIL, TEXT, CALL = Channel.EMAIL, Channel.TEXT, Channel.CALL


@pytest.fixture
def read(tmp_path):
    return [read_all(path) for path in five_files(tmp_path)]


def test_an_action_network_row_is_read_with_its_repairs(read):
    rosa, _, ann, _, *junk = read[0]

    assert rosa.name == Name("Rosa", "", "Gómez")
    assert rosa.emails == ("rosa@example.com",)
    assert rosa.phones == ("+16175550101",)
    assert (rosa.postal_code, rosa.state, rosa.language) == ("02139", "MA", "es")
    assert rosa.tags == ("volunteer", "youth")
    assert ann.phones == ()
    assert ann.said[0] == Remark(Reason.LOST_DIGITS, "6.17556E+09")
    assert all(isinstance(row, Junk) for row in junk)


def test_a_status_grants_refuses_or_says_nothing(read):
    rosa, jean, ann, tom = read[0][:4]

    assert rosa.granted == {EMAIL, TEXT}
    assert (jean.granted, jean.refused) == ({TEXT}, {EMAIL})
    assert (ann.granted, ann.refused) == (set(), set())
    assert tom.refused == {EMAIL}


def test_van_flags_refuse_and_never_grant(read):
    marta, minh, sam, total, headers = read[1]

    assert [row.refused for row in (marta, minh, sam)] == [{CALL}, {CALL, EMAIL}, {TEXT}]
    assert not marta.granted | minh.granted | sam.granted
    assert marta.name == Name("Marta", "", "Núñez", "Sr.")
    assert marta.birth_date == datetime.date(1954, 10, 11)
    assert minh.birth_date == datetime.date(1954, 10, 2)
    assert sam.emails == ("sam@example.com",)
    assert isinstance(total, Junk)
    assert isinstance(headers, Junk)


def test_a_form_is_understood_in_four_languages(read):
    luz, hoa, ana, wideline, junk = read[2]

    assert (luz.granted, luz.refused) == ({TEXT}, {EMAIL})
    assert (hoa.granted, hoa.refused) == ({EMAIL}, {TEXT})
    assert (ana.granted, ana.refused) == ({EMAIL}, {TEXT})
    assert (wideline.granted, wideline.refused) == ({TEXT}, {EMAIL})
    assert [row.language for row in (luz, hoa, ana, wideline)] == ["es", "vi", "pt", "ht"]
    assert luz.name == Name("Luz", "", "Paz")
    assert hoa.name == Name("Hoa", "Thị", "Nguyễn")
    assert isinstance(junk, Junk)


def test_being_in_a_mailchimp_file_is_the_answer(read):
    kay, solo, pia, junk = read[3]
    gone, abuse = read[4]

    assert kay.granted == solo.granted == {EMAIL}
    assert kay.postal_code == "02740"
    assert kay.name.suffix == "Jr."
    assert kay.tags == ("Boletín", "Gala")
    assert pia.refused == {CALL}
    assert isinstance(junk, Junk)
    assert (gone.granted, gone.refused) == (set(), {EMAIL})
    assert isinstance(abuse, Junk)


@pytest.mark.parametrize("word", ["No", "non", "Não", "Kh?ng", "KHÔNG", "unsubscribed", "Spam complaint",
                                  "No, gracias", "opted out", "0", "FALSE", "STOP"])  # fmt: skip
def test_a_no_in_any_language_is_a_no(word):
    assert read_answer(word) is Answer.NO


@pytest.mark.parametrize("word", ["maybe", "bouncing", "", "never subscribed", "???", "Housing"])
def test_what_is_not_a_yes_grants_nothing(word):
    assert read_answer(word) is not Answer.YES


@pytest.mark.parametrize(
    ("raw", "emails"),
    [
        (" Ann @Example.com", ["ann@example.com"]),
        ("ann@@example.com", ["ann@example.com"]),
        ("ann@example,com", ["ann@example.com"]),
        ("Ann <ann@example.com>; bo@example.org", ["ann@example.com", "bo@example.org"]),
        ("ann@example.con", []),
        ("not-an-address", []),
        ("=cmd|'/c calc'!A1", []),
        ("a@b", []),
    ],
)
def test_addresses_are_put_right_where_there_is_one_reading(raw, emails):
    assert find_emails(raw)[0] == emails


@pytest.mark.parametrize("raw", ["(617)555-0101 x42", "1-617-555-0101", "617.555.0101", "+16175550101",
                                 "6175550101.0", "1 617 555 0101 ext. 9"])  # fmt: skip
def test_numbers_in_many_formats_are_one(raw):
    assert find_phone(raw) == ("+16175550101", None)


@pytest.mark.parametrize(
    "raw", ["6.17556E+09", "000", "555-0101", "call me", "12345678901234567890"]
)
def test_an_unusable_number_is_dropped_and_said(raw):
    number, said = find_phone(raw)

    assert number == ""
    assert said


def test_small_values_are_cleaned():
    assert clean_name("JEAN-BAPTISTE 🌷") == "Jean-Baptiste"
    assert clean_name("\u202eevil\u0000 name\u200b") == "Evil Name"
    assert clean_postal_code("2139.0") == "02139"
    assert read_date("31/12/2020") == datetime.date(2020, 12, 31)
    assert read_date("soon") is None
    assert repair_mojibake("JoÃ£o Ã‰tienne Nguyá»…n") == "João Étienne Nguyễn"
    assert repair_mojibake("CAUÃ") == "CAUÃ"


def test_a_couple_with_one_address_stays_two_and_a_nickname_is_one():
    robert = Identity("Robert", "", "Hall")

    assert is_same_by_email(robert, Identity("Bob", "", "Hall"))
    assert is_same_by_email(robert, Identity("Robret", "", "Hall"))
    assert is_same_by_email(robert, Identity())
    assert not is_same_by_email(robert, Identity("Maria", "", "Hall"))
    assert not is_same_by_email(
        Identity("Corey", "", "Lucas", "Sr."), Identity("Corey", "", "Lucas", "Jr.")
    )


def test_on_one_number_only_an_equal_given_name_is_one_person():
    ana = Identity("Ána", "", "Paz")

    assert is_same_by_phone(ana, Identity("ana", "", "Paz Ruiz"))
    assert not is_same_by_phone(ana, Identity("Anna", "", "Paz"))
    assert not is_same_by_phone(Identity(), Identity())


@pytest.mark.parametrize(
    ("refusing", "agreeing", "is_like"),
    [
        (Identity("Ana", "", "Paz", "", "02139"), Identity("Ana", "", "Paz", "", "02139"), True),
        (Identity("Ana", "", "Paz", "", "02139"), Identity("Ana", "", "Paz", "", "02140"), False),
        (Identity("Ana", "", "Paz"), Identity("Ana", "", "Paz", "", "02140"), True),
        (Identity("Ana", "", "Paz", "", "02139"), Identity("Ana", "", "Paz"), True),
        (Identity("Bob", "", "Sheppard", "", "02139"), Identity("Robert", "", "Shepard", "", "02139"), True),
        (Identity("Hoa", "", "Nguyễn", "", "02139"), Identity("Nguyen", "", "Thị Hoa", "", "02139"), True),
        (Identity(emails=("ana@example.com",)), Identity("X", emails=("ana+news@example.com",)), True),
        (Identity("Bob", phones=("+16175550101",)), Identity("Robert", phones=("+16175550101",)), True),
        (Identity("Li", "", "Wu", "", "02139"), Identity("Jo", "", "Wu", "", "02139"), False),
    ],
)  # fmt: skip
def test_who_looks_like_somebody_who_refused_is_found(refusing, agreeing, is_like):
    keys = {key for key, channels in keys_of_refusal(refusing) if EMAIL in channels}

    assert bool(keys & set(keys_to_compare(agreeing))) is is_like


@needs_shared_data
def test_junk_of_the_shared_files_is_found_exactly():
    truth, _ = shared_truth()

    found = {
        (name, number)
        for name in SHARED_FILES
        for number, row in enumerate(read_all(SHARED / name), 1)
        if isinstance(row, Junk)
    }

    assert found == {at for at, person in truth.items() if not person}
    assert len(found) == 34


@needs_shared_data
def test_every_refusal_of_the_shared_files_is_read():
    truth, people = shared_truth()

    refused = collections.defaultdict(set)
    for name in SHARED_FILES:
        for number, row in enumerate(read_all(SHARED / name), 1):
            for channel in getattr(row, "refused", ()):
                refused[channel].add(truth[name, number])

    said = {c: {p for p, row in people.items() if row[f"refused_{c}"] == "1"} for c in Channel}
    assert {c: len(said[c]) for c in Channel} == {EMAIL: 497, TEXT: 470, CALL: 98}
    assert refused[TEXT] == said[TEXT]
    assert refused[CALL] == said[CALL]
    # A no to e-mail in a row without an address: the truth file leaves those 30 out, we do not.
    assert refused[EMAIL] >= said[EMAIL]
    assert len(refused[EMAIL]) == 527


@pytest.mark.parametrize(
    ("name", "email", "expected"),
    [
        ("Ana <ana@example.com>", "ana@example.com", Name("Ana")),
        ("ana@example.com", "ana@example.com", Name()),
        ("Sum", "sum@example.com", Name("Sum")),
        ("An Test", "an@example.com", Name("An", "", "Test")),
        ("O'Neil -- Smith", "o@example.com", Name("O'Neil", "", "-- Smith")),
        ("Đỗ", "", Name("Đỗ")),
        ("Will Drop Table", "w@example.com", Reason.CODE),
        ("<b>Ana</b>", "ana@example.com", Reason.CODE),
        ("Grand Total 1169", "", Reason.TOTAL),
        ("test test", "real@example.com", Reason.TEST),
        ("please ignore", "x@example.com", Reason.TEST),
        ("http://spam.example", "x@example.com", Reason.WEB_ADDRESS),
        ("-----", "", Reason.NOBODY),
        ("N/A", "none", Reason.NOBODY),
        ("", "postmaster@example.com", Reason.MACHINE),
        ("name", "email", Reason.HEADERS),
        (" ", "\t", Reason.BLANK),
    ],
)
def test_what_is_a_person_and_what_is_junk(tmp_path, name, email, expected):
    columns = Columns((Field.FULL_NAME, Field.EMAIL))
    parsed = RowReader(("name", "email"), columns, today=TODAY).read((name, email))

    assert (parsed.reason if isinstance(parsed, Junk) else parsed.name) == expected
