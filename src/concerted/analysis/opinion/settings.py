"""Every choice in mapping a conversation: the sounder ones by default, those of the reference beside them."""

from __future__ import annotations

import math
from dataclasses import dataclass

_COUNTS = {  # the least value that each count may have
    "minimum_votes": 0,
    "minimum_group_size": 1,
    "participants_per_group": 1,
    "maximum_groups": 2,
    "full_scale_votes": 1,
    "permutations": 0,
    "exact_silhouette_participants": 2,
    "wins_for_new_count": 1,
    "small_conversation": 0,
    "privacy_floor": 1,
}
_SHARES = ("minimum_group_share", "significance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a conversation is mapped and grouped. ``Settings()`` is the sounder reading, ``POLIS`` the reference's.

    Attributes
    ----------
    minimum_votes : votes a participant needs to be put in a group
    moderated_count_as_votes : whether votes on rejected statements count towards ``minimum_votes``, and rejected
        statements count as voted on by everyone (and as statements) when participants are scaled. The reference says
        yes, which moves everybody whenever a statement is rejected.
    full_scale_votes : a participant is scaled by sqrt(statements / votes), which throws those with few votes outwards;
        fewer votes than this are scaled as if they were this many
    maximum_groups : the largest number of groups tried
    many_starts : whether k-means looks so hard that no grouping is better by 0.1 %; else it begins from three dozen
        starts, which is quicker and mostly as good. The reference begins from one
    participants_per_group : k groups are tried only with k times as many participants; at least 2 are always tried
    minimum_group_size, minimum_group_share : a group with fewer participants (people, or share of the grouped), is
        dissolved into its neighbours; 1 and 0 keep even a single outlier as a group
    permutations : shuffled conversations that the best silhouette must beat for groups to be drawn at all; 0 draws
        groups however homogeneous the opinions are
    significance : the largest p-value at which groups are drawn
    seed : of the shuffling
    exact_silhouette_participants : up to so many the mean silhouette is exact; beyond, participants are gathered in
        the cells of a fine grid
    wins_for_new_count : a new number of groups is shown after it was the best in so many readings in a row
    once_in_stays_in : whether who was grouped once stays so (though votes on statements rejected since do not count)
    small_conversation : below so many participants no groups are drawn (``small`` says what is shown instead)
    privacy_floor : smallest group whose figures may be shown

    Raises
    ------
    ValueError: a count or a share is out of its range.

    Examples
    --------
    >>> SOUND.minimum_group_size, POLIS.minimum_group_size
    (5, 1)
    """

    minimum_votes: int = 7
    moderated_count_as_votes: bool = False
    full_scale_votes: int = 7
    maximum_groups: int = 5
    many_starts: bool = True
    participants_per_group: int = 12
    minimum_group_size: int = 5
    minimum_group_share: float = 0.02
    permutations: int = 59
    significance: float = 0.05
    seed: int = 20160923
    exact_silhouette_participants: int = 3000
    wins_for_new_count: int = 4
    once_in_stays_in: bool = True
    small_conversation: int = 50
    privacy_floor: int = 5

    def __post_init__(self) -> None:
        for name, least in _COUNTS.items():
            if getattr(self, name) < least:
                raise ValueError(f"{name} must be at least {least}, got {getattr(self, name)}.")
        for name in _SHARES:
            share = getattr(self, name)
            if not (math.isfinite(share) and 0 <= share < 1):
                raise ValueError(f"{name} must be a share from 0 to below 1, got {share}.")


SOUND = Settings()
POLIS = Settings(
    moderated_count_as_votes=True,
    full_scale_votes=1,
    many_starts=False,
    participants_per_group=1,
    minimum_group_size=1,
    minimum_group_share=0.0,
    permutations=0,
    exact_silhouette_participants=12_000,
    small_conversation=0,
    privacy_floor=1,
)
