"""The calls an organization asks for: written, opened and ended; whom everybody calls, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from concerted.act.calls.models import CallCampaign, CallTarget
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.organizations.operations.publishing import close, publish, reopen
from concerted.organizations.publishing import free_slug


@transaction.atomic
def add_calls(
    *,
    campaign: Campaign,
    title: str,
    opening: str,
    policy: PolicyItem | None = None,
    kinds: Sequence[str] = (),
    language: str = "",
    by: Viewer | None,
    **script: str,
) -> CallCampaign:
    """New calls of a campaign, as a draft. The same title in the same campaign gives those there are."""
    organization = Organization.objects.select_for_update().get(pk=campaign.organization_id)
    same = organization.call_campaigns.filter(campaign=campaign, title=title).first()
    if same is not None:
        return same
    _check(organization, policy)
    calls = organization.call_campaigns.create(
        campaign=campaign,
        policy=policy,
        title=title,
        opening=opening,
        kinds=list(kinds),
        slug=free_slug(organization.call_campaigns.all(), title, otherwise="calls"),
        language=language or organization.language,
        **script,
    )
    note(verb="added", subject=calls, by=by, after={"title": title, "opening": opening})
    return calls


@transaction.atomic
def edit_calls(*, calls: CallCampaign, by: Viewer | None, **values: Any) -> CallCampaign:
    """Change the script, the campaign, or whom each caller calls. The address stays."""
    calls = CallCampaign.objects.select_for_update(of=("self",)).get(pk=calls.pk)
    if values["campaign"].organization_id != calls.organization_id:
        raise Refused(_("This campaign belongs to another organization."), field="campaign")
    _check(calls.organization, values.get("policy"))
    before, after = change(calls, **values)
    if after:
        note(verb="edited", subject=calls, by=by, before=before, after=after)
    return calls


def _check(organization: Organization, policy: PolicyItem | None) -> None:
    if policy is not None and policy.organization_id != organization.pk:
        raise Refused(_("This decision belongs to another organization."), field="policy")


@transaction.atomic
def publish_calls(*, calls: CallCampaign, by: Viewer | None) -> CallCampaign:
    """Open the calls to everybody, once somebody is to be called."""
    if not calls.kinds and not calls.targets.exists():
        raise Refused(_("Nobody is to be called yet. Add somebody first."))
    return publish(record=calls, by=by)


def close_calls(*, calls: CallCampaign, by: Viewer | None) -> CallCampaign:
    """End the calls. Their page stays, with what came of them."""
    return close(record=calls, if_draft=_("These calls are still a draft."), by=by)


def reopen_calls(*, calls: CallCampaign, by: Viewer | None) -> CallCampaign:
    """Let people call again."""
    return reopen(record=calls, by=by)


@transaction.atomic
def add_target(*, calls: CallCampaign, official: Official, by: Viewer | None) -> CallTarget:
    """Let everybody call this official, after those who are there already."""
    calls = CallCampaign.objects.select_for_update(of=("self",)).get(pk=calls.pk)
    if official.organization_id not in (None, calls.organization_id):
        raise Refused(_("This official is in another organization's list."), field="official")
    last = calls.targets.aggregate(Max("position"))["position__max"]
    target, is_new = CallTarget.objects.get_or_create(
        calls=calls,
        official=official,
        defaults={
            "organization_id": calls.organization_id,
            "position": 0 if last is None else last + 1,
        },
    )
    if is_new:
        note(verb="added", subject=target, by=by)
    return target


@transaction.atomic
def call_earlier(*, target: CallTarget, by: Viewer | None) -> None:
    """Let ``target`` be called before the one above it."""
    calls = CallCampaign.objects.select_for_update(of=("self",)).get(pk=target.calls_id)
    ordered = list(calls.targets.all())
    place = next(index for index, one in enumerate(ordered) if one.pk == target.pk)
    if place == 0:
        return
    ordered[place - 1], ordered[place] = ordered[place], ordered[place - 1]
    for position, one in enumerate(ordered):
        change(one, position=position)
    note(verb="edited", subject=target, by=by, after={"position": place - 1})


@transaction.atomic
def remove_target(*, target: CallTarget, by: Viewer | None) -> None:
    """Call this official no more; calls that were made still count."""
    gone, _kinds = CallTarget.objects.filter(pk=target.pk).delete()
    if gone:
        note(verb="removed", subject=target, by=by)
