"""A resident signs on a phone, an organizer sees it, the council receives it, and the resident reads the answer."""

from __future__ import annotations

import re
import time

import pytest
from django.core import mail as django_mail

from concerted.act.petitions.tests.factories import make_petition
from concerted.base.jobs import run_waiting_jobs
from concerted.base.outbox.sending import send_waiting_mail
from concerted.organizations.translating import save_translation
from tests.browser import chromium, complaints_of, needs_browser, overflow, photograph, visitor

pytestmark = [*needs_browser, pytest.mark.once]

PASSWORD = "river-bank-21"
DESK = {"viewport": {"width": 1280, "height": 900}}
SPANISH = {
    "title": "Que siga abierta la clínica de la calle Elm",
    "ask": "Pedimos al concejo que vote no al punto 114.",
}


@pytest.fixture(scope="module")
def browser():
    with chromium() as one:
        yield one


@pytest.fixture
def address(live_server, settings):
    """Where everything is served; mail leads there too."""
    settings.ADDRESS = live_server.url
    return live_server.url


@pytest.fixture
def petition(transactional_db, union, olga):
    olga.set_password(PASSWORD)
    olga.save()
    union.languages = ["es"]
    union.save()
    petition = make_petition(union, needs_confirmation=True)
    save_translation(record=petition, language="es", texts=SPANISH, by=olga)
    return petition


@pytest.fixture
def rosa(browser, address):
    """An old phone, without scripts."""
    with visitor(browser, address, java_script_enabled=False) as context:
        yield context.new_page()


def work():
    """What the worker does meanwhile; the mails that it sent."""
    django_mail.outbox.clear()
    run_waiting_jobs("journey")
    send_waiting_mail("journey")
    return list(django_mail.outbox)


def press(page, selector):
    """A button that leads to another page."""
    with page.expect_navigation():
        page.click(selector)
    assert overflow(page) == []


def sign(page, petition):
    page.goto(f"/es/o/elm-street/petitions/{petition.slug}/")
    page.fill("#sign-form [name=name]", "Rosa Núñez de la Cruz")
    page.fill("#sign-form [name=email]", "rosa@example.org")
    page.fill("#sign-form [name=postal_code]", "02134")
    page.fill("#sign-form [name=comment]", "La otra clínica queda a dos autobuses.")
    page.check("#sign-form [name^=news-]")
    page.check("#sign-form [name=shows_name]")
    photograph(page, "1-rosa-signs")
    time.sleep(1.2)  # nobody fills in a form faster; those who do are taken for machines
    press(page, "#sign-form button")
    photograph(page, "2-rosa-is-thanked")


def confirm(page, mail):
    [link] = re.findall(r"http\S+/confirm/", mail.body)
    page.goto(link)
    press(page, "form button.button")
    photograph(page, "3-rosa-has-confirmed")


def sign_in(page, user):
    page.goto("/en/account/login/")
    page.fill("[name=login]", user.email)
    page.fill("[name=password]", PASSWORD)
    press(page, "form.card button")


def print_sheet(page, work_address):
    """The PDF of one sheet of ten rows."""
    page.goto(f"{work_address}paper/print/")
    page.fill("[name=sheet_count]", "1")
    press(page, "form.form button")
    photograph(page, "5-olga-prints")
    return page.request.get(page.get_attribute("a[href$='.pdf']", "href"))


def type_rows(page, work_address):
    page.goto(f"{work_address}paper/1/")
    for name, contact in (("Ana Silva", "ana@example.org"), ("Luis Costa", "(617) 555-0123")):
        page.fill("[name=name]", name)
        page.fill("[name=contact]", contact)
        page.fill("[name=postal_code]", "02135")
        with page.expect_navigation():
            page.press("[name=postal_code]", "Enter")
    photograph(page, "6-olga-has-typed")
    press(page, "form[action$='/finish/'] button")


def check_sheet(page, work_address):
    page.goto(f"{work_address}paper/1/check/")
    photograph(page, "7-cleo-checks")
    press(page, "main form button")


def deliver(page, work_address):
    """The PDF that the council gets."""
    page.goto(f"{work_address}deliver/")
    press(page, "form.form button")
    work()
    page.reload()
    photograph(page, "8-olga-delivers")
    return page.request.get(page.get_attribute("a[href$='petition.pdf']", "href"))


def record_answer(page, work_address):
    page.goto(f"{work_address}answers/new/")
    page.check("[name=stance][value=yes]")
    page.fill("[name=text]", "The council votes no. The clinic stays.")
    press(page, "form.form button")
    photograph(page, "9-olga-records-the-answer")


def test_a_petition_from_the_first_signature_to_the_answer(
    petition, rosa, olga, cleo, browser, address
):
    public = f"/es/o/elm-street/petitions/{petition.slug}/"
    desk = f"/en/work/elm-street/petitions/{petition.slug}/"

    sign(rosa, petition)
    [asked] = work()
    before = count(rosa, public)
    confirm(rosa, asked)

    assert asked.to == ["rosa@example.org"]
    assert (before, count(rosa, public)) == ("0", "1")
    assert SPANISH["title"] in rosa.inner_text("h1")
    assert rosa.context.cookies() == []

    with (
        visitor(browser, address, **DESK) as hers,
        visitor(browser, address, cleo) as phone_of_cleo,
    ):
        organize(hers.new_page(), phone_of_cleo.new_page(), olga, desk)
    told = work()
    shown = count(rosa, public)
    photograph(rosa, "10-rosa-reads-the-answer")

    assert [one.to for one in told] == [["rosa@example.org"]]
    assert shown == "3"
    assert "The clinic stays." in rosa.inner_text("#answer")


def organize(page, second, olga, desk):
    """Olga at her desk; ``second`` is the page of who checks what she typed."""
    complaints = complaints_of(page)

    sign_in(page, olga)
    page.goto(f"{desk}signatures/")
    photograph(page, "4-olga-sees-it")
    assert "Rosa Núñez de la Cruz" in page.inner_text("main table")

    assert print_sheet(page, desk).body().startswith(b"%PDF")
    type_rows(page, desk)
    check_sheet(second, desk)
    assert deliver(page, desk).body().startswith(b"%PDF")
    record_answer(page, desk)
    assert complaints == []


def count(page, public):
    """How many have signed, as the petition's page says when it is read anew."""
    page.goto(public)
    page.reload()
    return page.inner_text(".petition__count b")
