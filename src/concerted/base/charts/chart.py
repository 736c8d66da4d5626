"""What a drawing is, and the pen it is drawn with."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

WIDTH = 340.0
"""Units across. Text is 13 of them, so that it is read on a phone of 360 px; wider pages shrink it by CSS."""
TEXT = 13.0
GROUPS = 8
"""Colors, in the order of the design; further groups begin again."""

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STANDALONE = Path(__file__).with_name("standalone.css")


@dataclass(frozen=True)
class Chart:
    """A drawing with its words and its figures; ``base/_chart.html`` shows all of it."""

    title: str
    description: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    svg: SafeString
    """For a page: colors come from the stylesheet. Empty when there is nothing to draw."""

    @property
    def is_empty(self) -> bool:
        return not self.svg

    def standalone(self) -> str:
        """The drawing with its colors inside, for a file, a PDF, a mail."""
        style = f"<style>{_STANDALONE.read_text()}</style>"
        return re.sub(r">", f">{style}", self.svg, count=1)


def nothing_to_draw(title: str, headings: tuple[str, ...]) -> Chart:
    """A sentence in the place of an empty picture."""
    words = _("There are no figures to show here yet.")
    return Chart(title, words, headings, (), SafeString(""))


def clean(text: str) -> str:
    """``text`` escaped for XML, without the characters that XML forbids."""
    return escape(_NOT_XML.sub("", text))


def trim(number: float) -> str:
    """A coordinate, to a tenth of a unit."""
    return f"{round(number, 1) + 0.0:.1f}".removesuffix(".0")


def group_class(group: int) -> str:
    """The class that colors ``group``, counted from 1."""
    return f"c-{(group - 1) % GROUPS + 1}"


def element(name: str, content: str = "", **attributes: str | float) -> str:
    """One element; ``content`` is markup. ``stroke_width`` becomes ``stroke-width``, ``class_`` ``class``."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="'
        f'{clean(value) if isinstance(value, str) else trim(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def label(text: str, x: float, y: float, *, anchor: str = "start", kind: str = "") -> str:
    """A line of text that begins, is centered, or ends at ``x``."""
    optional = {"class_": kind} if kind else {}
    return element("text", clean(text), x=x, y=y, text_anchor=anchor, **optional)


def tip(text: str) -> str:
    """What a pointer that rests on a shape is told."""
    return element("title", clean(text))


def width_of(text: str, size: float = TEXT) -> float:
    """About how wide ``text`` is drawn: on the safe side of common sans serif fonts."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WF" else 0.56 for one in text) * size


def shortened(text: str, room: float) -> str:
    """``text``, cut with an ellipsis where it is wider than ``room``."""
    if width_of(text) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…") > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"


def wrapped(text: str, room: float, most: int = 2) -> list[str]:
    """``text`` in at most ``most`` lines no wider than ``room``."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [shortened(line, room) for line in lines] or [""]


def legend(names: list[tuple[str, int]], y: float) -> tuple[str, float]:
    """Dots with names, in as many lines as they take; and where the next thing may begin."""
    drawn, x = [], 6.0
    for name, group in names:
        name = shortened(name, WIDTH - 24)
        room = width_of(name) + 30
        if x > 6 and x + room > WIDTH:
            x, y = 6.0, y + 20
        drawn.append(element("circle", cx=x, cy=y, r=5, class_=f"c-fill {group_class(group)}"))
        drawn.append(label(name, x + 11, y + 4.5, kind="c-name"))
        x += room
    return "".join(drawn), y + 16


def picture(title: str, description: str, height: float, content: str) -> SafeString:
    """The whole drawing. Left to right also on Arabic pages: an axis of figures is not mirrored."""
    words = element("title", clean(title)) + element("desc", clean(description))
    svg = element(
        "svg",
        words + content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {trim(WIDTH)} {trim(height)}",
        role="img",
        direction="ltr",
        font_size=TEXT,
    )
    return mark_safe(svg)  # noqa: S308 - every text in it went through clean()
