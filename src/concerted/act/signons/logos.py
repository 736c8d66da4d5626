"""Pictures that others send: opened only where they are of a sane size, and drawn anew before they are kept."""

from __future__ import annotations

import struct

from typst import TypstError

from concerted.base.pdf import render_png

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
"""How the bytes of each begin."""
LARGEST = 4000
"""Pixels on a side: a few bytes can claim a picture that fills a machine's memory."""
OTHER_FRAMES = (0xC4, 0xC8, 0xCC)
"""Among the markers of a JPEG that begin a frame, those that do not."""


def drawn_logo(given: bytes) -> bytes | None:
    """A PNG or JPEG as a small PNG without what cameras and programs add; nothing where it is no such picture."""
    width, height = _size_of(given)
    if not (0 < width <= LARGEST and 0 < height <= LARGEST):
        return None
    kind = "png" if given.startswith(PNG) else "jpg"
    try:
        return render_png("signons/logo.typ", {"logo": list(given), "kind": kind}, language="en")
    except TypstError:
        return None


def _size_of(given: bytes) -> tuple[int, int]:
    """Width and height that the picture claims; 0 where it is none."""
    if given.startswith(PNG) and len(given) >= 24:
        width, height = struct.unpack(">II", given[16:24])
        return int(width), int(height)
    return _size_of_jpeg(given) if given.startswith(JPEG) else (0, 0)


def _size_of_jpeg(given: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 <= len(given) and given[place] == 0xFF:
        marker, length = given[place + 1], int.from_bytes(given[place + 2 : place + 4])
        if 0xC0 <= marker <= 0xCF and marker not in OTHER_FRAMES:
            height, width = struct.unpack(">HH", given[place + 5 : place + 9])
            return int(width), int(height)
        place += 2 + length
    return 0, 0
