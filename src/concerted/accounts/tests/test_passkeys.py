"""Passkeys in a real browser, with an authenticator that the browser imitates."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import sync_playwright
from tests.browser import ARGUMENTS, CHROMIUM, needs_browser

from concerted.accounts.operations import create_user
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import RoleKind
from concerted.organizations.operations import create_organization, invite_member

PASSWORD = "river-bank-21"

pytestmark = needs_browser


@pytest.fixture
def page(live_server):
    """A page of a phone with a fingerprint reader; complaints of the browser are kept."""
    with sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.complaints = []
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type == "error" else None,
        )
        page.on("pageerror", lambda problem: page.complaints.append(str(problem)))
        devtools = page.context.new_cdp_session(page)
        devtools.send("WebAuthn.enable")
        reader = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": reader})
        yield page
        browser.close()


@pytest.fixture
def nina(transactional_db):
    return create_user(email="nina@example.org", name="Nina", password=PASSWORD)


def sign_in_by_password(page, address):
    page.goto(f"{address}/en/account/login/")
    page.fill("#id_login", "nina@example.org")
    page.fill("#id_password", PASSWORD)
    page.click("form.card button")
    page.wait_for_url("**/en/")


def add_passkey(page, address):
    page.goto(f"{address}/en/account/second-step/webauthn/add/")
    if "reauthenticate" in page.url:
        page.fill("#id_password", PASSWORD)
        page.click("form.card button")
        page.wait_for_url("**/webauthn/add/**")
    page.fill("#id_name", "My phone")
    page.click("#passkey-button")
    page.wait_for_url("**/recovery-codes/**")


def sign_out(page, address):
    page.goto(f"{address}/en/account/logout/")
    page.click("form.card button")
    page.wait_for_url("**/en/")


def test_a_passkey_is_added_and_then_signs_in_alone(nina, page, live_server):
    address = live_server.url

    sign_in_by_password(page, address)
    add_passkey(page, address)
    codes = page.locator("ul.list code").count()
    sign_out(page, address)
    page.goto(f"{address}/en/account/login/")
    page.click("#passkey-button")
    page.wait_for_url("**/en/")
    page.goto(f"{address}/en/account/")

    assert page.locator("#id_name").input_value() == "Nina"
    assert codes == 10
    assert page.complaints == []


def test_a_passkey_is_the_second_step_after_a_password(nina, page, live_server):
    address = live_server.url
    sign_in_by_password(page, address)
    add_passkey(page, address)
    sign_out(page, address)

    page.goto(f"{address}/en/account/login/")
    page.fill("#id_login", "nina@example.org")
    page.fill("#id_password", PASSWORD)
    page.click("form.card button")
    page.wait_for_url("**/second-step/authenticate/**")
    page.click("#passkey-button")
    page.wait_for_url("**/en/")
    page.goto(f"{address}/en/account/")

    assert page.locator("#id_name").input_value() == "Nina"
    assert page.complaints == []


def test_a_passkey_that_is_not_there_is_told_in_words(nina, page, live_server):
    page.goto(f"{live_server.url}/en/account/login/")

    page.click("#passkey-button")
    page.wait_for_selector("#passkey-trouble:not([hidden])")

    assert "try again" in page.inner_text("#passkey-trouble")


def test_an_invited_owner_joins_sets_up_a_passkey_and_reaches_the_workspace(
    transactional_db, page, live_server
):
    address = live_server.url

    page.goto(address + invited_owner())
    page.fill("#id_name", "Nina")
    page.fill("#id_password", PASSWORD)
    page.click("form.form button")
    page.wait_for_url("**/second-step/")
    told = page.inner_text("#messages")
    add_passkey(page, address)
    page.click("text=I have kept them")
    page.click("text=River Voices")
    page.wait_for_url("**/work/river/")

    assert "second step" in told
    assert page.inner_text("h1") == "River Voices"
    assert page.complaints == []


def invited_owner():
    """The path of the link in the mail. In a thread: Playwright holds this one's event loop."""

    def invite():
        try:
            ada = create_user(email="ada@example.org", name="Ada")
            river = create_organization(name="River Voices", slug="river", owner=ada)
            invite_member(
                organization=river,
                email="nina@example.org",
                kind=RoleKind.OWNER,
                language="en",
                by=ada,
            )
            mail = OutgoingMail.objects.get(to="nina@example.org")
            return mail.context["url"].removeprefix(settings.ADDRESS)
        finally:
            connection.close()

    with ThreadPoolExecutor() as threads:
        return threads.submit(invite).result()
