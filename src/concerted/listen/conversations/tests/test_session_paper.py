"""Cards, ballots and the poster, as they leave the printer."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from django.urls import reverse

from concerted.listen.conversations.models import BallotForm, Session
from concerted.listen.conversations.operations.ballots import print_ballots
from concerted.listen.conversations.operations.conversations import open_conversation
from concerted.listen.conversations.operations.statements import seed_statements
from concerted.listen.conversations.queries.printing import ballot_pdf, cards_pdf, poster_pdf
from concerted.listen.conversations.tests.factories import (
    SEEDS,
    make_conversation,
    make_draft,
    make_session,
)
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db
PDFTOTEXT = shutil.which("pdftotext") or ""
PDFINFO = shutil.which("pdfinfo") or ""
needs_poppler = pytest.mark.skipif(
    not (PDFTOTEXT and PDFINFO), reason="poppler-utils reads the PDF back"
)
SPANISH = ("Abierto hasta las 8 dos noches.", "Alguien que hable mi idioma.", "Bus el domingo.")


@pytest.fixture
def session(union):
    talk = make_conversation(union)
    for statement, text in zip(talk.statements.order_by("number"), SPANISH, strict=True):
        save_translation(record=statement, language="es", texts={"text": text}, by=None)
    return make_session(talk, languages=["en", "es"])


def text_of(document):
    command = [PDFTOTEXT, "-layout", "-", "-"]
    done = subprocess.run(command, input=document, capture_output=True, check=True)  # noqa: S603
    return " ".join(done.stdout.decode().split())


def pages_of(document):
    done = subprocess.run([PDFINFO, "-"], input=document, capture_output=True, check=True)  # noqa: S603
    lines = done.stdout.decode().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("Pages:")))


@needs_poppler
def test_a_card_has_its_statement_in_both_languages_its_number_and_a_code(session):
    document = cards_pdf(session, ["en", "es"], "letter")

    text = text_of(document)
    assert "Keep the clinic open" in text
    assert "Abierto hasta las 8" in text
    assert "Vote on this one" in text
    assert "Vote esta frase" in text
    assert b"pdfuaid:part" in document


@needs_poppler
def test_six_cards_come_on_a_page(union):
    draft = make_draft(union)
    texts = [f"The clinic needs {number} more nurses." for number in range(2, 15)]
    seed_statements(conversation=draft, texts=texts, by=None)
    session = make_session(open_conversation(conversation=draft, by=None))

    assert pages_of(cards_pdf(session, ["en"], "a4")) == 3


@needs_poppler
def test_a_ballot_lists_what_was_asked_when_it_was_made_and_names_nobody(session):
    form = print_ballots(session=session, languages=["en", "es"], by=None)
    seed_statements(conversation=session.conversation, texts=["Open the garden."], by=None)

    text = text_of(ballot_pdf(form))

    assert all(one[:20] in text for one in SEEDS)
    assert all(one[:12] in text for one in SPANISH)
    assert "garden" not in text
    assert "Ballot A" in text
    assert "Do not write your name." in text
    assert "No escriba su nombre." in text


@needs_poppler
def test_a_poster_has_the_question_and_the_address_to_type(session):
    text = text_of(poster_pdf(session, ["en"], "letter"))

    assert "What would make the clinic" in text
    assert f"/r/{session.code}" in text


@needs_poppler
@pytest.mark.parametrize("language", ["ht", "pt", "vi", "zh-hans", "ar"])
def test_paper_speaks_the_languages_of_the_house(session, language):
    Session.objects.update(languages=[language])
    session.refresh_from_db()
    form = print_ballots(session=session, languages=[language], by=None)

    for document in (
        ballot_pdf(form),
        cards_pdf(session, [language], "a4"),
        poster_pdf(session, [language], "a4"),
    ):
        assert "Agree" not in text_of(document)
        assert "Vote on" not in text_of(document)


@needs_poppler
def test_a_long_ballot_goes_on_with_its_head_on_the_next_page(union):
    draft = make_draft(union)
    texts = [f"{number} " + "words that take all the room there is, " * 3 for number in range(40)]
    seed_statements(conversation=draft, texts=texts, by=None)
    session = make_session(open_conversation(conversation=draft, by=None))
    document = ballot_pdf(print_ballots(session=session, languages=["en"], by=None))

    assert pages_of(document) > 1
    assert text_of(document).count("Disagree") == pages_of(document)


def test_what_is_asked_for_is_what_is_printed(session, client, cleo):
    client.force_login(cleo)
    place = [session.organization.slug, session.conversation.slug, session.number]

    cards = client.get(reverse("conversations:cards_pdf", args=place) + "?languages=es&size=a4")
    poster = client.get(reverse("conversations:poster_pdf", args=place) + "?languages=xx")
    made = client.post(
        reverse("conversations:print_ballots", args=place), {"languages": ["es"], "size": "a4"}
    )
    ballot = client.get(made["Location"])

    for answer in (cards, poster, ballot):
        assert answer["Content-Type"] == "application/pdf"
        assert answer.content.startswith(b"%PDF-")
    assert (BallotForm.objects.get().languages, BallotForm.objects.get().size) == (["es"], "a4")
