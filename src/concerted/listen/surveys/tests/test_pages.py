from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from concerted.base import defence
from concerted.base.outbox.models import OutgoingMail
from concerted.listen.surveys.definitions import QuestionDefinition, SectionDefinition
from concerted.listen.surveys.models import Answer, AnswerState, Kind, Submission
from concerted.listen.surveys.operations.surveys import close_survey, publish_results
from concerted.listen.surveys.tests.factories import (
    CLINIC,
    LANGUAGES,
    answer,
    make_draft,
    make_survey,
    rows,
)
from concerted.organizations.translating import save_translation
from concerted.people.models import Consent

pytestmark = pytest.mark.django_db
URL = "/en/o/elm-street/surveys/how-does-the-clinic-work-for-you/"
RANKED = QuestionDefinition(
    key="first",
    kind=Kind.RANKING,
    label={"en": "What matters most?"},
    choices=LANGUAGES.choices[:2],
    may_decline=True,
)
DAY = QuestionDefinition(key="day", kind=Kind.DATE, label={"en": "Since when?"})
HELLO = QuestionDefinition(key="hello", kind=Kind.NOTE, label={"en": "Take your time."})


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch):
    """Tests fill in forms faster than people."""
    monkeypatch.setattr(defence, "QUICKEST", -1)


@pytest.fixture
def survey(union):
    return make_survey(union)


def send_page(client, survey, number, url=URL, **values):
    """Post a page; ``visited="yes"`` answers the question of that short name, ``languages__text`` a part of it."""
    questions, _choices = rows(survey)
    given = {"stamp": defence.new_stamp()}
    for name, value in values.items():
        key, _bar, part = name.partition("__")
        given[f"q{questions[key].pk.hex}" + (f"-{part}" if part else "")] = value
    return client.post(f"{url}questions/{number}/", given)


def picked(survey, key, *names):
    _questions, choices = rows(survey)
    return [choices[key, name].pk.hex for name in names]


def send(client, **values):
    return client.post(f"{URL}check/", {"stamp": defence.new_stamp(), **values})


def test_reading_sets_no_cookie_and_keeps_nothing(survey, client):
    for place in ("", "questions/1/", "what-we-keep/", "come-back/"):
        response = client.get(f"{URL}{place}")
        assert response.status_code == 200
        assert not response.cookies
        assert len(response.content) < 100_000

    assert not Submission.objects.exists()


def test_a_page_leads_to_the_next_that_is_asked(survey, client):
    first = send_page(client, survey, 1, visited="yes")
    low = send_page(client, survey, 2, welcome="1")
    last = send_page(client, survey, 3, why="The wait.", minutes="20")

    assert first["Location"] == f"{URL}questions/2/"
    assert low["Location"] == f"{URL}questions/3/"
    assert last["Location"] == f"{URL}check/"

    away = send_page(client, survey, 1, visited="no")
    assert away["Location"] == f"{URL}questions/3/"
    assert send_page(client, survey, 3, minutes="20")["Location"] == f"{URL}questions/4/"
    assert client.get(f"{URL}questions/2/").status_code == 302


def test_the_first_page_sets_one_cookie_of_this_survey_alone(survey, client):
    response = send_page(client, survey, 1, visited="yes")
    (cookie,) = response.cookies.values()

    assert cookie.key == f"survey-{survey.pk.hex[-12:]}"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 60 * 24 * 3600


def test_who_comes_back_finds_what_they_answered(survey, client):
    send_page(client, survey, 1, visited="yes", languages=picked(survey, "languages", "es"))

    start = client.get(URL).content.decode()
    again = client.get(f"{URL}questions/1/").content.decode()

    assert "Go on where you stopped" in start
    assert again.count("checked") == 2


def test_sending_counts_and_sending_again_changes_nothing(survey, client):
    send_page(client, survey, 1, visited="no")
    send_page(client, survey, 3, minutes="5")
    send_page(client, survey, 4)

    first, again = send(client), send(client)

    assert first["Location"] == again["Location"] == f"{URL}thanks/"
    assert Submission.objects.counted().count() == 1
    assert "Your answers count" in client.get(f"{URL}thanks/").content.decode()
    assert "You have answered" in client.get(URL).content.decode()


def test_what_must_be_answered_is_asked_for_beside_the_question(survey, client):
    response = send_page(client, survey, 1)
    page = response.content.decode()

    assert response.status_code == 422
    assert "Please answer this question." in page
    assert not Submission.objects.exists()


def test_none_goes_with_no_other_choice(survey, client):
    both = picked(survey, "languages", "en", "none")
    response = send_page(client, survey, 1, visited="yes", languages=both)

    assert response.status_code == 422
    assert "goes with no other choice" in response.content.decode()


def test_prefer_not_to_say_is_an_answer_and_goes_with_no_other(survey, client):
    mixed = [*picked(survey, "languages", "en"), "prefer-not-to-say"]

    assert send_page(client, survey, 1, visited="yes", languages=mixed).status_code == 422
    send_page(client, survey, 1, visited="yes", languages=["prefer-not-to-say"])

    assert Answer.objects.get(question__key="languages").state == AnswerState.DECLINED


def test_what_is_written_beside_other_chooses_it(survey, client):
    send_page(client, survey, 1, visited="yes", languages__text="Kreyòl")

    said = Answer.objects.get(question__key="languages")
    assert said.text == "Kreyòl"
    assert [one.choice.key for one in said.selections.all()] == ["other"]


def test_numbers_out_of_bounds_and_words_are_refused(survey, client):
    send_page(client, survey, 1, visited="no")

    for wrong in ("-1", "601", "1e999", "twelve", "1.5", "NaN"):
        assert send_page(client, survey, 3, minutes=wrong).status_code == 422
    assert not Answer.objects.filter(question__key="minutes").exists()


def test_a_ranking_a_day_and_a_note(union, client):
    survey = make_survey(
        union,
        replace(CLINIC, sections=(SectionDefinition("s", (HELLO, RANKED, DAY)),)),
    )
    en, es = picked(survey, "first", "en", "es")
    page = client.get(f"{URL}questions/1/").content.decode()
    twice = {f"first__{en}": "1", f"first__{es}": "1"}

    assert "Take your time." in page
    assert send_page(client, survey, 1, **twice).status_code == 422
    assert send_page(client, survey, 1, day="2026-02-30").status_code == 422
    send_page(client, survey, 1, **{f"first__{en}": "2", f"first__{es}": "1"}, day="2026-02-03")

    ranked = Answer.objects.get(question__key="first")
    ranks = {one.choice.key: one.rank for one in ranked.selections.all()}
    assert ranks == {"es": 1, "en": 2}
    assert Answer.objects.get(question__key="day").day.isoformat() == "2026-02-03"
    assert "1. Spanish, 2. English" in client.get(f"{URL}check/").content.decode()


def test_answers_in_two_languages_are_one_count(survey, client):
    spanish = URL.replace("/en/", "/es/")
    page = client.get(f"{spanish}questions/1/").content.decode()
    assert "Todavía no está todo traducido" in client.get(spanish).content.decode()
    assert "Not all of it" not in client.get(URL).content.decode()
    send_page(client, survey, 1, url=spanish, visited="yes")
    send_page(Client(), survey, 1, visited="yes")

    assert "¿Fue a una clínica este año?" in page
    assert "Español" in page
    assert set(Answer.objects.values_list("question__key", "number")) == {
        ("visited", 1.0),
        ("languages", None),
    }
    assert {one.language for one in Submission.objects.all()} == {"en", "es"}


def test_a_translation_that_lags_behind_is_marked(survey, client):
    question = survey.questions.get(key="visited")
    save_translation(
        record=question,
        language="es",
        texts={"label": "¿Fue?"},
        source_digest="of an older original",
        by=None,
    )

    page = client.get(URL.replace("/en/", "/es/")).content.decode()

    assert "cambió" in page


def test_machines_are_turned_away_and_the_answers_stay_on_the_page(survey, client, monkeypatch):
    monkeypatch.setattr(defence, "QUICKEST", 5)
    response = send_page(client, survey, 1, visited="yes")
    page = response.content.decode()

    assert response.status_code == 422
    assert "That was very quick" in page
    assert "checked" in page
    assert not Submission.objects.exists()


def test_a_closed_survey_says_so_and_takes_nothing(survey, client):
    send_page(client, survey, 1, visited="yes")
    close_survey(survey=survey, by=None)

    assert "This survey is closed" in client.get(URL).content.decode()
    assert send_page(client, survey, 2, welcome="1").status_code == 302
    assert send(client).status_code == 302
    assert not Submission.objects.counted().exists()


def test_the_page_leads_to_the_results_once_they_are_shown(survey, client):
    before = client.get(URL).content.decode()
    publish_results(survey=survey, by=None)

    assert f"{URL}results/" not in before
    assert f"{URL}results/" in client.get(URL).content.decode()


def test_a_draft_is_not_found(union, client):
    make_draft(union)

    for place in ("", "questions/1/", "check/", "thanks/", "what-we-keep/"):
        assert client.get(f"{URL}{place}").status_code == 404


def test_the_mailed_link_brings_the_answers_to_another_device(survey, client):
    send_page(client, survey, 1, visited="yes")
    asked = client.post(
        f"{URL}come-back/", {"email": "rosa@example.org", "stamp": defence.new_stamp()}
    )
    token = OutgoingMail.objects.get().context["token"]
    phone = Client()
    shown = phone.get(f"/en/i/{token}/survey/")
    followed = phone.post(f"/en/i/{token}/survey/")

    assert "A mail is on its way" in asked.content.decode()
    assert not shown.cookies
    assert followed["Location"] == URL
    assert "checked" in phone.get(f"{URL}questions/1/").content.decode()
    assert Client().post("/en/i/forged/survey/").status_code == 404


def test_a_device_can_be_forgotten_and_the_answers_stay(survey, client):
    send_page(client, survey, 1, visited="yes")
    client.post(f"{URL}forget/")

    assert "Go on where you stopped" not in client.get(URL).content.decode()
    assert Submission.objects.count() == 1


def test_a_named_survey_asks_for_the_name_and_proves_consent_by_the_mailed_link(union, client):
    survey = make_survey(union, replace(CLINIC, is_anonymous=False))
    send_page(client, survey, 1, visited="no")
    send_page(client, survey, 3)
    send_page(client, survey, 4)

    assert send(client).status_code == 422
    assert send(client, name="Rosa Diaz", email="rosa@example.org", news="on").status_code == 302
    token = OutgoingMail.objects.get().context["token"]
    assert not Consent.objects.filter(is_proven=True).exists()
    client.post(f"/en/i/{token}/survey/")

    assert Consent.objects.filter(is_proven=True).exists()
    assert Submission.objects.get().person.given_name == "Rosa"


def test_who_sends_a_second_time_sees_what_everybody_sees(union):
    """Who types another’s address does not learn whether they answered."""
    survey = make_survey(union, replace(CLINIC, is_anonymous=False))
    pages = []
    for _device in range(2):
        client = Client()
        send_page(client, survey, 1, visited="no")
        send_page(client, survey, 3)
        send_page(client, survey, 4)
        answer = send(client, name="Rosa Diaz", email="rosa@example.org")
        pages.append(
            (answer.status_code, client.get(f"{URL}thanks/").content, client.get(URL).content)
        )

    assert pages[0] == pages[1]
    assert Submission.objects.counted().count() == 1
    assert OutgoingMail.objects.count() == 2


def test_the_pages_ask_the_database_a_fixed_number_of_questions(
    survey, client, django_assert_max_num_queries
):
    send_page(client, survey, 1, visited="yes", languages=picked(survey, "languages", "es", "en"))

    for place in ("", "questions/1/", "check/"):
        with django_assert_max_num_queries(12):
            client.get(f"{URL}{place}")


def test_answer_factory_and_pages_agree(survey, client):
    answer(survey, key="other", visited=1, languages=["es"])
    send_page(client, survey, 1, visited="yes", languages=picked(survey, "languages", "es"))

    told = Answer.objects.order_by("question__key").values_list("question__key", "state", "number")
    assert len(set(told)) == 2
