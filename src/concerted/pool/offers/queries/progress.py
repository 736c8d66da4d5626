"""How far needs are: what is needed, pledged, received, and missing."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from concerted.pool.offers.models import Need, Offer, Pledge


@dataclass(frozen=True)
class Progress:
    """In the unit of what is counted. ``pledged`` is what was promised, with what of it has come."""

    needed: int
    pledged: int = 0
    received: int = 0

    @property
    def gap(self) -> int:
        """What nobody has promised yet."""
        return max(0, self.needed - self.pledged)

    @property
    def share(self) -> float:
        """Of what is needed, how much is promised or here: from 0 to 1."""
        return min(1.0, self.pledged / self.needed)

    @property
    def percent(self) -> int:
        return int(100 * self.share)


def progress_of(needs: Iterable[Need]) -> dict[uuid.UUID, Progress]:
    """For each of ``needs``, which have passed a gate; one query."""
    needs = list(needs)
    pledged: dict[uuid.UUID | None, int] = defaultdict(int)
    received: dict[uuid.UUID | None, int] = defaultdict(int)
    for pledge in Pledge.objects.filter(need__in=needs).with_sums():
        pledged[pledge.need_id] += pledge.counted
        received[pledge.need_id] += pledge.delivered
    return {one.pk: Progress(one.amount, pledged[one.pk], received[one.pk]) for one in needs}


def taken_of(offers: Iterable[Offer]) -> dict[uuid.UUID | None, int]:
    """How much of each of ``offers``, which have passed a gate, is pledged or used; one query."""
    taken: dict[uuid.UUID | None, int] = defaultdict(int)
    for pledge in Pledge.objects.filter(offer__in=list(offers)).with_sums():
        taken[pledge.offer_id] += pledge.counted
    return taken


def left_in(offer: Offer) -> int:
    """What of one offer, which has passed a gate, can still be asked for."""
    return max(0, offer.amount - taken_of([offer])[offer.pk])
