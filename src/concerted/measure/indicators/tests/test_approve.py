"""Figures count once somebody else has looked at them; a correction keeps what stood there before."""

from __future__ import annotations

import uuid

import pytest

from concerted.base.errors import Refused
from concerted.measure.indicators.models import Intake, Observation
from concerted.measure.indicators.operations.entering import (
    Where,
    correct_observation,
    enter_figures,
)
from concerted.measure.indicators.operations.entries import Entry
from concerted.measure.indicators.operations.intakes import approve_intake, refuse_intake
from concerted.measure.indicators.tests.factories import (
    YEAR,
    group_of,
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
)
from concerted.organizations.tests.factories import make_coalition

pytestmark = pytest.mark.django_db

MISSING = {"state": "missing"}
HIDDEN = {"state": "suppressed"}


def entered(indicator, *entries, by=None, **values):
    values = {"where": Where(*YEAR), "title": "2025"} | values
    return enter_figures(indicator=indicator, entries=entries, by=by, **values)


def current(indicator):
    return Observation.objects.current().filter(indicator=indicator)


def test_figures_count_from_their_approval_on(union, olga, omar):
    indicator = make_indicator(union)

    intake = entered(indicator, Entry(numerator=30, denominator=60), by=olga)

    assert not current(indicator).exists()
    with pytest.raises(Refused, match="somebody else"):
        approve_intake(intake=intake, by=olga)

    approve_intake(intake=intake, by=omar)
    approve_intake(intake=intake, by=omar)

    assert current(indicator).get().value == 50
    assert current(indicator).get().n == 60


def test_who_organizes_alone_may_approve_their_own(sam):
    indicator = make_indicator(sam.roles.get().organization)

    approve_intake(intake=entered(indicator, Entry(value=5.0), by=sam), by=sam)

    assert current(indicator).get().value == 5


def test_zero_missing_and_hidden_are_three_things(union):
    dimension = make_dimension(union, groups=("Creole", "Spanish", "English"))
    groups = list(dimension.subgroups.all())
    indicator = make_indicator(union)

    intake = entered(
        indicator,
        Entry(groups[0], numerator=0, denominator=40),
        Entry(groups[1], **MISSING),
        Entry(groups[2], **HIDDEN),
    )

    told = {one.subgroup.title: (one.state, one.value) for one in intake.observations.all()}
    assert told == {
        "Creole": ("known", 0.0),
        "Spanish": ("missing", None),
        "English": ("suppressed", None),
    }


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (Entry(numerator=61, denominator=60), "numerator"),
        (Entry(numerator=3), "denominator"),
        (Entry(value=101.0), "value"),
        (Entry(value=float("nan")), "value"),
        (Entry(value=5.0, se=-1.0), "se"),
        (Entry(), "value"),
    ],
)
def test_what_cannot_be_so_is_refused_whole(union, entry, field):
    indicator = make_indicator(union)

    with pytest.raises(Refused) as refused:
        entered(indicator, Entry(value=50.0), entry)

    assert refused.value.field == field
    assert not Intake.objects.exists()


def test_the_same_form_sent_twice_is_one_intake(union):
    indicator, key = make_indicator(union), uuid.uuid4()

    first = entered(indicator, Entry(value=5.0), key=key)
    again = entered(indicator, Entry(value=5.0), key=key)

    assert first == again
    assert Observation.objects.count() == 1


def test_a_later_delivery_takes_the_place_of_an_earlier_one_and_an_empty_cell_does_not(union):
    dimension = make_dimension(union)
    creole, english = group_of(dimension, "Haitian Creole"), group_of(dimension, "English")
    indicator = make_indicator(union)
    approve_intake(
        intake=entered(indicator, Entry(creole, value=40.0), Entry(english, value=80.0)), by=None
    )
    later = entered(indicator, Entry(creole, value=45.0), Entry(english, **MISSING))

    approve_intake(intake=later, by=None)

    assert {one.subgroup: one.value for one in current(indicator)} == {creole: 45, english: 80}
    old = Observation.objects.get(value=40.0)
    assert old.replaced_by == current(indicator).get(subgroup=creole)


def test_a_correction_says_why_and_the_earlier_figure_stays(union, olga, omar):
    indicator = make_indicator(union)
    wrong = make_observation(make_intake(indicator), of=(30, 60))

    with pytest.raises(Refused, match="why"):
        correct_observation(observation=wrong, entry=Entry(value=5.0), reason="", by=olga)
    first = correct_observation(
        observation=wrong, entry=Entry(value=5.0), reason="A slip", by=olga
    )
    again = correct_observation(
        observation=wrong,
        entry=Entry(numerator=33, denominator=60),
        reason="Three exams were counted late",
        by=olga,
    )
    approve_intake(intake=again, by=omar)

    wrong.refresh_from_db()
    assert first == again
    assert current(indicator).get().value == pytest.approx(55)
    assert wrong.replaced_by.intake.note == "Three exams were counted late"
    assert wrong.value == 50
    with pytest.raises(Refused, match="already"):
        correct_observation(observation=wrong, entry=Entry(value=5.0), reason="x", by=olga)


def test_a_correction_can_take_a_figure_away(union):
    indicator = make_indicator(union)
    wrong = make_observation(make_intake(indicator), of=(30, 60))
    correction = correct_observation(
        observation=wrong, entry=Entry(**MISSING), reason="Another school's", by=None
    )

    approve_intake(intake=correction, by=None)

    assert current(indicator).get().value is None


def test_figures_are_sent_back_with_a_reason_and_count_no_more(union, olga, omar):
    indicator = make_indicator(union)
    intake = entered(indicator, Entry(value=5.0), by=olga)

    with pytest.raises(Refused):
        refuse_intake(intake=intake, reason="", by=omar)
    refuse_intake(intake=intake, reason="June is missing.", by=omar)

    with pytest.raises(Refused, match="sent back"):
        approve_intake(intake=intake, by=omar)
    assert not current(indicator).exists()


def test_each_partner_has_figures_of_its_own(union):
    coalition = make_coalition()
    indicator = make_indicator(coalition)
    make_observation(make_intake(indicator), of=(10, 20))
    make_observation(make_intake(indicator, partner=union), of=(15, 20))

    with pytest.raises(Refused, match="not a member"):
        entered(indicator, Entry(value=5.0), where=Where(*YEAR, partner=union))
    assert current(indicator).count() == 2
