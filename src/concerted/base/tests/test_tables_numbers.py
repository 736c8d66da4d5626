"""Numbers as people type them are read as they were meant, or refused with the row and the value."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.base.tables.numbers import Mark, NotNumbers, numbers

MEANT = [
    (["1", "2.5", "-3"], [1, 2.5, -3]),
    (["1,234", "12.5"], [1234, 12.5]),
    (["1,234"], [1234]),
    (["1.234"], [1.234]),
    (["1.234", "12,5"], [1234, 12.5]),
    (["1.234.567"], [1234567]),
    (["1,234,567.89"], [1234567.89]),
    (["1 234", "1\u00a0234,5"], [1234, 1234.5]),
    (["1'234.5"], [1234.5]),
    (["0,234"], [0.234]),
    ([".5", "+2"], [0.5, 2]),
    (["5e3", "1,5e-3"], [5000, 0.0015]),
    (["\u22123"], [-3]),
]


@pytest.mark.parametrize(("cells", "meant"), MEANT)
def test_every_way_of_writing_is_understood(cells, meant):
    assert numbers(cells, "rate").values.tolist() == meant


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "NaN", "-", "..", "null", "Missing", "#N/A"])
def test_words_for_nothing_are_missing(cell):
    values = numbers([cell, "1"], "rate").values

    assert math.isnan(values[0])
    assert values[1] == 1


@pytest.mark.parametrize(
    "cell",
    ["abc", "12 5", "1,2,3", "1.2.3", "inf", "1e999", "12a", "1-2", "1_000", "£5", ",", "+"],
)
def test_what_is_no_number_is_named_with_its_row(cell):
    with pytest.raises(NotNumbers) as refused:
        numbers(["1", cell, "2"], "rate")

    assert refused.value.row == 2
    assert "“rate”" in str(refused.value)
    assert cell in str(refused.value)


def test_a_column_that_mixes_both_marks_is_refused_with_both_rows():
    with pytest.raises(NotNumbers, match=r"“1.5” in row 1, “2,5” in row 3"):
        numbers(["1.5", "", "2,5"], "rate")


def test_a_per_cent_sign_does_not_change_the_value_but_is_told():
    column = numbers(["12.5 %", "8%"], "rate")

    assert column.values.tolist() == [12.5, 8]
    assert column.is_percent


def test_where_commas_are_usual_an_open_case_is_read_so():
    assert numbers(["1,234"], "rate", Mark.COMMA).values.tolist() == [1.234]
    assert numbers(["1.234"], "rate", Mark.COMMA).values.tolist() == [1234]
    assert numbers(["1.25", "1.234"], "rate", Mark.COMMA).values.tolist() == [1.25, 1.234]


def test_in_a_workbook_a_point_never_parts_thousands():
    with pytest.raises(NotNumbers, match="mixes decimal points and commas"):
        numbers(["123.456", "12,5"], "rate", is_workbook=True)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=8), st.booleans(), st.booleans())
def test_what_is_written_is_read_back(values, is_comma, has_groups):
    texts = [f"{value:,.4f}" if has_groups else f"{value:.4f}" for value in values]
    meant = [float(text.replace(",", "")) for text in texts]
    if is_comma:
        texts = [text.translate(str.maketrans(",.", ".,")) for text in texts]

    np.testing.assert_array_equal(numbers(texts, "rate").values, meant)
