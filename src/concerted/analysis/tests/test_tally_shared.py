"""Counts of votes against the shared elections and their expected results."""

from __future__ import annotations

import pytest

from concerted.analysis.tally import meek_stv, schulze, scottish_stv
from concerted.analysis.tests.elections import shared_elections


def told(votes):
    return {str(number): str(held) for number, held in votes.items()}


def test_scottish_counts_agree_stage_by_stage():
    for name, election in shared_elections().items():
        expected = election["expected"]["scottish_stv"]

        count = scottish_stv(election["ballots"], election["candidates"], election["seats"])

        assert count.quota == expected["quota"], name
        assert list(count.elected) == expected["elected_in_order"], name
        assert list(count.excluded) == expected["excluded_in_order"], name
        assert [told(stage.votes) for stage in count.stages] == expected["stages"], name


def test_meek_counts_agree_on_quota_and_keep_values():
    for name, election in shared_elections().items():
        expected = election["expected"]["meek_stv"]

        count = meek_stv(election["ballots"], election["candidates"], election["seats"])

        assert sorted(count.elected) == expected["elected"], name
        assert count.quota == pytest.approx(expected["quota_at_end"], abs=6e-7), name
        kept = {str(number): kept for number, kept in count.keep_values.items()}
        assert kept == pytest.approx(expected["keep_values_at_end"], abs=6e-7), name


def test_schulze_agrees_on_pairs_paths_and_winners():
    for name, election in shared_elections().items():
        expected = election["expected"]

        result = schulze(election["ballots"], election["candidates"])

        assert result.pairwise.tolist() == expected["pairwise"], name
        assert result.strongest_paths.tolist() == expected["strongest_paths"], name
        assert list(result.winners) == expected["schulze_winners"], name


def test_first_stages_are_the_first_preferences():
    for name, election in shared_elections().items():
        count = scottish_stv(election["ballots"], election["candidates"], election["seats"])

        expected = election["expected"]["first_preferences"]
        assert {str(who): held for who, held in count.stages[0].votes.items()} == expected, name
        assert count.total == election["expected"]["total"], name
