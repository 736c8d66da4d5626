"""The results of a survey as a page shows them: words, then a picture, then every figure that may be told.

Nothing here counts: it says what a reading told (``protecting``). A figure that is hidden is marked ``*``, zero is 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from concerted.base.charts.bars import Bar, Bars, draw_bars
from concerted.base.charts.chart import Chart
from concerted.base.charts.numbers import percent, plain
from concerted.base.tables.writing import Cell
from concerted.listen.representation.queries.asking import OTHER
from concerted.listen.surveys.models import (
    NO,
    YES,
    By,
    Kind,
    Question,
    ResultsReading,
    Survey,
)
from concerted.listen.surveys.queries.definitions import rows_of
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.grouping import dimensions_of
from concerted.listen.surveys.queries.pages import Words
from concerted.listen.surveys.queries.tabulating import (
    ALL,
    ANSWERED,
    CHOSEN,
    DECLINED,
    EMPTY,
    EVERYBODY,
    NOT_ASKED,
    STATES,
)
from concerted.organizations.translations import Rendition

HIDDEN = "*"
Tree = Mapping[str, Any]
Values = Sequence[Sequence[int | None]]


@dataclass(frozen=True)
class Figure:
    """A number of people, and which share of those who answered they are; nothing where it is hidden."""

    count: int | None
    share: float | None = None

    @property
    def count_words(self) -> str:
        return HIDDEN if self.count is None else number_format(self.count, force_grouping=True)

    @property
    def share_words(self) -> str:
        if self.share is None:
            return HIDDEN if self.count is None else ""
        return percent(self.share)


@dataclass(frozen=True)
class Line:
    """One answer, or one way not to answer, for everybody and for each group."""

    label: str
    whole: Figure
    groups: tuple[Figure, ...] = ()
    is_state: bool = False
    weighted: str = ""
    """The share with weights, its interval, and how many people of equal weight would tell as much."""
    weighted_share: float | None = None


@dataclass(frozen=True)
class MeanLine:
    label: str
    mean: str
    interval: str
    median: str
    people: str


@dataclass(frozen=True)
class Result:
    """One question. ``means`` are those of numbers, scales and orders, by answer or by group."""

    key: str
    text: Rendition
    kind: str
    lines: tuple[Line, ...]
    asked: str
    finding: str
    group_finding: str
    chart: Chart | None
    means: tuple[MeanLine, ...] = ()
    is_text: bool = False
    has_groups: bool = False


@dataclass(frozen=True)
class ResultsPage:
    """``reading`` is nothing before enough people answered."""

    survey: Survey
    text: Rendition
    reading: ResultsReading | None
    results: tuple[Result, ...] = ()
    groups: tuple[str, ...] = ()
    grouped_by: str = ""
    floor: int = FLOOR
    hides: bool = field(default=False)
    is_weighted: bool = False
    weighted_count: str = ""
    """Of how many people the weighted shares are, where that is an earlier count."""


def results_page(survey: Survey, reading: ResultsReading | None, language: str) -> ResultsPage:
    """All of the page, in the reader's language where the survey has it."""
    words = Words(rows_of(survey), language)
    text = words.of(survey)
    if reading is None:
        return ResultsPage(survey, text, None)
    told = reading.told
    naming = _Naming(words, told)
    parts: dict[str, dict[str, Tree]] = {}
    for part in told["parts"]:
        parts.setdefault(part["question"], {})[part["choice"]] = part
    questions = {one.key: one for one in words.rows.questions}
    results = tuple(
        _result(questions[key], some, told, naming)
        for key, some in parts.items()
        if key in questions
    )
    hides = any(one is None for part in told["parts"] for row in part["values"] for one in row)
    return ResultsPage(
        survey=survey,
        text=text,
        reading=reading,
        results=results,
        groups=naming.groups,
        grouped_by=naming.grouped_by,
        hides=hides,
        is_weighted=bool(naming.weighted),
        weighted_count="" if naming.marks_weighted else _figure(naming.weighted_count),
    )


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)


def figures_table(page: ResultsPage) -> list[list[Cell]]:
    """What the page shows, a row for each figure of each group: numbers as machines read them, ``*`` where hidden."""
    whole = _("Everybody")
    head = [_("Short name"), _("Question"), pgettext("result", "Answer"), _("Group"), _("People")]
    rows: list[list[Cell]] = [[*head, _("Share"), _("Weighted share")]]
    for one in page.results:
        for line in one.lines:
            named = [(whole, line.whole)]
            named += zip(page.groups, line.groups, strict=False) if one.has_groups else []
            for group, figure in named:
                weighted = line.weighted if group == whole else ""
                about = [one.key, one.text.label, line.label, group]
                rows.append([*about, *_cells(figure), weighted])
    return rows


def _cells(figure: Figure) -> list[Cell]:
    if figure.count is None:
        return [HIDDEN, HIDDEN if figure.share is None else round(figure.share, 4)]
    return [figure.count, "" if figure.share is None else round(figure.share, 4)]


def _columns(told: Tree) -> list[int]:
    """The groups that are shown: those who did not say, left it empty or were not asked only where there is somebody."""
    sums = told["parts"][0]["values"][-1]
    return [
        at for at, key in enumerate(told["groups"]) if not key.startswith("~") or sums[at] != 0
    ]


class _Naming:
    """What keys are called in the reader's language."""

    def __init__(self, words: Words, told: Tree) -> None:
        self.words = words
        self.questions = {one.key: one for one in words.rows.questions}
        self.by = told["grouping"]
        weighted: Tree = told.get("weighted") or {}
        self.weighted: Tree = weighted.get("shares") or {}
        self.weighted_count: int = weighted.get("count", told["count"])
        self.marks_weighted = self.weighted_count == told["count"]
        dimensions = dimensions_of(words.rows.survey, words.language)
        self.dimensions = {one.dimension.key: one for one in dimensions}
        self.columns = _columns(told)
        self.group_keys: list[str] = [told["groups"][at] for at in self.columns]
        self.has_groups = told["groups"] != [EVERYBODY]

    @property
    def grouped_by(self) -> str:
        if not self.has_groups:
            return ""
        if self.by["by"] == By.QUESTION and self.by["key"] in self.questions:
            return self.words.of(self.questions[self.by["key"]]).label
        dimension = self.dimensions.get(self.by["key"])
        return dimension.name if dimension is not None else str(self.by["key"])

    @property
    def groups(self) -> tuple[str, ...]:
        if not self.has_groups:
            return ()
        if self.by["by"] == By.DIMENSION:
            return tuple(self._subgroup(key) for key in self.group_keys)
        question = self.questions.get(self.by["key"])
        return tuple(self.category(question, key) for key in self.group_keys)

    def _subgroup(self, key: str) -> str:
        own = {OTHER: _("In another way"), EMPTY: _("Did not say")}
        dimension = self.dimensions.get(self.by["key"])
        if key.startswith("~") or dimension is None:
            return own.get(key) or self.category(None, key)
        return dimension.named(key)

    def category(self, question: Question | None, key: str) -> str:
        """An answer in words; a key that nothing is called by any more stands for itself."""
        states = {
            DECLINED: _("Prefers not to say"),
            EMPTY: _("Left empty"),
            NOT_ASKED: _("Not asked"),
            ANSWERED: _("Answered"),
        }
        if key in states:
            return states[key]
        if question is not None and question.kind == Kind.YES_NO:
            return {YES: _("Yes"), NO: _("No")}.get(key, key)
        if question is not None and question.kind == Kind.SCALE:
            return self._step(question, key)
        named = dict(self._choices(question)) if question is not None else {}
        return named.get(key, key)

    def _choices(self, question: Question) -> list[tuple[str, str]]:
        return [(one.key, label) for one, label in self.words.choices_of(question)]

    def _step(self, question: Question, key: str) -> str:
        text, steps = self.words.of(question), [str(one) for one in question.steps()]
        ends = {steps[0]: text.low_label, steps[-1]: text.high_label} if steps else {}
        name = ends.get(key, "")
        return f"{key} ({name})" if name else key


def _result(question: Question, parts: Mapping[str, Tree], told: Tree, naming: _Naming) -> Result:
    base = parts[""]
    kind = Kind(question.kind)
    lines = _lines(question, parts, naming)
    asked = base["rows"].index(NOT_ASKED)
    answered = _answered(base, -1)
    is_grouping = naming.by["by"] == By.QUESTION and naming.by["key"] == question.key
    text = naming.words.of(question)
    shown = [one for one in lines if not one.is_state and one.whole.share is not None]
    return Result(
        key=question.key,
        text=text,
        kind=str(kind.label),
        lines=lines,
        asked=_asked_words(base, asked, answered),
        finding=_finding(kind, shown, answered, _means(question, told, naming)),
        group_finding=_group_finding(lines, naming) if not is_grouping else "",
        chart=_chart(text.label, lines) if len(shown) > 1 else None,
        means=_means(question, told, naming),
        is_text=kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.DATE),
        has_groups=naming.has_groups and not is_grouping,
    )


def _lines(question: Question, parts: Mapping[str, Tree], naming: _Naming) -> tuple[Line, ...]:
    base = parts[""]
    columns = naming.columns
    found = []
    chosen = [part for choice, part in parts.items() if choice]
    for part in chosen:
        figures = [_share(part["values"][0][at], part["values"][-1][at]) for at in (*columns, -1)]
        label = naming.category(question, part["choice"])
        line = Line(label, figures[-1], tuple(figures[:-1]))
        found.append(_with_weights(line, f"{question.key}/{part['choice']}/{CHOSEN}", naming))
    for place, row in enumerate(base["rows"]):
        if row == ANSWERED and chosen:
            continue
        values = base["values"][place]
        figures = [
            Figure(values[at]) if row.startswith("~") else _share(values[at], _answered(base, at))
            for at in (*columns, -1)
        ]
        label = naming.category(question, row)
        line = Line(label, figures[-1], tuple(figures[:-1]), is_state=row.startswith("~"))
        found.append(_with_weights(line, f"{question.key}//{row}", naming))
    return tuple(found)


def _with_weights(line: Line, key: str, naming: _Naming) -> Line:
    told = naming.weighted.get(key)
    if told is None:
        return line
    words = _("%(share)s (%(lower)s – %(upper)s; as from %(people)s people)") % {
        "share": percent(told["share"]),
        "lower": percent(told["lower"]),
        "upper": percent(told["upper"]),
        "people": number_format(told["effective"], force_grouping=True),
    }
    share = told["share"] if naming.marks_weighted else None
    return replace(line, weighted=words, weighted_share=share)


def _share(count: int | None, whole: int | None) -> Figure:
    if count is None or not whole:
        return Figure(count)
    return Figure(count, count / whole)


def _answered(base: Tree, at: int) -> int | None:
    """How many of a group answered, as far as it follows from what is told."""
    own = [
        values[at]
        for row, values in zip(base["rows"], base["values"][:-1], strict=True)
        if row not in STATES
    ]
    if None not in own:
        return int(sum(one for one in own if one is not None))
    rest = [base["values"][base["rows"].index(state)][at] for state in STATES]
    whole = base["values"][-1][at]
    if whole is None or None in rest:
        return None
    return int(whole - sum(one for one in rest if one is not None))


def _asked_words(base: Tree, asked: int, answered: int | None) -> str:
    whole, not_asked = base["values"][-1][-1], base["values"][asked][-1]
    if whole is None or not_asked is None or answered is None:
        return ""
    words = ngettext(
        "%(answered)s of the %(asked)s person who was asked answered.",
        "%(answered)s of the %(asked)s people who were asked answered.",
        whole - not_asked,
    )
    return words % {
        "answered": number_format(answered, force_grouping=True),
        "asked": number_format(whole - not_asked, force_grouping=True),
    }


def _finding(
    kind: Kind, shown: Sequence[Line], answered: int | None, means: Sequence[MeanLine]
) -> str:
    if kind in (Kind.NUMBER, Kind.SCALE) and means:
        return _("On average %(mean)s (half of the people said %(median)s or less).") % {
            "mean": means[0].mean,
            "median": means[0].median,
        }
    if not shown or answered is None:
        return ""
    top = max(shown, key=lambda one: one.whole.share or 0)
    if not top.whole.share:
        return ""
    sentences = {
        Kind.RANKING: _(
            "“%(answer)s” was put first most often: by %(share)s of %(count)s people."
        ),
        Kind.SEVERAL: _("“%(answer)s” was chosen most often: by %(share)s of %(count)s people."),
    }
    sentence = sentences.get(
        kind, _("Most often: “%(answer)s”, by %(share)s of %(count)s people.")
    )
    return sentence % {
        "answer": top.label,
        "share": percent(top.whole.share),
        "count": number_format(answered, force_grouping=True),
    }


def _group_finding(lines: Sequence[Line], naming: _Naming) -> str:
    """Where the groups that can be told differ most."""
    widest: tuple[float, str] = (0.0, "")
    for line in lines:
        told = [
            (figure.share, name)
            for figure, name, key in zip(
                line.groups, naming.groups, naming.group_keys, strict=False
            )
            if figure.share is not None and not key.startswith("~")
        ]
        if line.is_state or len(told) < 2:
            continue
        (low, low_name), (high, high_name) = min(told), max(told)
        if high - low > widest[0]:
            words = _(
                "The groups differ most on “%(answer)s”: %(high)s of “%(high_group)s”, %(low)s of “%(low_group)s”."
            )
            values = {"answer": line.label, "high": percent(high), "low": percent(low)}
            widest = (
                high - low,
                words % {**values, "high_group": high_name, "low_group": low_name},
            )
    return widest[1]


def _chart(title: str, lines: Sequence[Line]) -> Chart:
    bars = [
        Bar(one.label, one.whole.share, mark=one.weighted_share)
        for one in lines
        if not one.is_state
    ]
    return draw_bars(
        Bars(
            title,
            bars,
            value_heading=_("Share"),
            mark_heading=_("Weighted share"),
            label_heading=pgettext("result", "Answer"),
            words=percent,
            whole=1.0,
        )
    )


def _means(question: Question, told: Tree, naming: _Naming) -> tuple[MeanLine, ...]:
    found = []
    for key, by_group in told["means"].items():
        owner, _slash, choice = key.partition("/")
        if owner != question.key:
            continue
        if choice and ALL in by_group:
            found.append(_mean_line(naming.category(question, choice), by_group[ALL]))
        elif not choice:
            named = [(_("Everybody"), ALL)]
            if naming.has_groups:
                named += list(zip(naming.groups, naming.group_keys, strict=True))
            found += [_mean_line(name, by_group[one]) for name, one in named if one in by_group]
    return tuple(found)


def _mean_line(label: str, told: Tree) -> MeanLine:
    return MeanLine(
        label=label,
        mean=plain(told["mean"]),
        interval=f"{plain(told['lower'])} – {plain(told['upper'])}",
        median=plain(told["median"]),
        people=number_format(told["count"], force_grouping=True),
    )
