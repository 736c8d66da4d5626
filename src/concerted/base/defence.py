"""Keeping machines from public forms without cookies, third parties or puzzles.

A form carries a stamp (the signed time at which its page was made) and a trap (a field that people do not see).
A machine that posts without having read the page, at once, or into every field is turned away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.links import read, sign

Result = TypeVar("Result")
STAMP = "stamp"
TRAP = "website"
QUICKEST = 1.0
"""Seconds in which nobody fills in a form."""
LONGEST = 2 * 24 * 3600
"""Seconds for which a page may stay open."""


def new_stamp() -> str:
    """For the hidden field ``stamp`` of a public form."""
    return sign(int(time.time() * 10) / 10, purpose="form")


def check(data: Mapping[str, str], *, quickest: float | None = None) -> None:
    """Accept what was posted with a public form, or raise ``Refused`` with words for who is no machine.

    A form of one button can be sent at once: its ``quickest`` is 0 seconds.
    """
    made = read(str(data.get(STAMP, "")), purpose="form")
    age = time.time() - made if isinstance(made, float | int) else None
    if data.get(TRAP):
        raise Refused(_("This looks like it was filled in by a machine. Please send it again."))
    if age is None or age > LONGEST:
        raise Refused(_("This page was open for a long time. Please check it and send it again."))
    if age < (QUICKEST if quickest is None else quickest):
        raise Refused(_("That was very quick. Please check what you wrote and send it again."))


def checked(
    operation: Callable[..., Result], data: Mapping[str, str], *, quickest: float | None = None
) -> Callable[..., Result]:
    """``operation``, before which ``data`` is checked. For ``form.done``."""

    def after_check(**values: Any) -> Result:
        check(data, quickest=quickest)
        return operation(**values)

    return after_check
