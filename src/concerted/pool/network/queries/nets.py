"""Waves as networks, for ``analysis.network``. Without a viewer: the waves have passed a gate, and who rated whom does not
leave this room."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from concerted.analysis.network import Coalition, ToldScores, coalition, told_scores
from concerted.pool.network.models import TRUST, VALUE, Asked, Report, Wave


@dataclass(frozen=True)
class Net:
    """A closed wave: its partners, in the order of their numbers in ``ties``, and what may be told of their ratings."""

    wave: Wave
    asked: Sequence[Asked]
    ties: Coalition
    told: ToldScores

    @cached_property
    def members(self) -> list[uuid.UUID]:
        return [one.member for one in self.asked]


def nets_of(waves: Iterable[Wave]) -> list[Net]:
    """The closed ones of ``waves``, the earliest first. Two queries, for any number of them."""
    closed = sorted((one for one in waves if one.is_closed), key=lambda one: one.number)
    asked: dict[uuid.UUID, list[Asked]] = defaultdict(list)
    for one in Asked.objects.filter(wave__in=closed):
        asked[one.wave_id].append(one)
    reports: dict[uuid.UUID, list[Report]] = defaultdict(list)
    sent = Report.objects.filter(rater__wave__in=closed, rater__sent_at__isnull=False)
    for report in sent.select_related("rater").order_by("pk"):
        reports[report.rater.wave_id].append(report)
    kept = [one for one in closed if asked[one.pk]]
    nets = [_coalition(asked[one.pk], reports[one.pk]) for one in kept]
    members = [[row.member for row in asked[one.pk]] for one in kept]
    told = told_scores(nets, members)
    return [
        Net(wave, asked[wave.pk], net, scores)
        for wave, net, scores in zip(kept, nets, told, strict=True)
    ]


def _coalition(asked: Sequence[Asked], reports: Sequence[Report]) -> Coalition:
    number = {one.pk: place for place, one in enumerate(asked)}
    pairs = [(number[one.rater_id], number[one.rated_id]) for one in reports]
    return coalition(
        len(asked),
        np.array(pairs, dtype=np.int64).reshape(-1, 2),
        trust=[_scores(one, TRUST) for one in reports] or None,
        value=[_scores(one, VALUE) for one in reports] or None,
        responded=np.array([one.is_sent for one in asked], dtype=np.bool_),
    )


def _scores(report: Report, items: Iterable[str]) -> list[float]:
    given = (getattr(report, item) for item in items)
    return [float("nan") if one is None else float(one) for one in given]
