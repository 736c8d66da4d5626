"""What is shown of a conversation that is too small for groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv

from concerted.analysis.arrays import Floats
from concerted.analysis.opinion.settings import SOUND, Settings
from concerted.analysis.opinion.votes import Mask, VoteMatrix

_LOW = 0.1  # the share is above the bound with 90 % probability


@dataclass(frozen=True, slots=True, eq=False)
class SmallReading:
    """Statements of a small conversation, by what unites and by what divides. All arrays are per statement.

    Attributes
    ----------
    agree, disagree : (S,) shares in (0, 1), drawn towards a third each where few voted
    common_ground : (S,) in (0, 1), the share that at least is on the larger side, with 90 % probability
    is_agreed : (S,) bool, whether the larger side agrees
    division : (S,) in (0, 1), near 1 for half against half, near 0 for all on one side or all passing
    is_shown : (S,) bool: not moderated out, and with as many votes as the privacy floor
    uniting, dividing : positions of the shown statements, from the most common ground, and from the most divided
    """

    agree: Floats
    disagree: Floats
    common_ground: Floats
    is_agreed: Mask
    division: Floats
    is_shown: Mask
    uniting: NDArray[np.intp]
    dividing: NDArray[np.intp]


def read_small_conversation(votes: VoteMatrix, settings: Settings = SOUND) -> SmallReading:
    """What unites and what divides a conversation in which fewer than 50 people voted enough to be grouped.

    No groups are drawn. In the reference any 8 people fall into at least two; of so few, chance and single outliers
    decide who stands with whom, and a named group of three is three named people. What a small circle needs is what
    it can agree on and what it has to talk about, and both can be read from everybody's votes:

    With a, d and n agreements, disagreements and votes, agree = (a + 1) / (n + 3), disagree = (d + 1) / (n + 3): means
    of the Dirichlet posterior of (agree, pass, disagree) after a uniform prior. Common ground is the tenth percentile
    of the posterior of the larger side, Beta(m + 1, n - m + 2) with m = max(a, d), so that 4 of 4 do not outrank 28 of
    30. Division is 4 agree disagree. Statements of equal value come in the order of their ids.

    Parameters
    ----------
    votes : the conversation, of any size
    settings : ``privacy_floor`` is the least number of votes for a statement to be listed

    Returns
    -------
    SmallReading

    References
    ----------
    Gelman et al. (2013), Bayesian Data Analysis, 3rd ed., section 3.4, for the Dirichlet posterior. What common ground and
    division are is our own definition.

    Examples
    --------
    >>> people, topics = np.divmod(np.arange(24), 2)
    >>> votes = VoteMatrix.from_votes(people, topics, np.where((topics == 1) & (people < 6), -1, 1))
    >>> found = read_small_conversation(votes)
    >>> found.uniting.tolist(), found.dividing.tolist(), found.common_ground.round(2).tolist()
    ([0, 1], [1, 0], [0.75, 0.3])
    """
    counts = votes.count()
    seen = counts.seen
    agree, disagree = (counts.agree + 1) / (seen + 3), (counts.disagree + 1) / (seen + 3)
    larger = np.maximum(counts.agree, counts.disagree)
    common_ground = betaincinv(larger + 1.0, seen - larger + 2.0, _LOW)
    division = 4.0 * agree * disagree
    is_shown = ~votes.moderated_out & (seen >= settings.privacy_floor)
    shown = np.flatnonzero(is_shown)
    return SmallReading(
        agree=agree,
        disagree=disagree,
        common_ground=np.asarray(common_ground, dtype=np.float64),
        is_agreed=counts.agree >= counts.disagree,
        division=division,
        is_shown=is_shown,
        uniting=shown[np.argsort(-common_ground[shown], kind="stable")],
        dividing=shown[np.argsort(-division[shown], kind="stable")],
    )
