"""A workbook as the definition of a survey, with what is to be said of each of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from concerted.base.forms import clean_text
from concerted.base.tables.files import Unreadable
from concerted.base.tables.sheets import Sheet, read_sheets
from concerted.listen.surveys.definitions import SurveyDefinition
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.xlsforms.choices import Lists, read_lists
from concerted.listen.surveys.xlsforms.columns import (
    Cells,
    language_code,
    read_columns,
    sheet_languages,
)
from concerted.listen.surveys.xlsforms.flags import is_yes
from concerted.listen.surveys.xlsforms.outline import Outline
from concerted.listen.surveys.xlsforms.remarks import (
    Level,
    Place,
    Remark,
    Remarks,
    gettext_noop,
)
from concerted.listen.surveys.xlsforms.words import Words

SHEETS = frozenset({"survey", "choices", "settings"})


@dataclass(frozen=True)
class FormReading:
    """``definition`` is there unless a remark is a problem."""

    definition: SurveyDefinition | None
    remarks: tuple[Remark, ...]

    @property
    def problems(self) -> tuple[Remark, ...]:
        return tuple(one for one in self.remarks if one.level is Level.PROBLEM)


def read_form(path: Path, name: str = "", *, language: str = "en") -> FormReading:
    """The survey in the workbook at ``path``, its plain columns in ``language`` unless it names its own.

    Raises ``Unreadable`` where it is no XLSForm at all.
    """
    name = clean_text(name or path.name)
    sheets = read_sheets(path, name, SHEETS)
    if "survey" not in sheets:
        raise Unreadable(
            gettext_noop("“%(name)s” has no sheet “survey”, so it is not an XLSForm."), name=name
        )
    remarks = Remarks()
    title = Path(name).stem[: Survey._meta.get_field("title").max_length]
    definition = _Form(sheets, language, title, remarks).read()
    return FormReading(None if remarks.has_problem else definition, remarks.sorted())


class _Form:
    """Reads the sheets in the order in which they depend on each other."""

    def __init__(
        self, sheets: dict[str, Sheet], fallback: str, title: str, remarks: Remarks
    ) -> None:
        self.sheets, self.remarks, self.title = sheets, remarks, title
        self.default = self._default_language(fallback)
        self.columns = {
            name: read_columns(sheet, self.default, remarks) for name, sheet in sheets.items()
        }
        for name, sheet in sheets.items():
            self._tell_formulas(name, sheet)
        languages = sheet_languages(
            self.columns[name] for name in ("survey", "choices") if name in sheets
        )
        self.words = Words(list(dict.fromkeys([self.default, *languages])), remarks)

    def read(self) -> SurveyDefinition:
        outline = Outline(self._lists(), self.words, self.remarks)
        if self._has("survey", "type", "name", "label"):
            for cells in self._rows("survey"):
                outline.take(cells)
            outline.end()
        return replace(self._settings(), sections=outline.sections())

    def _default_language(self, fallback: str) -> str:
        """The form's own language: as its settings say, else the first that has labels."""
        settings = self.sheets.get("settings")
        if settings is not None and settings.rows:
            columns = read_columns(settings, fallback, Remarks())
            cells = Cells(columns, settings.rows[0])
            said = cells.one("default_language")
            if language_code(said):
                return language_code(said)
            if said and said.casefold() != "default":
                self.remarks.left_out(
                    cells.place("default_language"),
                    gettext_noop("“%(language)s” is not a language of this installation."),
                    language=said[:60],
                )
        columns = read_columns(self.sheets["survey"], "", Remarks())
        labels = columns.texts.get("label", {})
        return fallback if not labels or "" in labels else next(iter(labels))

    def _rows(self, name: str) -> Sequence[Cells]:
        sheet = self.sheets.get(name)
        return [] if sheet is None else [Cells(self.columns[name], row) for row in sheet.rows]

    def _has(self, name: str, *needed: str) -> bool:
        lacking = [one for one in needed if one not in self.columns[name]]
        for one in lacking:
            self.remarks.problem(
                Place(name, 1),
                gettext_noop("The sheet “%(sheet)s” has no column “%(column)s”."),
                sheet=name,
                column=one,
            )
        return not lacking

    def _lists(self) -> Lists:
        if "choices" not in self.sheets:
            return Lists({})
        return read_lists(self.columns["choices"], self._rows("choices"), self.words, self.remarks)

    def _settings(self) -> SurveyDefinition:
        cells = next(iter(self._rows("settings")), None)
        if cells is None:
            return SurveyDefinition({self.default: self.title}, (), self.default)
        limit = Survey._meta.get_field("title").max_length or 0
        titles = self.words.read(cells, "survey_title", limit)
        own = cells.one("form_title") or titles.get(self.default) or self.title
        if len(own) > limit:
            self.remarks.problem(
                cells.place("form_title"),
                gettext_noop("The title has %(count)s letters; %(limit)s is the limit."),
                count=len(own),
                limit=limit,
            )
        return SurveyDefinition(
            title={**titles, self.default: own},
            sections=(),
            language=self.default,
            summary=self.words.read(cells, "summary", 1000, lines=True),
            thanks=self.words.read(cells, "thanks", 1000, lines=True),
            is_anonymous=is_yes(cells.one("is_anonymous") or "yes"),
        )

    def _tell_formulas(self, name: str, sheet: Sheet) -> None:
        for row in sheet.rows:
            for header in sorted(row.formulas & row.cells.keys()):
                self.remarks.note(
                    Place(name, row.number, header),
                    gettext_noop("A formula: it is not worked out, its last shown value is read."),
                )
