from __future__ import annotations

import csv
import io
from dataclasses import replace

import openpyxl
import pytest

from concerted.base.errors import Refused
from concerted.listen.surveys.models import Submission
from concerted.listen.surveys.operations.answering import Sender
from concerted.listen.surveys.operations.exporting import FileKind, export_answers
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.paths import DECLINED, SKIPPED
from concerted.listen.surveys.tests.crowds import crowd
from concerted.listen.surveys.tests.factories import CLINIC, answer, make_survey

pytestmark = pytest.mark.django_db
ROSA = Sender(name="Rosa Diaz", email="rosa@example.org")
PAUL = Sender(name="=Paul", email="paul@example.org")


@pytest.fixture
def named(union):
    return make_survey(union, replace(CLINIC, is_anonymous=False))


def table_of(survey, by=None):
    text = export_answers(survey=survey, kind=FileKind.CSV, by=by).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_person_is_a_row_and_what_was_not_said_is_told_apart(named):
    answer(
        named,
        "one",
        visited=1,
        languages=["en", "es"],
        welcome=DECLINED,
        minutes=SKIPPED,
        sender=ROSA,
    )

    (row,) = table_of(named)

    assert row["name"] == "Rosa Diaz"
    assert row["visited"] == "yes"
    assert row["languages"] == "en es"
    assert (row["languages/en"], row["languages/none"]) == ("1", "0")
    assert row["welcome"] == "[declined]"
    assert row["minutes"] == "[empty]"
    assert row["reason"] == "[not asked]"


def test_a_draft_is_not_taken_along(named):
    answer(named, "one", visited=1, is_sent=False)

    assert table_of(named) == []


def test_what_looks_like_a_formula_stays_words_in_both_kinds_of_file(named):
    answer(named, "one", visited=1, welcome=1, why="=1+1", sender=PAUL)
    answer(named, "two", visited=1, welcome=1, why="[declined]", sender=ROSA)

    rows = table_of(named)
    book = openpyxl.load_workbook(
        io.BytesIO(export_answers(survey=named, kind=FileKind.XLSX, by=None))
    )

    assert {row["why"] for row in rows} == {"'=1+1", "'[declined]"}
    assert "'=Paul" in {row["name"] for row in rows}
    kinds = {cell.data_type for row in book["answers"].iter_rows() for cell in row if cell.value}
    assert kinds == {"s", "n"}
    words = {row[0].value: row[2].value for row in book["questions"].iter_rows()}
    assert words["languages/es"] == "Spanish"


def test_anonymous_rows_say_neither_who_nor_when_nor_in_which_language(union):
    survey = make_survey(union)
    crowd(survey, 20)

    rows = table_of(survey)

    assert len(rows) == 20
    assert not {"name", "sent_on", "language", "origin"} & set(rows[0])
    text = str(rows)
    assert survey.today().isoformat() not in text
    for one in Submission.objects.all():
        assert one.key_hash not in text
        assert one.pk.hex not in text.replace("-", "")


def test_few_anonymous_answers_are_not_taken_along(union):
    survey = make_survey(union)
    crowd(survey, FLOOR - 1)

    with pytest.raises(Refused, match="once 10 people"):
        export_answers(survey=survey, kind=FileKind.CSV, by=None)


def test_two_files_side_by_side_do_not_show_what_few_said(union):
    survey = make_survey(union)
    crowd(survey, 20, seed=1)
    first = table_of(survey)

    crowd(survey, 1, seed=2)
    with pytest.raises(Refused, match="side by side"):
        table_of(survey)
    crowd(survey, FLOOR - 1, seed=3)

    assert len(table_of(survey)) == len(first) + FLOOR


def test_the_same_anonymous_file_may_be_taken_again(union):
    survey = make_survey(union)
    crowd(survey, 20)

    assert table_of(survey) == table_of(survey)
    assert export_answers(survey=survey, kind=FileKind.XLSX, by=None)


def test_an_organizer_takes_answers_along_and_a_contributor_does_not(client, named, olga, cleo):
    answer(named, "one", visited=1, sender=ROSA)
    address = f"/en/work/elm-street/surveys/{named.slug}/answers/"

    client.force_login(olga)
    taken = client.post(f"{address}csv/")
    assert taken["Content-Type"] == "text/csv; charset=utf-8"
    assert b"Rosa Diaz" in taken.content
    assert client.post(f"{address}pdf/").status_code == 404
    client.force_login(cleo)
    assert client.post(f"{address}csv/").status_code == 404


def test_the_queries_of_a_table_do_not_grow_with_its_rows(named, django_assert_max_num_queries):
    crowd(named, 60)

    with django_assert_max_num_queries(20):
        export_answers(survey=named, kind=FileKind.CSV, by=None)
