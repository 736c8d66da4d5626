"""An indicator with figures of several years, as a release has them."""

from __future__ import annotations

from concerted.measure.indicators.models import Figure, FigureStatus
from concerted.measure.indicators.tests.factories import (
    make_dimension,
    make_indicator,
    make_release,
    year,
)

GROUPS = ("Haitian Creole", "Spanish", "English")
PASSED = {
    2022: (190, 275, 740),
    2023: (215, 290, 750),
    2024: (245, 315, 750),
    2025: (285, 335, 760),
}
"""Of 500, 500 and 1,000 who sat the exam, by year."""
SAT = (500, 500, 1000)


def release_years(indicator, dimension, counts=PASSED, sat=SAT, **values):
    """A release with a figure for each group and year, as counts; ``None`` for one that is hidden."""
    release = make_release(indicator)
    groups = list(dimension.subgroups.all())
    figures = []
    for number, row in counts.items():
        for group, count, people in zip(groups, row, sat, strict=True):
            figures.append(
                Figure(
                    release=release,
                    dimension=dimension,
                    subgroup=group,
                    **year(number),
                    **_cell(indicator, count, people),
                    **values,
                )
            )
    Figure.objects.bulk_create(figures)
    return release


def _cell(indicator, count, people):
    if count is None:
        return {"status": FigureStatus.HIDDEN}
    return {
        "status": FigureStatus.SHOWN,
        "value": indicator.scale * count / people,
        "numerator": count,
        "denominator": people,
        "n": people,
    }


def make_measured(organization, **values):
    """An indicator, its dimension with three groups, and four years of it."""
    dimension = make_dimension(organization, groups=GROUPS)
    indicator = make_indicator(organization, **values)
    release_years(indicator, dimension)
    return indicator, dimension
