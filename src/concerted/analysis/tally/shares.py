"""Sharing out one after another in proportion, where each may go only to some."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

Group = TypeVar("Group", bound=Hashable)


def share_out(
    eligible: Iterable[Sequence[Group]],
    weights: Mapping[Group, float],
    given: Mapping[Group, int] | None = None,
) -> list[Group | None]:
    """To whom each goes, one after another, so that what each group gets stays in proportion to its weight.

    The next goes, of the groups it is eligible for, to the one with the highest quotient wᵍ / (2 nᵍ + 1), nᵍ being
    how many the group has by then; of equal quotients to the group that ``weights`` names first. Where everybody is
    eligible for every group this is Sainte-Laguë's method, and going on later gives what one run would have given.

    Parameters
    ----------
    eligible : for each that is shared out, the groups it may go to; others are not looked at
    weights : ≥ 0 for each group; a group of weight 0, or none, gets nobody
    given : how many each group has from before

    Returns
    -------
    For each its group, or None where it has no eligible group of some weight.

    Raises
    ------
    ValueError: a weight or a number is negative.

    References
    ----------
    Sainte-Laguë (1910), La représentation proportionnelle et la méthode des moindres carrés,
    doi:10.24033/asens.627.

    Examples
    --------
    >>> share_out([("a", "b", "c")] * 7, {"a": 53, "b": 24, "c": 23})
    ['a', 'b', 'c', 'a', 'a', 'b', 'c']
    >>> share_out([("b",), (), ("a", "b")], {"a": 3, "b": 1})
    ['b', None, 'a']
    """
    counts = {group: (given or {}).get(group, 0) for group in weights}
    if any(weight < 0 for weight in weights.values()) or any(n < 0 for n in counts.values()):
        raise ValueError(f"weights and numbers must be ≥ 0, got {dict(weights)} and {counts}")
    places: list[Group | None] = []
    for groups in eligible:
        able = [one for one in weights if one in groups and weights[one] > 0]
        place = max(able, key=lambda one: weights[one] / (2 * counts[one] + 1), default=None)
        if place is not None:
            counts[place] += 1
        places.append(place)
    return places
