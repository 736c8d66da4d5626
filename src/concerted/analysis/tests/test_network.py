"""Coalitions as networks: graphs computed by hand, published values, and what must hold in any coalition."""

from __future__ import annotations

import math

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from concerted.analysis.network import (
    Degree,
    Reported,
    Side,
    centralization,
    coalition,
    confirmed_share,
    density,
    network_figures,
    positions,
    relative_connectivity,
    response_rate,
    trust_scores,
    value_scores,
)
from concerted.analysis.tests.coalitions import RING, coalitions

STAR = [[0, other] for other in range(1, 5)]
# Krackhardt (1990): Andre, Beverly, Carol, Diane, Ed, Fernando, Garth, Heather, Ike, Jane.
KITE = list(nx.krackhardt_kite_graph().edges)


def test_density_counts_ties_of_pairs_that_someone_could_report():
    net = coalition(4, [[0, 1], [1, 0], [0, 2]], responded=[True, True, False, False])

    # Six pairs but for that of 2 and 3, who are silent; six reports that 0 and 1 could give.
    assert density(net) == 2 / 5
    assert density(net, is_directed=True) == 3 / 6
    assert density(net, reported=Reported.BY_BOTH) == 1
    assert response_rate(net) == 0.5


def test_density_of_all_ties_is_one_and_of_none_zero():
    everyone = [[one, other] for one in range(5) for other in range(5) if one != other]

    assert density(coalition(5, everyone)) == 1
    assert density(coalition(5, everyone), is_directed=True) == 1
    assert density(coalition(5, [])) == 0


def test_density_without_a_pair_to_ask_is_missing():
    assert math.isnan(density(coalition(1, [])))
    assert math.isnan(density(coalition(3, [], responded=[False] * 3)))
    assert math.isnan(density(coalition(3, [], responded=[False] * 3), is_directed=True))


def test_only_ties_between_respondents_can_be_confirmed():
    net = coalition(4, [[0, 1], [1, 0], [0, 2], [0, 3]], responded=[True, True, True, False])

    assert confirmed_share(net) == 1 / 2
    assert math.isnan(confirmed_share(coalition(3, [])))


def test_a_star_is_fully_centralized_and_a_ring_not_at_all():
    assert centralization(coalition(5, STAR)) == 1
    assert centralization(coalition(5, STAR), Degree.OUT) == 1
    assert centralization(coalition(5, [[other, 0] for other in range(1, 5)]), Degree.IN) == 1
    assert centralization(coalition(5, RING)) == 0
    assert centralization(coalition(5, RING), Degree.IN) == 0
    assert centralization(coalition(5, RING), Degree.OUT) == 0
    assert centralization(coalition(5, [])) == 0


def test_centralization_of_a_chain_computed_by_hand():
    # Degrees 1 2 2 1: (1 + 1) / (3 × 2).
    assert centralization(coalition(4, [[0, 1], [1, 2], [2, 3]])) == pytest.approx(1 / 3)
    # Given 1 1 1 0 and received 0 1 1 1: 1 / 9 each.
    assert centralization(coalition(4, [[0, 1], [1, 2], [2, 3]]), Degree.IN) == pytest.approx(
        1 / 9
    )
    assert centralization(coalition(4, [[0, 1], [1, 2], [2, 3]]), Degree.OUT) == pytest.approx(
        1 / 9
    )


def test_the_published_coalition_of_maricopa_fits_these_formulas():
    # 41 members, density 30 %, centralization 73 % (doi:10.1186/s12889-016-3194-7): so it is if one works with all.
    hub = [[0, other] for other in range(1, 41)]
    others = [[one, one % 40 + 1] for one in range(1, 41)]  # a ring, then chords
    chords = [[one, (one + step - 1) % 40 + 1] for step in range(2, 7) for one in range(1, 41)]
    net = coalition(41, [*hub, *others, *chords][:249])

    assert round(density(net), 2) == 0.30
    assert round(centralization(net), 2) == 0.73


def test_the_silent_do_not_count_as_members_who_report_nothing():
    answered = [True, True, False, False]
    net = coalition(4, [[0, 2], [0, 3], [1, 2], [1, 3]], responded=answered)

    assert centralization(net, Degree.OUT) == 0
    # Received 0 0 2 2, of two possible: (2 + 2) / (3 × 2).
    assert centralization(net, Degree.IN) == pytest.approx(4 / 6)
    assert math.isnan(centralization(coalition(2, [[0, 1]])))
    assert math.isnan(
        centralization(coalition(4, [[0, 1]], responded=[True] + [False] * 3), Degree.OUT)
    )


def test_positions_in_krackhardts_kite_are_those_published():
    kite = positions(coalition(10, KITE))

    assert kite.degree.tolist() == [4, 4, 3, 6, 3, 5, 5, 3, 2, 1]
    assert (kite.betweenness * 36).round(2).tolist() == [
        0.83,
        0.83,
        0,
        3.67,
        0,
        8.33,
        8.33,
        14,
        8,
        0,
    ]
    assert kite.closeness.round(3).tolist() == [
        *(0.529, 0.529, 0.5, 0.6, 0.5, 0.643, 0.643, 0.6, 0.429, 0.31)
    ]
    assert np.flatnonzero(kite.is_cut_point).tolist() == [7, 8]
    assert kite.component.tolist() == [0] * 10


def test_positions_in_zacharys_club_are_those_of_networkx():
    club = nx.karate_club_graph()
    here = positions(coalition(34, list(club.edges)))

    assert here.betweenness[0] == pytest.approx(0.437635, abs=1e-6)
    assert here.betweenness.tolist() == pytest.approx(
        list(nx.betweenness_centrality(club).values())
    )
    assert here.closeness.tolist() == pytest.approx(list(nx.closeness_centrality(club).values()))
    plain = nx.Graph(club.edges)
    sizes = nx.effective_size(plain)
    assert here.effective_size.tolist() == pytest.approx([sizes[who] for who in range(34)])
    assert density(coalition(34, list(club.edges))) == pytest.approx(78 / 561)


def test_closeness_is_corrected_for_members_out_of_reach():
    # A pair and a chain of three among five: (r − 1) / Σ d × (r − 1) / 4.
    net = positions(coalition(6, [[0, 1], [2, 3], [3, 4]]))

    assert net.closeness.tolist() == pytest.approx([1 / 5, 1 / 5, 4 / 15, 2 / 5, 4 / 15, 0])
    assert net.component.tolist() == [1, 1, 0, 0, 0, 2]


def test_ties_among_neighbors_are_redundant():
    # 0 knows 1, 2, 3; 1 and 2 know each other: 3 − 2 × 1 / 3. 4 knows nobody.
    net = positions(coalition(5, [[0, 1], [0, 2], [0, 3], [1, 2]]))

    assert net.effective_size[:4].tolist() == pytest.approx([3 - 2 / 3, 1, 1, 1])
    assert math.isnan(net.effective_size[4])


def test_ties_that_only_one_side_reports_can_be_left_out():
    net = coalition(3, [[0, 1], [1, 0], [1, 2]])

    assert positions(net).degree.tolist() == [1, 2, 1]
    assert positions(net, reported=Reported.BY_BOTH).degree.tolist() == [1, 1, 0]
    assert positions(net).in_degree.tolist() == [1, 1, 1]
    assert positions(net).out_degree.tolist() == [1, 2, 0]


RATED = coalition(
    4,
    [[0, 1], [2, 1], [3, 1], [1, 0], [2, 0]],
    trust=np.array([[4, 4, 1], [2, np.nan, np.nan], [np.nan] * 3, [1, 1, 1], [4, 4, 4]]),
    value=np.array([[1, 2, 3], [4, 4, 4], [3, 3, 3], [2, 2, np.nan], [np.nan] * 3]),
)


def test_trust_is_the_mean_over_raters_of_the_items_they_answered():
    scores = trust_scores(RATED)

    assert scores.members[:2].tolist() == [2.5, 2.5]
    assert np.isnan(scores.members[2:]).all()
    assert scores.raters.tolist() == [2, 2, 0, 0]
    assert scores.pairs == 4
    assert scores.mean == (3 + 2 + 1 + 4) / 4
    assert scores.share == 2.5 / 4
    assert scores.rescaled_share == 1.5 / 3
    assert scores.member_shares[0] == 2.5 / 4
    assert scores.member_rescaled_shares[0] == 1.5 / 3
    assert scores.items[1].tolist() == [3, 4, 1]


def test_value_is_scored_like_trust():
    scores = value_scores(RATED)

    assert scores.members[:2].tolist() == [2, 3]
    assert scores.raters.tolist() == [1, 3, 0, 0]


def test_the_scale_ends_at_a_quarter_and_at_one():
    lowest = trust_scores(coalition(2, [[0, 1]], trust=[[1, 1, 1]]))
    highest = trust_scores(coalition(2, [[0, 1]], trust=[[4, 4, 4]]))

    assert (lowest.share, lowest.rescaled_share) == (0.25, 0)
    assert (highest.share, highest.rescaled_share) == (1, 1)


def test_scores_without_ratings_are_missing():
    for net in (
        coalition(2, [[0, 1]]),
        coalition(2, []),
        coalition(2, [[0, 1]], trust=[[np.nan]]),
    ):
        scores = trust_scores(net)

        assert math.isnan(scores.mean)
        assert math.isnan(scores.share)
        assert np.isnan(scores.members).all()
        assert scores.raters.tolist() == [0, 0]
        assert np.isnan(relative_connectivity(net)).all()


def test_connectivity_is_relative_to_the_best_connected():
    # Received: 0 has 1 + 2 and 4; 1 has 3 + 2, 2 + 4 and 3.
    assert relative_connectivity(RATED).tolist() == [0.5, 1, 0, 0]
    # Given: 0 gives 5, 1 gives 3, 2 gives 6 + 4, 3 gives 3.
    assert relative_connectivity(RATED, Side.GIVEN).tolist() == [0.5, 0.3, 1, 0.3]


def test_figures_of_a_star_whose_center_answers_alone():
    figures = network_figures(coalition(5, STAR, responded=[True] + [False] * 4))

    assert figures.density == 1  # four pairs could be reported, and were
    assert figures.centralization == 1
    assert figures.response_rate == 0.2
    assert (figures.components, figures.largest_component) == (1, 5)
    assert math.isnan(figures.confirmed_share)


@pytest.mark.parametrize(
    ("size", "reports", "options", "sentence"),
    [
        (0, [], {}, "at least 1 member, got 0"),
        (-1, [], {}, "at least 1 member"),
        (2.0, [], {}, "at least 1 member"),
        (3, [[0, 3]], {}, "A tie names member 3; members are numbered 0 to 2"),
        (3, [[-1, 1]], {}, "A tie names member -1"),
        (3, [[1, 1]], {}, "Member 1 reports a tie to themselves"),
        (3, [[0, 1], [0, 1]], {}, "Member 0 reports the tie to member 1 more than once"),
        (3, [[0.0, 1.0]], {}, "pairs of members, whole numbers"),
        (3, [[0, np.nan]], {}, "pairs of members, whole numbers"),
        (3, [0, 1], {}, "pairs of members"),
        (3, [[0, 1, 2]], {}, "pairs of members"),
        (3, [[0, 1]], {"trust": [[5]]}, "trust must be rated from 1 to 4, or be missing, got 5"),
        (3, [[0, 1]], {"trust": [[0]]}, "trust must be rated from 1 to 4"),
        (3, [[0, 1]], {"value": [[np.inf]]}, "value must be rated from 1 to 4"),
        (3, [[0, 1]], {"value": [1]}, "value must have a row of items for each of 1"),
        (3, [[0, 1]], {"value": [[1], [2]]}, "value must have a row"),
        (3, [], {"value": [[1], [2]]}, "value must have a row"),
        (3, [[0, 1]], {"responded": [True]}, "true or false for each of 3 members"),
        (3, [[0, 1]], {"responded": [1, 1, 1]}, "true or false"),
        (3, [[0, 1]], {"responded": [False, True, True]}, "Member 0 reports a tie but"),
    ],
)
def test_impossible_answers_are_refused(size, reports, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        coalition(size, reports, **options)


def test_answers_are_left_alone():
    reports, trust = np.array([[1, 0], [0, 1]]), np.array([[1.0, np.nan], [2.0, 4.0]])
    before = reports.copy(), trust.copy()

    net = coalition(2, reports, trust=trust)
    network_figures(net)
    positions(net)

    assert (reports == before[0]).all()
    assert np.array_equal(trust, before[1], equal_nan=True)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(coalitions(), st.randoms(use_true_random=False))
def test_the_numbers_of_members_do_not_matter(net, random):
    order = list(range(net.size))
    random.shuffle(order)

    again = net.among(order)

    here, there = network_figures(net), network_figures(again)
    for name in here.__dataclass_fields__:
        assert getattr(there, name) == pytest.approx(getattr(here, name), nan_ok=True), name
    one, two = positions(net), positions(again)
    assert two.betweenness.tolist() == pytest.approx(one.betweenness[order].tolist())
    assert two.closeness.tolist() == pytest.approx(one.closeness[order].tolist())
    assert two.effective_size.tolist() == pytest.approx(
        one.effective_size[order].tolist(), nan_ok=True
    )
    trusted = trust_scores(net).members[order].tolist()
    assert trust_scores(again).members.tolist() == pytest.approx(trusted, nan_ok=True)


@settings(max_examples=50, deadline=None, derandomize=True)
@given(coalitions())
def test_shares_stay_between_zero_and_one(net):
    figures = network_figures(net)
    shares = [
        figures.density,
        figures.directed_density,
        figures.centralization,
        figures.in_centralization,
        figures.out_centralization,
        figures.confirmed_share,
        figures.response_rate,
        figures.trust_share,
        *positions(net).betweenness,
        *positions(net).closeness,
        *relative_connectivity(net),
    ]

    assert all(0 <= share <= 1 + 1e-12 for share in shares if not math.isnan(share))


@settings(max_examples=50, deadline=None, derandomize=True)
@given(coalitions())
def test_effective_sizes_are_those_of_networkx(net):
    sizes = nx.effective_size(net.graph())

    assert positions(net).effective_size.tolist() == pytest.approx(
        [sizes[who] for who in range(net.size)], nan_ok=True
    )


def test_options_may_be_given_as_texts_and_unknown_ones_are_refused():
    net = coalition(3, [[0, 1], [1, 0], [1, 2]], trust=[[4], [3], [2]])

    assert density(net, reported="by both") == density(net, reported=Reported.BY_BOTH)
    assert centralization(net, "in") == centralization(net, Degree.IN)
    assert (
        relative_connectivity(net, "given").tolist()
        == relative_connectivity(net, Side.GIVEN).tolist()
    )
    for refused in (
        lambda: density(net, reported="by none"),
        lambda: centralization(net, "sideways"),
        lambda: relative_connectivity(net, "taken"),
        lambda: network_figures(net, reported="by none"),
    ):
        with pytest.raises(ValueError, match="known are"):
            refused()
