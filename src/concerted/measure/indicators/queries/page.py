"""The page of an indicator: what was released last, by one dimension, in words, pictures and tables."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import (
    Dimension,
    Indicator,
    Place,
    Release,
    Veto,
)
from concerted.measure.indicators.queries.ahead import Ahead, ahead_of
from concerted.measure.indicators.queries.comparisons import ComparisonTold, comparisons_of
from concerted.measure.indicators.queries.courses import CourseReading, courses_for, read_courses
from concerted.measure.indicators.queries.cuts import Cut
from concerted.measure.indicators.queries.figures import newest_release
from concerted.measure.indicators.queries.gap import Gap, everybody_of, gap_between, gap_of_course
from concerted.measure.indicators.queries.happened import Mark, what_happened
from concerted.measure.indicators.queries.map import PlaceMap, map_of
from concerted.measure.indicators.queries.measuring import Facts
from concerted.measure.indicators.queries.periods import in_order
from concerted.measure.indicators.queries.places import (
    MOST_PANELS,
    MOST_PLACES,
    Places,
    places_of,
)
from concerted.measure.indicators.queries.released import cut_of, dimensions_of, place_cuts
from concerted.measure.indicators.queries.summary import Summary, reckon, summary_of
from concerted.measure.indicators.queries.units import Words
from concerted.measure.indicators.queries.withdrawn import veto_sentences
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class Choice:
    """A dimension that the figures can be seen by."""

    pk: uuid.UUID
    slug: str
    name: str
    language: str
    is_current: bool


@dataclass(frozen=True)
class Compared:
    """What two groups or more can be asked."""

    ahead: Ahead
    summary: Summary | None
    places: Places | None


@dataclass(frozen=True)
class IndicatorPage:
    indicator: Indicator
    text: Rendition
    vetoes: Sequence[str]
    release: Release | None = None
    sources: Sequence[str] = ()
    choices: Sequence[Choice] = ()
    compared: Compared | None = None
    """Nothing while there is no dimension to tell people apart."""
    gap: Gap | None = None
    goal: Rendition | None = None
    """Of the course that the gap follows."""
    everybody: Gap | None = None
    """Where there is neither."""
    marks: Sequence[Mark] = ()
    comparisons: Sequence[ComparisonTold] = ()
    map: PlaceMap | None = None

    @property
    def is_public(self) -> bool:
        """Whether everybody has this page, and its files."""
        return self.release is not None and not self.indicator.is_draft


def indicator_page(
    indicator: Indicator, reader: Viewer | None, by: str, language: str
) -> IndicatorPage:
    """``indicator``, which has passed a gate, by the dimension ``by``; a fixed number of queries."""
    text = renditions([indicator], language)[indicator.pk]
    vetoes = _vetoes(indicator, language)
    release = newest_release(indicator)
    if release is None:
        return IndicatorPage(indicator, text, vetoes)
    release.indicator = indicator
    dimensions = dimensions_of(release, reader)
    names = renditions(dimensions, language)
    courses = read_courses(courses_for(indicator, reader))
    chosen = _chosen(dimensions, courses, by)
    cut, sources = cut_of(release, reader, chosen, names, language)
    drawing = _Drawing(text.title, Words(indicator.unit), indicator.favourable)
    marks = what_happened(indicator, reader, language) if courses else []
    gap, goal = drawing.gap(cut, chosen, courses, marks, language)
    return IndicatorPage(
        indicator,
        text,
        vetoes,
        release,
        sources,
        [
            Choice(one.pk, one.slug, names[one.pk].title, names[one.pk].language, one == chosen)
            for one in dimensions
        ],
        drawing.compared(release, reader, cut, chosen) if chosen is not None else None,
        gap,
        goal,
        everybody_of(cut, drawing.facts, drawing.words, drawing.title) if gap is None else None,
        marks,
        comparisons_of(indicator, reader, language),
        drawing.map(release, reader),
    )


@dataclass(frozen=True)
class _Drawing:
    """How everything on one page is drawn: under which title, in which unit, and what is better."""

    title: str
    words: Words
    favourable: bool

    @property
    def facts(self) -> Facts:
        return Facts(self.words.scale, self.favourable)

    def compared(
        self, release: Release, reader: Viewer | None, cut: Cut, dimension: Dimension
    ) -> Compared:
        places = place_cuts(
            release, reader, cut, dimension, most=MOST_PLACES, with_series=MOST_PANELS
        )
        return Compared(
            ahead_of(cut, self.facts, self.words, self.title),
            summary_of(cut, reckon(cut, self.facts), self.words),
            places_of(places, self.words, self.title),
        )

    def map(self, release: Release, reader: Viewer | None) -> PlaceMap | None:
        """Everybody's figures, where the organization has shapes of places."""
        if not Place.objects.filter(organization=release.organization_id).exists():
            return None
        return map_of(release, reader, self.words, self.title)

    def gap(
        self,
        cut: Cut,
        dimension: Dimension | None,
        courses: Sequence[CourseReading],
        marks: Sequence[Mark],
        language: str,
    ) -> tuple[Gap | None, Rendition | None]:
        """Along the course that was agreed for this dimension; else between those who are furthest apart."""
        names = {one.key: one.name for one in cut.groups}
        for reading in courses:
            course = reading.course
            if course.dimension_id not in (None, dimension.pk if dimension else None):
                continue
            found = gap_of_course(
                reading,
                in_order([*cut.periods, *cut.of_all]),
                self.words,
                self.title,
                behind=names.get(str(course.subgroup_id), ""),
                ahead=names.get(str(course.other_id), ""),
                marks=marks,
            )
            if found is not None:
                return found, course.goal.in_language(language)
        return gap_between(cut, self.facts, self.words, self.title), None


def _chosen(
    dimensions: Sequence[Dimension], courses: Sequence[CourseReading], by: str
) -> Dimension | None:
    """The one that was asked for; else the one in which something was agreed; else the first."""
    agreed = {one.course.dimension_id for one in courses}
    wanted = [
        *(one for one in dimensions if one.slug == by),
        *(one for one in dimensions if one.pk in agreed),
        *dimensions,
    ]
    return wanted[0] if wanted else None


def _vetoes(indicator: Indicator, language: str) -> list[str]:
    """What a community does not want published, in words for everybody."""
    rows = Veto.objects.against(indicator).select_related("dimension")
    return veto_sentences(list(rows), language)
