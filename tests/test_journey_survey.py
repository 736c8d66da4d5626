"""Rosa answers a survey in Spanish on her phone, and Ana votes in secret by a mailed link; without an account or a script."""

from __future__ import annotations

import re
import time

import pytest
from django.core import mail

from concerted.base.jobs import run_waiting_jobs
from concerted.base.outbox.sending import send_waiting_mail
from concerted.decide.proposals.tests.factories import cast, end, make_vote
from concerted.listen.representation.models import Said
from concerted.listen.representation.operations.dimensions import adopt_dimension
from concerted.listen.representation.operations.occasions import ask_about_people
from concerted.listen.surveys.tests.crowds import crowd
from concerted.listen.surveys.tests.factories import make_survey
from concerted.site.demo.survey_words import SURVEY
from tests.browser import chromium, complaints_of, needs_browser, overflow, photograph, visitor

pytestmark = [*needs_browser, pytest.mark.once]
DESK = {"viewport": {"width": 1280, "height": 900}}
SAID = "Que no tenga que traducir mi hija."


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture
def address(live_server, settings):
    settings.ADDRESS = live_server.url
    return live_server.url


@pytest.fixture
def survey(transactional_db, union):
    union.languages = ["es"]
    union.save()
    survey = make_survey(union, SURVEY)
    home = adopt_dimension(organization=union, key="tenure", by=None)
    ask_about_people(subject=survey, dimensions=[home], by=None)
    crowd(survey, 40)
    return survey


def press(page, words):
    """A button or a link with these words, to the page behind it, which is no wider than the phone."""
    with page.expect_navigation():
        page.locator("main").get_by_text(words, exact=True).click()
    assert overflow(page) == []


def tick(page, *words):
    for one in words:
        page.get_by_label(one, exact=True).check()


def begin(page, place):
    page.goto(place)
    press(page, "Comenzar")
    time.sleep(1.2)  # nobody reads faster; who presses at once is taken for a machine
    tick(page, "Sí", "Español")
    press(page, "Guardar y seguir")
    assert "En la clínica" in page.inner_text("main")


def come_back_and_send(page, place):
    """She is asked what would have helped, as she was understood badly, and not what kept her away."""
    page.goto(place)
    press(page, "Siga donde se quedó")
    tick(page, "2")
    press(page, "Guardar y seguir")
    page.get_by_label("¿Qué le habría ayudado").fill(SAID)
    press(page, "Guardar y seguir")
    assert "¿Qué se lo impidió?" not in page.inner_text("main")
    page.get_by_label("¿Cuántos minutos").fill("25")
    tick(page, "Intérpretes en recepción")
    press(page, "Guardar y seguir")
    photograph(page, "survey-1-rosa-looks-at-her-answers")
    assert SAID in page.inner_text("main")
    press(page, "Enviar mis respuestas")


def tell_about_herself(page):
    tick(page, "Alquilamos")
    press(page, "Guardar")
    assert "primer lunes del mes" in page.inner_text("main")


def read_results(page, survey):
    page.goto(f"/en/work/elm-street/surveys/{survey.slug}/results/")
    press(page, "Count the answers now")
    run_waiting_jobs("journey")
    page.reload()
    photograph(page, "survey-2-olga-reads-the-results")
    assert "41 people answered" in page.inner_text("main")
    assert SAID not in page.inner_text("main")
    press(page, "What people wrote")
    assert overflow(page) == []


def test_a_survey_with_branches_is_answered_in_spanish_with_a_pause(
    browser, address, survey, olga
):
    place = f"/es/o/elm-street/surveys/{survey.slug}/"
    with visitor(browser, address, java_script_enabled=False) as phone:
        page = phone.new_page()
        begin(page, place)
        page.close()
        page = phone.new_page()
        come_back_and_send(page, place)
        tell_about_herself(page)
        assert len(phone.cookies()) == 1
    assert Said.objects.get().subgroup.key == "renter"

    with visitor(browser, address, olga, **DESK) as desk:
        page = desk.new_page()
        complaints = complaints_of(page)
        read_results(page, survey)
        assert complaints == []


def mailed_link(to):
    send_waiting_mail("journey")
    message = [one for one in mail.outbox if one.to == [to]][-1]
    return re.search(r"https?://\S+/proposal/", message.body)[0]


def test_a_ballot_is_cast_by_a_mailed_link_and_found_by_its_code(
    browser, address, transactional_db, union
):
    vote = make_vote(union, guests=6, is_secret=True)
    link = mailed_link("ana@example.com")
    for number, name in enumerate(("Ben", "Cem", "Dee", "Eli", "Fay")):
        cast(vote, name, vote="yes" if number % 2 else "no")
    with visitor(browser, address, java_script_enabled=False) as phone:
        page = phone.new_page()
        page.goto(link)
        time.sleep(1.2)
        tick(page, "Yes")
        press(page, "Cast my vote")
        photograph(page, "decision-1-ana-has-voted")
        code = page.inner_text("#voted bdi")
        assert phone.cookies() == []
        page.goto(link)
        assert "so nobody can find it again" in page.inner_text("main")
        end(vote)

        page.goto(vote.proposal.get_absolute_url())
        press(page, "All ballots, with their codes")
        row = page.locator("tr", has_text=code)
        assert "Yes" in row.inner_text()
        assert "Ana" not in page.inner_text("main")
        photograph(page, "decision-2-ana-finds-her-ballot")
