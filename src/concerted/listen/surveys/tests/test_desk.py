from __future__ import annotations

from dataclasses import replace

import pytest

from concerted.base.audit.models import AuditEntry
from concerted.base.errors import Refused
from concerted.goals import ledger
from concerted.goals.tests.factories import make_goal
from concerted.listen.surveys.models import Kind, Question, Section, Survey
from concerted.listen.surveys.operations.answering import Sender
from concerted.listen.surveys.operations.editing import move_question, remove_question
from concerted.listen.surveys.operations.surveys import (
    add_survey,
    change_survey,
    close_survey,
    open_survey,
    reopen_survey,
)
from concerted.listen.surveys.queries.definitions import definition_of
from concerted.listen.surveys.tests.factories import CLINIC, answer, make_draft, make_survey
from concerted.people.operations import erase_person
from concerted.people.registry import exports_of, timeline_of

pytestmark = pytest.mark.django_db
WORK = "/en/work/elm-street/surveys/"
ONE = f"{WORK}how-does-the-clinic-work-for-you/"


@pytest.fixture
def desk(client, olga):
    client.force_login(olga)
    return client


def add_question(desk, place=ONE, **values):
    given = {"kind": "text", "label": "Anything else?", **values}
    return desk.post(f"{place}questions/", given)


def test_a_survey_is_written_question_by_question(union, desk):
    desk.post(f"{WORK}new/", {"title": "Buses", "language": "en", "is_anonymous": "on"})
    place = f"{WORK}buses/"
    add_question(desk, place, kind="yes_no", label="Do you ride the bus?", is_required="on")
    add_question(
        desk,
        place,
        kind="several",
        label="Which lines?",
        new_choices="Line 1\nLine 2\n\n",
        adds_other="on",
        adds_none="on",
        answer_1="do_you_ride_the_bus|yes",
        test_1="is",
    )
    add_question(
        desk, place, kind="scale", label="How safe?", minimum="1", maximum="5", low_label="Not"
    )
    desk.post(f"{place}open/")

    survey = Survey.objects.get()
    ride, lines, safe = definition_of(survey).questions()
    assert survey.is_open
    assert ride.is_required
    assert [(one.key, one.label["en"]) for one in lines.choices] == [
        ("line_1", "Line 1"),
        ("line_2", "Line 2"),
        ("other", "Other"),
        ("none", "None of these"),
    ]
    assert lines.choices[2].takes_text
    assert lines.choices[3].is_exclusive
    assert lines.conditions[0].value == "yes"
    assert (safe.minimum, safe.maximum, safe.low_label) == (1, 5, {"en": "Not"})


def test_a_question_with_answers_keeps_its_kind(union, desk):
    survey = make_survey(union)
    answer(survey, visited=1)
    url = f"{ONE}questions/visited/"

    response = desk.post(url, {"kind": "text", "label": "Did you go?"})
    again = desk.post(url, {"kind": "yes_no", "label": "Did you go?", "is_required": "on"})

    assert response.status_code == 422
    assert "its kind stays" in response.content.decode()
    assert again.status_code == 302
    question = Question.objects.get(key="visited")
    assert (question.kind, question.label) == (Kind.YES_NO, "Did you go?")
    entry = AuditEntry.objects.filter(verb="edited").latest("created_at")
    assert entry.before["visited.label"] == CLINIC.sections[0].questions[0].label["en"]


def test_the_question_page_shows_what_it_will_save(union, desk):
    survey = make_draft(union)
    before = definition_of(survey)

    for key in ("visited", "welcome", "why", "reason"):
        page = desk.get(f"{ONE}questions/{key}/")
        given = {
            name: value
            for name in page.context["form"].fields
            if (value := page.context["form"][name].value()) not in (None, False)
        }
        assert desk.post(f"{ONE}questions/{key}/", given).status_code == 302

    assert definition_of(survey) == before


def test_a_question_moves_within_its_page_and_over_its_end(union):
    survey = make_draft(union)

    def order():
        return list(Question.objects.filter(survey=survey).values_list("section__key", "key"))

    move_question(survey=survey, key="visited", step=1, by=None)
    assert order()[:2] == [("about", "languages"), ("about", "visited")]
    move_question(survey=survey, key="minutes", step=1, by=None)
    assert order()[-2:] == [("away", "minutes"), ("away", "reason")]
    before = order()
    move_question(survey=survey, key="languages", step=-1, by=None)
    assert order() == before


def test_a_question_does_not_move_before_what_it_depends_on(union):
    survey = make_draft(union)
    for _step in range(2):
        move_question(survey=survey, key="welcome", step=-1, by=None)

    with pytest.raises(Refused, match="asked before it"):
        move_question(survey=survey, key="welcome", step=-1, by=None)


def test_a_removed_question_takes_its_conditions_along_and_one_with_answers_stays(union):
    survey = make_survey(union)
    answer(survey, minutes=5, visited=1, is_sent=False)
    remove_question(survey=survey, key="welcome", by=None)

    (why,) = (one for one in definition_of(survey).questions() if one.key == "why")
    assert [one.source for one in why.conditions] == ["languages"]
    with pytest.raises(Refused, match="has answers"):
        remove_question(survey=survey, key="minutes", by=None)


def test_a_page_of_the_survey_can_be_added_named_and_removed_when_empty(union, desk):
    survey = make_draft(union)
    desk.post(f"{ONE}sections/", {"title": "Last", "match": "all"})
    desk.post(f"{ONE}sections/last/", {"title": "The end", "text": "Almost done", "match": "all"})

    section = Section.objects.get(survey=survey, key="last")
    assert (section.title, section.text) == ("The end", "Almost done")
    assert desk.post(f"{ONE}sections/about/remove/").status_code == 409
    desk.post(f"{ONE}sections/last/remove/")
    assert definition_of(survey) == CLINIC


def test_all_words_are_translated_on_one_page(union, desk):
    survey = make_draft(union)
    page = desk.get(f"{ONE}languages/es/")
    form = page.context["form"]
    given = {name: form[name].value() or f"es {form[name].label}"[:80] for name in form.fields}
    desk.post(f"{ONE}languages/es/", given)
    shown = desk.get(ONE).content.decode()

    texts = [one.help for one in definition_of(survey).questions() if one.help]
    assert texts[0]["es"] == "es Choose all that fit."
    assert "Done" in shown
    assert desk.get(f"{ONE}languages/en/").status_code == 404


def test_a_survey_without_questions_cannot_be_opened_and_a_draft_not_closed(union):
    draft = add_survey(organization=union, title="Empty", by=None)

    with pytest.raises(Refused, match="no question yet"):
        open_survey(survey=draft, by=None)
    with pytest.raises(Refused, match="still a draft"):
        close_survey(survey=draft, by=None)


def test_a_closed_survey_is_opened_again(union):
    survey = close_survey(survey=make_survey(union), by=None)

    assert not survey.takes_answers()
    assert reopen_survey(survey=survey, by=None).takes_answers()


def test_the_language_stays_once_there_are_questions(union):
    with pytest.raises(Refused, match="stays"):
        change_survey(survey=make_draft(union), language="es", by=None)


def test_the_list_asks_the_database_a_fixed_number_of_questions(
    union, desk, django_assert_max_num_queries
):
    for number in range(5):
        make_survey(union, replace(CLINIC, title={"en": f"Survey {number}"}))

    with django_assert_max_num_queries(16):
        page = desk.get(WORK)
    assert page.content.decode().count("Survey ") >= 5


def test_the_ledger_of_its_goal_tells_how_many_answered(union):
    goal = make_goal(union)
    survey = make_survey(union, goal=goal)
    answer(survey, visited=1)
    answer(survey, key="another", visited=0)

    line = ledger.ledgers([goal], None, "en")[goal.pk][0].line

    assert line.figure == "2"
    assert "people answered a survey" in line.text


def test_a_person_finds_their_named_answers_and_may_be_forgotten(union):
    survey = make_survey(union, replace(CLINIC, is_anonymous=False))
    rosa = Sender(name="Rosa Diaz", email="rosa@example.org")
    sent = answer(survey, visited=1, welcome=1, why="Ask Rosa of Elm Street 5", sender=rosa)
    person = sent.person

    assert any("Answered" in str(entry.label) for entry in timeline_of(person))
    told = exports_of(person)["surveys"][0]["answers"]
    assert told["What went wrong?"] == "Ask Rosa of Elm Street 5"

    erase_person(person=person, reason="asked", by=None)

    sent.refresh_from_db()
    assert sent.person is None
    assert sent.answers.get(question__key="why").text == ""
    assert sent.answers.get(question__key="visited").number == 1
