"""The picture of a wave: partners where they stand in every wave, and the ties that came and went."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from concerted.analysis.network import NetworkChange, coalition, layout
from concerted.base.charts import Chart, Dot, Network, Tie, draw_network
from concerted.pool.network.models import Asked
from concerted.pool.network.queries.figures import Standing
from concerted.pool.network.queries.nets import Net
from concerted.pool.network.queries.profiles import named

COLORS = 7
"""For sectors; partners of all others share one more."""
Places = dict[uuid.UUID, tuple[float, float]]


def picture_of(
    net: Net, nets: Sequence[Net], change: NetworkChange | None, standings: Sequence[Standing]
) -> Chart:
    """``net`` among the waves ``nets``, which all draw a partner in one place."""
    places, groups = _places(nets), _groups(nets)
    dots = [
        Dot(
            one.name,
            *places[one.member],
            size=standing.ties,
            group=groups.get(_sector(one), len(groups) + 1),
        )
        for one, standing in zip(net.asked, standings, strict=True)
    ]
    names = [*(named("sectors", sector) for sector in groups), _("Other")] if groups else []
    headings, rows = _table(standings, has_before=change is not None)
    return draw_network(
        Network(_("Who works with whom"), dots, _ties(net, change), names, headings, rows)
    )


def _places(nets: Sequence[Net]) -> Places:
    """A place for each partner of any wave, from the ties of all waves together."""
    members = list(dict.fromkeys(member for net in nets for member in net.members))
    number = {member: place for place, member in enumerate(members)}
    pairs = {
        (number[net.members[one]], number[net.members[other]])
        for net in nets
        for one, other in net.ties.ties().tolist()
    }
    ties = {(min(pair), max(pair)) for pair in pairs}
    whole = coalition(len(members), np.array(sorted(ties), dtype=np.int64).reshape(-1, 2))
    places = layout(whole).tolist()
    return {member: (places[place][0], places[place][1]) for member, place in number.items()}


def _sector(asked: Asked) -> str:
    return next(iter(asked.profile.get("sectors", [])), "")


def _groups(nets: Sequence[Net]) -> dict[str, int]:
    """The colors of the sectors with most partners, the same in every wave."""
    partners = {one.member: _sector(one) for net in nets for one in net.asked}
    counts = Counter(filter(None, sorted(partners.values())))
    return {sector: color for color, (sector, _count) in enumerate(counts.most_common(COLORS), 1)}


def _ties(net: Net, change: NetworkChange | None) -> list[Tie]:
    number = {member: place for place, member in enumerate(net.members)}
    gained = {frozenset(pair) for pair in change.gained} if change is not None else set()
    ties = [
        Tie(one, other, "gained" if _pair(net, one, other) in gained else "kept")
        for one, other in net.ties.ties().tolist()
    ]
    if change is not None:
        ties += [Tie(number[one], number[other], "lost") for one, other in _keys(change.lost)]
    return ties


def _pair(net: Net, one: int, other: int) -> frozenset[object]:
    return frozenset((net.members[one], net.members[other]))


def _keys(pairs: Sequence[tuple[object, object]]) -> list[tuple[uuid.UUID, uuid.UUID]]:
    return [(uuid.UUID(str(one)), uuid.UUID(str(other))) for one, other in pairs]


def _table(
    standings: Sequence[Standing], *, has_before: bool
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    headings = [
        _("Partner"),
        _("Sector"),
        pgettext("network", "Ties"),
        _("Between others"),
        _("Works with"),
    ]
    rows = [[one.name, one.sectors, str(one.ties), one.between, one.others] for one in standings]
    if has_before:
        headings.insert(3, _("Ties before"))
        for row, one in zip(rows, standings, strict=True):
            row.insert(3, one.before)
    return tuple(headings), [tuple(row) for row in rows]
