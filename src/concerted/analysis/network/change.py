"""A coalition in figures, and what changed between two waves of asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass

import networkx as nx
import numpy as np

from concerted.analysis.arrays import Floats
from concerted.analysis.network.coalition import Coalition, Reported, Truths
from concerted.analysis.network.relations import trust_scores, value_scores
from concerted.analysis.network.structure import (
    Degree,
    centralization,
    confirmed_share,
    density,
    response_rate,
)

Tie = tuple[Hashable, Hashable]


@dataclass(frozen=True, slots=True)
class NetworkFigures:
    """A coalition in figures; shares are 0 … 1, and nan where there is nothing to share.

    Attributes
    ----------
    members, respondents, response_rate : who belongs, and who answered
    ties, reports : undirected ties, and reports of them
    density, directed_density : as `density`
    centralization, in_centralization, out_centralization : as `centralization`
    confirmed_share : of ties that both sides could report, as `confirmed_share`
    mean_degree : ties of a member
    components, largest_component : connected parts, and members in the largest
    trust, value : mean ratings, 1 … 4
    trust_share, value_share : the same / 4, as PARTNER prints them in per cent
    """

    members: float
    respondents: float
    response_rate: float
    ties: float
    reports: float
    density: float
    directed_density: float
    centralization: float
    in_centralization: float
    out_centralization: float
    confirmed_share: float
    mean_degree: float
    components: float
    largest_component: float
    trust: float
    value: float
    trust_share: float
    value_share: float


@dataclass(frozen=True, slots=True, eq=False)
class NetworkChange:
    """What changed between two waves.

    Attributes
    ----------
    stayed, joined, left : members, in the order of the wave before (``joined``: after)
    kept, gained, lost : ties between members of both waves that could be reported in both
    not_comparable : ties between members of both waves that only one wave could show, because neither side answered in
        the other
    came, went : ties of the members who joined, and of those who left
    tie_stability : kept / (kept + gained + lost) (Jaccard), nan without ties
    before, after, difference : figures over the members of both waves
    degree, trust, value : (stayed,) arrays, change of each member of both waves; nan where a wave has no rating
    """

    stayed: tuple[Hashable, ...]
    joined: tuple[Hashable, ...]
    left: tuple[Hashable, ...]
    kept: tuple[Tie, ...]
    gained: tuple[Tie, ...]
    lost: tuple[Tie, ...]
    not_comparable: tuple[Tie, ...]
    came: int
    went: int
    tie_stability: float
    before: NetworkFigures
    after: NetworkFigures
    difference: NetworkFigures
    degree: Floats
    trust: Floats
    value: Floats


def network_figures(
    net: Coalition, *, reported: Reported | str = Reported.BY_EITHER
) -> NetworkFigures:
    """The figures of a coalition at one time.

    Parameters
    ----------
    net : the coalition
    reported : whose report makes an undirected tie

    Returns
    -------
    NetworkFigures

    Raises
    ------
    ValueError: ``reported`` is no known rule.

    References
    ----------
    As ``density``, ``centralization`` and ``trust_scores``.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> figures = network_figures(coalition(4, [[0, 1], [1, 0], [0, 2]]))
    >>> figures.ties, round(figures.density, 3), figures.components, figures.confirmed_share
    (2, 0.333, 2, 0.5)
    """
    parts = [len(part) for part in nx.connected_components(net.graph(reported))]
    ties = len(net.ties(reported))
    trust, value = trust_scores(net), value_scores(net)
    return NetworkFigures(
        members=net.size,
        respondents=int(net.responded.sum()),
        response_rate=response_rate(net),
        ties=ties,
        reports=len(net.reports),
        density=density(net, reported=reported),
        directed_density=density(net, is_directed=True),
        centralization=centralization(net, reported=reported),
        in_centralization=centralization(net, Degree.IN),
        out_centralization=centralization(net, Degree.OUT),
        confirmed_share=confirmed_share(net),
        mean_degree=2 * ties / net.size,
        components=len(parts),
        largest_component=max(parts),
        trust=trust.mean,
        value=value.mean,
        trust_share=trust.share,
        value_share=value.share,
    )


def network_change(
    before: Coalition,
    after: Coalition,
    members_before: Sequence[Hashable],
    members_after: Sequence[Hashable],
    *,
    reported: Reported | str = Reported.BY_EITHER,
) -> NetworkChange:
    """What changed in a coalition from one wave to the next.

    Figures are compared over the members of both waves, so that who joins or leaves does not pass for a change among
    those who stayed. A tie counts as kept, gained or lost only if its pair could report it in both waves: one of them at
    least answered in each (both, if ties must be reported by both).

    Parameters
    ----------
    before, after : the two waves
    members_before, members_after : what identifies each member in both waves, in the order of their numbers
    reported : whose report makes an undirected tie

    Returns
    -------
    NetworkChange

    Raises
    ------
    ValueError: a wave has not one identifier for each member or one twice, or nobody belongs to both.

    References
    ----------
    Snijders, van de Bunt & Steglich (2010), doi:10.1016/j.socnet.2009.02.004, for tie stability by Jaccard's index. That only
    ties count which could be reported in both waves is our own definition.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> first, second = coalition(3, [[0, 1], [1, 2]]), coalition(3, [[0, 1], [0, 2]])
    >>> change = network_change(first, second, ["ana", "ben", "cem"], ["ben", "ana", "dee"])
    >>> change.kept, change.joined, change.left, change.difference.ties
    ((('ana', 'ben'),), ('dee',), ('cem',), 0)
    """
    place_before = _places(members_before, before, "before")
    place_after = _places(members_after, after, "after")
    stayed = tuple(member for member in place_before if member in place_after)
    if not stayed:
        raise ValueError("No member belongs to both waves; there is nothing to compare.")
    one = before.among([place_before[member] for member in stayed])
    two = after.among([place_after[member] for member in stayed])
    seen = _could_report(one, reported) & _could_report(two, reported)
    old, new = _table(one, reported), _table(two, reported)
    kept, gained, lost = seen & old & new, seen & new & ~old, seen & old & ~new
    moved = int((kept | gained | lost).sum())
    figures_before = network_figures(one, reported=reported)
    figures_after = network_figures(two, reported=reported)
    return NetworkChange(
        stayed=stayed,
        joined=tuple(member for member in place_after if member not in place_before),
        left=tuple(member for member in place_before if member not in place_after),
        kept=_named(kept, stayed),
        gained=_named(gained, stayed),
        lost=_named(lost, stayed),
        not_comparable=_named((old | new) & ~seen, stayed),
        came=len(after.ties(reported)) - len(two.ties(reported)),
        went=len(before.ties(reported)) - len(one.ties(reported)),
        tie_stability=int(kept.sum()) / moved if moved > 0 else float("nan"),
        before=figures_before,
        after=figures_after,
        difference=_difference(figures_before, figures_after),
        degree=(two.degrees(reported) - one.degrees(reported)).astype(np.float64),
        trust=trust_scores(two).members - trust_scores(one).members,
        value=value_scores(two).members - value_scores(one).members,
    )


def _places(members: Sequence[Hashable], net: Coalition, wave: str) -> dict[Hashable, int]:
    if len(members) != net.size:
        raise ValueError(
            f"The wave {wave} has {net.size} members but {len(members)} identifiers; give one for each."
        )
    twice = [member for member, times in Counter(members).items() if times > 1]
    if twice:
        raise ValueError(f"The wave {wave} has the member {twice[0]!r} more than once.")
    return {member: place for place, member in enumerate(members)}


def _could_report(net: Coalition, reported: Reported | str) -> Truths:
    one, other = net.responded[:, None], net.responded[None, :]
    return one & other if Reported(reported) is Reported.BY_BOTH else one | other


def _table(net: Coalition, reported: Reported | str) -> Truths:
    table = np.zeros((net.size, net.size), dtype=np.bool_)
    ties = net.ties(reported)
    table[ties[:, 0], ties[:, 1]] = True
    return table


def _named(ties: Truths, members: tuple[Hashable, ...]) -> tuple[Tie, ...]:
    return tuple((members[one], members[other]) for one, other in np.argwhere(ties).tolist())


def _difference(before: NetworkFigures, after: NetworkFigures) -> NetworkFigures:
    old, new = asdict(before), asdict(after)
    return NetworkFigures(**{name: new[name] - old[name] for name in old})
