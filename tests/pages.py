"""Reading a page as a browser does: its forms, its links."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

TYPED = {"text", "email", "tel", "search", "url", "number", "date", "datetime-local", "password"}


@dataclass
class PageForm:
    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self._select: str | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag == "form":
            self.forms.append(
                PageForm(given.get("action", ""), given.get("method", "get").lower())
            )
        elif self.forms and given.get("name"):
            self._control(tag, given)
        elif tag == "option" and self._select and "selected" in given:
            self.forms[-1].fields[self._select] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = None

    def _control(self, tag: str, given: dict[str, str]) -> None:
        form, name, kind = self.forms[-1], given["name"], given.get("type", "text")
        if tag == "textarea":
            form.fields[name] = ""
            form.typed.add(name)
        elif tag == "select":
            self._select = name
            form.fields.setdefault(name, "")
        elif kind == "file":
            form.files.add(name)
        elif kind in ("checkbox", "radio"):
            if "checked" in given:
                form.fields[name] = given.get("value", "on")
        elif tag in ("input", "button"):
            form.fields[name] = given.get("value", "")
            if tag == "input" and kind in TYPED:
                form.typed.add(name)


def read_page(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def visit(client, url):
    """What a GET of ``url`` answers, files read to their end and closed."""
    response = client.get(url)
    if response.streaming:
        response.body = b"".join(response.streaming_content)
    return response
