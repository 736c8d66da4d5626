from __future__ import annotations

from dataclasses import replace

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.listen.surveys.models import Answer, Submission
from concerted.listen.surveys.operations.paper import check_sheet, correct_sheet, type_sheet
from concerted.listen.surveys.operations.surveys import close_survey
from concerted.listen.surveys.queries.paper import Print, questionnaire_pdf
from concerted.listen.surveys.tests.factories import CLINIC, answer, make_survey, rows, said
from concerted.organizations.models import Role

pytestmark = pytest.mark.django_db
PLACE = "/en/work/elm-street/surveys/how-does-the-clinic-work-for-you/paper/"


@pytest.fixture
def survey(union):
    return make_survey(union)


def typed(survey, by, number=1, **answers):
    return type_sheet(
        survey=survey, number=number, said=said(survey, **answers), language="es", by=by
    )


def test_a_sheet_is_counted_with_the_rest_and_says_where_it_is_from(survey, olga):
    answer(survey, visited=1)
    sheet = typed(survey, olga, visited=0, reason=["cost"])

    assert Submission.objects.counted().count() == 2
    assert Answer.objects.counted().filter(question__key="visited").count() == 2
    assert (sheet.origin, sheet.sheet_number, sheet.typed_by) == ("paper", 1, olga)
    assert sheet.key_hash is None


def test_what_stands_on_paper_beside_the_way_is_kept_and_not_counted(survey, olga):
    typed(survey, olga, visited=0, welcome=1, reason=["cost"])

    counted = set(Answer.objects.counted().values_list("question__key", flat=True))
    assert counted == {"visited", "reason"}
    assert Answer.objects.filter(question__key="welcome").exists()


def test_a_sheet_sent_twice_is_one_and_its_number_is_taken_once(survey, olga):
    first = typed(survey, olga, visited=0)

    assert typed(survey, olga, visited=0) == first
    with pytest.raises(Refused, match="typed already"):
        typed(survey, olga, visited=1)


def test_a_sheet_is_checked_by_somebody_else_than_who_typed_it(survey, olga, cleo):
    sheet = typed(survey, olga, visited=0)

    with pytest.raises(Refused, match="ask somebody else"):
        check_sheet(submission=sheet, by=olga)

    checked = check_sheet(submission=sheet, by=cleo)
    assert (checked.checked_by, checked.is_self_checked) == (cleo, False)
    with pytest.raises(Refused, match="checked already"):
        correct_sheet(submission=sheet, said={}, language="es", by=olga)


def test_who_is_alone_may_check_and_the_sheet_says_so(union, survey, olga):
    Role.objects.filter(organization=union).exclude(user=olga).delete()
    sheet = typed(survey, olga, visited=0)

    assert check_sheet(submission=sheet, by=olga).is_self_checked


def test_who_corrects_a_sheet_has_typed_it(survey, olga, cleo):
    sheet = typed(survey, olga, visited=0)

    corrected = correct_sheet(
        submission=sheet, said=said(survey, visited=1), language="es", by=cleo
    )

    assert corrected.typed_by == cleo
    assert Answer.objects.get(question__key="visited").number == 1
    with pytest.raises(Refused, match="ask somebody else"):
        check_sheet(submission=sheet, by=cleo)


def test_a_closed_survey_takes_no_paper(survey, olga):
    close_survey(survey=survey, by=None)

    with pytest.raises(Refused, match="not taking answers"):
        typed(survey, olga, visited=0)


def test_the_trail_tells_of_the_sheet_and_not_what_stands_on_it(survey, olga):
    typed(survey, olga, visited=1, welcome=1, why="Nobody spoke Spanish.")

    entry = AuditEntry.objects.filter(verb="typed").get()
    assert entry.after["sheet"] == 1
    assert "Spanish" not in str(entry.after)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_questionnaire_is_a_pdf_in_each_language(survey, language):
    pdf = questionnaire_pdf(survey, Print(language=language, first=7, copies=2))

    assert pdf.startswith(b"%PDF")
    assert len(pdf) < 400_000


def test_a_questionnaire_of_every_kind_and_of_long_words_is_printed(union):
    long = {"en": "An unusually long question " * 30}
    first = replace(CLINIC.sections[0].questions[0], label=long)
    sections = (replace(CLINIC.sections[0], questions=(first,)),)
    survey = make_survey(union, replace(CLINIC, sections=sections))

    assert questionnaire_pdf(survey, Print(language="en")).startswith(b"%PDF")


@pytest.mark.usefixtures("olga")
def test_typing_on_the_page_leads_to_the_next_sheet(survey, client, cleo):
    client.force_login(cleo)
    questions, choices = rows(survey)
    given = {
        "number": "12",
        "language": "es",
        f"q{questions['visited'].pk.hex}": "no",
        f"q{questions['languages'].pk.hex}": [
            choices["languages", "en"].pk.hex,
            choices["languages", "es"].pk.hex,
        ],
        f"q{questions['reason'].pk.hex}": choices["reason", "ride"].pk.hex,
    }

    answered = client.post(f"{PLACE}type/", given)
    following = client.get(answered["Location"])

    assert answered["Location"] == f"{PLACE}type/?language=es"
    assert following.context["head"]["number"].value() == 13
    assert Submission.objects.get().typed_by == cleo
    both = Answer.objects.get(question__key="languages").selections
    assert {one.choice.key for one in both.all()} == {"en", "es"}
    shown = client.get(f"{PLACE}12/").content.decode()
    assert "Please ask somebody else" in shown
    listed = client.get(PLACE).content.decode()
    assert "0012" in listed
    assert client.post(f"{PLACE}12/check/").status_code == 409


def test_the_printing_page_answers_with_a_pdf_and_says_what_is_wrong(survey, client, cleo):
    client.force_login(cleo)

    made = client.get(f"{PLACE}questionnaire.pdf?language=es&size=a4&copies=2&first=3")
    wrong = client.get(f"{PLACE}questionnaire.pdf?copies=100000")

    assert made["Content-Type"] == "application/pdf"
    assert wrong.status_code == 422
