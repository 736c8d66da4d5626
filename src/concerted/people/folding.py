"""How names and words are compared, whatever accents and capitals they came with."""

from __future__ import annotations

import unicodedata


def folded(text: str) -> str:
    """Lower case without accents.

    >>> folded("Đỗ Núñez")
    'do nunez'
    """
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(char for char in apart if not unicodedata.combining(char)).lower()
