"""Trust and value between the members of a coalition, as PARTNER asks for them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from concerted.analysis.arrays import Floats
from concerted.analysis.network.coalition import HIGHEST, LOWEST, Coalition, Integers
from concerted.analysis.options import Option


class Side(Option):
    """Whose ratings are taken."""

    RECEIVED = "received"
    GIVEN = "given"


@dataclass(frozen=True, slots=True, eq=False)
class RatingScores:
    """How members are rated; arrays have one place for each of n members.

    Attributes
    ----------
    members : (n,) 1 … 4, mean over raters of the mean of the items they answered; nan without a rater
    items : (n, items) the same for every item
    raters : (n,) how many rated the member on one item at least; scores of fewer than three say who rated how
    mean : 1 … 4, over all rated pairs; nan without one
    share : mean / 4, that is 0.25 … 1: PARTNER's percentage
    rescaled_share : (mean − 1) / 3, that is 0 … 1
    member_shares, member_rescaled_shares : the same for each member
    pairs : rated pairs
    """

    members: Floats
    items: Floats
    raters: Integers
    mean: float
    share: float
    rescaled_share: float
    member_shares: Floats
    member_rescaled_shares: Floats
    pairs: int


def trust_scores(net: Coalition) -> RatingScores:
    """How members are trusted by those who work with them.

    tᵢ = mean over raters j of the mean of the items that j answered about i; trust of the network = mean over all rated
    pairs, / 4 as a share. Our own definition: PARTNER publishes the items and the scale, not the formulas.

    Parameters
    ----------
    net : the coalition; its ratings of trust

    Returns
    -------
    RatingScores

    References
    ----------
    Visible Network Labs, The PARTNER Network Evaluation Framework, visiblenetworklabs.com/evalframework; a coalition in
    these figures (41 members, density 30 %, centralization 73 %, trust 81 %): doi:10.1186/s12889-016-3194-7.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> net = coalition(3, [[0, 2], [1, 2], [2, 0]], trust=[[4, 2], [1, np.nan], [3, 3]])
    >>> scores = trust_scores(net)
    >>> scores.members.tolist(), scores.raters.tolist(), round(scores.share, 4)
    ([3.0, nan, 2.0], [1, 0, 2], 0.5833)
    """
    return _scores(net, net.trust)


def value_scores(net: Coalition) -> RatingScores:
    """How those who work with members value what they bring; as `trust_scores`, of the items of value.

    Parameters
    ----------
    net : the coalition; its ratings of value

    Returns
    -------
    RatingScores

    References
    ----------
    As ``trust_scores``.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> value_scores(coalition(2, [[0, 1]], value=[[2, 3]])).mean
    2.5
    """
    return _scores(net, net.value)


def relative_connectivity(net: Coalition, side: Side | str = Side.RECEIVED) -> Floats:
    """How much trust and value a member's ties hold, beside the member with the most.

    cᵢ = Σ over ties (trust + value) / max over members, with the mean of the items answered of each (1 … 4) as others
    rate the member (received), or as the member rates others (given). A question that was not answered on a tie adds
    nothing. Our own definition: PARTNER says only that number of ties, trust and value enter.

    Parameters
    ----------
    net : the coalition
    side : ratings received or given

    Returns
    -------
    (n,) array, 0 … 1, 1 for the best connected; nan for everyone where nothing was rated.

    Raises
    ------
    ValueError: ``side`` is neither.

    References
    ----------
    As ``trust_scores``.

    Examples
    --------
    >>> from concerted.analysis.network import coalition
    >>> net = coalition(3, [[0, 2], [1, 2], [2, 0]], trust=[[4], [2], [3]])
    >>> relative_connectivity(net).tolist()
    [0.5, 0.0, 1.0]
    """
    held = np.nan_to_num(mean_of_items(net.trust)) + np.nan_to_num(mean_of_items(net.value))
    column = 1 if Side(side) is Side.RECEIVED else 0
    sums = np.bincount(net.reports[:, column], held, minlength=net.size).astype(np.float64)
    most = float(sums.max())
    return sums / most if most > 0 else np.full(net.size, np.nan)


def _scores(net: Coalition, ratings: Floats) -> RatingScores:
    rated = net.reports[:, 1]
    by_pair = mean_of_items(ratings)
    is_rated = ~np.isnan(by_pair)
    members = _mean_by_member(rated, by_pair, net.size)
    items = [_mean_by_member(rated, item, net.size) for item in ratings.T]
    pairs = int(is_rated.sum())
    mean = float(by_pair[is_rated].mean()) if pairs > 0 else math.nan
    return RatingScores(
        members=members,
        items=np.column_stack(items) if items else np.zeros((net.size, 0)),
        raters=np.bincount(rated[is_rated], minlength=net.size),
        mean=mean,
        share=mean / HIGHEST,
        rescaled_share=(mean - LOWEST) / (HIGHEST - LOWEST),
        member_shares=members / HIGHEST,
        member_rescaled_shares=(members - LOWEST) / (HIGHEST - LOWEST),
        pairs=pairs,
    )


def mean_of_items(ratings: Floats) -> Floats:
    """The mean of the items answered in each row of ``ratings``; nan where none was."""
    answered = ~np.isnan(ratings)
    sums: Floats = np.where(answered, ratings, 0.0).sum(axis=1)
    return _ratio(sums, answered.sum(axis=1))


def _mean_by_member(rated: Integers, ratings: Floats, size: int) -> Floats:
    given = ~np.isnan(ratings)
    sums = np.bincount(rated[given], ratings[given], minlength=size)
    numbers = np.bincount(rated[given], minlength=size)
    return _ratio(sums.astype(np.float64), numbers)


def _ratio(sums: Floats, numbers: Integers) -> Floats:
    """Sums over numbers, nan where the number is 0."""
    means = np.full(len(sums), np.nan)
    np.divide(sums, numbers, out=means, where=numbers > 0)
    return means
