"""Where officials stand on a policy: from what was noted, and from how they voted."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from dataclasses import dataclass

from concerted.act.officials.models import Official, Tenure
from concerted.act.policies.models import (
    Ballot,
    Choice,
    Evidence,
    Leaning,
    PolicyItem,
    Power,
    Stance,
    Vote,
)
from concerted.base.gates import Viewer
from concerted.goals.ledger import Reader

OF_CHOICE = {
    Choice.YES: Leaning.FOR,
    Choice.NO: Leaning.AGAINST,
    Choice.ABSTAINED: Leaning.UNDECIDED,
}
"""What a vote tells of where somebody stands; who was absent told nothing."""


@dataclass(frozen=True)
class Known:
    """Where an official stood on a day, and how we know."""

    official: Official
    value: Leaning
    evidence: Evidence
    on: datetime.date
    link: str = ""
    is_public: bool = True
    note: str = ""
    noted_by: str = ""
    detail: str = ""
    stance_id: uuid.UUID | None = None


@dataclass(frozen=True)
class OfficialRow:
    """An official of a policy with their weight and all that is known, the latest first."""

    official: Official
    influence: int | None
    known: list[Known]

    @property
    def latest(self) -> Known | None:
        return self.known[0] if self.known else None


def known_stances(policy: PolicyItem, reader: Reader) -> list[Known]:
    """All that ``reader`` may know, the latest first. Two queries, and one for the posts of those they name."""
    stances = Stance.objects.public() if reader is None else Stance.objects.visible_to(reader)
    ballots = Ballot.objects.public() if reader is None else Ballot.objects.visible_to(reader)
    noted = stances.filter(policy=policy).select_related("official", "noted_by")
    cast = ballots.filter(vote__policy=policy, vote__is_decisive=True, choice__in=OF_CHOICE)
    found = [_noted(one) for one in noted]
    found += [_cast(one) for one in cast.select_related("official", "vote")]
    return sorted(found, key=lambda one: (one.on, one.is_public), reverse=True)


def _noted(stance: Stance) -> Known:
    return Known(
        official=stance.official,
        value=Leaning(stance.value),
        evidence=Evidence(stance.evidence),
        on=stance.happened_on,
        link=stance.link,
        is_public=stance.is_public,
        note=stance.note,
        noted_by=stance.noted_by.name if stance.noted_by is not None else "",
        stance_id=stance.pk,
    )


def _cast(ballot: Ballot) -> Known:
    return Known(
        official=ballot.official,
        value=OF_CHOICE[Choice(ballot.choice)],
        evidence=Evidence.VOTE,
        on=ballot.vote.held_on,
        link=ballot.vote.link,
        detail=ballot.vote.motion,
    )


def official_rows(policy: PolicyItem, reader: Reader) -> list[OfficialRow]:
    """Everybody of whom something is known or said, the weightiest first. Weights are for the team alone."""
    weights: dict[uuid.UUID, Power] = {}
    if reader is not None:
        powers = Power.objects.visible_to(reader).filter(policy=policy)
        weights = {one.official_id: one for one in powers.select_related("official")}
    by_official: dict[uuid.UUID, list[Known]] = defaultdict(list)
    officials = {pk: one.official for pk, one in weights.items()}
    for known in known_stances(policy, reader):
        by_official[known.official.pk].append(known)
        officials[known.official.pk] = known.official
    rows = [
        OfficialRow(
            official=one,
            influence=weights[pk].influence if pk in weights else None,
            known=by_official.get(pk, []),
        )
        for pk, one in officials.items()
    ]
    return sorted(rows, key=lambda row: (-(row.influence or 0), _name(row.official)))


def _name(official: Official) -> tuple[str, str]:
    return official.family_name or official.name, official.name


VOTERS = 60
"""Of larger bodies votes are imported, not typed."""


def voters_of(policy: PolicyItem, viewer: Viewer) -> list[Official]:
    """Those who sit where the policy is decided; where that is not said, those of whom something is noted."""
    if policy.jurisdiction_id is None:
        return [row.official for row in official_rows(policy, viewer)][:VOTERS]
    sitting = Tenure.objects.current().filter(post__jurisdiction_id=policy.jurisdiction_id)
    if policy.body and sitting.filter(post__body__iexact=policy.body).exists():
        sitting = sitting.filter(post__body__iexact=policy.body)
    rows = Official.objects.visible_to(viewer).known_to(policy.organization)
    found = rows.filter(pk__in=sitting.values("official_id"))
    return list(found.order_by("family_name", "name")[:VOTERS])


def ballots_of(vote: Vote, viewer: Viewer) -> list[Ballot]:
    """Who voted how, by name."""
    rows = Ballot.objects.visible_to(viewer).filter(vote=vote).select_related("official")
    return list(rows.order_by("official__family_name", "official__name"))
