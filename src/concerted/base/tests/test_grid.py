from __future__ import annotations

from itertools import combinations
from xml.etree import ElementTree

from concerted.base.charts import Grid, GridName, GridRow, draw_grid
from concerted.base.charts.chart import WIDTH, width_of

SVG = "{http://www.w3.org/2000/svg}"


def grid(rows):
    return draw_grid(
        Grid(
            title="Who stands where",
            columns=("Against or leaning so", "Undecided", "For or leaning so"),
            rows=rows,
            unknown="Not known",
            headings=("Official", "Influence", "Stance"),
        )
    )


def boxes(chart):
    """Where each text stands: from, to, line."""
    drawn = ElementTree.fromstring(chart.svg)  # noqa: S314 our own markup
    for text in drawn.iter(f"{SVG}text"):
        start = float(text.get("x"))
        yield start, start + width_of(text.text), float(text.get("y")), text.text


def test_no_two_names_overlap_and_none_leaves_the_picture():
    names = ["Maria-Guadalupe Montgomery", "Ana", "Ян Ковальчук", "<b>Sam</b>", "李小龍"]
    many = [GridName(f"{names[one % 5]} {one}", (None, 0, 1, 2)[one % 4]) for one in range(130)]
    chart = grid(
        [GridRow("Decides", many), GridRow("A word for it that is much too long " * 4, many)]
    )

    found = list(boxes(chart))

    assert max(end for _start, end, _y, _text in found) <= WIDTH
    for (start, end, y, text), (start_2, end_2, y_2, text_2) in combinations(found, 2):
        apart = abs(y - y_2) >= 13 or end <= start_2 or end_2 <= start
        assert apart, (text, text_2)


def test_the_table_names_all_of_whom_the_picture_shows_some():
    chart = grid([GridRow("Decides", [GridName(f"Ana {one}", 0) for one in range(40)])])

    assert "and 17 more" in chart.svg
    assert len(chart.rows) == 40


def test_who_stands_nowhere_is_said_to_be_not_known():
    chart = grid([GridRow("Much", [GridName("Ana", None), GridName("Ben", 2, note="For it")])])

    assert chart.rows == (("Ana", "Much", "Not known"), ("Ben", "Much", "For it"))
    assert "Not known:" in chart.svg
    assert "of 1 it is known" in chart.description


def test_a_grid_of_nobody_is_a_sentence():
    assert grid([GridRow("Much", [])]).is_empty
