"""The fill-in fields of each kind of agreement. Those that are key terms are data for other rooms, too.

A template may use any of them, as in ``{purpose}``, and fields of its own; what it may not do is leave a key term out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from concerted.decide.proposals.models import Needed, Rule
from concerted.pool.agreements.models import Approval, AtEnd, Kind, Mark, Place, Shared, Votes

MARK = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
"""A field in a text."""
BY_THEMSELVES = frozenset({"organization", "parties", "partners", "period"})
"""What is filled in from the agreement itself."""
MOST_OWN = 20


class Shape(StrEnum):
    LINE = "line"
    TEXT = "text"
    NUMBER = "number"
    ONE = "one"
    SEVERAL = "several"


@dataclass(frozen=True)
class Field:
    name: str
    label: str | Promise
    shape: Shape = Shape.TEXT
    choices: type[TextChoices] | None = None
    hint: str | Promise = ""
    is_term: bool = False
    """A key term: other rooms ask for it, so no text may leave it out."""
    is_optional: bool = False
    least: int = 0
    most: int = 0

    @property
    def is_worded(self) -> bool:
        """Whether people write it in words, once for each language."""
        return self.shape in (Shape.LINE, Shape.TEXT)


OTHER = Field("other", _("What else do you agree on?"), is_optional=True)
NOTICE = Field("notice_days", _("Days of notice before leaving"), Shape.NUMBER, least=0, most=365)

FIELDS: dict[str, Sequence[Field]] = {
    Kind.MEMORANDUM: (
        Field("purpose", _("What do you want to reach together?")),
        Field("organization_does", _("What do you do?")),
        Field("partners_do", _("What do the partners do?")),
        Field("money", _("Who pays for what?"), hint=_("As in: No money changes hands.")),
        Field("contacts", _("Who talks to whom?"), hint=_("Roles are enough, no names needed.")),
        NOTICE,
        OTHER,
    ),
    Kind.DATA_SHARING: (
        Field("shared", _("What is shared?"), Shape.SEVERAL, Shared, is_term=True),
        Field("purpose", _("What is it used for?"), is_term=True),
        Field("who_may_see", _("Who may see it?"), hint=_("Roles are enough, no names needed.")),
        Field(
            "retention_months",
            _("For how many months is it kept?"),
            Shape.NUMBER,
            is_term=True,
            least=1,
            most=240,
        ),
        Field("at_end", _("What happens to it at the end?"), Shape.ONE, AtEnd, is_term=True),
        Field(
            "breach_hours",
            _("Hours within which a loss is told"),
            Shape.NUMBER,
            least=1,
            most=240,
        ),
        NOTICE,
        OTHER,
    ),
    Kind.LOGO: (
        Field("marks", _("What may be used?"), Shape.SEVERAL, Mark, is_term=True),
        Field("places", _("Where may it be used?"), Shape.SEVERAL, Place, is_term=True),
        Field("approval", _("Who is asked first?"), Shape.ONE, Approval, is_term=True),
        Field("purpose", _("What is it used for?")),
        NOTICE,
        OTHER,
    ),
    Kind.DECISION_RULE: (
        Field("purpose", _("What do you decide together?")),
        Field(
            "seat_count", _("What does each organization have?"), Shape.ONE, Votes, is_term=True
        ),
        Field("rule", _("By which rule?"), Shape.ONE, Rule, is_term=True),
        Field(
            "needed",
            _("For a majority: how many yes votes?"),
            Shape.ONE,
            Needed,
            is_optional=True,
        ),
        Field(
            "quorum",
            _("Per cent of the organizations that must answer"),
            Shape.NUMBER,
            is_term=True,
            least=0,
            most=100,
        ),
        Field("notice_days", _("Days before that everybody is told"), Shape.NUMBER, most=60),
        OTHER,
    ),
}


def fields_of(kind: str, texts: Iterable[str]) -> list[Field]:
    """The fields that ``texts`` use: those of the kind in its order, then those of their own."""
    used = list(dict.fromkeys(name for text in texts for name in MARK.findall(text)))
    known = {one.name: one for one in FIELDS[kind]}
    own = [name for name in used if name not in known and name not in BY_THEMSELVES]
    return [
        *(field for name, field in known.items() if name in used),
        *(Field(name, name.replace("_", " ").capitalize()) for name in own[:MOST_OWN]),
    ]


def missing_terms(kind: str, text: str) -> list[str]:
    """Key terms that ``text`` leaves out."""
    used = set(MARK.findall(text))
    return [one.name for one in FIELDS[kind] if one.is_term and one.name not in used]


def unfilled(
    fields: Iterable[Field], values: Mapping[str, object], languages: Iterable[str]
) -> list[Field]:
    """Those of ``fields`` that still lack what they need."""
    languages = list(languages)
    return [
        one for one in fields if not one.is_optional and not _is_filled(one, values, languages)
    ]


def _is_filled(field: Field, values: Mapping[str, object], languages: Sequence[str]) -> bool:
    value = values.get(field.name)
    if field.is_worded:
        return isinstance(value, Mapping) and all(value.get(code) for code in languages)
    return value not in (None, "", [])
