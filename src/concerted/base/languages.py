from __future__ import annotations

from django.utils.translation import get_language


def page_language() -> str:
    """The language of the page that is being made."""
    return get_language() or "en"
