"""Figures of groups: from the newest release alone, the same in every file, and never changed by a later one."""

from __future__ import annotations

import datetime
import json

import pytest

from concerted.measure.indicators.tests.factories import (
    group_of,
    make_course,
    make_dimension,
    make_indicator,
    make_release,
    make_veto,
    year,
)
from concerted.measure.reports.models import Report
from concerted.measure.reports.queries.gist import gists
from concerted.measure.reports.queries.making import document
from concerted.measure.reports.queries.workbook import workbook
from concerted.measure.reports.tests.factories import make_published, make_report
from concerted.measure.reports.tests.test_files import sheets
from concerted.measure.reviews.tests.factories import make_review

pytestmark = pytest.mark.django_db

BOTH_YEARS = {"starts_on": datetime.date(2024, 1, 1), "ends_on": datetime.date(2025, 12, 31)}

TRUE, TOLD = 63.2, "63.2%"
"""A figure of a small group, which nobody outside may read, and how it would read."""


@pytest.fixture
def measured(union, goal):
    """The share by language in two years; in the second, that of one more group is hidden."""
    dimension = make_dimension(union, groups=("Vietnamese", "Haitian Creole", "English"))
    behind, ahead = group_of(dimension, "Haitian Creole"), group_of(dimension, "English")
    small = group_of(dimension, "Vietnamese")
    indicator = make_indicator(union)
    make_release(
        indicator,
        (behind, 41.0, {**year(2024), "n": 300}),
        (ahead, 78.0, {**year(2024), "n": 900}),
        (behind, 52.0, {"n": 310}),
        (ahead, 79.0, {"n": 905}),
        (small, None),
        (None, 70.0, {"n": 1300}),
        (None, 64.0, {**year(2024), "n": 1250}),
    )
    make_course(goal, indicator, behind, ahead)
    return indicator


def part(report, language="en"):
    return next(one for one in document(report, language).parts if one.name == "better")


def test_the_gap_and_the_measures_stand_in_the_report(union, goal, measured):
    told = str(part(make_report(union, goal=goal, **BOTH_YEARS)))

    assert "Haitian Creole" in told
    assert "52" in told
    assert "Summary measures" in told


@pytest.mark.parametrize(
    ("number", "told", "untold"), [(2024, "41%", "52%"), (2025, "52%", "41%"), (2023, "", "%)")]
)
def test_a_report_tells_of_its_own_days_alone(union, goal, measured, number, told, untold):
    days = {"starts_on": datetime.date(number, 1, 1), "ends_on": datetime.date(number, 12, 31)}

    better = part(make_report(union, goal=goal, **days))

    assert told in str(better)
    assert untold not in str(better)
    assert (better.blocks[1].kind == "words") is (number == 2023)


def test_what_is_hidden_is_hidden_in_every_file(union, goal, measured, client):
    report = make_published(union, goal=goal, **BOTH_YEARS)
    files = [
        client.get(report.get_absolute_url()).content.decode(),
        json.dumps(report.record, ensure_ascii=False),
        sheets(workbook(report.told_in("en"), report.digest))[1],
    ]

    for told in files:
        assert "Vietnamese" in told
        assert "hidden" in told
        assert TOLD not in told


def test_a_later_release_changes_no_published_report(union, goal, measured, client):
    report = make_published(union, goal=goal, **BOTH_YEARS)
    before = client.get(report.get_absolute_url()).content
    small = measured.releases.get().figures.get(status="hidden").subgroup

    make_release(measured, (small, TRUE, {"n": 40}), number=2)

    assert client.get(report.get_absolute_url()).content == before
    assert TOLD not in json.dumps(Report.objects.get().record)
    assert TOLD in str(part(make_report(union, "Next", goal=goal, **BOTH_YEARS)))


def test_a_veto_keeps_a_cut_out_of_the_next_report(union, goal, measured):
    dimension = measured.courses.get().dimension

    make_veto(union, dimension=dimension)

    told = str(part(make_report(union, goal=goal, **BOTH_YEARS)))
    assert "Council of elders" in told
    assert "Haitian Creole" not in told
    assert "70%" in told
    assert gists([goal], "en")[0].picture is None


def test_a_goal_is_pictured_with_its_path(union, goal, measured):
    picture = gists([goal], "en")[0].picture

    assert "Haitian Creole" in picture.finding
    assert "path to" in picture.svg


def test_a_goal_that_is_not_measured_has_no_picture(goal):
    assert gists([goal], "en")[0].picture is None


def test_a_review_tells_what_changes_and_not_how_few_came(union, goal):
    make_review(union, goal)

    report = make_report(union, goal=goal)
    told = str(next(one for one in document(report, "en").parts if one.name == "learned"))

    assert "We call at night instead of noon." in told
    assert "fewer than 5" in told
