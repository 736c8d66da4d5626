"""The headers of a form: which column holds what, in which language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import get_language_info

from concerted.base.forms import clean_text
from concerted.base.tables.sheets import Sheet, SheetRow
from concerted.listen.surveys.xlsforms.remarks import Place, Remarks, gettext_noop

ALIASES = {
    "caption": "label",
    "command": "type",
    "tag": "name",
    "value": "name",
    "list name": "list_name",
    "relevance": "relevant",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "readonly": "read_only",
    "count": "repeat_count",
    "set_form_title": "form_title",
    "set_form_id": "form_id",
}
TEXTS = frozenset(
    {"label", "hint", "low_label", "high_label", "survey_title", "summary", "thanks"}
)
"""Columns that may be given in several languages."""
TAKEN = {
    "survey": TEXTS
    | {"type", "name", "required", "relevant", "constraint", "parameters", "appearance"}
    | {"calculation", "repeat_count", "choice_filter", "disabled", "may_decline"},
    "choices": frozenset({"list_name", "name", "label", "is_exclusive", "takes_text"}),
    "settings": TEXTS | {"form_title", "default_language", "is_anonymous", "form_id", "version"},
}
FOR_PROGRAMS = re.compile(r"\$|kobo--|_xpath$|bind$|body$|instance|control|hxl$")
"""What programs write for themselves; it says nothing to the people who are asked."""
_CODE = re.compile(r"\(\s*([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*\)\s*$")


@dataclass(frozen=True)
class Columns:
    """``plain`` are headers by what they hold, ``texts`` by that and the code of a language."""

    sheet: str
    plain: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def __contains__(self, name: str) -> bool:
        return name in self.plain or name in self.texts


@dataclass(frozen=True)
class Cells:
    """A row, asked by what its columns hold."""

    columns: Columns
    row: SheetRow

    def place(self, name: str = "") -> Place:
        header = self.columns.plain.get(name, name)
        return Place(self.columns.sheet, self.row.number, header)

    def one(self, name: str) -> str:
        header = self.columns.plain.get(name)
        return "" if header is None else clean_text(self.row.cells.get(header, ""))

    def words(self, name: str, *, lines: bool = False) -> dict[str, str]:
        """The texts of a column by language; what is empty is left out."""
        told = {
            language: clean_text(self.row.cells.get(header, ""), lines=lines)
            for language, header in self.columns.texts.get(name, {}).items()
        }
        return {language: text for language, text in told.items() if text}


def known_languages() -> dict[str, str]:
    """The languages of the installation by code and by their names, in small letters."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        info = get_language_info(code)
        for spelled in (code, info["name"], info["name_local"], code.partition("-")[0]):
            found.setdefault(spelled.casefold(), code)
    return found


def language_code(text: str) -> str:
    """The code of ``Español (es)``, ``Spanish`` or ``es-MX``; empty where the installation has no such language."""
    known = known_languages()
    match = _CODE.search(text)
    spelled = (match[1] if match else text).strip().casefold().replace("_", "-")
    return known.get(spelled) or known.get(spelled.partition("-")[0], "")


def header_parts(header: str) -> tuple[str, str]:
    """What a column holds, and the language as it is written there.

    >>> header_parts("label::Español (es)")
    ('label', 'Español (es)')
    """
    base, _mark, language = header.partition("::")
    if not language and ":" in base and not base.startswith("jr:"):
        base, _mark, language = base.partition(":")
    base = base.strip().casefold()
    base = ALIASES.get(base, base.replace(" ", "_"))
    return ALIASES.get(base, base), language.strip()


def read_columns(sheet: Sheet, default: str, remarks: Remarks) -> Columns:
    """What the columns of ``sheet`` hold. A text without a language is in the ``default`` one."""
    plain: dict[str, str] = {}
    texts: dict[str, dict[str, str]] = {}
    taken = TAKEN[sheet.name]
    for header in filter(None, sheet.headers):
        base, language = header_parts(header)
        place = Place(sheet.name, 1, header)
        if base not in taken:
            if FOR_PROGRAMS.match(base):
                sentence = gettext_noop("The column “%(column)s” is for other programs.")
                remarks.note(place, sentence, column=header)
            else:
                sentence = gettext_noop("The column “%(column)s” is not taken.")
                remarks.left_out(place, sentence, column=header)
        elif base not in TEXTS:
            _keep(plain, base, header, place, remarks)
        elif language and not language_code(language):
            remarks.left_out(
                place,
                gettext_noop("“%(language)s” is not a language of this installation."),
                language=language,
            )
        else:
            code = language_code(language) if language else default
            _keep(texts.setdefault(base, {}), code, header, place, remarks)
    return Columns(sheet.name, plain, texts)


def _keep(kept: dict[str, str], name: str, header: str, place: Place, remarks: Remarks) -> None:
    if name in kept:
        remarks.problem(
            place,
            gettext_noop("Two columns hold the same: “%(one)s” and “%(other)s”."),
            one=kept[name],
            other=header,
        )
    kept.setdefault(name, header)


def sheet_languages(columns: Iterable[Columns]) -> list[str]:
    """The languages in which there are labels."""
    return list(dict.fromkeys(code for one in columns for code in one.texts.get("label", {})))
