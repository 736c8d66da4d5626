"""The lists of choices of a form, and how a question takes one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.listen.surveys.definitions import ChoiceDefinition
from concerted.listen.surveys.models import Choice
from concerted.listen.surveys.xlsforms.columns import Cells, Columns
from concerted.listen.surveys.xlsforms.flags import is_yes
from concerted.listen.surveys.xlsforms.remarks import Place, Remarks, gettext_noop
from concerted.listen.surveys.xlsforms.words import Words, is_short_name

OTHER = "other"
DECLINES = "prefer_not_to_say"
"""The name of the choice that we write where a question offers “prefer not to say”, and read as that offer."""
LONGEST = Choice._meta.get_field("label").max_length or 300


@dataclass(frozen=True)
class Lists:
    """Choices by the name of their list, and the row that each list begins in."""

    choices: Mapping[str, tuple[ChoiceDefinition, ...]]
    declines: frozenset[str] = frozenset()
    """Lists with “prefer not to say” among their choices."""


def read_lists(columns: Columns, rows: Sequence[Cells], words: Words, remarks: Remarks) -> Lists:
    """Every list of the sheet “choices”."""
    for name in ("list_name", "name"):
        if name not in columns:
            remarks.problem(
                Place("choices", 1),
                gettext_noop("The sheet “%(sheet)s” has no column “%(column)s”."),
                sheet="choices",
                column=name,
            )
            return Lists({})
    found: dict[str, dict[str, ChoiceDefinition]] = defaultdict(dict)
    declines: set[str] = set()
    for cells in rows:
        list_name, key = cells.one("list_name"), cells.one("name")
        if not _is_named(cells, list_name, key, remarks):
            continue
        if key in found[list_name] or (key == DECLINES and list_name in declines):
            remarks.problem(
                cells.place("name"),
                gettext_noop("The list “%(list)s” has “%(name)s” twice."),
                list=list_name,
                name=key,
            )
        elif key == DECLINES:
            declines.add(list_name)
        else:
            found[list_name][key] = _choice(cells, key, words, remarks)
    kept = {name: tuple(choices.values()) for name, choices in found.items()}
    return Lists(kept, frozenset(declines))


def _is_named(cells: Cells, list_name: str, key: str, remarks: Remarks) -> bool:
    """Whether a row says which choice it is; rows without either name are titles or left blank."""
    if not list_name and not key:
        if cells.words("label"):
            remarks.left_out(
                cells.place(), gettext_noop("This row is in no list and has no name.")
            )
        return False
    if not list_name or not key:
        remarks.problem(
            cells.place("name" if list_name else "list_name"),
            gettext_noop("A choice needs both the name of its list and a name of its own."),
        )
        return False
    if not is_short_name(key, first_digit=True):
        remarks.problem(
            cells.place("name"),
            gettext_noop(
                "“%(name)s” cannot be a name: use letters, numbers and _, 60 at most, no blanks."
            ),
            name=key,
        )
        return False
    return True


def _choice(cells: Cells, key: str, words: Words, remarks: Remarks) -> ChoiceDefinition:
    label = words.read(cells, "label", LONGEST)
    if not label:
        remarks.problem(
            cells.place("label"), gettext_noop("The choice “%(name)s” has no label."), name=key
        )
    return ChoiceDefinition(
        key=key,
        label=label,
        is_exclusive=is_yes(cells.one("is_exclusive")),
        takes_text=is_yes(cells.one("takes_text")),
    )


def with_other(
    choices: tuple[ChoiceDefinition, ...], languages: Sequence[str]
) -> tuple[ChoiceDefinition, ...]:
    """The choices of a question that says ``or_other``: one of them has room to write."""
    if any(one.key == OTHER for one in choices):
        return tuple(replace(one, takes_text=True) if one.key == OTHER else one for one in choices)
    label = {language: _other(language) for language in languages}
    return (*choices, ChoiceDefinition(OTHER, label, takes_text=True))


def _other(language: str) -> str:
    with override(language):
        return _("Other")
