"""The words of a form: cleaned of what a page of ours does not show."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from concerted.listen.surveys.models.surveys import KEY_LENGTH
from concerted.listen.surveys.xlsforms.columns import Cells
from concerted.listen.surveys.xlsforms.remarks import Remarks, gettext_noop

_MARKUP = re.compile(
    r"</?(?:a|b|i|u|p|br|em|div|img|font|span|strong|center|small|big|h[1-6])\b[^<>]*>", re.I
)
_REFERENCE = re.compile(r"\$\{[^{}]*\}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_CHOICE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]*")


def is_short_name(name: str, *, first_digit: bool = False) -> bool:
    """Whether ``name`` can name a question, or with ``first_digit`` a choice."""
    pattern = _CHOICE_NAME if first_digit else _NAME
    return len(name) <= KEY_LENGTH and pattern.fullmatch(name) is not None


@dataclass(frozen=True)
class Words:
    """Reads texts by language; ``languages`` begins with the form's own."""

    languages: Sequence[str]
    remarks: Remarks

    def read(
        self, cells: Cells, name: str, longest: int, *, lines: bool = False
    ) -> dict[str, str]:
        """The texts of a column. Where the form's own language is blank, another one stands in."""
        told = {
            language: self._cleaned(cells, name, text)
            for language, text in cells.words(name, lines=lines).items()
        }
        told = {language: text for language, text in told.items() if text}
        own = self.languages[0]
        if told and own not in told:
            stand_in = next(iter(told))
            self.remarks.note(
                cells.place(name),
                gettext_noop("There are no words in “%(own)s”; those in “%(other)s” stand in."),
                own=own,
                other=stand_in,
            )
            told = {own: told[stand_in], **told}
        for language, text in told.items():
            if len(text) > longest:
                self.remarks.problem(
                    cells.place(name),
                    gettext_noop(
                        "The words in “%(language)s” have %(count)s letters; %(limit)s is the limit."
                    ),
                    language=language,
                    count=len(text),
                    limit=longest,
                )
        return told

    def _cleaned(self, cells: Cells, name: str, text: str) -> str:
        plain = _MARKUP.sub(" ", text)
        if plain != text:
            self.remarks.note(
                cells.place(name), gettext_noop("Markup is taken out; the words stay.")
            )
        whole = _REFERENCE.sub("…", plain)
        if whole != plain:
            self.remarks.left_out(
                cells.place(name),
                gettext_noop("Words cannot repeat an answer; “…” stands in its place."),
            )
        kept = "\n".join(" ".join(line.split()) for line in whole.split("\n"))
        return kept.strip()
