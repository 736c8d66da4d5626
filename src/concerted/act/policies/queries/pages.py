"""What the pages of policies show."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from concerted.act.campaigns import actions
from concerted.act.policies.cautions import Caution, Speech, cautions_of
from concerted.act.policies.models import Choice, Deadline, Hearing, PolicyItem, StageMove, Vote
from concerted.act.policies.models.policies import OfPolicyQuerySet
from concerted.act.policies.queries.stances import OfficialRow, official_rows
from concerted.act.policies.speaking import address_of
from concerted.act.policies.stages import is_end, step_of, steps_of
from concerted.base.gates import Row, Viewer
from concerted.goals.ledger import Action, Reader
from concerted.organizations.translations import (
    Rendition,
    TranslatableRecord,
    renditions,
)
from concerted.organizations.zones import today_in

SHOWN = 60
"""Officials whose public words a page shows."""


Words = TypeVar("Words", bound=TranslatableRecord)


@dataclass(frozen=True)
class Told(Generic[Words]):
    """A row of a policy with its words in the language of the page."""

    row: Words
    text: Rendition


def told_in(rows: Iterable[Words], language: str) -> list[Told[Words]]:
    rows = list(rows)
    texts = renditions(rows, language)
    return [Told(one, texts[one.pk]) for one in rows]


@dataclass(frozen=True)
class StepRow:
    """A step as it is drawn: when it was reached, where it is now, or that it is still to come."""

    label: Promise
    moves: list[Told[StageMove]] = field(default_factory=list)
    is_now: bool = False
    is_ahead: bool = False


@dataclass(frozen=True)
class HearingRow:
    hearing: Hearing
    text: Rendition
    is_over: bool
    speaking_url: str
    """Where people say that they come, or testify; for the team, where it is prepared."""


@dataclass(frozen=True)
class PolicyPage:
    policy: PolicyItem
    text: Rendition
    goal_text: Rendition | None
    steps: list[StepRow]
    hearings: list[HearingRow]
    deadlines: list[Told[Deadline]]
    votes: list[Told[Vote]]
    officials: list[OfficialRow]
    more_officials: int
    """How many more there are than the page shows."""
    actions: list[Action]

    @property
    def coming(self) -> list[HearingRow]:
        return [row for row in self.hearings if not row.is_over]


@dataclass(frozen=True)
class PolicyRow:
    """A policy in a list, with the next day that matters."""

    policy: PolicyItem
    text: Rendition
    next_on: datetime.date | None
    next_label: Promise | str


def policy_page(policy: PolicyItem, reader: Reader, language: str) -> PolicyPage:
    """Everything on the page of one policy, for everybody (``reader`` none) or for the team."""
    rows = _of(Hearing.objects.all(), reader).filter(policy=policy)
    hearings = list(rows.select_related("organization"))
    texts = renditions(hearings, language)
    now, today = timezone.now(), today_in(policy.organization)
    dates = list(_of(Deadline.objects.all(), reader).filter(policy=policy))
    goal = policy.goal if reader is not None or _is_public(policy) else None
    officials = official_rows(policy, reader)
    return PolicyPage(
        policy=policy,
        text=policy.in_language(language),
        goal_text=goal.in_language(language) if goal is not None else None,
        steps=step_rows(
            policy, told_in(_of(StageMove.objects.all(), reader).filter(policy=policy), language)
        ),
        hearings=[
            HearingRow(one, texts[one.pk], one.ends < now, address_of(one, reader))
            for one in hearings
        ],
        deadlines=told_in((one for one in dates if one.due_on >= today), language),
        votes=told_in(_tallied(policy, reader), language),
        officials=officials[:SHOWN],
        more_officials=max(0, len(officials) - SHOWN),
        actions=_actions(policy, reader, language),
    )


def policy_cautions(policy: PolicyItem, viewer: Viewer) -> list[Caution]:
    """What to be careful of: it names officials in what it says of them, and in its texts."""

    def texts() -> list[str]:
        told = [text for one in policy.translations() for text in one.texts.values()]
        return [*policy.texts().values(), *told]

    speech = Speech(
        organization=policy.organization,
        officials=lambda: [row.official.pk for row in official_rows(policy, viewer)],
        places=[policy.jurisdiction] if policy.jurisdiction is not None else [],
        texts=texts,
    )
    return cautions_of(speech, viewer)


def _of(rows: OfPolicyQuerySet[Row], reader: Reader) -> OfPolicyQuerySet[Row]:
    return rows.public() if reader is None else rows.visible_to(reader)


def address(policy: PolicyItem, reader: Reader) -> str:
    """The page of a policy for who reads."""
    name = "policies:page" if reader is None else "policies:policy"
    return reverse(name, args=[policy.organization.slug, policy.slug])


def _is_public(policy: PolicyItem) -> bool:
    return policy.goal is not None and policy.goal.published_at is not None


def _tallied(policy: PolicyItem, reader: Reader) -> Iterable[Vote]:
    return (
        _of(Vote.objects.all(), reader)
        .filter(policy=policy)
        .annotate(
            yes=Count("ballots", filter=Q(ballots__choice=Choice.YES)),
            no=Count("ballots", filter=Q(ballots__choice=Choice.NO)),
        )
    )


def _actions(policy: PolicyItem, reader: Reader, language: str) -> list[Action]:
    """What people can do in the campaign of the policy; its other policies are no acts."""
    campaign = policy.campaign
    if campaign is None or (reader is None and campaign.published_at is None):
        return []
    held = actions.actions([campaign], reader, language)[campaign.pk]
    return [one for one in held if one.verb]


def step_rows(policy: PolicyItem, moves: Sequence[Told[StageMove]]) -> list[StepRow]:
    """The way of the policy: steps it came to with their days, where it is, and what is ahead.

    An end that is not the last step stands in the place of what is no longer ahead.
    """
    by_stage: dict[str, list[Told[StageMove]]] = {}
    for move in moves:
        by_stage.setdefault(move.row.stage, []).append(move)
    steps = steps_of(policy.kind)
    keys = [step.key for step in steps]
    at = keys.index(policy.stage) if policy.stage in keys else -1
    if is_end(policy.stage):
        reached = [number for number, key in enumerate(keys) if key in by_stage]
        passed = steps[: max(reached, default=-1) + 1]
        rows = [StepRow(step.label, by_stage.get(step.key, [])) for step in passed]
        end = step_of(policy.kind, policy.stage)
        return [*rows, StepRow(end.label, by_stage.get(end.key, []), is_now=True)]
    return [
        StepRow(step.label, by_stage.get(step.key, []), is_now=number == at, is_ahead=number > at)
        for number, step in enumerate(steps)
    ]


def policy_rows(policies: Iterable[PolicyItem], reader: Reader, language: str) -> list[PolicyRow]:
    """In as many queries for fifty policies as for one; they come with their organization."""
    policies = list(policies)
    texts = renditions(policies, language)
    nearest = next_days(policies, reader)
    return [PolicyRow(one, texts[one.pk], *nearest.get(one.pk, (None, ""))) for one in policies]


def next_days(
    policies: Sequence[PolicyItem], reader: Reader
) -> dict[uuid.UUID, tuple[datetime.date, Promise | str]]:
    """For each policy the next hearing or deadline, with its word."""
    found: dict[uuid.UUID, tuple[datetime.date, Promise | str]] = {}
    today = {one.organization_id: today_in(one.organization) for one in policies}
    days = min(today.values(), default=timezone.localdate())
    told = [
        (one.policy_id, one.due_on, one.get_kind_display(), one.organization_id)
        for one in _of(Deadline.objects.all(), reader).filter(
            policy__in=policies, due_on__gte=days
        )
    ]
    hearings = _of(Hearing.objects.all(), reader).filter(
        policy__in=policies, starts_at__gte=timezone.now(), cancelled_at=None
    )
    told += [
        (one.policy_id, one.begins.date(), one.title, one.organization_id) for one in hearings
    ]
    for policy_id, day, words, owner in sorted(told, key=lambda one: one[1], reverse=True):
        if day >= today[owner]:
            found[policy_id] = (day, words)
    return found
