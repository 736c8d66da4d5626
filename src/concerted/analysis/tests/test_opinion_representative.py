"""Representative statements: the reference's lists, and what the sounder rule keeps out of them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from concerted.analysis.opinion.representative import representative_statements
from concerted.analysis.opinion.significance import (
    POLIS_RULE,
    SOUND_RULE,
    Control,
    Rule,
    Selection,
    Test,
    adjusted,
    exact_difference_p,
    exact_majority_p,
)
from concerted.analysis.opinion.statistics import group_statistics, statistics_of_counts
from concerted.analysis.opinion.votes import Vote, VoteCounts, VoteMatrix
from concerted.analysis.tests.conversations import NAMES, conversations, published

KEYS = {
    "tid": "statement",
    "n-success": "count",
    "n-trials": "seen",
    "p-success": "share",
    "p-test": "share_z",
    "repness": "ratio",
    "repness-test": "ratio_z",
}


def of(agree, disagree, passed=None):
    """Statistics of groups (rows) and statements (columns) with these counts."""
    agree, disagree = np.array(agree), np.array(disagree)
    return statistics_of_counts(
        VoteCounts(agree, disagree, np.zeros_like(agree) if passed is None else np.array(passed))
    )


def told(group):
    return [(one.statement, one.side) for one in group]


@pytest.mark.parametrize("name", NAMES)
def test_the_reference_rule_lists_what_the_reference_lists(name):
    votes, groups, expected = published(name)

    found = representative_statements(
        group_statistics(votes, groups),
        votes.statement_ids,
        left_out=votes.moderated_out,
        rule=POLIS_RULE,
    )

    for group, wanted in expected["with_published_groups"]["representative"].items():
        own = found[int(group)]
        assert [one.side.name.lower() for one in own] == [one["repful-for"] for one in wanted]
        assert [one.is_best_agreement for one in own] == ["best-agree" in one for one in wanted]
        for key, attribute in KEYS.items():
            np.testing.assert_allclose(
                [getattr(one, attribute) for one in own], [one[key] for one in wanted], rtol=1e-9
            )


def test_one_single_vote_is_significant_to_polis_only():
    statistics = of([[1], [0]], [[0], [1]])

    assert statistics.pat[0, 0] > 1.2816
    assert told(representative_statements(statistics, [7], rule=POLIS_RULE)[0]) == [
        (7, Vote.AGREE)
    ]
    assert representative_statements(statistics, [7]) == ((), ())


def test_a_minimum_of_votes_is_asked_of_the_group_and_of_the_others():
    statistics = of([[9, 9], [0, 0]], [[0, 0], [9, 6]])

    assert told(representative_statements(statistics, [1, 2])[0]) == [(1, Vote.AGREE)]
    lower = Rule(minimum_votes=6)
    assert len(representative_statements(statistics, [1, 2], rule=lower)[0]) == 2


def test_of_statements_about_which_nobody_differs_few_are_listed():
    draw = np.random.default_rng(5)
    agree = draw.binomial(40, 0.5, size=(3, 400))
    statistics = of(agree, 40 - agree)
    every = np.arange(400)

    each = Rule(at_most=400, control=Control.EACH_TEST)
    sound = Rule(at_most=400)

    by_polis = representative_statements(statistics, every, rule=Rule(
        at_most=400, control=Control.EACH_TEST, test=Test.POLIS, selection=Selection.POLIS, minimum_votes=0
    ))  # fmt: skip
    by_each = representative_statements(statistics, every, rule=each)
    by_sound = representative_statements(statistics, every, rule=sound)
    assert sum(map(len, by_polis)) > 60
    assert sum(map(len, by_each)) > 30
    assert sum(map(len, by_sound)) <= 2


def test_a_side_that_did_not_pass_is_never_told_by_the_sounder_rule():
    # The group agrees by a majority and more than the others, who mostly pass; it also disagrees more than they do.
    statistics = of([[60], [0]], [[30], [0]], [[0], [90]])

    assert statistics.rat[0, 0] > statistics.rdt[0, 0] > 1.2816
    assert told(representative_statements(statistics, [7])[0]) == [(7, Vote.AGREE)]


def test_the_reference_tells_the_larger_difference_even_when_the_other_side_passed():
    statistics = of([[180], [60]], [[90], [0]], [[0], [90]])

    assert statistics.rdt[0, 0] > statistics.rat[0, 0] > 1.2816
    assert told(representative_statements(statistics, [7], rule=POLIS_RULE)[0]) == [
        (7, Vote.DISAGREE)
    ]
    assert told(representative_statements(statistics, [7])[0]) == [(7, Vote.AGREE)]


def test_where_nothing_passes_the_reference_tells_one_statement_and_the_sounder_rule_none():
    statistics = of([[4, 4], [4, 5]], [[8, 8], [8, 7]])

    first, second = representative_statements(statistics, [1, 2], rule=POLIS_RULE)
    assert told(first) == [(2, Vote.DISAGREE)]
    assert told(second) == [(2, Vote.AGREE)]
    assert representative_statements(statistics, [1, 2]) == ((), ())


def test_a_group_that_agrees_on_nothing_but_disagrees_has_no_list_in_the_reference():
    statistics = of([[0], [20]], [[20], [0]])

    assert representative_statements(statistics, [1], rule=POLIS_RULE)[0] == ()
    assert told(representative_statements(statistics, [1])[0]) == [(1, Vote.DISAGREE)]


def test_equal_statements_are_listed_by_their_number_and_at_most_as_many_as_asked():
    columns = [30] * 8
    statistics = of([columns, [2] * 8], [[2] * 8, columns])
    ids = [17, 3, 11, 5, 2, 29, 8, 13]

    for rule in (POLIS_RULE, SOUND_RULE):
        first, second = representative_statements(statistics, ids, rule=rule)
        assert [one.statement for one in first] == [2, 3, 5, 8, 11]
        assert [one.statement for one in second] == (
            [] if rule is POLIS_RULE else [2, 3, 5, 8, 11]
        )


def test_agreements_stand_before_disagreements_and_one_agreement_is_kept():
    agree = [[1, 1, 1, 1, 1, 30], [30, 30, 30, 30, 30, 22]]
    disagree = [[40, 40, 40, 40, 40, 10], [2, 2, 2, 2, 2, 30]]

    first, _second = representative_statements(of(agree, disagree), range(6))

    assert told(first) == [(5, Vote.AGREE), *((number, Vote.DISAGREE) for number in range(4))]


def test_statements_left_out_are_not_listed_and_do_not_count_as_tests():
    statistics = of([[30, 30], [2, 2]], [[2, 2], [30, 30]])

    kept = representative_statements(statistics, [1, 2], left_out=np.array([True, False]))
    alone = representative_statements(of([[30], [2]], [[2], [30]]), [2])

    assert kept == alone


def test_exact_tests_are_those_of_the_textbooks():
    # Fisher's tea: 4 cups of 4 told right has probability 1/70, at least 3 has 17/70.
    np.testing.assert_allclose(
        exact_difference_p([4, 3], [4, 4], [0, 1], [4, 4]), [1 / 70, 17 / 70]
    )
    np.testing.assert_allclose(exact_majority_p([10, 0, 5], [10, 10, 9]), [2**-10, 1, 0.5])
    assert exact_difference_p([0], [0], [5], [9]).tolist() == [1.0]


def test_benjamini_and_hochbergs_own_example_rejects_four():
    p = np.array([
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
    ])  # fmt: skip

    found = adjusted(p, np.ones(15, dtype=bool), Control.FALSE_DISCOVERIES)

    assert int((found <= 0.05).sum()) == 4
    np.testing.assert_array_equal(adjusted(p, np.ones(15, dtype=bool), Control.EACH_TEST), p)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(conversations())
def test_the_order_in_which_statements_stand_changes_no_list(conversation):
    votes, groups, number = conversation
    statistics = group_statistics(votes, groups, group_count=number)
    back = np.arange(votes.statement_count)[::-1]
    turned = statistics_of_counts(
        VoteCounts(statistics.na[:, back], statistics.nd[:, back], statistics.npass[:, back])
    )

    for rule in (POLIS_RULE, SOUND_RULE):
        assert representative_statements(
            statistics, votes.statement_ids, rule=rule
        ) == representative_statements(turned, votes.statement_ids[back], rule=rule)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(conversations())
def test_what_the_sounder_rule_lists_is_a_majority_of_enough_people(conversation):
    votes, groups, number = conversation
    rule = Rule(minimum_votes=3)

    found = representative_statements(
        group_statistics(votes, groups, group_count=number), votes.statement_ids, rule=rule
    )

    for group in found:
        for one in group:
            assert one.count > one.seen / 2
            assert one.seen >= 3
            assert one.ratio > 1
            assert one.p_value <= 0.1


@pytest.mark.parametrize(
    "wrong",
    [
        {"at_most": 0},
        {"confidence": 0},
        {"confidence": 1.0},
        {"minimum_votes": -1},
        {"confidence": np.nan},
    ],
)
def test_a_rule_that_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=next(iter(wrong))):
        Rule(**wrong)


def test_arguments_of_another_shape_are_refused():
    statistics = of([[3], [2]], [[2], [3]])

    with pytest.raises(ValueError, match="statement_ids must be one for each of 1 statements"):
        representative_statements(statistics, [1, 2])
    for left_out in ([0], np.array([True, False])):
        with pytest.raises(ValueError, match="left_out must be one truth value"):
            representative_statements(statistics, [1], left_out=left_out)


def test_a_conversation_of_one_person_has_no_representative_statement():
    votes = VoteMatrix.from_votes([1], [1], [0])

    statistics = group_statistics(votes, [0])

    assert representative_statements(statistics, [1]) == ((),)
    assert len(representative_statements(statistics, [1], rule=POLIS_RULE)[0]) == 1


def test_a_rule_may_be_told_in_texts_and_unknown_ones_are_refused():
    assert (
        Rule(control="each test", test="polis", selection="polis", minimum_votes=0) == POLIS_RULE
    )
    with pytest.raises(ValueError, match="guess"):
        Rule(test="guess")
    with pytest.raises(ValueError, match="whole number"):
        Rule(at_most=1.5)


def test_exact_tests_refuse_parts_of_people():
    with pytest.raises(ValueError, match="whole numbers"):
        exact_majority_p([1.5], [3])
    with pytest.raises(ValueError, match="whole numbers"):
        exact_difference_p([1], [3], [1], [2.5])
