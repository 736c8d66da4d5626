"""A headless Chromium for tests, and what it finds wrong with a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), "")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 360, "height": 740}
SCREENSHOTS = Path(__file__).parents[1] / "screenshots"
PATIENCE = 20_000
"""Milliseconds."""

AXE_OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLORS_ONLY = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}

needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="No browser here: install chromium"),
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser. Its driver holds this thread's event loop, which Django is told not to mind."""
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_playwright() as drive:
            browser = drive.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@contextmanager
def visitor(
    browser: Browser, address: str, user: Any = None, **options: Any
) -> Iterator[BrowserContext]:
    """Somebody with a browser of their own, signed in as ``user`` or not; on a phone unless said otherwise."""
    given = {"viewport": PHONE, "base_url": address, "reduced_motion": "reduce", **options}
    context = browser.new_context(**given)
    context.set_default_timeout(PATIENCE)
    if user is not None:
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])
    yield context
    context.close()


def complaints_of(page: Page) -> list[str]:
    """What the browser will complain about from now on: scripts that fail, files that are missing."""
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        is_icon = said.location["url"].endswith("/favicon.ico")  # asked for where a PDF is shown
        if said.type == "error" and not is_icon:
            complaints.append(said.text)

    page.on("console", hear)
    page.on("pageerror", lambda problem: complaints.append(str(problem)))
    return complaints


def watch_for_barriers(context: BrowserContext) -> None:
    """Let axe-core look at what is opened from now on."""
    context.add_init_script(AXE_SCRIPT)


def barriers(page: Page) -> list[str]:
    """What axe-core finds on the open page, in light and in dark."""
    found = _axe(page, AXE_OPTIONS)
    page.emulate_media(color_scheme="dark")
    found += [f"in the dark: {one}" for one in _axe(page, COLORS_ONLY)]
    page.emulate_media(color_scheme="light")
    return found


def _axe(page: Page, options: dict[str, Any]) -> list[str]:
    result = page.evaluate("options => axe.run(options)", options)
    return [
        f"{rule['id']} at {' '.join(map(str, node['target']))}: {node['html'][:150]}"
        for rule in result["violations"]
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    """What makes the open page wider than the window, if anything does."""
    return list(page.evaluate(WIDER))


WIDER = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const outside = [...document.body.querySelectorAll("*")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width && (box.right > root.clientWidth + 1 || box.left < -1);
  });
  const told = outside.slice(-3).map(one => one.outerHTML.slice(0, 150));
  return [`${root.scrollWidth} pixels wide`, ...told];
}"""


def photograph(page: Page, name: str) -> None:
    """Keep how the page looks in the folder of screenshots."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)
