"""Twelve neighbors vote on their phones in three languages, one says something new, and the map of it appears."""

from __future__ import annotations

import time

import pytest

from concerted.base.jobs import run_waiting_jobs
from concerted.listen.conversations.models import Participant, Reading, Statement, Vote
from concerted.listen.conversations.tasks import read_changed_maps
from concerted.listen.conversations.tests.factories import SEEDS, make_conversation
from concerted.organizations.translating import save_translation
from tests.browser import chromium, complaints_of, needs_browser, overflow, photograph, visitor

pytestmark = [*needs_browser, pytest.mark.once]

DESK = {"viewport": {"width": 1280, "height": 900}}
LANGUAGES = ("en", "es", "ht") * 4
PEOPLE = range(len(LANGUAGES))
ROSA = 4
"""Reads Spanish, and adds a statement."""
SAID = "Que haya una sala donde los niños esperen con nosotros."
QUESTIONS = {
    "es": "¿Qué haría que la clínica le sirviera?",
    "ht": "Ki sa ki ta fè klinik la bon pou ou?",
}
TRANSLATIONS = {
    "es": (
        "Que la clínica abra hasta las 8 dos noches por semana.",
        "En cada ventanilla hay alguien que habla mi idioma.",
        "Los autobuses a la clínica deben circular los domingos.",
    ),
    "ht": (
        "Kite klinik la louvri jiska 8è diswa de fwa pa semèn.",
        "Nan chak biwo gen yon moun ki pale lang mwen.",
        "Otobis pou klinik la dwe mache chak dimanch.",
    ),
}


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture
def address(live_server, settings):
    settings.ADDRESS = live_server.url
    return live_server.url


@pytest.fixture
def talk(transactional_db, union, olga):
    """A question and three statements, in three languages."""
    union.languages = ["es", "ht"]
    union.save()
    talk = make_conversation(union)
    for language, texts in TRANSLATIONS.items():
        title = {"title": QUESTIONS[language]}
        save_translation(record=talk, language=language, texts=title, by=olga)
        for one, text in zip(talk.statements.order_by("number"), texts, strict=True):
            save_translation(record=one, language=language, texts={"text": text}, by=olga)
    return talk


def public(talk, language):
    return f"/{language}/o/elm-street/conversations/{talk.slug}/"


def value_of(person, number):
    """Two camps about the first two statements; about the others all are of one mind."""
    camp = 1 if person % 2 else -1
    return {1: camp, 2: -camp}.get(number, 1)


def vote_on_everything(page, talk, person):
    """Press a button under each statement until none is left; the texts that were read, by number."""
    numbers = {str(pk): number for pk, number in talk.statements.values_list("pk", "number")}
    page.goto(public(talk, LANGUAGES[person]))
    assert overflow(page) == []
    time.sleep(1.2)  # nobody reads faster; who presses at once is taken for a machine
    read = {}
    while page.locator("form.ask").count():
        key = page.input_value("form.ask [name=statement]")
        assert numbers[key] not in read
        read[numbers[key]] = page.inner_text("form.ask .ask__text")
        page.click(f"form.ask button[value='{value_of(person, numbers[key])}']")
        page.locator(f"form.ask [name=statement][value='{key}']").wait_for(state="detached")
        page.wait_for_load_state()
        assert overflow(page) == []
    return read


def add_statement(page):
    page.fill("#say [name=text]", SAID)
    time.sleep(1.2)
    with page.expect_navigation():
        page.click("#say form button")


def accept(page, talk):
    """Olga reads what waits, and shows it."""
    page.goto(f"/en/work/elm-street/conversations/{talk.slug}/review/")
    photograph(page, "listen-4-olga-reads-what-is-new")
    assert SAID in page.inner_text("main")
    with page.expect_navigation():
        page.click("button[name=decision][value=accept]")


def take_part(browser, address, talk, person):
    """One neighbor, on a phone of their own; each fourth has no scripts. What they read."""
    with visitor(browser, address, java_script_enabled=person % 4 != 1) as context:
        page = context.new_page()
        complaints = complaints_of(page)
        if person in (0, 1, 2):
            page.goto(public(talk, LANGUAGES[person]))
            photograph(page, f"listen-1-the-question-{LANGUAGES[person]}")
            assert context.cookies() == []
        read = vote_on_everything(page, talk, person)
        assert len(context.cookies()) == 1
        if person == ROSA:
            photograph(page, "listen-2-rosa-has-voted")
            add_statement(page)
            photograph(page, "listen-3-rosa-adds-a-statement")
        assert complaints == []
    return read


def draw_the_map():
    """What the clock and the worker do meanwhile."""
    read_changed_maps()
    run_waiting_jobs("journey")


def read_the_map(browser, address, talk, language):
    with visitor(browser, address) as context:
        page = context.new_page()
        page.goto(f"{public(talk, language)}map/")
        assert overflow(page) == []
        photograph(page, f"listen-5-the-map-{language}")
        return page.inner_text("main")


def test_twelve_people_in_three_languages_and_the_map_of_what_they_said(
    talk, olga, browser, address
):
    read = {person: take_part(browser, address, talk, person) for person in PEOPLE[:6]}
    waiting = Statement.objects.get(text=SAID)
    with visitor(browser, address, olga, **DESK) as context:
        accept(context.new_page(), talk)
    read |= {person: take_part(browser, address, talk, person) for person in PEOPLE[6:]}

    assert waiting.state == "waiting"
    for person, texts in read.items():
        own = dict(enumerate(TRANSLATIONS.get(LANGUAGES[person], SEEDS), start=1))
        later = {waiting.number: SAID} if person >= 6 else {}
        assert texts == own | later
    assert Vote.objects.count() == 12 * 3 + 6
    languages = Participant.objects.order_by("number").values_list("language", flat=True)
    assert tuple(languages) == LANGUAGES
    for one in talk.statements.all():
        agree = sum(
            value_of(person, one.number) == 1 for person in PEOPLE if one.number in read[person]
        )
        assert (one.agree_count, one.vote_count) == (agree, 6 if one.text == SAID else 12)

    draw_the_map()

    assert Reading.objects.get().participant_count == 12
    maps = {one: read_the_map(browser, address, talk, one) for one in ("en", "es", "ht")}
    titles = {"en": talk.title, **QUESTIONS}
    for language, told in maps.items():
        assert titles[language] in told
        assert "12" in told


@pytest.mark.parametrize("has_scripts", [True, False])
def test_one_votes_with_the_keyboard_with_scripts_and_without(talk, browser, address, has_scripts):
    with visitor(browser, address, java_script_enabled=has_scripts) as context:
        page = context.new_page()
        complaints = complaints_of(page)
        page.goto(public(talk, "en"))
        if has_scripts:
            page.evaluate("() => { window.isSamePage = true }")
        time.sleep(1.2)
        first = page.input_value("form.ask [name=statement]")
        page.focus("form.ask button[value='1']")
        page.keyboard.press("Enter")
        page.locator(f"form.ask [name=statement][value='{first}']").wait_for(state="detached")
        page.wait_for_load_state()

        assert "You have voted on 1 of 3" in page.inner_text("form.ask")
        assert "1 person takes part" in page.inner_text("#so-far")
        if has_scripts:
            assert page.evaluate("() => window.isSamePage")
            assert page.evaluate("() => document.activeElement.className") == "ask__text"
            assert "Your vote is counted" in page.inner_text("#said")
        assert complaints == []
    assert Vote.objects.get().value == 1
