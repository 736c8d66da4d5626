"""An evening in the library: a screen, phones without scripts and with them, and paper typed in afterwards."""

from __future__ import annotations

import pytest

from concerted.listen.conversations.models import Participant, Session, Via, Vote
from concerted.listen.conversations.tests.counting import assert_counts_hold
from concerted.listen.conversations.tests.factories import make_conversation, make_session
from concerted.organizations.translating import save_translation
from tests.browser import (
    barriers,
    chromium,
    complaints_of,
    needs_browser,
    overflow,
    photograph,
    visitor,
    watch_for_barriers,
)

pytestmark = [*needs_browser, pytest.mark.once]

PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
SPANISH = (
    "Que la clínica abra hasta las 8 dos noches por semana.",
    "En cada ventanilla hay alguien que habla mi idioma.",
    "Los autobuses a la clínica deben circular los domingos.",
)
PHONES = ("Agree", "Agree", "Disagree", "Agree", "Pass, or unsure")


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture
def address(live_server, settings):
    settings.ADDRESS = live_server.url
    return live_server.url


@pytest.fixture
def session(transactional_db, union):
    """A session in two languages, not yet open."""
    union.languages = ["es"]
    union.save()
    talk = make_conversation(union)
    title = {"title": "¿Qué haría que la clínica le sirviera?"}
    save_translation(record=talk, language="es", texts=title, by=None)
    for one, text in zip(talk.statements.order_by("number"), SPANISH, strict=True):
        save_translation(record=one, language="es", texts={"text": text}, by=None)
    return make_session(talk, is_open=False, languages=["en", "es"])


def work(session, more=""):
    return f"/en/work/elm-street/conversations/{session.conversation.slug}/sessions/1/{more}"


def test_a_room_votes_on_phones_and_on_paper(browser, address, session, cleo, olga):
    with visitor(browser, address, cleo, **PROJECTOR) as desk:
        watch_for_barriers(desk)
        page = desk.new_page()
        complaints = complaints_of(page)
        page.goto(work(session))
        page.get_by_role("button", name="Open this session").click()
        page.goto(work(session, "screen/"))
        looked_at(page, "session-screen-start")
        page.get_by_role("button", name="First statement").click()
        looked_at(page, "session-screen")

        phones_vote(browser, address, session, page)

        page.get_by_role("button", name="End the vote").click()
        page.get_by_text("60% agree").wait_for()
        looked_at(page, "session-screen-result")
        page.get_by_role("link", name="Dark").click()
        page.get_by_role("button", name="Next").click()
        photograph(page, "session-screen-dark")
        page.set_viewport_size({"width": 360, "height": 740})
        assert overflow(page) == []
        photograph(page, "session-screen-360")
        paper_is_typed(page, session)
        assert complaints == []
    assert Vote.objects.filter(via=Via.PAPER).count() == 5
    assert Participant.objects.count() == len(PHONES) + 2
    assert_counts_hold(session.conversation)


def phones_vote(browser, address, session, screen):
    """Each neighbor has a phone; every other one runs no scripts. The first looks on until the vote is over."""
    path = f"/r/{Session.objects.get().code}/"
    with visitor(browser, address, locale="es-US") as looking:
        watch_for_barriers(looking)
        phone = looking.new_page()
        phone.goto(path)
        phone.get_by_text(SPANISH[0]).wait_for()
        looked_at(phone, "session-phone")
        phone.wait_for_timeout(1100)
        phone.get_by_role("button", name="De acuerdo", exact=True).click()
        phone.get_by_text("Usted dijo: De acuerdo").wait_for()
        looked_at(phone, "session-phone-voted")
    for number, answer in enumerate(PHONES[1:]):
        with visitor(browser, address, java_script_enabled=number % 2 == 0) as one:
            page = one.new_page()
            page.goto(path)
            page.wait_for_timeout(1100)
            page.get_by_role("button", name=answer, exact=True).click()
            page.get_by_text(f"You said: {answer.split(',')[0]}").wait_for()
    screen.get_by_text("5 have voted").wait_for()


def paper_is_typed(page, session):
    """Two ballots, by keys alone, on a small window."""
    page.goto(work(session, "paper/"))
    assert overflow(page) == []
    with page.expect_response(lambda answer: answer.url.endswith("/ballots/")):
        page.get_by_role("button", name="Ballots").click()
    page.goto(work(session, "paper/"))
    page.get_by_role("button", name="Type in a stack").click()
    for number, keys in enumerate(("123", "110"), 1):
        page.get_by_role("heading", name=f"Ballot {number}").wait_for()
        page.keyboard.type(keys)
        page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ballot 3").wait_for()
    looked_at(page, "session-typing-360")
    for more in ("", "counts/", "edit/"):
        page.goto(work(session, more))
        looked_at(page, f"session-{more.strip('/') or 'page'}-360")


def looked_at(page, name):
    assert barriers(page) == []
    assert overflow(page) == []
    photograph(page, name)
