"""How closely a coalition is knit, around whom, and where each member stands in it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import networkx as nx
import numpy as np
from scipy import sparse

from concerted.analysis.arrays import Floats
from concerted.analysis.network.coalition import Coalition, Integers, Reported, Truths
from concerted.analysis.options import Option


class Degree(Option):
    """Which ties of a member are counted."""

    UNDIRECTED = "undirected"
    IN = "in"
    """Those in which others name the member."""
    OUT = "out"
    """Those that the member reports."""


@dataclass(frozen=True, slots=True, eq=False)
class Positions:
    """Where members stand; every array has one place for each.

    Attributes
    ----------
    degree : undirected ties
    in_degree, out_degree : reports about the member, and by the member
    betweenness : share of the pairs of others whose shortest paths lead over the member, 0 … 1
    closeness : 0 … 1, 0 without a tie; corrected for components (Wasserman & Faust)
    effective_size : ties that are not redundant (Burt), nan without a tie
    component : number of the connected part, from 0, the largest first
    is_cut_point : the part falls apart without the member
    """

    degree: Integers
    in_degree: Integers
    out_degree: Integers
    betweenness: Floats
    closeness: Floats
    effective_size: Floats
    component: Integers
    is_cut_point: Truths


def response_rate(net: Coalition) -> float:
    """Share of the members who answered: r / n.

    Parameters
    ----------
    net : the coalition, of n members

    Returns
    -------
    float, 0 … 1.

    References
    ----------
    The American Association for Public Opinion Research, Standard Definitions: response rate 1.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> response_rate(coalition(4, [[0, 1]], responded=[True, False, False, True]))
    0.5
    """
    return float(net.responded.mean())


def density(
    net: Coalition, *, is_directed: bool = False, reported: Reported | str = Reported.BY_EITHER
) -> float:
    """Ties as a share of the ties that could have been reported.

    Undirected: E / pairs, where only pairs count of whom one at least answered (both, if ties must be reported by both);
    with everyone answering 2 E / (n (n − 1)). Directed: reports / (r (n − 1)) with r members who answered.

    Parameters
    ----------
    net : the coalition, of n members
    is_directed : count reports, not ties
    reported : whose report makes a tie; not used if directed

    Returns
    -------
    float, 0 … 1; nan where no pair could be reported.

    Raises
    ------
    ValueError: ``reported`` is no known rule.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis, 4.2.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> round(density(coalition(3, [[0, 1], [1, 2]])), 4)
    0.6667
    """
    respondents = int(net.responded.sum())
    if is_directed:
        possible, seen = respondents * (net.size - 1), len(net.reports)
    else:
        possible, seen = _pairs_seen(net, reported), len(net.ties(reported))
    return seen / possible if possible > 0 else math.nan


def confirmed_share(net: Coalition) -> float:
    """Share of the ties between two members who answered that both report.

    Parameters
    ----------
    net : the coalition

    Returns
    -------
    float, 0 … 1; nan without such ties.

    References
    ----------
    Wasserman & Faust (1994), Social Network Analysis, 13.1, on mutual ties.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> confirmed_share(coalition(3, [[0, 1], [1, 0], [1, 2]]))
    0.5
    """
    checkable = int(net.responded[net.ties()].all(axis=1).sum())
    return len(net.ties(Reported.BY_BOTH)) / checkable if checkable > 0 else math.nan


def centralization(
    net: Coalition,
    degree: Degree | str = Degree.UNDIRECTED,
    *,
    reported: Reported | str = Reported.BY_EITHER,
) -> float:
    """Freeman's degree centralization: how much the ties are those of one member.

    Σ (max d − dᵢ) / most possible: (n − 1)(n − 2) for undirected ties; (n − 1)² for reports received or given. A star has
    1, a network in which all have equally many ties 0. Where some did not answer: reports given are compared among the r
    members who did, (r − 1)(n − 1) being possible; of reports received n − 1 times the largest number possible is
    (n − 1) r.

    Parameters
    ----------
    net : the coalition, of n members
    degree : which ties are counted
    reported : whose report makes an undirected tie

    Returns
    -------
    float, 0 … 1; nan where there is nothing to compare (n < 3 undirected, n < 2 directed, fewer than two respondents for
    reports given).

    Raises
    ------
    ValueError: ``degree`` or ``reported`` is no known rule.

    References
    ----------
    Freeman (1978), doi:10.1016/0378-8733(78)90021-7.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> centralization(coalition(4, [[0, 1], [0, 2], [0, 3]]))
    1.0
    """
    degree = Degree(degree)
    others, respondents = net.size - 1, int(net.responded.sum())
    if degree is Degree.OUT:
        degrees = np.bincount(net.reports[:, 0], minlength=net.size)[net.responded]
        possible = (respondents - 1) * others
    elif degree is Degree.IN:
        degrees = np.bincount(net.reports[:, 1], minlength=net.size)
        possible = others * min(respondents, others)
    else:
        degrees = net.degrees(reported)
        possible = others * (others - 1)
    return float((degrees.max() - degrees).sum()) / possible if possible > 0 else math.nan


def positions(net: Coalition, *, reported: Reported | str = Reported.BY_EITHER) -> Positions:
    """Degree, betweenness, closeness, effective size and component of every member.

    betweenness = Σ share of shortest paths j–k over i, / ((n − 1)(n − 2) / 2), by Brandes' algorithm;
    closeness = (r − 1) / Σ distances × (r − 1) / (n − 1) with r members in the part, as Wasserman & Faust correct it;
    effective size = d − 2 t / d with t ties among the d neighbors (Burt, as Borgatti simplified it). Who did not answer
    has the ties that others report.

    Parameters
    ----------
    net : the coalition, of n members
    reported : whose report makes a tie

    Returns
    -------
    Positions; betweenness is 0 with n < 3.

    Raises
    ------
    ValueError: ``reported`` is no known rule.

    References
    ----------
    Brandes (2001), doi:10.1080/0022250X.2001.9990249; Wasserman & Faust (1994), Social Network Analysis, 5.3;
    Burt (1992), Structural Holes; Borgatti (1997), Connections 20(1).

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> star = positions(coalition(4, [[0, 1], [0, 2], [0, 3]]))
    >>> star.betweenness.tolist(), star.closeness.round(2).tolist(), star.effective_size.tolist()
    ([1.0, 0.0, 0.0, 0.0], [1.0, 0.6, 0.6, 0.6], [3.0, 1.0, 1.0, 1.0])
    """
    graph = net.graph(reported)
    ties = net.ties(reported)
    degree = net.degrees(reported)
    cut_points = np.zeros(net.size, dtype=np.bool_)
    cut_points[list(nx.articulation_points(graph))] = True
    return Positions(
        degree=degree,
        in_degree=np.bincount(net.reports[:, 1], minlength=net.size),
        out_degree=np.bincount(net.reports[:, 0], minlength=net.size),
        betweenness=_by_member(nx.betweenness_centrality(graph), net.size),
        closeness=_by_member(nx.closeness_centrality(graph, wf_improved=True), net.size),
        effective_size=_effective_size(ties, degree),
        component=_components(graph),
        is_cut_point=cut_points,
    )


def _pairs_seen(net: Coalition, reported: Reported | str) -> int:
    """Pairs of members of whom enough answered for a tie to be reported."""
    respondents = int(net.responded.sum())
    silent = net.size - respondents
    if Reported(reported) is Reported.BY_BOTH:
        return respondents * (respondents - 1) // 2
    return net.size * (net.size - 1) // 2 - silent * (silent - 1) // 2


def _effective_size(ties: Integers, degree: Integers) -> Floats:
    size = len(degree)
    ends = np.concatenate([ties, ties[:, ::-1]])
    works_with = sparse.csr_array(
        (np.ones(len(ends), dtype=np.int64), (ends[:, 0], ends[:, 1])), shape=(size, size)
    )
    triangles = (works_with @ works_with).multiply(works_with)
    twice_ties_among: Floats = np.asarray(triangles.sum(axis=1), dtype=np.float64)
    effective = np.full(size, np.nan)
    np.divide(twice_ties_among, degree, out=effective, where=degree > 0)
    np.subtract(degree, effective, out=effective)
    return effective


def _components(graph: nx.Graph[int]) -> Integers:
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    component = np.zeros(len(graph), dtype=np.int64)
    for number, part in enumerate(parts):
        component[list(part)] = number
    return component


def _by_member(values: dict[int, float], size: int) -> Floats:
    return np.array([values[member] for member in range(size)], dtype=np.float64)
