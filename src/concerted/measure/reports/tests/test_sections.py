"""What each section tells, for the days and the goal of the report, and to everybody."""

from __future__ import annotations

import pytest

from concerted.goals.operations import add_goal
from concerted.goals.tests.factories import make_goal
from concerted.measure.reports.documents import Figures, Listing, Table, Words
from concerted.measure.reports.queries.making import document
from concerted.measure.reports.tests.factories import in_days, make_report
from concerted.pool.offers.operations.budgets import spend
from concerted.pool.offers.tests.factories import make_line, make_need

pytestmark = pytest.mark.django_db


def part(report, name, language="en"):
    return next(one for one in document(report, language).parts if one.name == name)


def figures(report, name):
    """By its words each figure of a section."""
    blocks = [one for one in part(report, name).blocks if isinstance(one, Figures)]
    return {one.words: one.figure for block in blocks for one in block.items}


def tables(report, name):
    return [one for one in part(report, name).blocks if isinstance(one, Table)]


def is_empty(report, name):
    blocks = part(report, name).blocks
    return len(blocks) == 1 and isinstance(blocks[0], Words) and "Nothing" in blocks[0].text


def test_people_who_were_heard_are_counted(union, loop):
    report = make_report(union, goal=loop)

    listed = next(one for one in part(report, "heard").blocks if isinstance(one, Listing))

    assert listed.items[0].url.startswith("/en/o/elm-street/")


def test_what_came_is_told_with_its_worth_and_without_small_groups(union, loop):
    told = figures(make_report(union, goal=loop), "brought")

    assert told["is what all that came is worth"] == "$400"
    assert told["people helped, counted each time something came"] == "20"


def test_a_giver_who_did_not_agree_is_named_nowhere(union, loop, source):
    report = make_report(union, goal=loop, source=source)

    assert "Núñez" not in str(document(report, "en"))


def test_what_is_needed_keeps_its_numbers(union, loop):
    table = tables(make_report(union, goal=loop), "needed")[0]

    assert table.rows == (("Money for interpreters", "USD", 45_000.0, 1_000.0, 400.0, 44_000.0),)


def test_signatures_are_those_of_the_days(union, loop):
    now = make_report(union, goal=loop)
    before = make_report(union, "Before", goal=loop, starts_on=in_days(-9), ends_on=in_days(-4))

    assert figures(now, "acted") == {"signature": "1"}
    assert is_empty(before, "acted")
    assert is_empty(before, "heard")
    assert is_empty(before, "brought")
    assert is_empty(before, "happened")


def test_the_money_of_a_source_is_summed_by_line_and_purpose(union, source, goal):
    report = make_report(union, goal=goal, source=source)

    assert figures(report, "money")["spent in this time"] == "$650.50"
    assert tables(report, "money")[0].rows == (
        ("Interpreters", "Keep the clinic open", "Staff", 650.5),
    )


def test_money_for_a_goal_that_is_a_draft_is_told_without_its_name(union, source):
    secret = make_goal(union, "Not yet said", public=False)
    line = make_line(union, "A room for it", goal=secret)
    spend(
        line=line,
        source=source,
        purpose="rooms",
        cents=99_00,
        words="",
        spent_on=in_days(-1),
        by=None,
    )

    rows = tables(make_report(union, source=source), "money")[0].rows

    assert ("Other work", "–", "Rooms and equipment", 99.0) in rows
    assert "Not yet said" not in str(rows)
    assert "A room for it" not in str(rows)


def test_money_is_no_section_where_no_source_is_told_of(union, goal):
    assert "money" not in make_report(union, goal=goal).sections


def test_a_report_of_one_goal_tells_nothing_of_another(union, loop):
    other = make_goal(union, "Buses at night")
    make_need(union, "Drivers", goal=other)
    report = make_report(union, goal=other)

    assert is_empty(report, "acted")
    assert "Keep the clinic open" not in str(document(report, "en"))
    assert [row[0] for row in tables(report, "needed")[0].rows] == ["Drivers"]


def test_a_draft_of_a_goal_is_in_no_report_of_everything(union, loop):
    secret = add_goal(organization=union, title="Not yet said", by=None)
    make_need(union, "Something for it", goal=secret)
    report = make_report(union)

    assert "Not yet said" not in str(document(report, "en"))
    assert "Something for it" not in str(document(report, "en"))


def test_a_report_of_nothing_says_so_in_each_section(union):
    report = make_report(union)

    assert all(is_empty(report, name) for name in report.sections if name != "method")


def test_spanish_is_spanish_throughout(union, loop):
    assert part(make_report(union, goal=loop), "method", "es").title == "Cómo se hizo este informe"
