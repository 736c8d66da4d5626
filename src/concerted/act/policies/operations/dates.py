"""What is coming for a policy: deadlines and hearings."""

from __future__ import annotations

import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.policies.models import Deadline, Hearing, PolicyItem
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change


@transaction.atomic
def add_deadline(
    *,
    policy: PolicyItem,
    kind: str,
    due_on: datetime.date,
    text: str = "",
    link: str = "",
    by: Viewer | None,
) -> Deadline:
    """Write down a day that matters. The same kind on the same day is one."""
    deadline, is_new = Deadline.objects.get_or_create(
        policy=policy,
        kind=kind,
        due_on=due_on,
        defaults={
            "organization_id": policy.organization_id,
            "language": policy.language,
            "note": text,
            "link": link,
        },
    )
    if is_new:
        note(verb="added", subject=deadline, by=by, after={"policy": policy, "due_on": due_on})
    else:
        change(deadline, note=text or deadline.note, link=link or deadline.link)
    return deadline


@transaction.atomic
def remove_deadline(*, deadline: Deadline, by: Viewer | None) -> None:
    """Take away a day that no longer holds."""
    told = {"policy": deadline.policy, "due_on": deadline.due_on}
    note(verb="removed", subject=deadline, by=by, before=told)
    Deadline.objects.filter(pk=deadline.pk).delete()


class HearingValues(TypedDict, total=False):
    title: str
    language: str
    starts_at: datetime.datetime
    time_zone: str
    minutes: int
    place: str
    link: str
    sign_up: str


@transaction.atomic
def add_hearing(
    *, policy: PolicyItem, by: Viewer | None, **values: Unpack[HearingValues]
) -> Hearing:
    """Write down a hearing. One policy has one hearing at one time."""
    same = Hearing.objects.filter(policy=policy, starts_at=values["starts_at"]).first()
    if same is not None:
        return same
    hearing = Hearing(policy=policy, organization_id=policy.organization_id, **values)
    _check(hearing)
    hearing.save(force_insert=True)
    told = {"policy": policy, "title": hearing.title, "starts_at": hearing.starts_at}
    note(verb="added", subject=hearing, by=by, after=told)
    return hearing


@transaction.atomic
def edit_hearing(
    *, hearing: Hearing, by: Viewer | None, **values: Unpack[HearingValues]
) -> Hearing:
    """Change a hearing. Calendars that hold it take the change."""
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    taken = Hearing.objects.filter(policy_id=hearing.policy_id).exclude(pk=hearing.pk)
    if taken.filter(starts_at=values.get("starts_at", hearing.starts_at)).exists():
        raise Refused(_("There is another hearing at this time."), field="starts_at")
    before, after = change(hearing, **values)
    _check(hearing)
    if after:
        change(hearing, sequence=hearing.sequence + 1)
        note(verb="changed", subject=hearing, by=by, before=before, after=after)
    return hearing


@transaction.atomic
def cancel_hearing(*, hearing: Hearing, by: Viewer | None) -> Hearing:
    """Say that a hearing does not take place. It stays on the page, struck out."""
    hearing = Hearing.objects.select_for_update().get(pk=hearing.pk)
    if hearing.cancelled_at is None:
        change(hearing, cancelled_at=timezone.now(), sequence=hearing.sequence + 1)
        note(verb="called_off", subject=hearing, by=by)
    return hearing


def _check(hearing: Hearing) -> None:
    if not (hearing.place or hearing.link):
        raise Refused(_("Say where it is, or give the link to join."), field="place")
