"""Efforts in the light of what their acts are: what each adds to direct and to grassroots lobbying."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from concerted.act.lobbying import acts
from concerted.act.lobbying.classifier import LobbyingKind
from concerted.act.lobbying.models import Classification, Effort
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization

Key = tuple[str, uuid.UUID]
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Shares:
    """What of an effort is lobbying, in per cent; nothing is known of an act that waits to be classified."""

    direct: Decimal
    grassroots: Decimal
    is_known: bool = True

    @property
    def is_lobbying(self) -> bool:
        return self.direct + self.grassroots > 0


def shares_of(effort: Effort, kind: str | None) -> Shares:
    """How an effort is divided: as it says itself, or whole, as its act of ``kind`` is."""
    if effort.direct_percent is not None and effort.grassroots_percent is not None:
        return Shares(Decimal(effort.direct_percent), Decimal(effort.grassroots_percent))
    if kind is None:
        return Shares(Decimal(0), Decimal(0), is_known=False)
    return Shares(
        HUNDRED if kind == LobbyingKind.DIRECT else Decimal(0),
        HUNDRED if kind == LobbyingKind.GRASSROOTS else Decimal(0),
    )


def part(cents: int, percent: Decimal) -> int:
    """So many per cent of a sum, half a cent upwards."""
    return int((cents * percent / HUNDRED).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@dataclass(frozen=True)
class Line:
    """An effort as the record counts it."""

    effort: Effort
    title: str
    shares: Shares
    cents: int
    direct: int
    grassroots: int
    is_for_lobbying: bool
    """Whether its act is lobbying, however it is divided itself."""

    @property
    def is_blocked(self) -> bool:
        """Whether money pays for lobbying that may not. It happens where an act is classified anew."""
        source = self.effort.source
        is_any = self.shares.is_lobbying or self.is_for_lobbying
        return is_any and source is not None and not source.can_pay_lobbying

    @property
    def direct_hours(self) -> Decimal:
        return Decimal(self.effort.hours) * self.shares.direct / HUNDRED

    @property
    def grassroots_hours(self) -> Decimal:
        return Decimal(self.effort.hours) * self.shares.grassroots / HUNDRED


def kinds_of(keys: Iterable[Key]) -> Mapping[Key, str]:
    """What acts are that stand in records which have passed a gate."""
    wanted = set(keys)
    rows = Classification.objects.standing().filter(act_id__in={pk for _kind, pk in wanted})
    return {(one.act_kind, one.act_id): one.kind for one in rows}


def lines_of(efforts: Iterable[Effort]) -> list[Line]:
    """Efforts that have passed a gate, with what they add up to; a query for each kind of act and two more."""
    rows = list(efforts)
    keys = {key for one in rows if (key := key_of(one)) is not None}
    kinds, titles = kinds_of(keys), acts.titles_of(keys)
    return [_line(one, kinds, titles) for one in rows]


def key_of(effort: Effort) -> Key | None:
    return (effort.act_kind, effort.act_id) if effort.act_id is not None else None


def _line(effort: Effort, kinds: Mapping[Key, str], titles: Mapping[Key, str]) -> Line:
    key = key_of(effort)
    kind = kinds.get(key) if key is not None else None
    shares = shares_of(effort, kind)
    cents = effort.cents
    title = titles.get(key, _("An act that is no longer here")) if key is not None else ""
    return Line(
        effort=effort,
        title=title,
        shares=shares,
        cents=cents,
        direct=part(cents, shares.direct),
        grassroots=part(cents, shares.grassroots),
        is_for_lobbying=kind is not None and LobbyingKind(kind).is_lobbying,
    )


def standing_lines(
    organization: Organization, viewer: Viewer, first: datetime.date, last: datetime.date
) -> list[Line]:
    """What ``viewer`` may see of the efforts of these days, the latest first."""
    rows = Effort.objects.visible_to(viewer).filter(organization=organization)
    return lines_of(rows.standing().between(first, last).select_related("source"))


def blocked(lines: Sequence[Line]) -> list[Line]:
    return [one for one in lines if one.is_blocked]
