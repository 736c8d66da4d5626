from __future__ import annotations

import time

import numpy as np
import pytest

from concerted.analysis.similarity import borrowed_shares

pytestmark = pytest.mark.once
TEMPLATE = "Please vote no on Item 114 and keep the clinic on Elm Street open."


def test_a_text_of_its_own_borrows_nothing_and_a_copy_all():
    shares = borrowed_shares([TEMPLATE, "My mother takes two buses to her doctor."], TEMPLATE)

    assert shares.tolist() == [1.0, 0.0]


def test_case_and_punctuation_do_not_hide_a_copy():
    assert borrowed_shares(["please, VOTE no on item 114!"], TEMPLATE).tolist() == [1.0]


def test_the_order_of_texts_changes_nothing():
    texts = ["a b c d e", "x a b c d", "q r s t u", "d e"]

    assert borrowed_shares(texts[::-1]).tolist() == borrowed_shares(texts)[::-1].tolist()


def test_a_text_without_a_word_has_no_share():
    assert np.isnan(borrowed_shares(["…", "one"])[0])


def test_a_width_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least 1"):
        borrowed_shares(["one"], width=0)


def test_thousands_of_letters_are_compared_in_a_moment():
    rng = np.random.default_rng(7)
    texts = [" ".join(f"w{one}" for one in rng.integers(0, 5000, 150)) for _ in range(3000)]

    begun = time.perf_counter()
    shares = borrowed_shares(texts)

    assert shares.max() < 0.2
    assert time.perf_counter() - begun < 10
