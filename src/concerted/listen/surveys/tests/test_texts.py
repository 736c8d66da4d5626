"""What people wrote: for those who organize, never a single new text, and beside nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from concerted.listen.surveys.definitions import QuestionDefinition, SectionDefinition
from concerted.listen.surveys.models import Answer, Kind
from concerted.listen.surveys.operations.exporting import FileKind
from concerted.listen.surveys.operations.texts import export_texts, tell_texts
from concerted.listen.surveys.queries.texts import texts_of
from concerted.listen.surveys.tests.factories import CLINIC, answer, make_survey

pytestmark = pytest.mark.django_db
WISH = QuestionDefinition("wish", Kind.LONG_TEXT, {"en": "What do you wish for?"})
OPEN = replace(CLINIC, sections=(SectionDefinition("all", (WISH,)),))


@pytest.fixture
def survey(union):
    return make_survey(union, OPEN)


def write(survey, numbers):
    for number in numbers:
        answer(survey, f"device-{number}", wish=f"Wish {number}")


def read(survey):
    (only,) = texts_of(survey, "en")
    return only


def test_texts_come_ten_at_a_time_in_an_order_of_chance(survey):
    write(survey, range(9))
    assert tell_texts(survey=survey) == 0
    assert read(survey).texts == ()
    assert read(survey).waits

    write(survey, range(9, 10))
    assert tell_texts(survey=survey) == 10
    write(survey, range(10, 19))
    assert tell_texts(survey=survey) == 0

    assert sorted(read(survey).texts) == sorted(f"Wish {number}" for number in range(10))
    order = Answer.objects.filter(text__in=read(survey).texts).order_by("pk")
    assert list(read(survey).texts) == [one.text for one in order]


def test_where_people_gave_their_names_all_is_read_at_once(union):
    named = make_survey(union, replace(OPEN, is_anonymous=False))
    write(named, range(2))

    assert tell_texts(survey=named) == 0
    assert sorted(read(named).texts) == ["Wish 0", "Wish 1"]


def test_what_is_not_told_is_in_no_page_and_no_file(survey, client, olga):
    write(survey, range(9))
    client.force_login(olga)
    place = f"/en/work/elm-street/surveys/{survey.slug}/texts/"

    assert "Wish" not in client.get(place).content.decode()
    assert b"Wish 1" not in export_texts(survey=survey, kind=FileKind.CSV, language="en", by=olga)
    write(survey, range(9, 12))
    tell_texts(survey=survey)
    assert "Wish 1<" in client.get(place).content.decode()
    assert b"Wish 1\r" in export_texts(survey=survey, kind=FileKind.CSV, language="en", by=olga)
