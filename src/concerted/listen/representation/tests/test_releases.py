"""What is told of who took part: never of few, not by subtraction, not by laying two readings side by side."""

from __future__ import annotations

import datetime

import numpy as np
import pytest
from django.utils import timezone

from concerted.analysis.privacy import audit
from concerted.listen.conversations.models import Conversation
from concerted.listen.conversations.operations.conversations import close_conversation
from concerted.listen.representation import tasks
from concerted.listen.representation.models import KEPT, Occasion, Release, Said, SelfDescription
from concerted.listen.representation.operations.releases import forget_descriptions
from concerted.listen.representation.queries.counting import Counts
from concerted.listen.representation.queries.protecting import FLOOR, _protected, next_release
from concerted.listen.representation.tests.factories import make_occasion, read, tell

pytestmark = pytest.mark.django_db


def told(occasion):
    return Release.objects.filter(occasion=occasion).first().told


def test_nothing_is_told_before_ten_people_told(union):
    occasion = make_occasion(union)
    after = tell(occasion, renter=9)

    assert read(occasion, 30) == []
    tell(occasion, after, renter=1)
    assert len(read(occasion, 30)) == 1


def test_a_small_group_is_hidden_with_another_so_that_no_subtraction_brings_it_back(union):
    occasion = make_occasion(union)
    tell(occasion, renter=3, owner=40, other_home=20)

    read(occasion, 80)

    counts = told(occasion)["counts"]
    assert counts["renter"] is None
    assert [counts["owner"], counts["other_home"]].count(None) == 1
    assert told(occasion)["said"] == 63
    held = Release.objects.get().held
    assert audit(_protected(held)).safe


def test_zero_is_told_as_that_is_the_voice_that_is_missing(union):
    occasion = make_occasion(union)
    tell(occasion, owner=30, other_home=20)

    read(occasion, 60)

    assert told(occasion)["counts"] == {"renter": 0, "owner": 30, "other_home": 20}


def test_a_second_reading_waits_until_no_difference_tells_of_few(union):
    occasion = make_occasion(union)
    after = tell(occasion, renter=30, owner=30)
    read(occasion, 80)

    after = tell(occasion, after, renter=1)
    assert read(occasion, 81) == []
    after = tell(occasion, after, owner=14)
    assert read(occasion, 95) == []
    tell(occasion, after, renter=14)
    assert len(read(occasion, 110)) == 1

    earlier, later = Release.objects.order_by("created_at")
    steps = [later.told["counts"][key] - one for key, one in earlier.told["counts"].items()]
    assert all(step == 0 or abs(step) >= FLOOR for step in steps)


def test_who_takes_an_answer_back_is_not_told_by_the_next_reading(union):
    occasion = make_occasion(union)
    tell(occasion, renter=30, owner=30)
    read(occasion, 80)

    SelfDescription.objects.filter(occasion=occasion).first().delete()

    assert read(occasion, 80) == []


@pytest.mark.parametrize("seed", range(6))
def test_no_two_readings_of_a_growing_crowd_differ_by_few_in_any_cell(seed):
    chance = np.random.default_rng(seed)
    counts, before = dict.fromkeys("abcde", 0), []
    for _ in range(120):
        for place in chance.choice(5, size=5, p=[0.4, 0.3, 0.15, 0.1, 0.05]):
            counts["abcde"[place]] += 1
        found = next_release(Counts(dict(counts), 0, 0), sum(counts.values()), before)
        if found is not None:
            before.append(found)

    assert len(before) > 2
    for place, one in enumerate(before):
        assert all(
            count is None or count == 0 or count >= FLOOR for count in one.told["counts"].values()
        )
        for other in before[:place]:
            for key, count in one.told["counts"].items():
                was = other.told["counts"][key]
                assert None in (count, was) or count == was or abs(count - was) >= FLOOR


def test_how_many_prefer_not_to_say_is_told_only_of_many(union):
    counts = Counts({"a": 20, "b": 30}, 0, 4)
    many = Counts({"a": 20, "b": 30}, 0, 14)

    assert next_release(counts, 80, []).told["declined"] is None
    assert next_release(many, 80, []).told["declined"] == 14


def test_single_answers_are_deleted_after_their_time_and_the_counts_stay(union):
    occasion = make_occasion(union)
    tell(occasion, renter=30, owner=30)
    talk = close_conversation(conversation=Conversation.objects.get(), by=None)
    read(occasion, 80)
    before = told(occasion)

    tasks.forget_old_descriptions()
    assert SelfDescription.objects.exists()
    talk.closed_at = timezone.now() - KEPT - datetime.timedelta(hours=1)
    talk.save()
    tasks.forget_descriptions.func(str(occasion.pk))

    assert not SelfDescription.objects.exists()
    assert not Said.objects.exists()
    assert told(occasion) == before
    assert Release.objects.get().held == {}
    assert not Occasion.objects.get().takes_answers
    assert forget_descriptions(occasion=occasion) == 0


def test_the_clock_finds_an_occasion_whose_time_is_over(union, monkeypatch):
    occasion = make_occasion(union)
    tell(occasion, renter=1)
    Conversation.objects.update(closed_at=timezone.now() - KEPT - datetime.timedelta(hours=1))
    asked = []
    monkeypatch.setattr(tasks, "enqueue", lambda _function, pk: asked.append(pk))

    tasks.forget_old_descriptions()
    tasks.read_changed_occasions()

    assert asked == [occasion.pk, occasion.pk]


def test_an_occasion_is_read_again_only_after_somebody_told_something(union):
    occasion = make_occasion(union)
    assert not Occasion.objects.filter(is_changed=True).exists()

    tell(occasion, renter=1)
    assert Occasion.objects.filter(is_changed=True).exists()
    read(occasion, 1)
    tell(occasion, renter=1)

    assert not Occasion.objects.filter(is_changed=True).exists()
