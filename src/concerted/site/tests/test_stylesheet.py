"""What can be said of the look without a browser; tests/ looks at pages with one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2]
SHEET_FILE = PACKAGE / "site" / "static" / "site" / "concerted.css"
SHEET = SHEET_FILE.read_text()
WORDS = PACKAGE.parents[1] / "docs" / "design.md"
TEMPLATES = sorted(
    path for path in PACKAGE.rglob("templates/**/*.html") if "mail" not in path.parts
)
SCREEN = PACKAGE / "listen" / "conversations" / "static" / "conversations" / "screen.css"
"""The one page that is not read from a chair has sizes of its own."""
CLASSES = set(re.findall(r"\.([a-z][\w-]*)", SHEET + SCREEN.read_text()))
BOTH = dict(re.findall(r"--([\w-]+): (light-dark\(#\w+, #\w+\))", SHEET))
ONLY_LIGHT = dict(re.findall(r"--([\w-]+): (#\w{6})", SHEET))
TEXT = 4.5
SHAPE = 3.0
PAIRS = [
    *(
        (ink, paper, TEXT)
        for ink in ("ink", "ink-2", "brand", "bad")
        for paper in ("paper", "card")
    ),
    ("brand", "brand-tint", TEXT),
    ("on-button", "button", TEXT),
    ("on-button", "button-over", TEXT),
    ("card", "bad", TEXT),
    ("accent-ink", "accent-tint", TEXT),
    ("ink-2", "accent-tint", TEXT),
    ("brand", "accent-tint", TEXT),
    ("good", "good-tint", TEXT),
    ("ink", "good-tint", TEXT),
    ("bad", "bad-tint", TEXT),
    ("brand", "bad-tint", TEXT),
    ("edge", "card", SHAPE),
    ("edge", "paper", SHAPE),
    ("button", "track", SHAPE),
    *((f"g{number}", "card", SHAPE) for number in range(1, 9)),
]


def luminance(color):
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colors_can_be_told_apart(front, back, least, scheme):
    colors = {name: re.findall(r"#\w{6}", value)[scheme == "dark"] for name, value in BOTH.items()}

    assert contrast(colors[front], colors[back]) >= least


def test_browsers_without_light_dark_get_the_same_light_colors():
    assert {name: re.findall(r"#\w{6}", value)[0] for name, value in BOTH.items()} == ONLY_LIGHT


def test_the_stylesheet_can_be_read_in_one_sitting():
    assert len(SHEET.encode()) <= 31_000


def test_no_room_has_a_look_of_its_own():
    assert list(PACKAGE.rglob("static/**/*.css")) in ([SHEET_FILE, SCREEN], [SCREEN, SHEET_FILE])
    assert "#" not in SCREEN.read_text().replace("#fff", ""), "colors are those of the one sheet"
    assert len(SCREEN.read_bytes()) <= 3_500


def test_the_stylesheet_asks_nobody_else():
    assert "url(" not in SHEET
    assert "@import" not in SHEET


def test_sides_are_logical_so_that_pages_can_be_mirrored():
    rules = re.findall(
        r"(?:margin|padding|border|inset)-(?:left|right)|[\s;](?:left|right):", SHEET
    )

    assert not rules


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_uses_the_words_of_the_stylesheet(path):
    text = path.read_text()
    used = {
        word
        for value in re.findall(r'class="([^"]*)"', re.sub(r"\{[%{].*?[%}]\}", " ", text))
        for word in value.split()
        if not word.endswith("-")
    }

    assert used <= CLASSES | HOOKS
    assert not re.search(r"\sstyle=", text)


HOOKS = {"languages", "side__stages", "menu__button", "messages", "errors", "empty__title"}
"""Names that only say what a thing is."""


def test_the_words_in_the_documentation_exist():
    table = WORDS.read_text().partition("## Words of the stylesheet")[2].partition("```")[0]
    words = {
        word
        for row in re.findall(r"^\| (.*?) \|", table, re.MULTILINE)
        for word in re.findall(r"`([a-z][\w-]*)`", row)
    }

    assert words
    assert words <= CLASSES
