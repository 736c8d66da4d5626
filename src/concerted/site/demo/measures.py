"""Three years of figures for the three goals: brought from files, approved, corrected, released, and one cut that is not."""

from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.goals.models import Goal
from concerted.measure.indicators.importing.grids import Grid
from concerted.measure.indicators.importing.reading import guessed, read_delivery
from concerted.measure.indicators.models import (
    Dimension,
    Frequency,
    Indicator,
    Intake,
    Kind,
    Measure,
    Observation,
    Subgroup,
    Unit,
)
from concerted.measure.indicators.operations.courses import agree_course
from concerted.measure.indicators.operations.deliveries import hand_in
from concerted.measure.indicators.operations.dimensions import adopt_dimension
from concerted.measure.indicators.operations.entering import correct_observation
from concerted.measure.indicators.operations.entries import Entry
from concerted.measure.indicators.operations.indicators import add_indicator, publish_indicator
from concerted.measure.indicators.operations.intakes import approve_intake
from concerted.measure.indicators.operations.releasing import release_indicator
from concerted.measure.indicators.operations.vetoes import record_veto
from concerted.measure.indicators.queries.expecting import expected_for, fingerprint_of
from concerted.organizations.models import Organization
from concerted.site.demo import measure_words as words
from concerted.site.demo import past
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

QUARTERS = 12
EARLIER = 8
"""Quarters of the first release; the second has all."""
MONTHS = 3


def measure_together(cast: Cast, loop: Loop) -> None:
    """Who waits how long, who passes the exam, and whose figures are not shown."""
    for key in ("race-ethnicity", "language", "tenure"):
        adopt_dimension(organization=cast.coalition, key=key, by=cast.organizer)
    _wait(cast, loop.clinic.goal)
    _exam(cast, loop.exam.goal)
    _care(cast, loop.language.goal)


def starts(count: int, months: int) -> list[datetime.date]:
    """First days of the last ``count`` whole periods of so many ``months``, the oldest first."""
    today = timezone.localdate()
    now = (today.year * 12 + today.month - 1) // months
    ordinals = [(now - count + at) * months for at in range(count)]
    return [datetime.date(one // 12, one % 12 + 1, 1) for one in ordinals]


def _quarters() -> list[str]:
    return [f"{one.year}-Q{(one.month + 2) // 3}" for one in starts(QUARTERS, MONTHS)]


def make_indicator(
    cast: Cast,
    text: dict[str, str],
    texts: dict[str, dict[str, str]],
    kind: str,
    unit: str,
    every: str,
) -> Indicator:
    indicator = add_indicator(
        organization=cast.coalition,
        kind=kind,
        unit=unit,
        favourable=kind == Kind.RATE,
        frequency=every,
        by=cast.organizer,
        **text,  # type: ignore[arg-type]
    )
    translate(indicator, texts, cast)
    return publish_indicator(indicator=indicator, by=cast.organizer)


def bring(
    cast: Cast, indicator: Indicator, grid: Grid, partner: Organization | None = None
) -> Intake:
    """The figures of a file, handed in by the organizer and approved by the owner."""
    expected = expected_for(indicator)
    delivery = read_delivery(grid, guessed(grid, expected), expected)
    handed = hand_in(
        indicator=indicator,
        delivery=delivery,
        fingerprint=fingerprint_of(delivery, expected),
        title=grid.name,
        source=indicator.source,
        partner=partner,
        by=cast.organizer,
    )
    past.keep_day(handed.intake)
    return handed.intake


def approve(cast: Cast, intake: Intake) -> None:
    approve_intake(intake=intake, by=cast.owner)


def _until(grid: Grid, periods: list[str], place: int = 0) -> Grid:
    """The rows of the earlier ``periods``."""
    rows = tuple(row for row in grid.rows if row[1][place] in periods)
    return Grid(grid.name, grid.headers, rows)


def _group(cast: Cast, dimension: str, code: str) -> Subgroup:
    rows = Subgroup.objects.filter(organization=cast.coalition, dimension__slug=dimension)
    return rows.get(code=code)


def release(cast: Cast, indicator: Indicator, text: str) -> None:
    past.keep_day(release_indicator(indicator=indicator, by=cast.owner, words=text))


def _wait(cast: Cast, goal: Goal) -> None:
    quarters = _quarters()
    wait = make_indicator(
        cast, words.WAIT, words.WAIT_IN, Kind.AVERAGE, Unit.DAYS, Frequency.QUARTER
    )
    grid = words.waits(quarters)
    tenure = Dimension.objects.get(organization=cast.coalition, slug="tenure")
    with past.on_day(300):
        approve(cast, bring(cast, wait, _until(grid, quarters[:EARLIER])))
        _veto(cast, wait, tenure)
        release(cast, wait, "")
    rest = tuple(row for row in grid.rows if row[1][0] in quarters[EARLIER:])
    with past.on_day(20):
        approve(cast, bring(cast, wait, Grid(grid.name, grid.headers, rest)))
        approve(cast, bring(cast, wait, words.waits_by_tenure(quarters)))
        release(cast, wait, "")
    _agree(
        cast, goal, wait, Measure.DIFFERENCE, (9.1, 4.5), ("race-ethnicity", "black-or-african-american", "white"),
        years=2,
    )  # fmt: skip


def _veto(cast: Cast, indicator: Indicator, dimension: Dimension) -> None:
    veto = record_veto(
        organization=cast.coalition,
        indicator=indicator,
        dimension=dimension,
        decided_on=timezone.localdate(),
        by=cast.owner,
        **words.VETO,
    )
    translate(veto, words.VETO_IN, cast)


def _exam(cast: Cast, goal: Goal) -> None:
    halves = [f"{one.year}-H{1 if one.month == 1 else 2}" for one in starts(6, 6)]
    exam = make_indicator(
        cast, words.PASSED, words.PASSED_IN, Kind.RATE, Unit.PER_CENT, Frequency.HALF_YEAR
    )
    with past.on_day(40):
        approve(cast, bring(cast, exam, words.passed(halves)))
        release(cast, exam, "")
    _agree(
        cast, goal, exam, Measure.RATIO, (0.544, 0.95), ("race-ethnicity", "black-or-african-american", "white"),
        years=2,
    )  # fmt: skip


def _care(cast: Cast, goal: Goal) -> None:
    quarters = _quarters()
    care = make_indicator(
        cast, words.CARE, words.CARE_IN, Kind.MEDIAN, Unit.DAYS, Frequency.QUARTER
    )
    grid = words.cares(quarters)
    with past.on_day(290):
        approve(cast, bring(cast, care, _until(grid, quarters[:EARLIER])))
        release(cast, care, "")
    rest = tuple(row for row in grid.rows if row[1][0] in quarters[EARLIER:])
    with past.on_day(10):
        approve(cast, bring(cast, care, Grid(grid.name, grid.headers, rest)))
        _correct(cast, care)
        release(cast, care, words.CORRECTED)
    _agree(cast, goal, care, Measure.VALUE, (58, 30), ("language", "haitian-creole", ""), years=1)
    lakay = next(one for one in cast.partners if one.slug == "lakay")
    bring(cast, care, words.newest_of_a_partner(quarters[-1]), partner=lakay)


def _correct(cast: Cast, indicator: Indicator) -> None:
    """A figure that was wrong gets a reason; the wrong one stays in its history."""
    wrong = Observation.objects.current().get(
        indicator=indicator, subgroup__code="haitian-creole", value=25
    )
    entry = Entry(subgroup=wrong.subgroup, value=52.0, n=wrong.n)
    approve(
        cast,
        correct_observation(
            observation=wrong, entry=entry, reason=words.MISTYPED, by=cast.organizer
        ),
    )


def _agree(
    cast: Cast,
    goal: Goal,
    indicator: Indicator,
    measure: str,
    path: tuple[float, float],
    groups: tuple[str, str, str],
    *,
    years: int,
) -> None:
    dimension, group, other = groups
    start = starts(QUARTERS, MONTHS)[0]
    agree_course(
        goal=goal,
        indicator=indicator,
        measure=measure,
        subgroup=_group(cast, dimension, group),
        other=_group(cast, dimension, other) if other else None,
        baseline_value=path[0],
        baseline_on=start,
        target_value=path[1],
        target_on=datetime.date(timezone.localdate().year + years, 12, 31),
        agreed_on=start,
        agreed_in=words.AGREED_IN,
        by=cast.owner,
    )
