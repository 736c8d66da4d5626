"""The pages of the network: its waves, one of them, and what everybody reads."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from concerted.analysis.network import coverage
from concerted.base.charts import Chart
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize, workspace_of
from concerted.pool.network.models import Asked, Audience, Contribution, Wave
from concerted.pool.network.models.waves import WaveQuerySet
from concerted.pool.network.queries.figures import (
    Figures,
    Held,
    Standing,
    change_of,
    figures_of,
    held_together,
    standings_of,
)
from concerted.pool.network.queries.nets import Net, nets_of
from concerted.pool.network.queries.own import words_of
from concerted.pool.network.queries.pictures import picture_of
from concerted.pool.network.queries.profiles import named

KINDS = {
    "sectors": _("Sectors"),
    "places": _("Places"),
    "languages": _("Languages"),
}


@dataclass(frozen=True)
class Reached:
    """Sectors, places or languages with one partner or more; ``alone`` names those that hang on one."""

    kind: str
    names: str
    alone: str


@dataclass(frozen=True)
class Ties:
    """Who works with whom, for those who may see it."""

    finding: str
    picture: Chart
    standings: Sequence[Standing]
    held: Sequence[Held]
    reached: Sequence[Reached]


@dataclass(frozen=True)
class WavePage:
    wave: Wave
    asked: Sequence[Asked]
    """By name, for the coalition's team only."""
    asked_count: int
    sent_count: int
    figures: Figures | None
    ties: Ties | None
    is_team: bool
    can_edit: bool
    own: Asked | None
    """The partner for whom the viewer speaks."""

    @property
    def silent_count(self) -> int:
        return self.asked_count - self.sent_count


def waves_of(organization: Organization, viewer: Viewer) -> list[Wave]:
    rows = Wave.objects.visible_to(viewer).filter(organization=organization)
    return list(rows.select_related("organization"))


def wave_page(wave: Wave, viewer: Viewer) -> WavePage:
    asked = list(Asked.objects.filter(wave=wave))
    own = Asked.objects.filter(wave=wave).answerable_by(viewer).select_related("wave").first()
    is_team = workspace_of(viewer, wave.organization.slug) is not None
    shown = Wave.objects.visible_to(viewer).filter(organization=wave.organization)
    tied = Wave.objects.showing_ties_to(viewer).filter(organization=wave.organization)
    figures, ties = _told(wave, _keys(shown), _keys(tied))
    return WavePage(
        wave=wave,
        asked=asked if is_team else (),
        asked_count=len(asked),
        sent_count=sum(one.is_sent for one in asked),
        figures=figures,
        ties=ties,
        is_team=is_team,
        can_edit=can_organize(wave.organization, viewer),
        own=own,
    )


@dataclass(frozen=True)
class PublicPage:
    wave: Wave
    figures: Figures
    picture: Chart | None


def public_page(organization: Organization) -> PublicPage | None:
    """The latest wave that the coalition publishes; who works with whom only where partners were told so."""
    wave = Wave.objects.public().filter(organization=organization).first()
    if wave is None:
        return None
    shown = Wave.objects.public().filter(organization=organization)
    tied = shown.filter(audience=Audience.EVERYBODY)
    figures, ties = _told(wave, _keys(shown), _keys(tied))
    return None if figures is None else PublicPage(wave, figures, ties.picture if ties else None)


def _keys(waves: WaveQuerySet) -> set[uuid.UUID]:
    return set(waves.values_list("pk", flat=True))


def _told(
    wave: Wave, shown: set[uuid.UUID], tied: set[uuid.UUID]
) -> tuple[Figures | None, Ties | None]:
    """Figures of ``wave`` beside the one before, if that is in ``shown``; its ties, if it is in ``tied``.

    All waves are read, also those that are not shown: what may be told of ratings depends on what was told of others.
    """
    nets = nets_of(Wave.objects.filter(organization=wave.organization))
    place = next((at for at, net in enumerate(nets) if net.wave.pk == wave.pk), None)
    if place is None:
        return None, None
    net = nets[place]
    before = nets[place - 1] if place > 0 and nets[place - 1].wave.pk in shown else None
    figures = figures_of(net, before)
    if wave.pk not in tied:
        return figures, None
    seen = [one for one in nets if one.wave.pk in tied]
    return figures, _ties(net, before if before in seen else None, seen)


def _ties(net: Net, before: Net | None, seen: Sequence[Net]) -> Ties:
    contributions = [words_of(one.contributions, Contribution) for one in net.asked]
    standings = standings_of(net, before, contributions)
    return Ties(
        finding=_finding(standings),
        picture=picture_of(net, seen, change_of(net, before), standings),
        standings=standings,
        held=held_together(net),
        reached=[one for kind in KINDS if (one := _reached(net, kind)) is not None],
    )


def _finding(standings: Sequence[Standing]) -> str:
    """Who has most ties, and who has none."""
    most = max(one.ties for one in standings)
    names = [one.name for one in standings if one.ties == most]
    if most == 0:
        return gettext("No partner works with another yet.")
    words = ngettext(
        "Most ties: %(names)s (%(count)d).", "Most ties: %(names)s (%(count)d each).", len(names)
    )
    alone = ", ".join(one.name for one in standings if one.ties == 0)
    told = words % {"names": ", ".join(names), "count": most}
    return f"{told} " + gettext("Without a tie: %(names)s.") % {"names": alone} if alone else told


def _reached(net: Net, kind: str) -> Reached | None:
    names = sorted({name for one in net.asked for name in one.profile.get(kind, [])})
    if not names:
        return None
    covers = [[name in one.profile.get(kind, []) for name in names] for one in net.asked]
    alone = coverage(covers).hanging_on_one
    words = [named(kind, name) for name in names]
    told = (f"{words[place]} ({net.asked[member].name})" for place, member in alone.items())
    return Reached(str(KINDS[kind]), ", ".join(words), ", ".join(told))
