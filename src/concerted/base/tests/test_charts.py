from __future__ import annotations

import datetime
import re
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.base.charts import (
    Bar,
    Bars,
    DotRow,
    Dots,
    Event,
    Lines,
    Scatter,
    ScatterPoint,
    Series,
    Span,
    SpanGroup,
    Spans,
    draw_bars,
    draw_dots,
    draw_lines,
    draw_scatter,
    draw_spans,
    percent,
    plain,
)
from concerted.base.charts.chart import WIDTH, shortened, width_of, wrapped
from concerted.base.charts.numbers import ticks

SVG = "{http://www.w3.org/2000/svg}"
numbers = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=True, allow_infinity=True, width=32),
    st.floats(-1, 1),
)
rows = st.lists(numbers, max_size=6)
words = st.text(max_size=60)
groups = st.integers(1, 20)
quick = settings(max_examples=60, deadline=None)

bars = st.builds(
    Bars,
    title=words,
    bars=st.lists(
        st.builds(Bar, label=words, value=numbers, group=groups, mark=numbers), max_size=6
    ),
    whole=st.sampled_from([None, 1, 100]),
)
lines = st.builds(
    Lines,
    title=words,
    labels=st.lists(words, max_size=6),
    series=st.lists(
        st.builds(Series, name=words, values=rows, low=rows, high=rows, group=groups), max_size=3
    ),
    target=rows,
    target_name=words,
    events=st.lists(st.builds(Event, position=st.integers(0, 5), label=words), max_size=2),
)
dots = st.builds(
    Dots,
    title=words,
    groups=st.lists(words, min_size=1, max_size=4),
    rows=st.lists(st.builds(DotRow, label=words, values=rows, note=words), max_size=5),
)
places = st.floats(allow_nan=True, allow_infinity=True)
scatters = st.builds(
    Scatter,
    title=words,
    points=st.lists(
        st.builds(ScatterPoint, x=places, y=places, group=groups, label=words), max_size=30
    ),
    groups=st.lists(words, max_size=3),
)
days = st.one_of(st.none(), st.dates())
spans = st.builds(
    Spans,
    title=words,
    groups=st.lists(
        st.builds(
            SpanGroup,
            label=words,
            spans=st.lists(
                st.builds(Span, label=words, start=days, end=days, note=words, group=groups),
                max_size=4,
            ),
        ),
        max_size=3,
    ),
    today=st.just(datetime.date(2026, 11, 22)),
)


def places_of(root):
    """Every point that something is drawn at."""
    for item in root.iter():
        for x, y in (("x", "y"), ("x1", "y1"), ("x2", "y2"), ("cx", "cy")):
            if x in item.attrib:
                yield float(item.attrib[x]), float(item.attrib[y])
        if item.tag == f"{SVG}rect":
            yield (
                float(item.attrib["x"]) + float(item.attrib["width"]),
                float(item.attrib["y"]) + float(item.attrib["height"]),
            )
        for pair in item.attrib.get("points", "").split():
            x, y = pair.split(",")
            yield float(x), float(y)


def assert_sound(chart):
    """Valid, inside its frame, without styles, and told in words."""
    if chart.is_empty:
        assert chart.description
        assert not chart.rows
        return
    root = ElementTree.fromstring(chart.svg)  # noqa: S314 - our own drawing
    _, _, width, height = (float(one) for one in root.attrib["viewBox"].split())
    assert root.attrib["role"] == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[1].tag == f"{SVG}desc"
    for x, y in places_of(root):
        assert -1 <= x <= width + 1
        assert -1 <= y <= height + 1
    written = " ".join(
        f"{key}={value}" for item in root.iter() for key, value in item.attrib.items()
    ).lower()
    assert not re.search(r"\b(nan|inf)\b", written)
    assert "style=" not in written
    assert all(len(row) == len(chart.headings) for row in chart.rows)
    ElementTree.fromstring(chart.standalone())  # noqa: S314 - our own drawing


@quick
@given(bars)
def test_bars_stay_in_their_frame(data):
    assert_sound(draw_bars(data))


@quick
@given(lines)
def test_lines_stay_in_their_frame(data):
    assert_sound(draw_lines(data))


@quick
@given(dots)
def test_dots_stay_in_their_frame(data):
    assert_sound(draw_dots(data))


@quick
@given(scatters)
def test_scattered_points_stay_in_their_frame(data):
    assert_sound(draw_scatter(data))


@quick
@given(spans)
def test_stretches_of_time_stay_in_their_frame(data):
    assert_sound(draw_spans(data))


def test_a_stretch_of_time_is_as_long_as_its_days():
    first, last = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)
    half = datetime.date(2026, 7, 2)
    rows = [Span("Whole", first, last), Span("Half", first, half), Span("Open", half, None)]

    chart = draw_spans(Spans("Time", [SpanGroup("Goal", rows)], today=half))

    root = ElementTree.fromstring(chart.svg)  # noqa: S314 - our own drawing
    drawn = [one for one in root.iter(f"{SVG}rect") if "c-fill" in one.attrib["class"]]
    whole, part, rest = (float(one.attrib["width"]) for one in drawn)
    assert part == pytest.approx(whole / 2, abs=1)
    assert rest == pytest.approx(whole / 2, abs=1)
    assert chart.rows[2] == ("Goal", "Open", "–", "07/02/2026", "–")


@quick
@given(st.floats(-1e15, 1e15), st.floats(-1e15, 1e15))
def test_ticks_enclose_the_figures_and_are_few(one, other):
    low, high = sorted((one, other))

    found = ticks(low, high)

    room = 1e-6 * max(1, abs(low), abs(high))
    assert found[0] <= low + room
    assert found[-1] >= high - room
    assert 2 <= len(found) <= 12
    assert sorted(set(found)) == found


@quick
@given(st.text(), st.floats(20, 300))
def test_shortened_words_fit(text, room):
    assert width_of(shortened(text, room)) <= room
    assert len(wrapped(text, room)) <= 2


def test_a_bar_is_as_long_as_its_share():
    chart = draw_bars(Bars("Room", [Bar("A", 50), Bar("B", 100)]))

    root = ElementTree.fromstring(chart.svg)  # noqa: S314 - our own drawing
    short, long = (float(one.attrib["width"]) for one in root.iter(f"{SVG}rect"))

    assert long == pytest.approx(WIDTH - 4)
    assert short == pytest.approx(long / 2)


def test_negative_bars_end_where_positive_ones_begin():
    chart = draw_bars(Bars("Change", [Bar("Down", -3), Bar("Up", 1)]))

    root = ElementTree.fromstring(chart.svg)  # noqa: S314 - our own drawing
    down, up = root.iter(f"{SVG}rect")

    end = float(down.attrib["x"]) + float(down.attrib["width"])
    assert end == pytest.approx(float(up.attrib["x"]), abs=0.2)
    assert ("Down", "−3") in chart.rows


def test_a_missing_value_is_a_gap_and_a_dash():
    chart = draw_lines(Lines("Days", ["a", "b", "c", "d", "e"], [Series("x", [1, 2, None, 4, 5])]))

    assert chart.svg.count("<polyline") == 2
    assert ("c", "–") in chart.rows


def test_zero_is_a_figure_and_not_a_gap():
    chart = draw_lines(Lines("Days", ["a", "b"], [Series("x", [0, 0])]))

    assert chart.rows == (("a", "0"), ("b", "0"))
    assert chart.svg.count("<circle") == 2


def test_the_name_of_a_falling_path_does_not_lie_on_it():
    name = "path to what was agreed, " * 6
    line = Lines("Gap", ["a", "b"], [Series("x", [9, 8])], target=[9, 1], target_name=name)

    svg = draw_lines(line).svg

    points = re.findall(r'<polyline points="[\d.]+,([\d.]+) [^"]*" class="c-target"', svg)
    words = re.findall(r'<text [^>]*y="([\d.]+)"[^>]*c-target-name', svg)
    assert float(words[0]) < float(points[0])


def test_an_interval_stands_in_picture_and_table():
    series = Series("Rate", [0.5, 0.6], low=[0.4, 0.5], high=[0.6, 0.7])

    chart = draw_lines(Lines("Rate", ["2024", "2025"], [series], words=percent))

    assert "c-band" in chart.svg
    assert ("2025", "60%", "50% to 70%") in chart.rows


def test_names_of_people_are_only_text():
    evil = "<script>alert('x')</script>&\"\x00\ud800"
    chart = draw_bars(Bars(evil, [Bar(evil, 1)]))

    assert "<script" not in chart.svg
    assert_sound(chart)


def test_nothing_to_draw_is_a_sentence():
    chart = draw_lines(Lines("Rate", ["2024"], [Series("x", [None])]))

    page = render_to_string("base/_chart.html", {"chart": chart, "finding": ""})

    assert chart.is_empty
    assert "There are no figures to show here yet." in page
    assert "<svg" not in page


def test_a_chart_is_shown_with_its_finding_and_its_figures():
    chart = draw_bars(Bars("Who came", [Bar("Elm & Oak", 12)]))

    page = render_to_string("base/_chart.html", {"chart": chart, "finding": "Twelve came."})

    assert page.index("Twelve came.") < page.index("<svg") < page.index("<table")
    assert '<th scope="row">Elm &amp; Oak</th>' in page


def test_figures_are_written_as_the_reader_writes_them():
    assert plain(1234567) == "1,234,567"
    assert plain(0.71234) == "0.712"
    assert plain(-4.5) == "−4.5"
    assert plain(0) == "0"
    with override("es"):
        assert plain(0.5) == "0,5"


def test_groups_beyond_the_colors_begin_again():
    chart = draw_bars(Bars("Many", [Bar("a", 1, group=9)]))

    assert "c-fill c-1" in chart.svg


def test_the_words_of_events_that_stand_close_do_not_touch():
    events = [Event(place, f"{place}–{place + 9}") for place in (3, 4, 5, 20, 21)]

    drawn = draw_lines(
        Lines(
            "Gap", [f"Q{number}" for number in range(30)], [Series("a", [1.0] * 30)], events=events
        )
    )
    root = ElementTree.fromstring(drawn.svg)  # noqa: S314 - our own drawing
    told = [one for one in root.iter("{*}text") if "–" in (one.text or "")]
    spots = [(one.get("y"), float(one.get("x")), one.get("text-anchor")) for one in told]

    wide = width_of("20–29")
    for y, x, anchor in spots:
        start = x - wide if anchor == "end" else x
        others = [spot for spot in spots if spot != (y, x, anchor) and spot[0] == y]
        assert all(
            abs((at - wide if where == "end" else at) - start) >= wide for _y, at, where in others
        )
