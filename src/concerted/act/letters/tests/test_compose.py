"""A letter stands in its writer's language, with the official's beside it and own words untouched."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from concerted.act.letters.operations.campaigns import edit_letters
from concerted.act.letters.queries.addressees import Addressee
from concerted.act.letters.queries.composing import Composer, words_of
from concerted.act.letters.queries.papers import letters_pdf
from concerted.act.letters.tests.factories import ASK, make_letters, rosas, write
from concerted.organizations.translating import save_translation

pytestmark = pytest.mark.django_db
ANA = Addressee(name="Ana Ortiz", title="Councilmember", email="ortiz@council.example")
IN_SPANISH = {
    "title": "Dígale al concejo",
    "subject": "El punto 114",
    "opening": "El concejo vota el lunes.",
    "ask": "Por favor vote no al punto 114.",
    "closing": "Gracias por leer esto.",
}


def translated(letters):
    save_translation(
        record=letters,
        language="es",
        texts=IN_SPANISH,
        source_digest=letters.source_digest(),
        by=None,
    )
    return letters


def test_a_letter_in_the_officials_language_stands_once(union):
    letters = make_letters(union)

    composed = Composer(letters).compose(rosas(), ANA)

    [version] = composed.versions
    assert [one.is_own for one in version.paragraphs] == [False, True, True, False, False]
    assert composed.plain().startswith("Dear Councilmember Ana Ortiz,\n\nThe council votes")


def test_another_language_stands_beside_the_officials_with_own_words_as_written(union):
    letters = translated(make_letters(union))
    words = rosas(
        language="es", who="Soy enfermera.", why="Mi madre camina.", ask=IN_SPANISH["ask"]
    )

    own, theirs = Composer(letters).compose(words, ANA).versions

    assert own.paragraphs[0].text == IN_SPANISH["opening"]
    texts = [one.text for one in theirs.paragraphs]
    assert texts == [
        "The council votes on Monday.",
        "Soy enfermera.",
        "Mi madre camina.",
        ASK,
        "Thank you for reading this.",
    ]
    assert [one.language for one in theirs.paragraphs if one.is_own] == ["es", "es"]
    assert "Spanish" in theirs.own_note
    assert "“Soy enfermera.”" in theirs.plain()
    assert "“" not in own.plain()
    assert not own.own_note


def test_without_a_translation_the_letter_stands_once_and_says_whose_words_are_in_which_language(
    union,
):
    letters = make_letters(union)

    composed = Composer(letters).compose(rosas(language="es", why="Mi madre camina."), ANA)

    [version] = composed.versions
    assert version.language == "en"
    assert "Spanish" in version.own_note


def test_what_is_mailed_begins_in_the_officials_language(union):
    letters = translated(make_letters(union))

    plain = Composer(letters).compose(rosas(language="es"), ANA).plain()

    assert plain.index("Dear Councilmember") < plain.index(IN_SPANISH["opening"])


def test_the_organizers_words_name_each_official_and_a_persons_own_stay(union):
    letters = make_letters(union, opening="{title} {name}, you vote.", subject="To {name}")

    composed = Composer(letters).compose(rosas(who="I write {name}."), ANA)

    assert composed.subject == "To Ana Ortiz"
    assert "Councilmember Ana Ortiz, you vote." in composed.plain()
    assert "I write {name}." in composed.plain()


def test_a_capacity_stands_under_a_letter_only_where_its_writer_shows_it(union):
    letters = make_letters(union)
    member = {"capacity": "member", "capacity_of": "SEIU 509"}

    hidden = write(letters, choices=member)
    shown = write(
        letters, name="Bo Lee", email="bo@example.org", choices={**member, "shows_capacity": True}
    )

    signed = [
        Composer(letters).compose(words_of(one), ANA).versions[0].signed[0]
        for one in (hidden, shown)
    ]
    assert signed == ["Rosa Alvarez", "Bo Lee, member of SEIU 509"]


def test_what_organizers_change_later_changes_no_letter_that_was_written(union):
    letters = make_letters(union)
    letter = write(letters)
    changed = {"campaign": letters.campaign, "opening": "Vote me in.", "official_language": "es"}

    edit_letters(letters=letters, by=None, **changed)

    letter.refresh_from_db()
    plain = Composer(letter.campaign).compose(words_of(letter), ANA).plain()
    assert "The council votes on Monday." in plain
    assert "Vote me in." not in plain


def test_an_ask_of_ones_own_is_never_translated(union):
    letters = translated(make_letters(union))
    words = rosas(language="es", ask="Voten no, se lo ruego.")

    _own, theirs = Composer(letters).compose(words, ANA).versions

    assert "Voten no, se lo ruego." in [one.text for one in theirs.paragraphs]


def test_the_print_has_a_page_for_each_letter_however_long(union):
    letters = translated(make_letters(union))
    long = rosas(language="es", why="Mi madre camina a esta clínica cada semana. " * 60)
    composer = Composer(letters)
    pair = [composer.compose(words, ANA) for words in (rosas(), long)]

    texts = _pages(letters_pdf(letters, pair))

    assert len(texts) == 2
    assert all("Ana Ortiz" in text for text in texts)


def _pages(document):
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext is not installed")
    made = subprocess.run([tool, "-", "-"], input=document, capture_output=True, check=True)  # noqa: S603
    return made.stdout.decode().split("\f")[:-1]
