"""Where officials stand, how much they weigh, how they voted."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.act.officials.models import Official
from concerted.act.policies.models import Ballot, Evidence, PolicyItem, Power, Stance, Vote
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.zones import today_in


@transaction.atomic
def note_stance(
    *,
    policy: PolicyItem,
    official: Official,
    value: int,
    evidence: str,
    happened_on: datetime.date,
    link: str = "",
    text: str = "",
    is_public: bool = False,
    by: Viewer | None,
) -> Stance:
    """Write down where an official stands and how we know. The same on the same day is noted once.

    Only what anybody can read elsewhere may be public; what was heard in a talk never is.
    """
    _check_official(policy, official)
    if happened_on > today_in(policy.organization):
        raise Refused(_("This day is still to come."), field="happened_on")
    if is_public and not link:
        raise Refused(_("To show it, give the link where anybody can read it."), field="link")
    if is_public and evidence == Evidence.VISIT:
        raise Refused(_("What was said in a visit or a talk stays inside."), field="is_public")
    stance, is_new = Stance.objects.get_or_create(
        policy=policy,
        official=official,
        value=value,
        evidence=evidence,
        happened_on=happened_on,
        defaults={
            "organization_id": policy.organization_id,
            "link": link,
            "note": text,
            "is_public": is_public,
            "noted_by_id": by.pk if by is not None else None,
        },
    )
    if is_new:
        told = {"policy": policy, "evidence": evidence, "on": happened_on}
        note(verb="added", subject=stance, by=by, after=told)
    return stance


@transaction.atomic
def remove_stance(*, stance: Stance, by: Viewer | None) -> None:
    """Take away what was noted by mistake."""
    note(verb="removed", subject=stance, by=by, before={"policy": stance.policy})
    Stance.objects.filter(pk=stance.pk).delete()


@transaction.atomic
def set_influence(
    *, policy: PolicyItem, official: Official, influence: int | None, by: Viewer | None
) -> None:
    """Say how much an official weighs in this decision; without ``influence``, that nobody has said."""
    _check_official(policy, official)
    known = Power.objects.filter(policy=policy, official=official).first()
    if influence == (known.influence if known is not None else None):
        return
    if influence is None:
        Power.objects.filter(policy=policy, official=official).delete()
    else:
        Power.objects.update_or_create(
            policy=policy,
            official=official,
            defaults={"influence": influence, "organization_id": policy.organization_id},
        )
    note(verb="changed", subject=policy, by=by, after={"influence": influence})


@transaction.atomic
def record_vote(
    *,
    policy: PolicyItem,
    motion: str,
    held_on: datetime.date,
    ballots: Mapping[Official, str],
    body: str = "",
    passed: bool | None = None,
    is_decisive: bool = True,
    link: str = "",
    by: Viewer | None,
) -> Vote:
    """Write down a public vote and who voted how. One motion on one day is one vote."""
    for official in ballots:
        _check_official(policy, official)
    if held_on > today_in(policy.organization):
        raise Refused(_("This day is still to come."), field="held_on")
    same = Vote.objects.filter(policy=policy, motion=motion, held_on=held_on, body=body).first()
    if same is not None:
        return same
    vote = Vote.objects.create(
        organization_id=policy.organization_id,
        policy=policy,
        language=policy.language,
        motion=motion,
        body=body,
        held_on=held_on,
        passed=passed,
        is_decisive=is_decisive,
        link=link,
    )
    Ballot.objects.bulk_create(
        Ballot(organization_id=policy.organization_id, vote=vote, official=official, choice=choice)
        for official, choice in ballots.items()
    )
    note(verb="added", subject=vote, by=by, after={"policy": policy, "ballots": len(ballots)})
    return vote


@transaction.atomic
def remove_vote(*, vote: Vote, by: Viewer | None) -> None:
    """Take away a vote that was written down by mistake, with how each voted."""
    note(verb="removed", subject=vote, by=by, before={"policy": vote.policy})
    Vote.objects.filter(pk=vote.pk).delete()


@transaction.atomic
def count_vote(*, vote: Vote, is_decisive: bool, by: Viewer | None) -> Vote:
    """Say whether a yes in this vote is a yes to the policy, so that it tells where somebody stands."""
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    before, after = change(vote, is_decisive=is_decisive)
    if after:
        note(verb="changed", subject=vote, by=by, before=before, after=after)
    return vote


def _check_official(policy: PolicyItem, official: Official) -> None:
    if official.organization_id not in (None, policy.organization_id):
        raise Refused(_("This official is in another organization's list."), field="official")
