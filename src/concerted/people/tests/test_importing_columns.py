"""Columns are guessed from headers of four systems and five languages, and can be corrected."""

from __future__ import annotations

import pytest

from concerted.base.tables.files import open_table
from concerted.people.importing.columns import guess_columns
from concerted.people.importing.consent import Answer
from concerted.people.importing.fields import Channel, Field
from concerted.people.tests.import_files import five_files, write


def _guess(folder, header, *cells, name="x.csv"):
    text = f'"{header}",other\n' + "".join(f'"{cell}",x\n' for cell in cells)
    return guess_columns(open_table(write(folder, name, text))).fields[0]


@pytest.mark.parametrize(
    ("header", "cell", "field"),
    [
        ("E-mail", "a@example.com", Field.EMAIL),
        ("Correo electrónico", "a@example.com", Field.EMAIL),
        ("What is your email address?", "a@example.com", Field.EMAIL),
        ("Số điện thoại", "617 555 0101", Field.PHONE),
        ("Nimewo telefòn", "617 555 0101", Field.PHONE),
        ("Phone (WhatsApp OK)", "617 555 0101", Field.PHONE),
        ("can2_phone", "617 555 0101", Field.PHONE),
        ("Endereço de e-mail", "a@example.com", Field.EMAIL),
        ("Non ak siyati", "Jean Paul", Field.FULL_NAME),
        ("Mobile Subscription Status", "Unsubscribed", Field.MAY_TEXT),
        ("IsSMSOptOut", "TRUE", Field.NO_TEXT),
        ("¿Le podemos llamar?", "No", Field.MAY_CALL),
        ("Chúng tôi có thể gọi điện cho quý vị không?", "Không", Field.MAY_CALL),
        ("Siyati", "Jean", Field.FAMILY_NAME),
        ("Apellidos", "Paz", Field.FAMILY_NAME),
        ("Mã bưu điện", "02139", Field.POSTAL_CODE),
        ("ZIP / Código postal", "2139", Field.POSTAL_CODE),
        ("mCity", "Lynn", Field.CITY),
        ("Fecha de nacimiento", "10/11/1954", Field.BIRTH_DATE),
        ("Ngôn ngữ", "Tiếng Việt", Field.LANGUAGE),
        ("Do Not Call", "1", Field.NO_CALL),
        ("NoText", "Y", Field.NO_TEXT),
        ("Email opt-out", "TRUE", Field.NO_EMAIL),
        ("Do not contact", "1", Field.NO_CONTACT),
        ("May we call or text you?", "Yes", Field.MAY_CALL_AND_TEXT),
        ("May we contact you?", "Yes", Field.MAY_CONTACT),
        ("¿Podemos enviarle correos?", "Sí", Field.MAY_EMAIL),
        ("Chúng tôi có thể nhắn tin cho bạn không?", "Có", Field.MAY_TEXT),
        ("Podemos ligar para você?", "Sim", Field.MAY_CALL),
        ("Èske nou ka rele ou?", "Wi", Field.MAY_CALL),
        ("SMS opt-in", "no", Field.MAY_TEXT),
        ("Subscription status", "unsubscribed", Field.MAY_EMAIL),
        ("Email", "Yes", Field.MAY_EMAIL),
        ("UNSUB_TIME", "2026-01-27 22:23:02", Field.LEFT_AT),
        ("UNSUB_REASON", "Spammy content", Field.NOTHING),
        ("What matters most to you?", "Housing", Field.OTHER),
        ("Organization name", "Union", Field.NOTHING),
        ("MEMBER_RATING", "3", Field.NOTHING),
        ("Would you like to volunteer?", "Yes", Field.OTHER),
        ("qwop", "a@example.com", Field.EMAIL),
        ("qwop", "617-555-0101", Field.PHONE),
    ],
)
def test_a_header_says_what_its_column_holds(tmp_path, header, cell, field):
    assert _guess(tmp_path, header, cell, cell) == field


def test_every_column_of_the_invented_exports_is_found(tmp_path):
    action_network, van, form, *_ = (
        guess_columns(open_table(path)).fields for path in five_files(tmp_path)
    )

    assert {Field.MAY_EMAIL, Field.MAY_TEXT, Field.PHONE, Field.TAGS} <= set(action_network)
    assert {Field.NO_EMAIL, Field.NO_TEXT, Field.NO_CALL, Field.BIRTH_DATE} <= set(van)
    assert form == (
        Field.JOINED_AT,
        Field.EMAIL,
        Field.FULL_NAME,
        Field.PHONE,
        Field.POSTAL_CODE,
        Field.LANGUAGE,
        Field.MAY_TEXT,
        Field.MAY_EMAIL,
        Field.NOTES,
    )


def test_a_mailchimp_file_says_by_itself_who_agreed_and_who_left(tmp_path):
    *_, stayed, left = (guess_columns(open_table(path)) for path in five_files(tmp_path))

    assert stayed.whole_file == {Channel.EMAIL: Answer.YES}
    assert left.whole_file == {Channel.EMAIL: Answer.NO}


def test_a_name_beside_a_family_name_is_the_given_name(tmp_path):
    path = write(tmp_path, "x.csv", "Nombre,Apellido\nLuz,Paz\n")

    assert guess_columns(open_table(path)).fields == (Field.GIVEN_NAME, Field.FAMILY_NAME)


def test_a_name_alone_is_the_full_name(tmp_path):
    path = write(tmp_path, "x.csv", "Nombre,Correo\nLuz Paz,luz@example.com\n")

    assert guess_columns(open_table(path)).fields == (Field.FULL_NAME, Field.EMAIL)
