from __future__ import annotations

import io
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from concerted.base.errors import Refused
from concerted.listen.surveys.models import FormFile, Question, Survey
from concerted.listen.surveys.operations.importing import keep_form, take_form
from concerted.listen.surveys.queries.definitions import definition_of
from concerted.listen.surveys.tests.factories import make_survey
from concerted.listen.surveys.tests.forms import kobo_form, make_form
from concerted.listen.surveys.xlsforms.reading import read_form
from concerted.site.command_line import IMPORTS

pytestmark = pytest.mark.django_db
BAD = "type | name | label\nselect_one nowhere | a | A?\ntext | b | B?"


def bring(union, folder, by=None):
    return take_form(form=keep_form(organization=union, path=kobo_form(folder), by=by), by=by)


def test_a_form_becomes_a_draft_with_all_its_questions(union, tmp_path):
    brought = bring(union, tmp_path)

    assert brought.is_new
    assert brought.survey.is_draft
    assert definition_of(brought.survey) == read_form(kobo_form(tmp_path)).definition
    assert not FormFile.objects.exists()


def test_a_form_brought_twice_is_one_survey(union, tmp_path):
    first, second = bring(union, tmp_path), bring(union, tmp_path)

    assert first.survey == second.survey
    assert not second.is_new
    assert Survey.objects.count() == 1


def test_a_form_with_a_problem_leaves_nothing_behind(union, tmp_path):
    form = keep_form(organization=union, path=make_form(tmp_path, BAD), by=None)

    with pytest.raises(Refused, match="correct the form first"):
        take_form(form=form, by=None)

    assert not Survey.objects.exists()
    assert not Question.objects.exists()


def test_a_form_with_too_many_questions_leaves_nothing_behind(union, tmp_path):
    survey = "type | name | label\n" + "\n".join(f"text | q{n} | Q{n}?" for n in range(301))
    form = keep_form(organization=union, path=make_form(tmp_path, survey), by=None)

    with pytest.raises(Refused, match="300 questions at most"):
        take_form(form=form, by=None)

    assert not Survey.objects.exists()


def test_the_command_brings_a_form_and_tells_every_row_for_machines(union, tmp_path, capsys):
    call_command("import_survey", str(kobo_form(tmp_path)), organization=union.slug, json=True)

    told = json.loads(capsys.readouterr().out)
    survey = Survey.objects.get()
    assert (told["survey"], told["is_new"], told["questions"]) == (survey.slug, True, 9)
    assert {"level", "sheet", "row", "column", "text"} == set(told["remarks"][0])
    assert "survey" in IMPORTS


def test_the_command_refuses_a_form_with_a_problem_by_its_row(union, tmp_path, capsys):
    with pytest.raises(CommandError, match="correct the form first"):
        call_command("import_survey", str(make_form(tmp_path, BAD)), organization=union.slug)

    assert "survey 2 problem: There is no list “nowhere”" in capsys.readouterr().out
    assert not Survey.objects.exists()


def test_the_command_can_only_look(union, tmp_path, capsys):
    call_command("import_survey", str(kobo_form(tmp_path)), organization=union.slug, check=True)

    assert "nothing was written" in capsys.readouterr().out
    assert not Survey.objects.exists()


def test_the_command_says_what_is_no_form(union, tmp_path):
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"not a workbook")

    with pytest.raises(CommandError, match="not an Excel workbook"):
        call_command("import_survey", str(path), organization=union.slug)
    with pytest.raises(CommandError, match="no organization"):
        call_command("import_survey", str(path), organization="nobody")


def upload(client, union, path):
    with path.open("rb") as file:
        return client.post(f"/en/work/{union.slug}/survey-forms/", {"file": file}, follow=True)


def test_an_organizer_looks_at_a_form_before_anything_is_added(client, union, olga, tmp_path):
    client.force_login(olga)

    page = upload(client, union, kobo_form(tmp_path))

    text = page.content.decode()
    assert "9 questions, in English, Español" in text
    assert "Questions of the type “geopoint” are not taken." in text
    assert not Survey.objects.exists()

    taken = client.post(page.request["PATH_INFO"] + "take/", follow=True)

    assert "The form is a draft now" in taken.content.decode()
    assert Survey.objects.get().title == "How are you housed?"


def test_a_form_with_a_problem_offers_nothing_to_take(client, union, olga, tmp_path):
    client.force_login(olga)

    page = upload(client, union, make_form(tmp_path, BAD))

    text = page.content.decode()
    assert "There is no list “nowhere”" in text
    assert "take/" not in text
    refused = client.post(page.request["PATH_INFO"] + "take/")
    assert refused.status_code == 409


def test_a_file_that_is_no_form_is_refused_beside_its_field(client, union, olga, tmp_path):
    client.force_login(olga)
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"PK\x03\x04 nothing")

    page = upload(client, union, path)

    assert page.status_code == 422
    assert "damaged workbook" in page.content.decode()
    assert not FormFile.objects.exists()


def test_the_remarks_are_told_in_spanish_too(client, union, olga, tmp_path):
    client.force_login(olga)
    page = upload(client, union, make_form(tmp_path, BAD))
    address = page.request["PATH_INFO"].replace("/en/", "/es/")

    text = client.get(address).content.decode()

    assert "There is no list" not in text
    assert "«nowhere»" in text or "“nowhere”" in text


def test_a_discarded_form_is_gone(client, union, olga, tmp_path):
    client.force_login(olga)
    page = upload(client, union, kobo_form(tmp_path))

    client.post(page.request["PATH_INFO"] + "discard/")

    assert not FormFile.objects.exists()


def test_questions_are_taken_along_as_a_form(client, union, olga):
    survey = make_survey(union)
    client.force_login(olga)

    answer = client.get(f"/en/work/{union.slug}/surveys/{survey.slug}/form/")

    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["survey", "choices", "settings"]
    assert answer["Content-Disposition"].endswith('.xlsx"')
