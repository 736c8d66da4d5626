"""Every result has a sentence, and the sentence has every value."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest

from concerted.analysis.inequality import MEASURES, Refusal, difference, every_measure
from concerted.analysis.inequality.change import change
from concerted.analysis.inequality.finding import SENTENCES, finding
from concerted.analysis.inequality.pace import pace
from concerted.analysis.inequality.progress import change_finding, pace_finding


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("favourable", [True, False])
@pytest.mark.parametrize(
    "rates", [[20.0, 60.0, 70.0], [70.0, 60.0, 20.0], [50.0, 50.0, 50.0], [0, 0, 0]]
)
@pytest.mark.parametrize("se", [None, [2.0, 3.0, 2.0], [40.0, 40.0, 40.0]])
def test_every_result_has_a_whole_sentence(ordered, favourable, rates, se):
    found = every_measure(
        rates,
        se=se,
        population=[100, 300, 200],
        ordered=ordered,
        favourable=favourable,
        reference=1,
        draws=200,
    )

    for code, result in found.items():
        told = finding(result, measure=code, subgroups=["North", "East", "South"])
        assert told.key in SENTENCES
        assert told.text.startswith("The indicator: ")
        assert told.text.endswith(".")
        assert not re.search(r"[{}]|None|nan", told.text)


def test_what_is_lower_is_told_without_a_minus():
    found = every_measure([60.0, 40.0], se=[1.0, 1.0], ordered=True, draws=0)["d"]

    told = finding(found, indicator="Literacy", unit="points", subgroups=["Poor", "Rich"])

    assert told.text == ("Literacy: Rich is 20 points below Poor (95 % interval: 17.2 to 22.8).")


def test_an_interval_with_equality_in_it_is_told_as_unsure():
    found = every_measure([60.0, 58.0], se=[3.0, 3.0], ordered=True, draws=0)

    assert finding(found["d"]).key == "d.lower.unclear"
    assert finding(found["r"]).key == "r.lower.unclear"


def test_a_refusal_is_told_with_its_reason():
    told = finding(Refusal.NO_POPULATION, measure="ti", indicator="Literacy")

    assert told.text == (
        "Literacy: no Theil index, because the population of every subgroup is needed."
    )
    with pytest.raises(ValueError, match="code"):
        finding(Refusal.NO_POPULATION)


def test_every_refusal_and_every_measure_has_sentences():
    assert all(f"refused.{reason}" in SENTENCES for reason in Refusal)
    assert all(any(key.startswith(f"{code}.") for key in SENTENCES) for code in MEASURES)


def moved(before, after, se=None):
    errors = None if se is None else [se, se]
    return change(difference([before, 0.0], se=errors), difference([after, 0.0], se=errors))


@pytest.mark.parametrize(
    ("before", "after", "se", "key"),
    [
        (30.0, 20.0, None, "change.narrowed.bare"),
        (30.0, 40.0, None, "change.widened.bare"),
        (30.0, 30.0, None, "change.same.bare"),
        (30.0, 20.0, 1.0, "change.narrowed.clear"),
        (30.0, 29.0, 1.0, "change.narrowed.unclear"),
        (30.0, 40.0, 1.0, "change.widened.clear"),
    ],
)
def test_a_change_is_told_with_its_direction_and_how_sure_it_is(before, after, se, key):
    told = change_finding(moved(before, after, se))

    assert told.key == key
    assert not re.search(r"[{}]|None|nan", told.text)


@pytest.mark.parametrize(
    ("values", "se", "is_logarithmic", "key"),
    [
        ([30.0, 20.0, 10.0], [1.0] * 3, False, "pace.on_time.chance"),
        ([30.0, 29.0, 28.0], None, False, "pace.late.bare"),
        ([30.0, 31.0, 33.0], None, False, "pace.away.chance"),
        ([8.0, 7.5, 7.0], [0.1] * 3, True, "pace.late.percent.chance"),
        ([8.0, 8.5, 9.0], [0.1] * 3, True, "pace.away.percent.chance"),
    ],
)
def test_a_pace_is_told_with_what_is_seen_and_needed(values, se, is_logarithmic, key):
    seen = pace([2010, 2015, 2020], values, se, target=5, by=2030, is_logarithmic=is_logarithmic)

    told = pace_finding(seen, target=5, by=2030)

    assert told.key == key
    assert "2030" in told.text
    assert not re.search(r"[{}]|None|nan", told.text)


def test_what_cannot_be_told_is_refused():
    found = difference([60.0, 85.0], ordered=True)

    with pytest.raises(ValueError, match="must name all"):
        finding(found, subgroups=["only one"])
    with pytest.raises(ValueError, match="No measure is called"):
        finding(replace(found, measure="gini"))
    with pytest.raises(ValueError, match="finite"):
        finding(replace(found, estimate=math.nan))
