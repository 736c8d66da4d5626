"""Who took part against who lives there, in words, figures and a picture, from what was released."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.analysis.findings import Finding
from concerted.analysis.representation import (
    Representation,
    group_findings,
    mix_finding,
    representation,
)
from concerted.base.charts.bars import Bar, Bars, draw_bars
from concerted.base.charts.chart import Chart
from concerted.base.charts.numbers import percent
from concerted.listen.representation.models import Dimension, Occasion, Release
from concerted.listen.representation.queries.asking import occasion_of
from concerted.listen.representation.queries.benchmarks import Benchmark, newest_benchmarks
from concerted.listen.representation.queries.findings import sentence
from concerted.listen.representation.queries.protecting import FLOOR, Tree
from concerted.listen.representation.queries.words import Question, questions_of


@dataclass(frozen=True)
class Reachable:
    """A subgroup that somebody can be asked to reach."""

    dimension: str
    key: str
    name: str


@dataclass(frozen=True)
class Compared:
    """A subgroup, or several that are too small to tell apart, among those who took part and those who live there."""

    name: str
    groups: tuple[Reachable, ...]
    count: int
    share: float
    lives: float | None = None
    lower: float = 0.0
    upper: float = 0.0
    """Of the gap, in percentage points."""
    kind: str = ""
    """``fewer``, ``more``, ``unclear``, ``unexpected`` or ``nobody``; empty without a benchmark."""
    sentence: str = ""

    @property
    def gap(self) -> float | None:
        """In percentage points, below 0 where fewer came than live there."""
        return None if self.lives is None else 100 * (self.share - self.lives)

    @property
    def shown(self) -> dict[str, str]:
        """The figures as a table shows them."""
        gap = "" if self.gap is None else _points(self.gap)
        return {
            "people": number_format(self.count, force_grouping=True),
            "share": percent(self.share),
            "lives": "" if self.lives is None else percent(self.lives),
            "gap": gap,
            "interval": f"{_points(self.lower)} – {_points(self.upper)}" if gap else "",
        }


@dataclass(frozen=True)
class Reading:
    """One question. Without ``rows`` too few people told it yet."""

    question: Question
    took_part: int = 0
    said: int = 0
    declined: int | None = None
    at: datetime.datetime | None = None
    rows: tuple[Compared, ...] = ()
    finding: str = ""
    told_words: str = ""
    chart: Chart | None = None
    benchmark: Benchmark | None = None
    floor: int = FLOOR

    @property
    def missing(self) -> list[Compared]:
        """Whose voice is missing: groups of which surely fewer came than live there, the widest gap first."""
        fewer = [one for one in self.rows if one.kind == "fewer"]
        return sorted(fewer, key=lambda one: one.gap or 0)


@dataclass(frozen=True)
class WhoTookPart:
    """All that is told of one occasion (``representation/_who.html``)."""

    occasion: Occasion
    readings: tuple[Reading, ...]

    @property
    def told(self) -> tuple[Reading, ...]:
        return tuple(one for one in self.readings if one.rows)

    @property
    def missing(self) -> list[Compared]:
        return [row for one in self.told for row in one.missing]

    @property
    def place(self) -> str:
        return self.occasion.place.name if self.occasion.place is not None else ""

    @property
    def at(self) -> datetime.datetime | None:
        return max((one.at for one in self.told if one.at), default=None)

    @property
    def has_benchmarks(self) -> bool:
        return any(one.benchmark for one in self.told)


def who_took_part(occasion: Occasion, language: str) -> WhoTookPart:
    """The newest release of each question. Without a viewer: the occasion has passed a gate; releases are safe."""
    questions = questions_of(Dimension.objects.filter(occasions=occasion), language)
    releases = newest_releases(occasion)
    benchmarks = newest_benchmarks(occasion.place)
    readings = (
        _reading(one, releases.get(one.dimension.pk), benchmarks.get(one.dimension.pk))
        for one in questions
    )
    return WhoTookPart(occasion, tuple(readings))


@dataclass(frozen=True)
class Shown:
    """Who took part in a row of a room, and where all of it stands (``representation/_who_short.html``)."""

    who: WhoTookPart
    url: str


def shown_to_all(row: Any, language: str) -> Shown | None:
    """Nothing where people are not asked, or the team keeps it to itself. ``row`` has passed a gate."""
    occasion = occasion_of(row)
    if occasion is None or not occasion.is_public:
        return None
    url = reverse("representation:public_who", args=[occasion.organization.slug, occasion.pk])
    return Shown(who_took_part(occasion, language), url)


def newest_releases(occasion: Occasion) -> dict[uuid.UUID, Release]:
    rows = Release.objects.filter(occasion=occasion).order_by("created_at").defer("held")
    return {one.dimension_id: one for one in rows}


def _reading(question: Question, release: Release | None, benchmark: Benchmark | None) -> Reading:
    if release is None:
        return Reading(question, benchmark=benchmark)
    told = release.told
    cells = _cells(told, question)
    rows, finding = _compared(cells, told["said"], benchmark)
    return Reading(
        question=question,
        took_part=told["took_part"],
        said=told["said"],
        declined=told["declined"],
        at=release.created_at,
        rows=tuple(rows),
        finding=finding,
        told_words=_told_words(told),
        chart=_chart(question, rows),
        benchmark=benchmark,
    )


@dataclass(frozen=True)
class _Cell:
    """What is told of a subgroup, or of several together."""

    name: str
    groups: tuple[Reachable, ...]
    count: int

    def lives(self, benchmark: Benchmark) -> float:
        return sum(benchmark.shares.get(one.key, 0.0) for one in self.groups)


def _cells(told: Tree, question: Question) -> list[_Cell]:
    """Each subgroup that is told, and those that are not, all together."""
    counts, dimension = told["counts"], question.dimension.key
    known = [
        Reachable(dimension, one.key, one.name) for one in question.groups if one.key in counts
    ]
    cells = [
        _Cell(one.name, (one,), counts[one.key]) for one in known if counts[one.key] is not None
    ]
    hidden = tuple(one for one in known if counts[one.key] is None)
    if hidden:
        rest = told["said"] - sum(cell.count for cell in cells)
        words = _("%(groups)s, taken together")
        names = ", ".join(one.name for one in hidden)
        cells.append(_Cell(words % {"groups": names}, hidden, rest))
    return cells


def _compared(
    cells: Sequence[_Cell], said: int, benchmark: Benchmark | None
) -> tuple[list[Compared], str]:
    if benchmark is None:
        return [Compared(one.name, one.groups, one.count, one.count / said) for one in cells], ""
    found = representation([one.count for one in cells], [one.lives(benchmark) for one in cells])
    told = group_findings(found, [one.name for one in cells])
    rows = [
        _row(cell, found, place, finding)
        for place, (cell, finding) in enumerate(zip(cells, told, strict=True))
    ]
    return [one for one in rows if one.kind != "nobody"], sentence(mix_finding(found))


def _row(cell: _Cell, found: Representation, place: int, finding: Finding) -> Compared:
    return Compared(
        name=cell.name,
        groups=cell.groups,
        count=cell.count,
        share=float(found.shares[place]),
        lives=float(found.expected[place]),
        lower=float(found.gaps_lower[place]),
        upper=float(found.gaps_upper[place]),
        kind=finding.key.partition(".")[2],
        sentence=sentence(finding),
    )


def _chart(question: Question, rows: Iterable[Compared]) -> Chart:
    bars = [
        Bar(one.name, one.share, group=2 if one.kind == "fewer" else 1, mark=one.lives)
        for one in rows
    ]
    return draw_bars(
        Bars(
            title=question.name,
            bars=bars,
            label_heading=question.name,
            value_heading=_("Took part"),
            mark_heading=_("Live there"),
            words=percent,
        )
    )


def _told_words(told: Tree) -> str:
    """How many answered of how many took part, said plainly."""
    said, all_ = told["said"], told["took_part"]
    words = ngettext(
        "%(said)s of %(all)s person who took part answered this.",
        "%(said)s of %(all)s people who took part answered this.",
        all_,
    ) % {"said": _figure(said), "all": _figure(all_)}
    if told["declined"]:
        more = ngettext(
            "%(count)s prefers not to say.", "%(count)s prefer not to say.", told["declined"]
        )
        words += " " + more % {"count": _figure(told["declined"])}
    if 2 * said < all_:
        words += " " + _("That is fewer than half, so please read it with care.")
    return words


def _figure(number: int) -> str:
    return number_format(number, force_grouping=True)


def _points(value: float) -> str:
    """A gap in percentage points, with its sign."""
    figure = number_format(f"{abs(value):.0f}", 0)
    sign = "" if round(value) == 0 else "+" if value > 0 else "−"
    return f"{sign}{figure}"
