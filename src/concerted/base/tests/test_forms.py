from __future__ import annotations

import pytest
from django import forms

from concerted.base import defence
from concerted.base.errors import Refused
from concerted.base.forms import Form

pytestmark = pytest.mark.once


class SeatForm(Form):
    name = forms.CharField()
    row = forms.IntegerField(required=False)

    def values(self):
        return {"name": self.cleaned_data["name"].title(), "row": self.cleaned_data["row"] or 1}


def take_seat(*, hall, name, row):
    if row > 9:
        raise Refused("There are nine rows.", field="row")
    if hall == "locked":
        raise Refused("The hall is locked.", field="hall")
    return f"{name}, {hall}, row {row}"


def never(**values):
    raise AssertionError(values)


def test_an_operation_takes_what_the_form_says_and_what_is_known():
    form = SeatForm({"name": "  rosa  "})

    assert form.done(take_seat, hall="Union Hall")
    assert form.result == "Rosa, Union Hall, row 1"


@pytest.mark.parametrize("data", [None, {}, {"name": "Rosa", "row": "first"}])
def test_no_operation_is_tried_with_a_form_that_was_not_sent_or_lacks_something(data):
    assert not SeatForm(data).done(never, hall="Union Hall")


@pytest.mark.parametrize(
    ("hall", "row", "beside", "message"),
    [
        ("Union Hall", "10", "row", "There are nine rows."),
        ("locked", "1", "__all__", "The hall is locked."),
    ],
)
def test_what_an_operation_refuses_stands_beside_its_field(hall, row, beside, message):
    form = SeatForm({"name": "Rosa", "row": row})

    assert not form.done(take_seat, hall=hall)
    assert form.errors == {beside: [message]}
    assert form.result is None


def test_a_machine_is_told_on_the_page_of_its_form():
    form = SeatForm({"name": "Rosa", "website": "http://spam"})

    assert not form.done(defence.checked(never, form.data), hall="Union Hall")
    assert "machine" in form.non_field_errors()[0]
