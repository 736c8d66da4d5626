from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.campaigns import actions as registry
from concerted.act.campaigns.models import Campaign
from concerted.goals.ledger import Action, Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class CampaignRow:
    """A campaign as lists show it: its words in the reader's language, its goal's, and what it holds."""

    campaign: Campaign
    text: Rendition
    goal_text: Rendition
    actions: list[Action]


def campaign_rows(
    campaigns: Iterable[Campaign], reader: Reader, language: str
) -> list[CampaignRow]:
    """In as many queries for fifty campaigns as for one; the campaigns come with goal and organization."""
    campaigns = list(campaigns)
    texts = renditions(campaigns, language)
    goal_texts = renditions(
        {campaign.goal_id: campaign.goal for campaign in campaigns}.values(), language
    )
    held = registry.actions(campaigns, reader, language)
    return [
        CampaignRow(campaign, texts[campaign.pk], goal_texts[campaign.goal_id], held[campaign.pk])
        for campaign in campaigns
    ]


def _campaigns_of(goals: Sequence[Goal], reader: Reader) -> list[Campaign]:
    rows = Campaign.objects.public() if reader is None else Campaign.objects.visible_to(reader)
    return list(rows.filter(goal__in=goals).select_related("organization", "goal"))


def ledger_lines(goals: Sequence[Goal], reader: Reader, _language: str) -> dict[uuid.UUID, Line]:
    """How many campaigns serve each goal."""
    served: dict[uuid.UUID, list[Campaign]] = {}
    for campaign in _campaigns_of(goals, reader):
        served.setdefault(campaign.goal_id, []).append(campaign)
    return {
        pk: Line(
            figure=str(len(campaigns)),
            text=ngettext("campaign", "campaigns", len(campaigns)),
            url=_address(campaigns[0], reader),
            at=max(campaign.created_at for campaign in campaigns),
        )
        for pk, campaigns in served.items()
    }


def ledger_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> dict[uuid.UUID, list[Moment]]:
    """When campaigns of each goal began and ended, and what happened in them."""
    campaigns = _campaigns_of(goals, reader)
    texts = renditions(campaigns, language)
    inside = registry.moments(campaigns, reader, language)
    told: dict[uuid.UUID, list[Moment]] = {}
    for campaign in campaigns:
        own = told.setdefault(campaign.goal_id, [])
        own.extend(own_moments(campaign, texts[campaign.pk].title, _address(campaign, reader)))
        own.extend(inside[campaign.pk])
    return told


def own_moments(campaign: Campaign, title: str, url: str) -> list[Moment]:
    told = []
    if campaign.published_at is not None:
        told.append(Moment(campaign.published_at, _("The campaign began"), title, url))
    if campaign.closed_at is not None:
        told.append(Moment(campaign.closed_at, _("The campaign ended"), title, url))
    return told


def ledger_actions(
    goals: Sequence[Goal], reader: Reader, language: str
) -> dict[uuid.UUID, list[Action]]:
    """What the campaigns of each goal hold; a campaign that holds nothing yet stands for itself."""
    found: dict[uuid.UUID, list[Action]] = {}
    for row in campaign_rows(_campaigns_of(goals, reader), reader, language):
        found.setdefault(row.campaign.goal_id, []).extend(row.actions or [_itself(row, reader)])
    return found


def _itself(row: CampaignRow, reader: Reader) -> Action:
    return Action(
        kind=_("Campaign"),
        title=row.text.title,
        title_language=row.text.language,
        text=row.text.summary,
        url=_address(row.campaign, reader),
    )


def _address(campaign: Campaign, reader: Reader) -> str:
    if reader is None:
        return campaign.get_absolute_url()
    return reverse("campaigns:campaign", args=[campaign.organization.slug, campaign.slug])
