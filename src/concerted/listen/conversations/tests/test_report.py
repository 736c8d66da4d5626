"""The report to print, in two languages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from concerted.base.pdf import render_pdf
from concerted.listen.conversations.models import Reading
from concerted.listen.conversations.operations.readings import read_map
from concerted.listen.conversations.operations.statements import review_statement
from concerted.listen.conversations.queries import reports
from concerted.listen.conversations.tests.factories import SEEDS, make_conversation, vote
from concerted.listen.representation.tests.factories import (
    make_occasion,
    make_place,
    read,
    tell,
)
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db
CLINIC = "Que la clínica abra de noche."


@pytest.fixture
def talk(union, olga):
    """Twelve people have voted; one of three statements stands in Spanish, and the question."""
    talk = make_conversation(union)
    for person in range(12):
        for number in (1, 2, 3):
            vote(talk, number, 1 if number < 3 or person % 2 else -1, key=f"neighbor {person}")
    read_map(conversation=talk)
    first = talk.statements.get(number=1)
    save_translation(record=first, language="es", texts={"text": CLINIC}, by=olga)
    save_translation(record=talk, language="es", texts={"title": "¿Qué falta?"}, by=olga)
    return talk


@pytest.fixture
def told(monkeypatch):
    """What goes into the document instead of the document."""
    kept = {}

    def keep(_template, data, **_language):
        kept.update(data)
        return b"%PDF"

    monkeypatch.setattr(reports, "render_pdf", keep)
    return kept


def address(talk, **languages):
    home = reverse("conversations:report", args=[talk.organization.slug, talk.slug])
    return f"{home}?{'&'.join(f'{name}={code}' for name, code in languages.items())}"


def texts(told, of=""):
    """Every text of the document, or of one language of it."""
    if isinstance(told, dict):
        own = [told["text"]] if "lang" in told and of in told["lang"] and "note" in told else []
        return own + [text for value in told.values() for text in texts(value, of)]
    return [text for value in told for text in texts(value, of)] if isinstance(told, list) else []


def test_the_report_is_a_pdf_of_a_few_pages(talk, browse, vera):
    answer = browse(vera).get(address(talk, language="en", beside="es"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert 5_000 < len(answer.content) < 500_000


@pytest.mark.parametrize(
    ("size", "paper"), [("a4", "a4"), ("letter", "us-letter"), ("x", "us-letter")]
)
def test_the_report_comes_on_the_paper_that_was_chosen(talk, browse, olga, told, size, paper):
    browse(olga).get(address(talk, language="en", size=size))

    assert told["paper"] == paper


def test_each_text_stands_in_both_languages(talk, browse, olga, told):
    browse(olga).get(address(talk, language="en", beside="es"))

    assert {talk.title, SEEDS[0]} <= set(texts(told, "en"))
    assert {"¿Qué falta?", CLINIC} <= set(texts(told, "es"))
    assert "12 people gave 36 votes on 3 statements." in texts(told, "en")
    assert "12 personas dieron 36 votos sobre 3 frases." in texts(told, "es")


def test_what_is_not_translated_stands_once_and_says_so(talk, browse, olga, told):
    browse(olga).get(address(talk, language="en", beside="es"))

    rows = [row for one in told["lists"] for row in one["statements"]]
    plain = next(row["text"] for row in rows if row["text"][0]["text"] == SEEDS[1])
    assert [(one["text"], one["note"]) for one in plain] == [
        (SEEDS[1], "Aún sin traducir al Español.")
    ]


def test_a_translation_that_is_out_of_date_says_so(talk, browse, olga, told):
    talk.statements.filter(number=1).update(text="Open until 9 pm.")

    browse(olga).get(address(talk, language="es"))

    notes = [one["note"] for one in _statements(told) if one["text"] == CLINIC]
    assert len(notes) == 1
    assert notes[0]


def _statements(told):
    return [text for one in told["lists"] for row in one["statements"] for text in row["text"]]


def test_a_language_the_software_does_not_speak_has_its_words_in_english_once(
    talk, browse, olga, union, told
):
    union.languages = ["ht"]
    union.save()

    browse(olga).get(address(talk, language="ht", beside="en"))

    assert told["words"]["numbers"] == [
        {
            "text": "12 people gave 36 votes on 3 statements.",
            "lang": "en",
            "direction": "ltr",
            "note": "",
        }
    ]


def test_the_report_tells_what_moderation_did(talk, browse, olga, told):
    review_statement(
        statement=talk.statements.get(number=3), is_accepted=False, reason="off_topic", by=olga
    )

    browse(olga).get(address(talk, language="en"))

    (moderated,) = [one["text"] for one in told["words"]["moderated"]]
    assert moderated.startswith("2 statements were shown")
    assert "It is about something else: 1" in moderated
    assert SEEDS[2] not in texts(told)


def test_without_a_map_there_is_nothing_to_print(union, browse, olga):
    talk = make_conversation(union)

    answer = browse(olga).get(address(talk, language="en"), follow=True)

    assert "no map to print before 5 people" in answer.content.decode()
    assert not Reading.objects.exists()


def test_strangers_print_nothing(talk, browse, sam, client):
    assert browse(sam).get(address(talk, language="en")).status_code == 404
    assert client.get(address(talk, language="en")).status_code in (302, 404)


def test_the_report_tells_who_is_in_the_room_where_people_were_asked(
    talk, union, browse, olga, told
):
    occasion = make_occasion(union, place=make_place(union), conversation=talk)
    tell(occasion, renter=20, owner=80)
    read(occasion, 150)

    browse(olga).get(address(talk, language="en", beside="es"))

    (question,) = told["room"]["questions"]
    assert [one["text"] for one in told["room"]["title"]] == [
        "Who is in the room",
        "Quién está en la sala",
    ]
    assert [row["name"][0]["text"] for row in question["rows"]][:2] == ["We rent", "We own it"]
    assert all(row["share"] and row["lives"] for row in question["rows"])
    document = render_pdf("conversations/report.typ", told, language="en")
    assert document.startswith(b"%PDF")
