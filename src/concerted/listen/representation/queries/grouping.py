"""Which subgroup each participant of a room is in, for tables that ``analysis.privacy`` protects before they are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from concerted.listen.representation.models import Dimension, Occasion, Said, State, Subgroup
from concerted.listen.representation.queries.asking import DECLINED, OTHER
from concerted.listen.representation.queries.keys import hash_of

MISSING = "~empty"
"""Who left the question out: missing, not declined."""


@dataclass(frozen=True)
class Grouping:
    """The categories of one dimension, and the place in them of each participant, in the order of their keys."""

    keys: tuple[str, ...]
    codes: NDArray[np.int64]


def grouping_of(occasion: Occasion, dimension: str, keys: Sequence[str]) -> Grouping | None:
    """How ``keys`` divide by ``dimension``; nothing where it is not asked, or was forgotten.

    Without a viewer: true groups, of which only what is protected may be told.
    """
    asked = Dimension.objects.filter(occasions=occasion, key=dimension).first()
    if asked is None or occasion.forgotten_at is not None:
        return None
    groups = Subgroup.objects.filter(dimension=asked).order_by("number")
    categories = (*groups.values_list("key", flat=True), OTHER, DECLINED, MISSING)
    codes = np.full(len(keys), categories.index(MISSING), dtype=np.int64)
    places = {hash_of(occasion, key): place for place, key in enumerate(keys)}
    rows = Said.objects.filter(description__occasion=occasion, dimension=asked)
    for hashed, state, group in rows.values_list(
        "description__key_hash", "state", "subgroup__key"
    ):
        if hashed in places:
            told = {State.OTHER.value: OTHER, State.DECLINED.value: DECLINED}.get(state, group)
            codes[places[hashed]] = categories.index(told)
    return Grouping(categories, codes)
