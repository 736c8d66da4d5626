"""Keys sort as their rows were made, and no two are alike."""

from __future__ import annotations

import time
import uuid
from itertools import pairwise

from concerted.base.identifiers import uuid7


def test_keys_of_one_millisecond_sort_as_they_were_made():
    made = []
    for _ in range(200):
        made.append(uuid7())
        until = time.perf_counter_ns() + 2_000
        while time.perf_counter_ns() < until:
            pass

    assert len({one.int >> 80 for one in made}) < 100, "each had a millisecond of its own"
    assert all(earlier < later for earlier, later in pairwise(made))


def test_a_key_tells_its_version_and_the_time_it_was_made():
    before = time.time_ns() // 1_000_000
    key = uuid7()
    after = time.time_ns() // 1_000_000

    assert (key.version, key.variant) == (7, uuid.RFC_4122)
    assert before <= key.int >> 80 <= after


def test_ten_thousand_keys_are_ten_thousand():
    assert len({uuid7() for _ in range(10_000)}) == 10_000
