"""Who leaves and what falls apart, what a coalition covers, and what changed between two waves."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from concerted.analysis.network import (
    bridges,
    bridging_ties,
    coalition,
    coverage,
    departure,
    network_change,
)
from concerted.analysis.tests.coalitions import RING, both_ways, coalitions


def test_without_its_cut_point_a_chain_falls_apart():
    chain = coalition(5, [[0, 1], [1, 2], [2, 3], [3, 4]])

    first, second, third = bridges(chain)

    assert first.leaving == (2,)
    assert first.parts == ((0, 1), (3, 4))
    assert first.cut_off == (3, 4)
    assert first.pairs_cut == 4
    assert first.ties_lost == 2
    assert (second.leaving, third.leaving) == ((1,), (3,))
    assert bridging_ties(chain).tolist() == [[0, 1], [1, 2], [2, 3], [3, 4]]


def test_a_ring_has_no_bridge_until_two_leave():
    ring = coalition(5, RING)

    assert bridges(ring) == ()
    assert bridging_ties(ring).shape == (0, 2)
    assert not departure(ring, [0]).falls_apart
    gone = departure(ring, [0, 2])
    assert gone.falls_apart
    assert gone.parts == ((3, 4), (1,))


def test_a_departure_loses_what_nobody_else_covers_or_reaches():
    # Spanish is spoken by 1 alone, Hmong by 0 alone, who hangs on 1; English by all.
    covers = [[1, 0, 1], [1, 1, 0], [1, 0, 0], [1, 0, 0]]
    chain = coalition(4, [[0, 1], [1, 2], [2, 3]])

    gone = departure(chain, [1], covers=covers)

    assert gone.lost == (1,)
    assert gone.out_of_reach == (2,)
    assert gone.cut_off == (0,)


def test_someone_alone_who_leaves_too_does_not_hide_what_falls_apart():
    gone = departure(coalition(7, [[0, 1], [1, 2], [4, 5], [5, 6]]), [1, 3, 6])

    assert gone.falls_apart
    assert gone.parts == ((4, 5), (0,), (2,))
    assert gone.cut_off == (2,)
    assert gone.pairs_cut == 1


def test_the_departure_of_someone_alone_cuts_nothing():
    gone = departure(coalition(3, [[0, 1]]), [2])

    assert gone.parts == ()
    assert not gone.falls_apart
    assert (gone.pairs_cut, gone.ties_lost) == (0, 0)


def test_coverage_tells_what_nobody_and_what_one_member_covers():
    result = coverage([[1, 0, 1, 0], [1, 0, 0, 1]], weights=[50, 30, 15, 5])

    assert result.members.tolist() == [2, 0, 1, 1]
    assert result.uncovered == (1,)
    assert result.hanging_on_one == {2: 0, 3: 1}
    assert result.share == pytest.approx(0.7)
    assert coverage([[1, 0, 1, 0], [1, 0, 0, 1]]).share == 0.75


def test_change_is_told_over_the_members_of_both_waves():
    before = coalition(4, both_ways([[0, 1], [1, 2], [2, 3]]), trust=[[2]] * 6)
    after = coalition(4, both_ways([[0, 1], [0, 2], [2, 3]]), trust=[[3]] * 6)

    change = network_change(before, after, ["a", "b", "c", "gone"], ["a", "b", "c", "new"])

    assert change.stayed == ("a", "b", "c")
    assert (change.joined, change.left) == (("new",), ("gone",))
    assert change.kept == (("a", "b"),)
    assert change.gained == (("a", "c"),)
    assert change.lost == (("b", "c"),)
    assert (change.came, change.went) == (1, 1)
    assert change.tie_stability == pytest.approx(1 / 3)
    assert change.before.members == change.after.members == 3
    assert change.difference.density == 0
    assert change.difference.trust == 1
    assert change.difference.trust_share == 0.25
    assert change.degree.tolist() == [1, -1, 0]
    assert change.trust.tolist() == [1, 1, 1]
    assert np.isnan(change.value).all()


def test_a_tie_that_one_wave_could_not_show_is_neither_gained_nor_lost():
    before = coalition(3, [[0, 1]], responded=[True, False, False])
    after = coalition(3, [[0, 1], [1, 2]])

    change = network_change(before, after, "abc", "abc")

    assert change.kept == (("a", "b"),)
    assert change.gained == ()
    assert change.not_comparable == (("b", "c"),)


def test_a_member_keeps_their_ties_under_another_number():
    before = coalition(3, [[0, 1]])
    after = coalition(3, [[2, 0]])

    change = network_change(before, after, ["a", "b", "c"], ["b", "c", "a"])

    assert change.kept == (("a", "b"),)
    assert change.tie_stability == 1


@pytest.mark.parametrize(
    ("leaving", "sentence"),
    [
        ([], "At least one member"),
        ([[0]], "At least one member"),
        ([0.5], "At least one member"),
        ([7], "numbered 0 to 2, got 7"),
        ([-1], "numbered 0 to 2, got -1"),
        ([1, 1], "more than once"),
        ([0, 1, 2], "Everybody leaves"),
    ],
)
def test_impossible_departures_are_refused(leaving, sentence):
    with pytest.raises(ValueError, match=sentence):
        departure(coalition(3, [[0, 1]]), leaving)


@pytest.mark.parametrize(
    ("covers", "weights", "sentence"),
    [
        ([], None, "a table of truths"),
        ([[]], None, "a table of truths"),
        ([1, 0], None, "a table of truths"),
        ([["a"]], None, "a table of truths"),
        ([[1, 2]], None, "truths only"),
        ([[1, np.nan]], None, "truths only"),
        ([[1, 0]], [1], "one number for each of 2 columns"),
        ([[1, 0]], [0, 0], "not all 0"),
        ([[1, 0]], [-1, 1], "at least 0"),
        ([[1, 0]], [np.nan, 1], "finite"),
    ],
)
def test_impossible_coverage_is_refused(covers, weights, sentence):
    with pytest.raises(ValueError, match=sentence):
        coverage(covers, weights=weights)


def test_a_table_of_coverage_for_others_is_refused():
    with pytest.raises(ValueError, match="a row for each of 3 members, got 1"):
        bridges(coalition(3, [[0, 1]]), covers=[[1, 0]])


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("ab", "abc", "The wave before has 3 members but 2 identifiers"),
        ("abc", "aac", "The wave after has the member 'a' more than once"),
        ("abc", "xyz", "No member belongs to both waves"),
    ],
)
def test_waves_that_cannot_be_compared_are_refused(before, after, sentence):
    net = coalition(3, [[0, 1]])

    with pytest.raises(ValueError, match=sentence):
        network_change(net, net, before, after)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(coalitions())
def test_bridges_are_just_the_members_whose_leaving_adds_parts(net):
    graph = net.graph()
    parts = nx.number_connected_components(graph)

    expected = set()
    for member in range(net.size):
        left = graph.copy()
        left.remove_node(member)
        if nx.number_connected_components(left) > parts:
            expected.add((member,))

    assert {one.leaving for one in bridges(net)} == expected
    assert all(one.falls_apart and one.pairs_cut > 0 for one in bridges(net))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(coalitions())
def test_a_coalition_does_not_change_from_itself(net):
    names = [f"member {number}" for number in range(net.size)]

    change = network_change(net, net, names, names)

    assert (
        change.gained == change.lost == change.joined == change.left == change.not_comparable == ()
    )
    assert len(change.kept) == len(net.ties())
    assert not change.degree.any()
