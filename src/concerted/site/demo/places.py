"""Figures by neighborhood with a map of them, and what moved after interpreters came in the evening."""

from __future__ import annotations

import datetime

from concerted.measure.indicators.importing.grids import Grid
from concerted.measure.indicators.models import (
    Frequency,
    Indicator,
    Kind,
    Method,
    Release,
    Subgroup,
    Unit,
)
from concerted.measure.indicators.operations.comparisons import add_comparison, work_out
from concerted.measure.indicators.operations.places import import_places
from concerted.site.demo import past
from concerted.site.demo import place_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import DATA, Loop, translate
from concerted.site.demo.measures import approve, bring, make_indicator, release, starts

QUARTERS_SINCE = 5
"""Quarters that have ended since the interpreters came."""


def show_places(cast: Cast, loop: Loop) -> None:
    """Seven neighborhoods on a map, one of them too small to be shown; and a comparison before and after."""
    import_places(
        organization=cast.coalition,
        data=(DATA / "neighborhoods.geojson").read_bytes(),
        name_property="name",
        code_property="code",
        source=words.SHAPES,
        valid_from=datetime.date(2020, 1, 1),
        by=cast.organizer,
    )
    years = [str(one.year) for one in starts(3, 12)]
    dentist = make_indicator(
        cast, words.DENTIST, words.DENTIST_IN, Kind.RATE, Unit.PER_CENT, Frequency.YEAR
    )
    with past.on_day(15):
        approve(cast, bring(cast, dentist, _grid(years)))
        release(cast, dentist, "")
    _compare(cast, loop)


def _grid(years: list[str]) -> Grid:
    rows = [
        (year, place, str(seen[at]), str(children))
        for place, (children, *seen) in words.SEEN.items()
        for at, year in enumerate(years)
    ]
    headers = ("year", "place", "numerator", "denominator")
    return Grid("dentists.csv", headers, tuple(enumerate(rows, 1)))


def _compare(cast: Cast, loop: Loop) -> None:
    """Haitian Creole speakers beside English speakers, since interpreters work in the evening."""
    care = Indicator.objects.get(organization=cast.coalition, title=words.CARE_TITLE)
    groups = Subgroup.objects.filter(organization=cast.coalition, dimension__slug="language")
    creole, english = groups.get(code="haitian-creole"), groups.get(code="english")
    comparison = add_comparison(
        indicator=care,
        by=cast.organizer,
        began=words.BEGAN,
        began_on=starts(QUARTERS_SINCE, 3)[0],
        method=Method.DIFFERENCES,
        dimension=creole.dimension,
        subgroup=creole,
        other_subgroup=english,
        goal=loop.language.goal,
    )
    translate(comparison, words.BEGAN_IN, cast)
    newest = Release.objects.filter(indicator=care).newest().get()
    work_out(comparison=comparison, release=newest)
