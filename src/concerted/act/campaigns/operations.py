from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.campaigns.models import Campaign
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.publishing import free_slug


@transaction.atomic
def add_campaign(
    *,
    goal: Goal,
    title: str,
    summary: str = "",
    language: str = "",
    by: Viewer | None,
) -> Campaign:
    """A new campaign for ``goal``, as a draft. The same title for the same goal gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=goal.organization_id)
    same = organization.campaigns.filter(goal=goal, title=title).first()
    if same is not None:
        return same
    campaign = organization.campaigns.create(
        goal=goal,
        title=title,
        summary=summary,
        slug=free_slug(organization.campaigns.all(), title, otherwise="campaign"),
        language=language or organization.language,
    )
    _note("added", campaign, by, after={"title": title, "summary": summary, "goal": goal})
    return campaign


@transaction.atomic
def edit_campaign(
    *,
    campaign: Campaign,
    goal: Goal,
    title: str,
    summary: str,
    language: str,
    by: Viewer | None,
) -> Campaign:
    """Change the words of a campaign or the goal it serves. Its address stays."""
    campaign = _locked(campaign)
    if goal.organization_id != campaign.organization_id:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    wanted = {"goal": goal, "title": title, "summary": summary, "language": language}
    before = {name: getattr(campaign, name) for name in wanted}
    if before == wanted:
        return campaign
    for name, value in wanted.items():
        setattr(campaign, name, value)
    campaign.save(update_fields=list(wanted))
    _note("edited", campaign, by, before=before, after=wanted)
    return campaign


@transaction.atomic
def publish_campaign(*, campaign: Campaign, by: Viewer | None) -> Campaign:
    """Open a campaign to everybody."""
    campaign = _locked(campaign)
    if campaign.is_draft:
        campaign.published_at = timezone.now()
        campaign.save(update_fields=["published_at"])
        _note("published", campaign, by)
    return campaign


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: Viewer | None) -> Campaign:
    """End a published campaign. Its page stays."""
    campaign = _locked(campaign)
    if campaign.is_draft:
        raise Refused(_("This campaign is still a draft. Publish it first."))
    if not campaign.is_closed:
        campaign.closed_at = timezone.now()
        campaign.save(update_fields=["closed_at"])
        _note("closed", campaign, by)
    return campaign


@transaction.atomic
def reopen_campaign(*, campaign: Campaign, by: Viewer | None) -> Campaign:
    """Go on with a closed campaign."""
    campaign = _locked(campaign)
    if campaign.is_closed:
        campaign.closed_at = None
        campaign.save(update_fields=["closed_at"])
        _note("reopened", campaign, by)
    return campaign


def _locked(campaign: Campaign) -> Campaign:
    return (
        Campaign.objects.select_for_update(of=("self",))
        .select_related("organization", "goal")
        .get(pk=campaign.pk)
    )


def _note(
    verb: str,
    campaign: Campaign,
    by: Viewer | None,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    note(
        verb=verb,
        subject=campaign,
        organization_id=campaign.organization_id,
        by=by,
        before=before,
        after=after,
    )
