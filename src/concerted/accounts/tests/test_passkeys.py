"""Passkeys in a real browser, with an authenticator that the browser imitates."""

from __future__ import annotations

import os
import shutil

import pytest

from concerted.accounts.operations import create_user

playwright = pytest.importorskip("playwright.sync_api", reason="No playwright here")

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
PASSWORD = "river-bank-21"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="No browser here"),
]


@pytest.fixture
def page(live_server):
    """A page of a phone with a fingerprint reader; complaints of the browser are kept."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as drive:
        browser = drive.chromium.launch(executable_path=CHROMIUM, args=arguments)
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
