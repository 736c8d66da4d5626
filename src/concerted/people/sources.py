"""Where what is known of a person came from, in the reader's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

SOURCES: dict[str, str | Promise] = {
    "call": pgettext_lazy("source", "a call"),
    "forum": pgettext_lazy("source", "a public meeting"),
    "hearing": pgettext_lazy("source", "a hearing"),
    "import": pgettext_lazy("source", "an imported file"),
    "letter": pgettext_lazy("source", "a letter"),
    "organizer": pgettext_lazy("source", "written down by your team"),
    "paper": pgettext_lazy("source", "a paper sheet"),
    "petition": pgettext_lazy("source", "a petition"),
    "self-service": pgettext_lazy("source", "said by the person"),
    "unsubscribe": pgettext_lazy("source", "the link in a mail"),
}


def source_words(source: str) -> str:
    """``source`` in words; what is no source of ours stands as it was written."""
    if source.startswith("import: "):
        return gettext("imported file %(name)s") % {"name": source.removeprefix("import: ")}
    return str(SOURCES.get(source, source))
