"""What is read and drawn for one page: by one dimension, of the whole or of one place, never more than is shown."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Dimension, Place, Release
from concerted.measure.indicators.queries.ahead import MOST_PERIODS, Ahead, ahead_of
from concerted.measure.indicators.queries.by_place import place_cuts
from concerted.measure.indicators.queries.courses import CourseReading
from concerted.measure.indicators.queries.cuts import Cut
from concerted.measure.indicators.queries.gap import (
    FEWER_STEPS,
    MOST_STEPS,
    Gap,
    everybody_of,
    gap_between,
    gap_of_course,
)
from concerted.measure.indicators.queries.happened import Mark
from concerted.measure.indicators.queries.map import PlaceMap, map_of
from concerted.measure.indicators.queries.measuring import Facts, pair_of
from concerted.measure.indicators.queries.periods import Period, in_order, spread
from concerted.measure.indicators.queries.places import MOST_LINES, MOST_PANELS, Places, places_of
from concerted.measure.indicators.queries.released import Timeline, cut_of
from concerted.measure.indicators.queries.summary import Summary, reckon, summary_of
from concerted.measure.indicators.queries.units import Words
from concerted.organizations.translations import Rendition


@dataclass(frozen=True)
class Compared:
    """What two groups or more can be asked."""

    ahead: Ahead
    summary: Summary | None
    places: Places | None


@dataclass(frozen=True)
class Drawing:
    """Everything on one page has one title, one unit, and one way that is better."""

    release: Release
    reader: Viewer | None
    dimension: Dimension | None
    names: Mapping[uuid.UUID, Rendition]
    language: str
    place: str
    timeline: Timeline
    title: str

    @cached_property
    def words(self) -> Words:
        return Words(self.release.indicator.unit)

    @cached_property
    def facts(self) -> Facts:
        return Facts(self.words.scale, self.release.indicator.favourable)

    @cached_property
    def _read(self) -> tuple[Cut, Sequence[str]]:
        line = self.timeline
        if self.dimension is None:
            return self._cut(line.everybody[-MOST_STEPS:])
        ends = [*line.known[:1], *line.known[-1:]]
        return self._cut(in_order([*ends, *spread(line.told, MOST_PERIODS)]))

    @property
    def cut(self) -> Cut:
        """All groups in a few periods, the first and the last among them; with no dimension everybody in the newest."""
        return self._read[0]

    @property
    def sources(self) -> Sequence[str]:
        return self._read[1]

    def _cut(
        self, periods: Collection[Period], groups: Collection[str] | None = None
    ) -> tuple[Cut, Sequence[str]]:
        return cut_of(
            self.release,
            self.reader,
            self.dimension,
            self.names,
            self.language,
            place=self.place,
            periods=periods,
            groups=groups,
        )

    def compared(self, page: int) -> Compared | None:
        """Nothing where there is no dimension to tell people apart. ``page`` is that of places; 0 for none."""
        if self.dimension is None:
            return None
        return Compared(
            ahead_of(self.cut, self.facts, self.words, self.title, told=len(self.timeline.told)),
            summary_of(self.cut, reckon(self.cut, self.facts), self.words),
            self._places(self.dimension, page) if page and not self.place else None,
        )

    def _places(self, dimension: Dimension, page: int) -> Places | None:
        if not self.cut.groups:
            return None
        found = place_cuts(
            self.release,
            self.reader,
            self.cut,
            dimension,
            groups=[one.key for one in self.cut.furthest(MOST_LINES).groups],
            most=MOST_PANELS,
            page=page,
        )
        return (
            None
            if found is None
            else places_of(
                found, self.facts, self.words, self.title, of_groups=len(self.cut.groups)
            )
        )

    def shape_count(self) -> int:
        """How many shapes of places the organization has."""
        places = Place.objects.filter(organization=self.release.organization_id)
        return 0 if self.place else places.count()

    def map(self) -> PlaceMap | None:
        """Everybody's figures by place."""
        return map_of(self.release, self.reader, self.words, self.title)

    def gaps(self, courses: Sequence[CourseReading], marks: Sequence[Mark]) -> list[Gap]:
        """Along each course that was agreed for this dimension; else between those who are furthest apart."""
        own = (None, self.dimension.pk if self.dimension else None)
        found: list[Gap] = []
        for one in courses if not self.place else ():
            if one.course.dimension_id in own:
                most = FEWER_STEPS if found else MOST_STEPS
                drawn = self._course(one, marks, most)
                found += [] if drawn is None else [drawn]
        return found or [one for one in [self._apart()] if one is not None]

    def _course(self, reading: CourseReading, marks: Sequence[Mark], most: int) -> Gap | None:
        course = reading.course
        names = {one.key: one.name for one in self.cut.groups}
        found = gap_of_course(
            reading,
            in_order([*self.timeline.told, *self.timeline.everybody]),
            self.words,
            self.title,
            behind=names.get(str(course.subgroup_id), ""),
            ahead=names.get(str(course.other_id), ""),
            marks=marks,
            most=most,
        )
        return found and replace(found, goal=course.goal.in_language(self.language))

    def _apart(self) -> Gap | None:
        known = self.timeline.known
        pair = pair_of(self.cut, self.facts, known[-1]) if known else None
        if pair is None:
            return None
        behind, ahead = self.cut.groups[pair.behind], self.cut.groups[pair.ahead]
        line, _sources = self._cut(known[-MOST_STEPS:], [behind.key, ahead.key])
        gap = gap_between(line, behind, ahead, self.facts, self.words, self.title)
        return replace(gap, left_out=len(known[:-MOST_STEPS]))

    def everybody(self) -> Gap | None:
        """Where nobody is told apart."""
        found = everybody_of(self.cut, self.facts, self.words, self.title)
        return found and replace(found, left_out=len(self.timeline.everybody[:-MOST_STEPS]))
