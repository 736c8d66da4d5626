"""The scorecard: how officials voted in public on what we take a position on."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from concerted.act.officials.models import Official, Tenure
from concerted.act.policies.models import Ballot, Choice, PolicyItem, Position, Vote
from concerted.base.charts import percent
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions


class Mark(StrEnum):
    WITH = "with"
    AGAINST = "against"
    NEITHER = "neither"
    """Was there and did not say, or was not there."""


@dataclass(frozen=True)
class Column:
    policy: PolicyItem
    text: Rendition
    wanted: Choice


@dataclass(frozen=True)
class ScoreRow:
    official: Official
    post: str
    marks: list[Mark | None]
    """For each column; ``None`` where they had no vote."""
    with_us: int
    counted: int

    @property
    def share(self) -> str:
        return percent(self.with_us / self.counted) if self.counted else ""


@dataclass(frozen=True)
class Scorecard:
    columns: list[Column]
    rows: list[ScoreRow]


WANTED = {Position.SUPPORT: Choice.YES, Position.OPPOSE: Choice.NO}
"""A policy that we only watch, or want changed, is not scored."""


def scorecard(organization: Organization, viewer: Viewer, language: str) -> Scorecard:
    """For each official the last vote on each policy in which a yes was a yes to the policy."""
    rows = PolicyItem.objects.visible_to(viewer).filter(
        organization=organization, position__in=WANTED
    )
    voted = Vote.objects.visible_to(viewer).filter(organization=organization, is_decisive=True)
    policies = list(rows.filter(pk__in=voted.values("policy_id")).order_by("created_at"))
    texts = renditions(policies, language)
    columns = [Column(one, texts[one.pk], WANTED[Position(one.position)]) for one in policies]
    ballots = (
        Ballot.objects.visible_to(viewer)
        .filter(vote__policy__in=policies, vote__is_decisive=True)
        .select_related("official", "vote")
        .order_by("vote__held_on", "vote__created_at")
    )
    cast: dict[Official, dict[uuid.UUID, str]] = defaultdict(dict)
    for ballot in ballots:
        cast[ballot.official][ballot.vote.policy_id] = ballot.choice
    posts = _posts(list(cast))
    scored = [_row(one, posts.get(one.pk, ""), columns, choices) for one, choices in cast.items()]
    return Scorecard(columns, sorted(scored, key=lambda row: _order(row.official)))


def _order(official: Official) -> tuple[str, str]:
    return official.family_name or official.name, official.name


def _posts(officials: Sequence[Official]) -> dict[uuid.UUID, str]:
    """The post of each, that which is held now before those that were."""
    tenures = Tenure.objects.filter(official__in=officials).select_related("post")
    posts: dict[uuid.UUID, str] = {}
    for tenure in sorted(tenures, key=lambda one: not one.is_current):
        posts.setdefault(tenure.official_id, str(tenure.post))
    return posts


def _row(
    official: Official, post: str, columns: Sequence[Column], choices: dict[uuid.UUID, str]
) -> ScoreRow:
    marks = [_mark(choices.get(column.policy.pk), column.wanted) for column in columns]
    with_us = marks.count(Mark.WITH)
    return ScoreRow(official, post, marks, with_us, with_us + marks.count(Mark.AGAINST))


def _mark(choice: str | None, wanted: Choice) -> Mark | None:
    if choice is None:
        return None
    if choice not in (Choice.YES, Choice.NO):
        return Mark.NEITHER
    return Mark.WITH if choice == wanted else Mark.AGAINST
