from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.act.campaigns.models import Campaign
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.operations.publishing import close, publish, reopen
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
    told = {"title": title, "summary": summary, "goal": goal}
    note(verb="added", subject=campaign, by=by, after=told)
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
    campaign = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if goal.organization_id != campaign.organization_id:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    before, after = change(campaign, goal=goal, title=title, summary=summary, language=language)
    if after:
        note(verb="edited", subject=campaign, by=by, before=before, after=after)
    return campaign


def publish_campaign(*, campaign: Campaign, by: Viewer | None) -> Campaign:
    """Open a campaign to everybody."""
    return publish(record=campaign, by=by)


def close_campaign(*, campaign: Campaign, by: Viewer | None) -> Campaign:
    """End a published campaign. Its page stays."""
    words = _("This campaign is still a draft. Publish it first.")
    return close(record=campaign, if_draft=words, by=by)


def reopen_campaign(*, campaign: Campaign, by: Viewer | None) -> Campaign:
    """Go on with a closed campaign."""
    return reopen(record=campaign, by=by)
