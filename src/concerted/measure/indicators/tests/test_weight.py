"""What a page costs does not grow with its figures."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from concerted.goals.tests.factories import make_goal
from concerted.measure.indicators.models import Figure, FigureStatus
from concerted.measure.indicators.operations.comparisons import add_comparison, work_out
from concerted.measure.indicators.tests.factories import (
    make_course,
    make_dimension,
    make_indicator,
    make_release,
)

pytestmark = pytest.mark.django_db
QUERIES = 33
"""Of a page with courses, places and a comparison."""


def quarter(number):
    start = datetime.date(2016 + number // 4, number % 4 * 3 + 1, 1)
    after = datetime.date(2016 + (number + 1) // 4, (number + 1) % 4 * 3 + 1, 1)
    return {"period_start": start, "period_end": after - datetime.timedelta(days=1)}


def make_wide(organization, *, title, groups, quarters, places):
    """Figures of ``groups`` for the whole in all ``quarters``, and at all ``places`` in the last two of them."""
    names = [f"People whose first language is number {number}" for number in range(groups)]
    dimension = make_dimension(organization, title=title, groups=names)
    indicator = make_indicator(organization, title=title)
    release = make_release(indicator)
    spots = [("", number) for number in range(quarters)]
    spots += [
        (f"A neighborhood with a long name {place}", number)
        for place in range(places)
        for number in (quarters - 2, quarters - 1)
    ]
    shared = {"release": release, "dimension": dimension, "status": FigureStatus.SHOWN}
    Figure.objects.bulk_create(
        Figure(
            **shared,
            **quarter(number),
            subgroup=group,
            place=place,
            value=(at * 37 + number) % 90 + 1.0,
            n=400,
            se=2.5,
        )
        for place, number in spots
        for at, group in enumerate(dimension.subgroups.all())
    )
    return indicator, dimension


def follow(union, indicator, dimension, *, count):
    first, *_between, last = dimension.subgroups.all()
    for number in range(count):
        make_course(
            make_goal(union, title=f"Goal {number} of {indicator.title}"),
            indicator,
            first,
            last,
            measure="difference",
            baseline_on=datetime.date(2016, 3, 31),
            target_on=datetime.date(2030, 12, 31),
        )


def compare(indicator, dimension):
    first, *_between, last = dimension.subgroups.all()
    comparison = add_comparison(
        indicator=indicator,
        by=None,
        began="Evening hours at all the clinics on the east side of the river",
        began_on=datetime.date(2017, 1, 1),
        method="differences",
        dimension=dimension,
        subgroup=first,
        other_subgroup=last,
    )
    work_out(comparison=comparison, release=indicator.releases.get())


def sizes(page):
    return [(one[:90], len(one)) for one in page.split("<section")]


def read(client, indicator, more=""):
    with CaptureQueriesContext(connection) as asked:
        page = client.get(indicator.get_absolute_url() + more).content.decode()
    return page, len(asked)


@pytest.fixture
def wide(union):
    indicator, dimension = make_wide(union, title="Wide", groups=25, quarters=48, places=30)
    follow(union, indicator, dimension, count=3)
    compare(indicator, dimension)
    return indicator


def test_a_page_of_many_groups_places_and_periods_asks_and_weighs_no_more(union, client, wide):
    small, dimension = make_wide(union, title="Small", groups=3, quarters=8, places=2)
    follow(union, small, dimension, count=3)
    compare(small, dimension)
    read(client, small)

    _page, few = read(client, small)
    page, many = read(client, wide)

    assert few == many <= QUERIES
    assert len(page.encode()) < 100_000, sizes(page)


def test_what_is_left_out_is_said(client, wide):
    page, _count = read(client, wide)

    assert "Of 25 groups the picture has 8: those furthest ahead and furthest behind." in page
    assert "Of 48 periods it has 5, from the first to the last." in page
    assert "8 earlier periods are not shown here. The files have them." in page
    assert "Places 1 to 8 of 30" in page


def test_every_course_of_a_dimension_stands_on_the_page(client, wide):
    page, _count = read(client, wide)

    assert page.count("The dashed line is the path agreed on") == 3
    assert all(f"Goal {number} of Wide" in page for number in range(3))


def test_further_places_stand_on_further_pages_and_each_by_itself(client, wide):
    last, _count = read(client, wide, "?places=4")
    beyond, _count = read(client, wide, "?places=99999")
    one, _count = read(client, wide, "?place=A neighborhood with a long name 7")
    none, _count = read(client, wide, "?place=Nowhere%00")

    assert "Places 25 to 30 of 30" in last
    assert "Places 25 to 30 of 30" in beyond
    assert "all figures here are of this place alone" in one
    assert "Places 1 to 8" not in one
    assert "all figures here are of this place alone" not in none
