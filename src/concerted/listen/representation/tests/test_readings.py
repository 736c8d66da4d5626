"""Who took part against who lives there: words and figures that follow from what may be told."""

from __future__ import annotations

import re

import numpy as np
import pytest
from django.utils.translation import override

from concerted.analysis.representation import SENTENCES
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.operations.telling import tell_about_oneself
from concerted.listen.representation.operations.weighing import reread_with_weights
from concerted.listen.representation.queries.findings import WORDS
from concerted.listen.representation.queries.readings import who_took_part
from concerted.listen.representation.queries.weighing import weigh, weighted_readings
from concerted.listen.representation.tests.factories import (
    make_occasion,
    make_place,
    read,
    tell,
)

pytestmark = pytest.mark.django_db


def one_reading(occasion, language="en"):
    (found,) = who_took_part(Occasion.objects.get(pk=occasion.pk), language).readings
    return found


def test_a_group_that_stays_away_is_named_with_how_many_came_for_ten_expected(union):
    occasion = make_occasion(union, place=make_place(union))
    tell(occasion, renter=20, owner=80)
    read(occasion, 150)

    found = one_reading(occasion)

    (missing,) = found.missing
    assert [one.key for one in missing.groups] == ["renter"]
    assert missing.sentence.startswith("We rent: for every 10 who could be expected, 3.3 came")
    assert missing.gap == pytest.approx(-40)
    assert missing.lower < -40 < missing.upper < 0
    assert "not the mix" in found.finding


def test_no_group_is_called_missing_where_it_could_be_chance(union):
    occasion = make_occasion(union, place=make_place(union))
    tell(occasion, renter=25, owner=18)
    read(occasion, 60)

    found = one_reading(occasion)

    assert found.missing == []
    assert "could well be the mix" in found.finding


def test_groups_too_small_to_tell_apart_are_read_together(union):
    shares = {"renter": 0.5, "owner": 0.3, "other_home": 0.2}
    occasion = make_occasion(union, place=make_place(union, shares=shares))
    tell(occasion, renter=80, owner=9, other_home=7)
    read(occasion, 100)

    found = one_reading(occasion)

    told, together = found.rows
    assert (told.count, together.count) == (80, 16)
    assert [one.key for one in together.groups] == ["owner", "other_home"]
    assert together.lives == pytest.approx(0.5)
    assert together.kind == "fewer"
    assert "taken together" in together.name


def test_how_many_did_not_answer_is_said_in_plain_words(union):
    occasion = make_occasion(union)
    tell(occasion, renter=20)
    read(occasion, 90)

    words = one_reading(occasion).told_words

    assert words.startswith("20 of 90 people who took part answered this.")
    assert "fewer than half" in words


def test_without_figures_of_the_place_only_those_who_came_are_shown(union):
    occasion = make_occasion(union)
    tell(occasion, renter=20, owner=12)
    read(occasion, 40)

    found = one_reading(occasion)

    assert [one.lives for one in found.rows] == [None, None, None]
    assert found.missing == []
    assert found.chart is not None
    assert not found.chart.is_empty


def test_a_page_asks_as_few_queries_for_six_questions_as_for_two(union, django_assert_num_queries):
    keys = ["tenure", "age", "gender", "disability", "language", "race_ethnicity"]
    occasion = make_occasion(union, keys, place=make_place(union))
    tell(occasion, renter=20)
    read(occasion, 30)
    occasion = Occasion.objects.select_related("place").get()

    with django_assert_num_queries(4):
        who_took_part(occasion, "es")


def test_every_sentence_of_the_analysis_has_words_with_the_same_values():
    for key, words in WORDS.items():
        asked = set(re.findall(r"\{(\w+)\}", SENTENCES[key]))
        assert set(re.findall(r"%\((\w+)\)", str(words))) <= asked | {"answer"}, key
    left = {key for key in SENTENCES if key not in WORDS}
    assert left == {"raking.join"}


def test_the_words_are_the_readers(union):
    occasion = make_occasion(union, place=make_place(union))
    tell(occasion, renter=20, owner=80)
    read(occasion, 150)

    with override("es"):
        found = one_reading(occasion, "es")

    assert found.question.text == "¿Alquila su vivienda o es propia?"
    assert found.missing[0].sentence.startswith("Alquilamos: por cada 10")


# Weights


def asked_with_votes(union, renters=40, owners=60, silent=10):
    """Renters all agree with the first statement, owners none; of the silent half do."""
    occasion = make_occasion(union, place=make_place(union, shares={"renter": 0.7, "owner": 0.3}))
    tell(occasion, renter=renters, owner=owners)
    keys = [f"voice {number}" for number in range(renters + owners + silent)]
    answers = np.array([1.0] * renters + [-1.0] * owners + [1.0, -1.0] * (silent // 2))
    return occasion, keys, answers[:, None]


def test_weights_give_those_who_told_the_mix_of_the_place(union):
    occasion, keys, _answers = asked_with_votes(union, silent=0)

    found = weigh(occasion, keys)

    renters = found.weights[:40].sum() / found.weights.sum()
    assert renters == pytest.approx(0.7)
    assert found.converged
    assert found.effective_size < 100
    assert found.told == 100


def test_a_result_is_read_again_and_the_shares_are_those_of_the_place(union):
    occasion, keys, answers = asked_with_votes(union, silent=0)

    reread_with_weights(occasion=occasion, keys=keys, items=["1"], answers=answers, level=1.0)

    found = weighted_readings(occasion)["1"]
    assert (found.plain, found.weighted) == (40, 70)
    assert found.is_better
    assert found.shown == 70
    assert found.sentence("agree").startswith(
        "If the mix were that of those who live there, 70% would agree, not 40%"
    )


def test_too_few_who_told_or_no_figures_give_no_weights(union):
    occasion = make_occasion(union, place=make_place(union))
    tell(occasion, renter=15, owner=10)

    assert weigh(occasion, [f"voice {number}" for number in range(25)]) is None
    Occasion.objects.update(place=None)
    assert weigh(Occasion.objects.get(), ["voice 1"]) is None


def test_small_groups_are_joined_before_they_are_weighed(union):
    shares = {"renter": 0.5, "owner": 0.4, "other_home": 0.1}
    occasion = make_occasion(union, place=make_place(union, shares=shares))
    tell(occasion, renter=40, owner=30, other_home=4)

    found = weigh(occasion, [f"voice {number}" for number in range(74)])

    (codes,) = found.codes
    assert np.bincount(codes).min() >= 10


def test_nothing_is_read_again_of_what_few_of_a_group_answered(union):
    occasion, keys, answers = asked_with_votes(union)
    answers[9:40] = np.nan

    reread_with_weights(occasion=occasion, keys=keys, items=["1"], answers=answers, level=1.0)

    assert weighted_readings(occasion) == {}


def test_a_reading_with_weights_waits_until_ten_more_people_are_behind_it(union):
    occasion, keys, answers = asked_with_votes(union)
    given = {"occasion": occasion, "items": ["1"], "level": 1.0}
    reread_with_weights(keys=keys, answers=answers, **given)
    before = weighted_readings(occasion)

    one_more = np.vstack([answers, [[1.0]]])
    assert reread_with_weights(keys=[*keys, "new"], answers=one_more, **given) == []
    assert weighted_readings(occasion) == before
    tell_about_oneself(occasion=occasion, key=keys[-1], told={"tenure": ["renter"]})
    assert reread_with_weights(keys=keys, answers=answers, **given) == []

    ten_more = np.vstack([answers, np.ones((10, 1))])
    new = [f"new {number}" for number in range(10)]
    for key in new[:9]:
        tell_about_oneself(occasion=occasion, key=key, told={"tenure": ["renter"]})
    (told,) = reread_with_weights(keys=[*keys, *new], answers=ten_more, **given)
    assert told.answered == 120


def test_an_item_that_is_no_longer_listed_is_no_longer_told(union):
    occasion, keys, answers = asked_with_votes(union)
    reread_with_weights(occasion=occasion, keys=keys, items=["1"], answers=answers, level=1.0)

    reread_with_weights(occasion=occasion, keys=keys, items=["2"], answers=answers, level=1.0)

    assert list(weighted_readings(occasion)) == ["2"]
