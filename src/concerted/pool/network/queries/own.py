"""What a partner sees of its own: its answers, how far it is, and what it is told once the wave is closed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from concerted.analysis.network import LEAST_RATERS
from concerted.base.gates import Viewer
from concerted.pool.network.models import (
    TRUST,
    VALUE,
    Asked,
    Contribution,
    Frequency,
    Outcome,
    Relationship,
    Report,
    Wave,
)
from concerted.pool.network.models.reports import ITEMS
from concerted.pool.network.queries.figures import Figures, figures_of, told
from concerted.pool.network.queries.nets import Net, nets_of


@dataclass(frozen=True)
class Given:
    """What the partner says of one other, as words; ``is_done`` once something is said."""

    report: Report
    other: Asked
    is_done: bool
    frequency: str
    relationship: str
    scores: str


@dataclass(frozen=True)
class Received:
    """What the partner is told of how others rate it; empty words where it is told nothing."""

    trust: str
    value: str
    raters: int
    trust_before: str
    value_before: str
    least: int = LEAST_RATERS


@dataclass(frozen=True)
class OwnPage:
    asked: Asked
    wave: Wave
    given: Sequence[Given]
    contributions: str
    outcomes: str
    received: Received | None
    figures: Figures | None

    def following(self, pk: uuid.UUID | None) -> Given | None:
        """The first after the other ``pk``, or of all, of whom nothing is said yet."""
        keys = [one.other.pk for one in self.given]
        begin = keys.index(pk) + 1 if pk in keys else 0
        return next((one for one in self.given[begin:] if not one.is_done), None)

    @property
    def has_begun(self) -> bool:
        return bool(self.asked.via)


def asked_of(organization: str, number: int, viewer: Viewer) -> Asked | None:
    """The partner for which ``viewer`` speaks in a wave that has begun, by the coalition's address and its number."""
    rows = Asked.objects.answerable_by(viewer).filter(organization__slug=organization)
    return rows.filter(wave__number=number, wave__opened_at__isnull=False).first()


def others_of(asked: Asked) -> list[Asked]:
    """The other partners of the wave."""
    return list(Asked.objects.filter(wave=asked.wave).exclude(pk=asked.pk))


def reports_of(asked: Asked) -> list[Report]:
    """What ``asked`` says of others, in the order of their names. For the partner itself."""
    rows = Report.objects.filter(rater=asked).select_related("rated")
    return list(rows.order_by("rated__name", "rated__member"))


def own_page_of(asked: Asked) -> OwnPage:
    given = [_given(one) for one in reports_of(asked)]
    net, before = _nets(asked)
    return OwnPage(
        asked=asked,
        wave=asked.wave,
        given=given,
        contributions=words_of(asked.contributions, Contribution),
        outcomes=words_of(asked.outcomes, Outcome),
        received=_received(asked, net, before) if net is not None else None,
        figures=figures_of(net, before) if net is not None else None,
    )


def words_of(names: Sequence[str], choices: type[Contribution] | type[Outcome]) -> str:
    """Choices as people read them; those that are no more are left out."""
    return ", ".join(str(choices(name).label) for name in names if name in choices)


def _given(report: Report) -> Given:
    scores = [getattr(report, item) for item in ITEMS]
    said = [report.frequency, report.relationship, *scores]
    return Given(
        report=report,
        other=report.rated,
        is_done=any(one not in ("", None) for one in said),
        frequency=str(Frequency(report.frequency).label) if report.frequency else "",
        relationship=str(Relationship(report.relationship).label) if report.relationship else "",
        scores=" · ".join("–" if one is None else str(one) for one in scores),
    )


def _nets(asked: Asked) -> tuple[Net | None, Net | None]:
    """The closed wave of ``asked``, and the one before. Without a viewer: the link is the gate."""
    if not asked.wave.is_closed:
        return None, None
    rows = Wave.objects.filter(organization=asked.wave.organization)
    nets = nets_of(rows.closed().filter(number__lte=asked.wave.number))
    if not nets:
        return None, None
    return nets[-1], nets[-2] if len(nets) > 1 else None


def _received(asked: Asked, net: Net, before: Net | None) -> Received:
    trust, value = net.told.trust_received[asked.member], net.told.value_received[asked.member]
    was_there = before is not None and asked.member in before.members
    then = before.told if was_there and before is not None else None
    return Received(
        trust=told(trust) if trust.is_told else "",
        value=told(value) if value.is_told else "",
        raters=max(trust.raters, value.raters),
        trust_before=told(then.trust_received[asked.member]) if then is not None else "",
        value_before=told(then.value_received[asked.member]) if then is not None else "",
    )


QUESTIONS = (*VALUE.values(), *TRUST.values())
"""In the order of the scores of ``Given``."""
