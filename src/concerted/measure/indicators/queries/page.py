"""The page of an indicator: what was released last, by one dimension, in words, pictures and tables."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Dimension, Indicator, Release, Veto
from concerted.measure.indicators.queries.comparisons import ComparisonPage, comparison_page
from concerted.measure.indicators.queries.courses import CourseReading, courses_for, read_courses
from concerted.measure.indicators.queries.drawing import Compared, Drawing
from concerted.measure.indicators.queries.figures import newest_release
from concerted.measure.indicators.queries.gap import Gap
from concerted.measure.indicators.queries.happened import Mark, what_happened
from concerted.measure.indicators.queries.map import PlaceMap
from concerted.measure.indicators.queries.periods import Days
from concerted.measure.indicators.queries.released import dimensions_of, timeline_of
from concerted.measure.indicators.queries.withdrawn import veto_sentences
from concerted.organizations.translations import Rendition, renditions

MOST_SHAPES = 24
"""On a map that stands beside everything else."""


@dataclass(frozen=True)
class Asked:
    """What of an indicator somebody wants to see: by which dimension, and at which place."""

    by: str = ""
    place: str = ""
    places: int = 1
    """Which of the pages of places."""
    comparison: int = 1
    """Which of the comparisons."""
    has_map: bool = False
    """Whether a large map is wanted, in the place of the pictures of places."""
    days: Days | None = None
    """Periods alone that end in these, and what is known at their end; what happened on the way is told elsewhere."""


@dataclass(frozen=True)
class Choice:
    """A dimension that the figures can be seen by."""

    pk: uuid.UUID
    slug: str
    name: str
    language: str
    is_current: bool


@dataclass(frozen=True)
class IndicatorPage:
    indicator: Indicator
    text: Rendition
    vetoes: Sequence[str]
    release: Release | None = None
    sources: Sequence[str] = ()
    choices: Sequence[Choice] = ()
    place: str = ""
    """Empty for the whole."""
    compared: Compared | None = None
    """Nothing while there is no dimension to tell people apart."""
    gaps: Sequence[Gap] = ()
    """Along each course that was agreed; one alone where none was."""
    everybody: Gap | None = None
    """Where there is neither."""
    marks: Sequence[Mark] = ()
    comparison: ComparisonPage = field(default_factory=ComparisonPage)
    """One at a time."""
    map: PlaceMap | None = None
    has_large_map: bool = False
    """Whether there is a map that is drawn only where it is asked for."""

    @property
    def gap(self) -> Gap | None:
        """The one that stands first."""
        return self.gaps[0] if self.gaps else None

    @property
    def is_public(self) -> bool:
        """Whether everybody has this page, and its files."""
        return self.release is not None and not self.indicator.is_draft


def indicator_page(
    indicator: Indicator, reader: Viewer | None, asked: Asked, language: str
) -> IndicatorPage:
    """``indicator``, which has passed a gate, as it was ``asked`` for.

    As many queries for many groups, places and periods as for few, and no more rows than are drawn.
    """
    text = renditions([indicator], language)[indicator.pk]
    vetoes = _vetoes(indicator, language)
    release = newest_release(indicator)
    if release is None:
        return IndicatorPage(indicator, text, vetoes)
    release.indicator = indicator
    dimensions = dimensions_of(release, reader)
    names = renditions(dimensions, language)
    courses = read_courses(courses_for(indicator, reader))
    chosen = _chosen(dimensions, courses, asked.by)
    place, timeline = asked.place, timeline_of(release, reader, chosen, asked.place)
    if place and not timeline:
        place, timeline = "", timeline_of(release, reader, chosen)
    if asked.days is not None:
        timeline = timeline.within(asked.days)
        courses = [one.until(asked.days[1]) for one in courses]
    drawing = Drawing(release, reader, chosen, names, language, place, timeline, text.title)
    has_marks = bool(courses) and not place and asked.days is None
    marks = what_happened(indicator, reader, language) if has_marks else []
    gaps, shapes = drawing.gaps(courses, marks), drawing.shape_count()
    is_large = shapes > MOST_SHAPES
    return IndicatorPage(
        indicator,
        text,
        vetoes,
        release,
        drawing.sources,
        [
            Choice(one.pk, one.slug, names[one.pk].title, names[one.pk].language, one == chosen)
            for one in dimensions
        ],
        place,
        drawing.compared(0 if asked.has_map and is_large else asked.places),
        gaps,
        None if gaps else drawing.everybody(),
        marks,
        ComparisonPage()
        if place
        else comparison_page(indicator, reader, language, asked.comparison),
        drawing.map() if shapes and (asked.has_map or not is_large) else None,
        is_large,
    )


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
