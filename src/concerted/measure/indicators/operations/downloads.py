"""Files of figures are made for one visitor so many times, whatever kind they are of."""

from __future__ import annotations

from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.base.limits.buckets import take

AT_ONCE = 60
PER_SECOND = 0.5


def allow_file(*, visitor: str) -> None:
    """Take one of the files that ``visitor`` may have made now; what is kept already costs nothing."""
    if not take(f"figures:{visitor}", capacity=AT_ONCE, per_second=PER_SECOND):
        raise Refused(_("You asked for many files just now. Please wait a minute."))
