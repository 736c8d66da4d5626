"""The rows of the sheet “survey” from the top: groups become pages, what is asked on condition stays so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from concerted.listen.surveys.definitions import (
    QuestionDefinition,
    SectionDefinition,
    Texts,
)
from concerted.listen.surveys.models import Section
from concerted.listen.surveys.xlsforms.asking import Asked, read_relevant
from concerted.listen.surveys.xlsforms.choices import Lists
from concerted.listen.surveys.xlsforms.columns import Cells
from concerted.listen.surveys.xlsforms.conditions import Clause, Slot, fill_slots
from concerted.listen.surveys.xlsforms.flags import is_yes
from concerted.listen.surveys.xlsforms.questions import read_question
from concerted.listen.surveys.xlsforms.remarks import Place, Remarks, gettext_noop
from concerted.listen.surveys.xlsforms.words import Words, is_short_name


@dataclass(frozen=True)
class _Group:
    name: str
    row: int
    title: Texts
    text: Texts
    clauses: tuple[Clause, ...]


@dataclass
class _Page:
    """Questions that stand together: of one group, asked under the same conditions as a page."""

    groups: tuple[_Group, ...]
    slot: Slot
    questions: list[QuestionDefinition] = field(default_factory=list)


class Outline:
    """Takes one row after the other; ``sections`` are the pages they make."""

    def __init__(self, lists: Lists, words: Words, remarks: Remarks) -> None:
        self._lists, self._words, self._remarks = lists, words, remarks
        self._groups: list[_Group] = []
        self._pages: list[_Page] = []
        self._asked = Asked(declines=lists.declines)
        self._rows: dict[str, int] = {}
        self._is_split = False

    def take(self, cells: Cells) -> None:
        type_ = " ".join(cells.one("type").casefold().replace("_", " ").split())
        if is_yes(cells.one("disabled")):
            self._remarks.note(cells.place("disabled"), gettext_noop("This row is switched off."))
            return
        if not type_:
            self._tell_untyped(cells)
            return
        match type_.split()[:2]:
            case ["begin", "group"]:
                self._begin(cells)
            case ["end", "group"]:
                self._end(cells)
            case ["begin", "repeat" | "loop"]:
                self._refuse_repeat(cells)
                self._begin(cells)
            case ["end", "repeat" | "loop"]:
                self._end(cells)
            case _:
                self._question(cells)

    def end(self) -> None:
        """No row is left: every group must have ended."""
        for group in self._groups:
            self._remarks.problem(
                Place("survey", group.row),
                gettext_noop("The group “%(name)s” begins here and does not end."),
                name=group.name,
            )
        if not self._pages and not self._remarks.has_problem:
            self._remarks.problem(
                Place("survey"), gettext_noop("The form has no question that can be taken.")
            )

    def sections(self) -> tuple[SectionDefinition, ...]:
        taken: set[str] = set()
        made = []
        for number, page in enumerate(self._pages, 1):
            inner = page.groups[-1] if page.groups else None
            key = _free(inner.name if inner else f"page_{number}", taken)
            titles = [group.title for group in reversed(page.groups) if group.title]
            is_first = inner is not None and key == inner.name
            made.append(
                SectionDefinition(
                    key=key,
                    questions=tuple(page.questions),
                    title=titles[0] if titles else {},
                    text=inner.text if inner and is_first else {},
                    conditions=page.slot.conditions,
                    match=page.slot.match,
                )
            )
        return tuple(made)

    def _tell_untyped(self, cells: Cells) -> None:
        if cells.one("name") or cells.words("label"):
            self._remarks.problem(cells.place("type"), gettext_noop("This row has no type."))

    def _refuse_repeat(self, cells: Cells) -> None:
        self._remarks.problem(
            cells.place("type"),
            gettext_noop(
                "Groups that repeat, such as one for each child, cannot be asked here. Ask once, or take them out."
            ),
        )

    def _begin(self, cells: Cells) -> None:
        name = cells.one("name") or f"group_{cells.row.number}"
        self._check_name(cells, name)
        limit = Section._meta.get_field("title").max_length or 0
        group = _Group(
            name=name,
            row=cells.row.number,
            title=self._words.read(cells, "label", limit),
            text=self._words.read(cells, "hint", 2000, lines=True),
            clauses=tuple(read_relevant(cells, self._asked, self._remarks)),
        )
        if cells.one("appearance") not in ("", "field-list"):
            self._remarks.note(
                cells.place("appearance"),
                gettext_noop("The appearance “%(appearance)s” is ours to choose."),
                appearance=cells.one("appearance")[:60],
            )
        self._groups.append(group)

    def _end(self, cells: Cells) -> None:
        if not self._groups:
            self._remarks.problem(
                cells.place("type"), gettext_noop("A group ends here that did not begin.")
            )
            return
        self._groups.pop()

    def _check_name(self, cells: Cells, name: str) -> bool:
        if is_short_name(name):
            return True
        self._remarks.problem(
            cells.place("name"),
            gettext_noop(
                "“%(name)s” cannot be a name: use letters, numbers and _, 60 at most, and begin with a letter."
            )
            if name
            else gettext_noop("This row has no name."),
            name=name[:80],
        )
        return False

    def _question(self, cells: Cells) -> None:
        key = cells.one("name")
        question = read_question(cells, self._lists, self._words, self._remarks)
        if question is None:
            if key:
                self._asked.left_out.add(key)
            return
        if not self._check_name(cells, key):
            return
        if key in self._rows:
            self._remarks.problem(
                cells.place("name"),
                gettext_noop("The name “%(name)s” is taken by row %(row)s already."),
                name=key,
                row=self._rows[key],
            )
            return
        self._rows[key] = cells.row.number
        own = read_relevant(cells, self._asked, self._remarks)
        self._place(question, own, cells)
        self._asked.questions[key] = question

    def _place(self, question: QuestionDefinition, own: Sequence[Clause], cells: Cells) -> None:
        """Put a question on the page of its group, or on one of its own where conditions need both lists."""
        groups = tuple(self._groups)
        shared = fill_slots(clause for group in groups for clause in group.clauses)
        mine = fill_slots(own)
        if len(shared) <= 1 and len(mine) <= 1:
            self._add(groups, shared[0] if shared else Slot(), mine, question, alone=False)
            return
        slots = fill_slots([*(c for group in groups for c in group.clauses), *own])
        if len(slots) > 2:
            self._remarks.left_out(
                cells.place("relevant"),
                gettext_noop(
                    "When this is asked depends on more than can be said here; it is asked of everybody."
                ),
            )
            slots = []
        self._add(groups, slots[0] if slots else Slot(), slots[1:], question, alone=True)

    def _add(
        self,
        groups: tuple[_Group, ...],
        slot: Slot,
        mine: Sequence[Slot],
        question: QuestionDefinition,
        *,
        alone: bool,
    ) -> None:
        if mine:
            question = replace(question, conditions=mine[0].conditions, match=mine[0].match)
        last = self._pages[-1] if self._pages else None
        is_same = last is not None and (last.groups, last.slot) == (groups, slot)
        if last is None or alone or self._is_split or not is_same:
            self._pages.append(_Page(groups, slot))
        self._is_split = alone
        self._pages[-1].questions.append(question)


def _free(name: str, taken: set[str]) -> str:
    """``name``, or with a number behind it where a page has it already."""
    found, number = name, 1
    while found in taken:
        number += 1
        found = f"{name[:56]}_{number}"
    taken.add(found)
    return found
