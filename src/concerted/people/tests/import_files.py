"""Small invented exports in four styles, each with its own encoding, and the way to the shared ones."""

from __future__ import annotations

import csv
import datetime
from pathlib import Path

import pytest

from concerted.base.tables.files import open_table
from concerted.people.importing.columns import guess_columns
from concerted.people.importing.rows import RowReader

SHARED = Path(__file__).parents[5] / "shared" / "data" / "people"
SHARED_FILES = (
    "action_network_export.csv",
    "van_export.txt",
    "google_form_responses.csv",
    "mailchimp_subscribed.csv",
    "mailchimp_unsubscribed.csv",
)
TODAY = datetime.date(2026, 11, 1)

needs_shared_data = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the five messy exports of /work/shared are not here"
)

ACTION_NETWORK = """\
uuid,first_name,last_name,email,can2_phone,can2_user_address,can2_user_city,can2_state_abbreviated,zip_code,can2_subscription_status,can2_sms_status,can2_user_tags,Language
a1,rosa,gÃ³mez,ROSA@example.com ,(617) 555-0101 x4,1 Elm St,Boston,Mass.,2139,subscribed,subscribed,"volunteer, youth",es
a2,Jean,Désir,jean@example.org,+1 617 555 0102,,,MA,02126-1111,unsubscribed,subscribed,,ht
a3,Ann,Lee,ann@example.net,6.17556E+09,,,MA,02126,bouncing,,,en
a4,Tom,Hall,tom@example.net,,,,MA,02126,spam complaint,,,
,<script>alert(1)</script>,X,xss@example.com,,,,,,,,,
,,,,,,,,,,,,
,Robert'); DROP TABLE people;--,Tables,bobby@example.com,,,,,,,,,
,Test,Test,test@test.test,,,,,,,,,
"""
VAN = """\
VANID\tLastName\tFirstName\tSuffix\tPreferredEmail\tCell Phone\tmZip5\tDOB\tNoCall\tNoEmail\tNoText
1\tNúñez\tMarta\tSr.\tmarta@example.com\t617.555.0103\t2150\t10/11/1954\t1\tN\t0
2\t??ng\tMinh D?ng\t\t\t6175550104\t02124\t19999\tY\tTRUE\t
3\tWhite\tSam\t\tsam@@example,com\t\t\t\t\t\tY
\tTotal\t1169\t\t\t\t\t\t\t\t
VANID\tLastName\tFirstName\tSuffix\tPreferredEmail\tCell Phone\tmZip5\tDOB\tNoCall\tNoEmail\tNoText
"""
FORM = """\
Marca temporal;Dirección de correo electrónico;Nombre completo / Non konplè / Họ và tên;Teléfono (WhatsApp OK);Código postal;Idioma preferido;¿Podemos enviarle mensajes de texto?;Èske nou ka voye imel ba ou?;Comentarios
1/2/2025 10:00:00;luz@example.com;"Paz, Luz";6175550105;02150;Español;Sí;No;"dos
líneas"
1/2/2025 10:00:00;;Nguyễn Thị Hoa;617 555 0106;02150;Tiếng Việt;Không;Có;=HYPERLINK("http://example.com")
1/2/2025 10:00:00;ana@example.com;Ana Sousa;;;Português;Não;Sim;
1/2/2025 10:00:00;wi@example.com;Wideline Jean;6175550107;;Kreyòl Ayisyen;Wi;Non;
1/1/2022 0:00:00;test;prueba prueba;000;;;;;
"""
MAILCHIMP = '''\
Email Address,First Name,Last Name,Address,Phone Number,TAGS,MEMBER_RATING,OPTIN_TIME,NOTES
kay@example.com,Kay,Moss Jr.,974 Adams Ln  New Bedford  MA  02740  US,1-351-555-0171,"""Boletín"",""Gala""",1,2021-01-24 17:14:52,
solo@example.com,,,,,,2,2022-12-29 19:43:55,
pia@example.com,Pia,Roy,,,,2,2022-12-29 19:43:55,do not call
not-an-address,,,,,,,,
'''
MAILCHIMP_LEFT = """\
Email Address,First Name,Last Name,Phone Number,OPTIN_TIME,UNSUB_TIME,UNSUB_REASON
gone@example.com,Gus,Orr,,2025-01-11 22:23:02,2026-01-27 22:23:02,Spammy content
abuse@example.com,,,,,,
"""


def write(folder, name, text, encoding="utf-8"):
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def five_files(folder):
    """The invented exports, each in the encoding of its system."""
    return [
        write(folder, "an.csv", ACTION_NETWORK),
        write(folder, "van.txt", VAN.replace("\n", "\r\n"), "cp1252"),
        write(folder, "form.csv", FORM.replace("\n", "\r\n"), "utf-16"),
        write(folder, "mc.csv", MAILCHIMP, "utf-8-sig"),
        write(folder, "mc2.csv", MAILCHIMP_LEFT, "utf-8-sig"),
    ]


def read_all(path):
    """Every row of a file, parsed with the columns as guessed."""
    table = open_table(path)
    reader = RowReader(table.headers, guess_columns(table), today=TODAY)
    return [reader.read(cells) for _, cells in table.rows()]


def shared_truth():
    """Which person each row of the shared files is (empty: junk), and what is known of each."""
    with (SHARED / "truth_rows.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["file"], int(row["row"])): row["person_id"] for row in csv.DictReader(file)}
    with (SHARED / "truth_people.csv").open(encoding="utf-8", newline="") as file:
        people = {row["person_id"]: row for row in csv.DictReader(file)}
    return rows, people
