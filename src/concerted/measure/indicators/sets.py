"""Groups that come with the software: those in which people describe themselves, and some that figures come in.

The questions that people are asked about themselves (``listen.representation``) and the figures that are compared
share their groups, so that both can be laid side by side. Race and ethnicity follow Statistical Policy Directive
No. 15 of the US Office of Management and Budget (2024).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from concerted.listen.representation.catalogue import BUILT_IN
from concerted.measure.indicators.models import OMB


@dataclass(frozen=True)
class Set:
    """A ready-made dimension. ``subgroups`` are named by their codes, the most disadvantaged first if ordered."""

    slug: str
    title: str | Promise
    subgroups: Mapping[str, str | Promise]
    is_ordered: bool = False
    standard: str = ""


def _asked(key: str, *, standard: str = "", **other: str | Promise) -> Set:
    """The groups of a question that people are asked about themselves; ``other`` are better names beside figures."""
    one = BUILT_IN[key]
    groups = {
        code.replace("_", "-"): other.get(code, words) for code, words in one.subgroups.items()
    }
    return Set(key.replace("_", "-"), one.name, groups, standard=standard)


_ALL = (
    _asked("race_ethnicity", standard=OMB),
    _asked("language"),
    Set(
        "income",
        _("Income"),
        {
            "poorest": _("Poorest fifth"),
            "second": _("Second fifth"),
            "middle": _("Middle fifth"),
            "fourth": _("Fourth fifth"),
            "richest": _("Richest fifth"),
        },
        is_ordered=True,
    ),
    _asked("age"),
    _asked(
        "disability",
        disability=_("People with a disability"),
        none=_("People without a disability"),
    ),
    _asked("gender"),
    _asked(
        "tenure",
        renter=pgettext_lazy("people", "Renters"),
        owner=pgettext_lazy("people", "Owners of their home"),
        other_home=_("People in shelters or with others"),
    ),
)
SETS: Mapping[str, Set] = MappingProxyType({one.slug: one for one in _ALL})
