"""What is said about a row or a file, as a word for the reason and the value it is about.

The sentences are elsewhere, in the reader's language; here nothing knows of languages.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Reason(enum.StrEnum):
    """Why a row is no person, or what was dropped or could not be understood in it."""

    BLANK = "blank"
    HEADERS = "headers"
    TOTAL = "total"
    TEST = "test"
    CODE = "code"
    WEB_ADDRESS = "web_address"
    MACHINE = "machine"
    NOBODY = "nobody"
    BAD_EMAIL = "bad_email"
    BAD_PHONE = "bad_phone"
    LOST_DIGITS = "lost_digits"
    UNREACHABLE = "unreachable"
    UNCLEAR = "unclear"
    EXTRA_CELLS = "extra_cells"
    EARLIER_NO = "earlier_no"
    KEPT_ON_UNDO = "kept_on_undo"


@dataclass(frozen=True)
class Remark:
    reason: Reason
    value: str = ""
