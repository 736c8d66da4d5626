"""What policies tell the floors below: the ledger, campaigns, organizations."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from django.db.models import Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.campaigns.models import Campaign
from concerted.act.policies.models import PolicyItem, StageMove
from concerted.act.policies.queries.pages import address, next_days
from concerted.act.policies.queries.scorecard import card_cautions, is_shown, scorecard
from concerted.act.policies.stages import step_of
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.goals.ledger import Action, Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.translations import renditions
from concerted.organizations.zones import today_in

SOON = datetime.timedelta(days=14)


def _policies(reader: Reader, **names: object) -> list[PolicyItem]:
    rows = PolicyItem.objects.public() if reader is None else PolicyItem.objects.visible_to(reader)
    return list(rows.filter(**names).select_related("organization"))


def change_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal the policy that moved last, its stage, and how many more there are; what is over comes after."""
    by_goal: dict[uuid.UUID, list[PolicyItem]] = defaultdict(list)
    moved = Max("moves__happened_on")
    rows = PolicyItem.objects.public() if reader is None else PolicyItem.objects.visible_to(reader)
    for policy in (
        rows.filter(goal__in=goals).annotate(moved_on=moved).select_related("organization")
    ):
        if policy.goal_id is not None:
            by_goal[policy.goal_id].append(policy)
    return {goal: _line(policies, reader) for goal, policies in by_goal.items()}


def _line(policies: list[PolicyItem], reader: Reader) -> Line:
    last = max(policies, key=_rank)
    words = str(last.get_outcome_display() if last.outcome else last.stage_label)
    more = len(policies) - 1
    if more:
        others = ngettext("and %(count)d more decision", "and %(count)d more decisions", more)
        words = f"{words} · {others % {'count': more}}"
    return Line(
        figure=f"{last.name}:",
        text=words,
        url=address(last, reader),
        at=_moved_at(last),
    )


def _moved_at(policy: PolicyItem) -> datetime.datetime:
    """When it came to its last step, of rows that were asked for ``moved_on``; else when it was written down."""
    moved_on: datetime.date | None = getattr(policy, "moved_on", None)
    return policy.created_at if moved_on is None else _noon(moved_on, policy.organization)


def _rank(policy: PolicyItem) -> tuple[bool, datetime.datetime, datetime.datetime]:
    """What is open before what is over; then by the latest step, and of one day what was written down last."""
    return not policy.is_over, _moved_at(policy), policy.created_at


def ledger_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When policies of each goal came to a stage, and what came of them."""
    policies = _policies(reader, goal__in=goals)
    texts = renditions(policies, language)
    moves: dict[uuid.UUID, list[StageMove]] = defaultdict(list)
    rows = StageMove.objects.public() if reader is None else StageMove.objects.visible_to(reader)
    for move in rows.filter(policy__in=policies):
        moves[move.policy_id].append(move)
    found: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for policy in policies:
        if policy.goal_id is not None:
            own = found[policy.goal_id]
            title, url = texts[policy.pk].title, address(policy, reader)
            own += [
                Moment(
                    _noon(move.happened_on, policy.organization),
                    f"{policy.name}: {step_of(policy.kind, move.stage).label}",
                    title,
                    url,
                )
                for move in moves[policy.pk]
            ]
            if policy.outcome_on is not None:
                told = _("%(policy)s, the outcome: %(outcome)s") % {
                    "policy": policy.name,
                    "outcome": policy.get_outcome_display(),
                }
                at = _noon(policy.outcome_on, policy.organization)
                own.append(Moment(at, told, title, url))
    return found


def _noon(day: datetime.date, organization: Organization) -> datetime.datetime:
    """A day as a moment that is on this day where the organization is at home."""
    return datetime.datetime.combine(day, datetime.time(12), ZoneInfo(organization.time_zone))


def campaign_actions(
    campaigns: Sequence[Campaign], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """The decisions that each campaign is about, with what it asks of those who take them."""
    policies = _policies(reader, campaign__in=campaigns)
    texts = renditions(policies, language)
    found: dict[uuid.UUID, list[Action]] = defaultdict(list)
    for policy in policies:
        text = texts[policy.pk]
        if policy.campaign_id is not None:
            found[policy.campaign_id].append(
                Action(
                    kind=str(policy.get_kind_display()),
                    title=text.title,
                    title_language=text.language,
                    text=text.ask or text.summary,
                    url=address(policy, reader),
                    state=str(policy.stage_label),
                )
            )
    return found


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """What an organization's public page shows of its policies, the newest first."""
    rows = PolicyItem.objects.public().filter(organization=organization)
    policies = list(rows.select_related("organization").order_by("-published_at")[:SHOWN])
    texts = renditions(policies, language)
    return [
        Item(
            title=texts[one.pk].title,
            url=one.get_absolute_url(),
            text=texts[one.pk].ask,
            state=str(one.get_outcome_display() if one.outcome else one.stage_label),
            language=texts[one.pk].language,
        )
        for one in policies
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: outcomes nobody was told of, and days that are near."""
    own = PolicyItem.objects.editable_by(viewer).filter(organization=organization)
    policies = list(own.filter(closed_at=None).select_related("organization"))
    texts = renditions(policies, page_language())
    cards = [
        Card(
            title=texts[one.pk].title,
            text=_("The outcome is written down. Tell those who acted."),
            url=reverse("policies:tell_outcome", args=[organization.slug, one.slug]),
        )
        for one in policies
        if one.outcome and one.told_at is None and not one.is_draft
    ]
    until = today_in(organization) + SOON
    for one, (day, words) in _near(policies, viewer):
        if day <= until:
            cards.append(
                Card(
                    title=texts[one.pk].title,
                    text=f"{words}: {date_format(day, 'DATE_FORMAT')}",
                    url=address(one, viewer),
                )
            )
    return [*cards, *_scorecard_card(organization, viewer)]


def _scorecard_card(organization: Organization, viewer: Viewer) -> list[Card]:
    """A public scorecard while an election is near: whether it stays is to be decided anew."""
    if not can_organize(organization, viewer) or not is_shown(organization):
        return []
    card = scorecard(organization, None, page_language())
    cautions = card_cautions(organization, card, viewer)
    if not cautions:
        return []
    return [
        Card(
            title=_("Your public scorecard"),
            text=cautions[0].title,
            url=reverse("policies:scorecard", args=[organization.slug]),
        )
    ]


def _near(
    policies: Sequence[PolicyItem], viewer: Viewer
) -> list[tuple[PolicyItem, tuple[datetime.date, Promise | str]]]:
    days = next_days(policies, viewer)
    return [(one, days[one.pk]) for one in policies if one.pk in days]
