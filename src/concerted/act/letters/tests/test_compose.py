"""A letter stands in its writer's language, with the official's beside it and own words untouched."""

from __future__ import annotations

import shutil
import subprocess

import pytest
import shapely

from concerted.act.letters.models import Audience
from concerted.act.letters.operations.campaigns import publish_letters
from concerted.act.letters.queries.addressees import Addressee, addressees, point_of
from concerted.act.letters.queries.composing import Composer
from concerted.act.letters.queries.papers import letters_pdf
from concerted.act.letters.tests.factories import ASK, make_draft, make_letters, rosas
from concerted.act.officials.models import Division, Shape
from concerted.act.officials.tests.factories import make_shared_official
from concerted.base.errors import Refused
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
    assert "Español" in theirs.own_note
    assert not own.own_note


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


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("42.36, -71.06", (-71.06, 42.36)),
        ("(42.36 -71.06)", (-71.06, 42.36)),
        ("02134", None),
        ("200, 5", None),
        ("", None),
    ],
)
@pytest.mark.once
def test_a_place_is_two_numbers_from_a_map(text, point):
    assert point_of(text) == point


def test_each_person_writes_to_those_who_sit_for_their_place(union):
    make_shared_official()
    division = Division.objects.get(ocd_id="ocd-division/country:us/state:ma")
    Shape.objects.create(division=division, outline=_box())
    letters = make_draft(union, audience=Audience.OWN, own_posts=["U.S. Senator"])
    publish_letters(letters=letters, by=None)

    [found] = addressees(letters, place="42.36, -71.06")

    assert found.name == "Ed Markey"
    with pytest.raises(Refused, match="nobody"):
        addressees(letters, place="10, 10")
    with pytest.raises(Refused, match="two numbers"):
        addressees(letters, place="Elm Street")


def _box():
    return shapely.to_wkb(shapely.box(-72, 42, -70, 43))
