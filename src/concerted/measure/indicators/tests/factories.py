from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.text import slugify

from concerted.measure.indicators.models import (
    Course,
    Dimension,
    Figure,
    FigureStatus,
    Indicator,
    Intake,
    IntakeState,
    Kind,
    Observation,
    ObservationState,
    Release,
    Subgroup,
    Unit,
    Veto,
    Via,
)

YEAR = (datetime.date(2025, 1, 1), datetime.date(2025, 12, 31))
DAY = datetime.date(2026, 1, 15)


def year(number):
    return {
        "period_start": datetime.date(number, 1, 1),
        "period_end": datetime.date(number, 12, 31),
    }


def make_dimension(organization, title="Language", groups=("Haitian Creole", "English"), **values):
    """With its subgroups in this order; the last is the reference group."""
    values = {"slug": slugify(title), "language": "en"} | values
    dimension = Dimension.objects.create(organization=organization, title=title, **values)
    for position, group in enumerate(groups, 1):
        Subgroup.objects.create(
            organization=organization,
            dimension=dimension,
            code=slugify(group),
            title=group,
            position=position,
            is_reference=position == len(groups),
        )
    return dimension


def group_of(dimension, title):
    return dimension.subgroups.get(title=title)


def make_indicator(organization, title="Passed the first exam", *, public=True, **values):
    values = {
        "slug": slugify(title),
        "kind": Kind.RATE,
        "unit": Unit.PER_CENT,
        "summary": "Of those who sat the exam for the first time, how many passed.",
        "published_at": timezone.now() if public else None,
    } | values
    return Indicator.objects.create(organization=organization, title=title, **values)


def make_intake(indicator, *, approved=True, **values):
    values = {"via": Via.FORM, "title": "Figures of 2025"} | values
    if approved:
        values = {"state": IntakeState.APPROVED, "decided_at": timezone.now()} | values
    return Intake.objects.create(
        organization=indicator.organization, indicator=indicator, **values
    )


def make_observation(intake, subgroup=None, value=None, *, of=None, **values):
    """Of a year, approved where its intake is. ``of`` is (numerator, denominator)."""
    indicator = intake.indicator
    if of is not None:
        values = {"numerator": of[0], "denominator": of[1], "n": of[1]} | values
        value = indicator.scale * of[0] / of[1]
    values = {
        "state": ObservationState.KNOWN if value is not None else ObservationState.MISSING,
        "partner": intake.partner,
        "is_current": intake.state == IntakeState.APPROVED,
        **year(2025),
    } | values
    return Observation.objects.create(
        intake=intake,
        indicator=indicator,
        subgroup=subgroup,
        dimension=subgroup.dimension if subgroup else None,
        value=value,
        **values,
    )


def make_course(goal, indicator, subgroup=None, other=None, **values):
    values = {
        "measure": "ratio" if other else "value",
        "baseline_value": 0.54,
        "baseline_on": datetime.date(2023, 1, 1),
        "target_value": 0.95,
        "target_on": datetime.date(2028, 1, 1),
        "agreed_on": datetime.date(2023, 3, 1),
    } | values
    return Course.objects.create(
        organization=goal.organization,
        goal=goal,
        indicator=indicator,
        dimension=subgroup.dimension if subgroup else None,
        subgroup=subgroup,
        other=other,
        **values,
    )


def make_veto(organization, dimension=None, indicator=None, **values):
    values = {"asked_by": "Council of elders", "decided_on": DAY, "words": "We said no."} | values
    return Veto.objects.create(
        organization=organization, dimension=dimension, indicator=indicator, **values
    )


def make_release(indicator, *cells, number=1, **values):
    """A release of ``cells``: (subgroup, value) or (subgroup, value, values of the figure)."""
    release = Release.objects.create(
        organization=indicator.organization, indicator=indicator, number=number, **values
    )
    for subgroup, value, *more in cells:
        make_figure(release, subgroup, value, **(more[0] if more else {}))
    return release


def make_figure(release, subgroup=None, value=None, **values):
    values = {
        "status": FigureStatus.SHOWN if value is not None else FigureStatus.HIDDEN,
        **year(2025),
    } | values
    return Figure.objects.create(
        release=release,
        subgroup=subgroup,
        dimension=subgroup.dimension if subgroup else None,
        value=value,
        **values,
    )
