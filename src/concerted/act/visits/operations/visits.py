"""A visit's life: planned, changed, called off, held; who goes along."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.act.visits.models import Goer, Visit, VisitState
from concerted.act.visits.operations.following import remind_to_thank
from concerted.act.visits.operations.mailing import tell_goers
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization, Role


class VisitValues(TypedDict, total=False):
    campaign: Campaign
    policy: PolicyItem | None
    title: str
    language: str
    starts_at: datetime.datetime
    time_zone: str
    minutes: int
    place: str
    link: str
    talking_points: str
    ask: str
    leave_behind: str


@transaction.atomic
def add_visit(
    *,
    organization: Organization,
    officials: Sequence[Official],
    by: Viewer | None,
    **values: Unpack[VisitValues],
) -> Visit:
    """Plan a visit. The same title at the same time in a campaign gives the one there is."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    given: dict[str, Any] = {
        "language": organization.language,
        "time_zone": organization.time_zone,
        **values,
    }
    visit = Visit(organization=organization, **given)
    same = Visit.objects.filter(
        campaign=visit.campaign, title=visit.title, starts_at=visit.starts_at
    ).first()
    if same is not None:
        return same
    _check(visit, officials)
    visit.save(force_insert=True)
    visit.officials.set(officials)
    told = {"title": visit.title, "starts_at": visit.starts_at}
    note(verb="added", subject=visit, by=by, after=told)
    return visit


@transaction.atomic
def edit_visit(
    *,
    visit: Visit,
    officials: Sequence[Official],
    by: Viewer | None,
    **values: Unpack[VisitValues],
) -> Visit:
    """Change what is planned. Calendars take the change once it is mailed again."""
    visit = locked(visit=visit)
    if visit.is_cancelled:
        raise Refused(_("This visit was called off."))
    _check_time(visit, values)
    before, after = change(visit, **values)
    _check(visit, officials)
    met = set(visit.officials.values_list("pk", flat=True))
    if met != {one.pk for one in officials}:
        visit.officials.set(officials)
        after["officials"] = len(officials)
    if after:
        change(visit, sequence=visit.sequence + 1)
        note(verb="edited", subject=visit, by=by, before=before, after=after)
    return visit


@transaction.atomic
def cancel_visit(*, visit: Visit, by: Viewer | None) -> Visit:
    """Call a visit off. Whoever was mailed the day is told, and it leaves their calendars."""
    visit = locked(visit=visit)
    if visit.is_cancelled:
        return visit
    if visit.is_held:
        raise Refused(_("This visit has taken place. It cannot be called off."))
    change(visit, state=VisitState.CANCELLED, sequence=visit.sequence + 1)
    if visit.mailed_sequence is not None:
        tell_goers(visit=visit, kind="visit_off")
    note(verb="called_off", subject=visit, by=by)
    return visit


@transaction.atomic
def hold_visit(*, visit: Visit, notes: str, met_with: str = "", by: Viewer | None) -> Visit:
    """Write down what was said. The first time, the visit counts as held, and a thank-you note becomes a task."""
    visit = locked(visit=visit)
    if visit.is_cancelled:
        raise Refused(_("This visit was called off."))
    if visit.starts_at > timezone.now():
        raise Refused(_("This visit is still to come."))
    is_first = not visit.is_held
    before, after = change(visit, state=VisitState.HELD, notes=notes, met_with=met_with)
    if is_first:
        remind_to_thank(visit=visit, by=by)
    if after:
        note(verb="minuted", subject=visit, by=by, before=before, after=after)
    return visit


@transaction.atomic
def add_goer(
    *,
    visit: Visit,
    roles: Collection[str],
    user: User | None = None,
    name: str = "",
    email: str = "",
    language: str = "",
    by: Viewer | None,
) -> Goer:
    """Say that somebody of the team, or a guest by name, goes along. Said again of one of the team, the roles are new."""
    visit = locked(visit=visit)
    if user is None and not name:
        raise Refused(_("Choose somebody of your team, or write a guest's name."), field="name")
    if user is not None:
        team = Role.objects.filter(organization_id=visit.organization_id, user=user)
        if not team.exists():
            raise Refused(_("This person is not in your team."), field="user")
        name = email = ""
    goer, is_new = Goer.objects.get_or_create(
        visit=visit,
        user=user,
        name=name,
        defaults={
            "organization_id": visit.organization_id,
            "email": email,
            "language": language or visit.language,
            "roles": list(roles),
        },
    )
    before, after = ({}, {"roles": list(roles)}) if is_new else change(goer, roles=list(roles))
    if after:
        verb = "added" if is_new else "changed"
        note(verb=verb, subject=goer, by=by, before=before, after=after)
    return goer


@transaction.atomic
def remove_goer(*, goer: Goer, by: Viewer | None) -> None:
    """Somebody does not go along after all."""
    note(verb="removed", subject=goer, by=by)
    Goer.objects.filter(pk=goer.pk).delete()


@transaction.atomic
def send_visit(*, visit: Visit, by: Viewer | None) -> int:
    """Mail day and place, talking points and a date for the calendar to who goes. How many have an address.

    Nobody gets the same version twice.
    """
    visit = locked(visit=visit)
    if not visit.is_planned:
        raise Refused(_("Only a planned visit is mailed to who goes."))
    count = tell_goers(visit=visit, kind="visit")
    if not count:
        raise Refused(_("Nobody who goes has an e-mail address here."))
    if visit.mailed_sequence != visit.sequence:
        change(visit, mailed_sequence=visit.sequence)
        note(verb="sent", subject=visit, by=by, after={"count": count})
    return count


def locked(*, visit: Visit) -> Visit:
    """The row as it is now, held until the end of the operation."""
    rows = Visit.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "campaign", "policy").get(pk=visit.pk)


def _check_time(visit: Visit, values: VisitValues) -> None:
    starts_at = values.get("starts_at", visit.starts_at)
    same = Visit.objects.filter(
        campaign=values.get("campaign", visit.campaign),
        title=values.get("title", visit.title),
        starts_at=starts_at,
    )
    if same.exclude(pk=visit.pk).exists():
        raise Refused(_("There is such a visit at this time already."), field="starts_at")
    if visit.is_held and starts_at > timezone.now():
        raise Refused(_("This visit has taken place."), field="starts_at")


def _check(visit: Visit, officials: Sequence[Official]) -> None:
    """What must hold between the values of a visit."""
    owner = visit.organization_id
    if visit.campaign.organization_id != owner:
        raise Refused(_("This campaign belongs to another organization."), field="campaign")
    if visit.policy is not None and visit.policy.organization_id != owner:
        raise Refused(_("This belongs to another organization."), field="policy")
    if not officials:
        raise Refused(_("Say whom you meet."), field="officials")
    if any(one.organization_id not in (None, owner) for one in officials):
        raise Refused(_("This official is in another organization's list."), field="officials")
    if not (visit.place or visit.link):
        raise Refused(_("Say where the office is, or give the video link."), field="place")
