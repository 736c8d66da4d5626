"""A policy's own life: written down, moved from step to step, published, closed."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Jurisdiction
from concerted.act.policies.models import PolicyItem, StageMove
from concerted.act.policies.stages import choices_of, steps_of
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.operations.publishing import close, publish, reopen
from concerted.organizations.publishing import free_slug
from concerted.organizations.zones import today_in


class PolicyValues(TypedDict, total=False):
    goal: Goal | None
    campaign: Campaign | None
    kind: str
    identifier: str
    session: str
    jurisdiction: Jurisdiction | None
    body: str
    title: str
    summary: str
    language: str
    position: str
    position_text: str
    ask: str
    source: str
    source_id: str
    source_url: str


@transaction.atomic
def add_policy(
    *,
    organization: Organization,
    by: Viewer | None,
    stage: str = "",
    **values: Unpack[PolicyValues],
) -> PolicyItem:
    """Write down a decision, as a draft at ``stage`` or its first step.

    The same title, kind and number gives the one that has them.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    policy = PolicyItem(organization=organization, **{"language": organization.language, **values})
    same = organization.policies.filter(
        title=policy.title, kind=policy.kind, identifier=policy.identifier, session=policy.session
    ).first()
    if same is not None:
        return same
    _check(policy)
    policy.stage = stage or steps_of(policy.kind)[0].key
    words = f"{policy.identifier} {policy.title}".strip()
    policy.slug = free_slug(organization.policies.all(), words, otherwise="policy")
    policy.save(force_insert=True)
    told = {"title": policy.title, "kind": policy.kind, "stage": policy.stage}
    note(verb="added", subject=policy, by=by, after=told)
    return policy


@transaction.atomic
def edit_policy(
    *, policy: PolicyItem, by: Viewer | None, **values: Unpack[PolicyValues]
) -> PolicyItem:
    """Change what is written of a decision. Its address stays; a new kind keeps the step it has in common."""
    policy = locked(policy=policy)
    before, after = change(policy, **values)
    _check(policy)
    if "kind" in after and policy.stage not in dict(choices_of(policy.kind)):
        change(policy, stage=steps_of(policy.kind)[0].key)
    if after:
        note(verb="edited", subject=policy, by=by, before=before, after=after)
    return policy


@transaction.atomic
def move_policy(
    *,
    policy: PolicyItem,
    stage: str,
    happened_on: datetime.date,
    text: str = "",
    link: str = "",
    by: Viewer | None,
) -> StageMove:
    """Note that a policy came to ``stage`` on a day. Where it is now is what came last."""
    policy = locked(policy=policy)
    if stage not in dict(choices_of(policy.kind)):
        raise Refused(_("A policy of this kind has no such stage."), field="stage")
    if happened_on > today_in(policy.organization):
        raise Refused(
            _("This day is still to come. Write it down as a date instead."), field="happened_on"
        )
    move, is_new = StageMove.objects.get_or_create(
        policy=policy,
        stage=stage,
        happened_on=happened_on,
        defaults={
            "organization_id": policy.organization_id,
            "language": policy.language,
            "text": text,
            "link": link,
            "noted_by_id": by.pk if by is not None else None,
        },
    )
    if is_new:
        note(verb="moved", subject=policy, by=by, after={"stage": stage, "on": happened_on})
    else:
        change(move, text=text or move.text, link=link or move.link)
    settle_stage(policy=policy)
    return move


@transaction.atomic
def remove_move(*, move: StageMove, by: Viewer | None) -> None:
    """Take back a step that was noted by mistake."""
    policy = locked(policy=move.policy)
    told = {"stage": move.stage, "on": move.happened_on}
    if StageMove.objects.filter(pk=move.pk).delete()[0]:
        note(verb="step removed", subject=policy, by=by, before=told)
        settle_stage(policy=policy)


def settle_stage(*, policy: PolicyItem) -> None:
    """The stage is that of the latest day; of one day, what was noted last."""
    last = policy.moves.order_by("-happened_on", "-created_at", "-pk").first()
    change(policy, stage=last.stage if last is not None else steps_of(policy.kind)[0].key)


def publish_policy(*, policy: PolicyItem, by: Viewer | None) -> PolicyItem:
    """Show a policy to everybody."""
    return publish(record=policy, by=by)


def close_policy(*, policy: PolicyItem, by: Viewer | None) -> PolicyItem:
    """Stop following a published policy. Its page stays."""
    words = _("This policy is still a draft. Publish it first.")
    return close(record=policy, if_draft=words, by=by)


def reopen_policy(*, policy: PolicyItem, by: Viewer | None) -> PolicyItem:
    """Follow a policy again."""
    return reopen(record=policy, by=by)


def locked(*, policy: PolicyItem) -> PolicyItem:
    """The row as it is now, held until the end of the operation."""
    rows = PolicyItem.objects.select_for_update(of=("self",))
    return rows.select_related("organization").get(pk=policy.pk)


def _check(policy: PolicyItem) -> None:
    """What must hold between the values of a policy."""
    owner = policy.organization_id
    goal, campaign, place = policy.goal, policy.campaign, policy.jurisdiction
    if goal is not None and goal.organization_id != owner:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    if campaign is not None and campaign.organization_id != owner:
        raise Refused(_("This campaign belongs to another organization."), field="campaign")
    if place is not None and place.organization_id not in (None, owner):
        raise Refused(_("This place is in another organization's list."), field="jurisdiction")
