from __future__ import annotations

from django.utils.translation import get_language, get_language_info


def page_language() -> str:
    """The language of the page that is being made."""
    return get_language() or "en"


def own_name(code: str) -> str:
    """A language as its readers call it, as a line of its own begins: Español, Tiếng Việt."""
    name = str(get_language_info(code)["name_local"])
    return name[:1].upper() + name[1:]


def direction_of(code: str) -> str:
    """In which direction a language is read, as HTML says it."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"
