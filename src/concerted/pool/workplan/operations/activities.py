"""What partners do for a goal: planned, and changed with a reason that is kept."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Mapping
from typing import Any, TypedDict, Unpack

from django.db import models, transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.workplan.models import Activity, ActivityState, Adaptation, Contribution
from concerted.pool.workplan.queries.partners import partners_of


class ActivityValues(TypedDict, total=False):
    goal: Goal
    title: str
    contribution: str
    language: str
    kind: str
    owner: Organization | None
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    place: str
    spoken: str
    state: str


@transaction.atomic
def add_activity(
    *,
    organization: Organization,
    by: Viewer | None,
    partners: Collection[Organization] = (),
    **values: Unpack[ActivityValues],
) -> Activity:
    """A new activity of the workplan. The same title for the same goal again gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    _check(organization, partners, values)
    rows = Activity.objects.filter(organization=organization)
    same = rows.filter(goal=values["goal"], title=values["title"]).first()
    if same is not None:
        return same
    given: dict[str, Any] = {"language": organization.language, **values}
    activity = Activity.objects.create(organization=organization, **given)
    _set_partners(activity, partners)
    note(verb="added", subject=activity, by=by, after={"title": activity.title})
    return activity


@transaction.atomic
def adapt_activity(
    *,
    activity: Activity,
    by: Viewer | None,
    reason: str = "",
    partners: Collection[Organization] | None = None,
    **values: Unpack[ActivityValues],
) -> Adaptation | None:
    """Change an activity and keep why; ``None`` where nothing differs. Once it is under way, there must be a reason.

    Without ``partners`` those who contribute stay as they are.
    """
    rows = Activity.objects.select_for_update(of=("self",)).select_related("organization")
    activity = rows.get(pk=activity.pk)
    _check(activity.organization, partners or (), values, activity)
    was_planned = activity.state == ActivityState.PLANNED
    before, after = change(activity, **values)
    known = [one.partner for one in activity.contributions.select_related("partner")]
    if partners is not None and _set_partners(activity, partners):
        before["partners"], after["partners"] = known, partners
    if not after:
        return None
    if not (reason or was_planned):
        told = _("This is under way: please say why you change it. Partners read it.")
        raise Refused(told, field="reason")
    note(verb="adapted", subject=activity, by=by, before=_names(before), after=_names(after))
    return Adaptation.objects.create(
        organization=activity.organization,
        activity=activity,
        reason=reason,
        before=_names(before),
        after=_names(after),
        made_by_id=by.pk if by else None,
    )


def _names(values: Mapping[str, Any]) -> dict[str, Any]:
    """``values`` as the history keeps them: rows by their names, days as text."""
    return {name: _name(value) for name, value in values.items()}


def _name(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Collection) and not isinstance(value, str):
        return sorted(str(one) for one in value)
    return value


def _set_partners(activity: Activity, partners: Collection[Organization]) -> bool:
    """Whether others contribute now. Who answers for it is not named twice."""
    wanted: dict[uuid.UUID, Organization] = {
        one.pk: one for one in partners if one.pk != activity.owner_id
    }
    rows = Contribution.objects.filter(activity=activity)
    known = set(rows.values_list("partner_id", flat=True))
    rows.exclude(partner_id__in=wanted).delete()
    Contribution.objects.bulk_create(
        Contribution(organization_id=activity.organization_id, activity=activity, partner=one)
        for key, one in wanted.items()
        if key not in known
    )
    return known != set(wanted)


def _check(
    organization: Organization,
    partners: Collection[Organization],
    values: ActivityValues,
    activity: Activity | None = None,
) -> None:
    """Everything named belongs here; who has left may stay where it stood."""
    goal, owner = values.get("goal"), values.get("owner")
    if goal is not None and goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")
    known: set[uuid.UUID | None] = {one.pk for one in partners_of(organization)}
    if activity is not None:
        known |= {activity.owner_id} | {one.partner_id for one in activity.contributions.all()}
    if owner is not None and owner.pk not in known:
        raise Refused(_("This organization is no partner here."), field="owner")
    if not {one.pk for one in partners} <= known:
        raise Refused(_("This organization is no partner here."), field="partners")
    starts = values.get("starts_on", activity.starts_on if activity else None)
    ends = values.get("ends_on", activity.ends_on if activity else None)
    if starts and ends and ends < starts:
        raise Refused(_("It ends before it starts."), field="ends_on")
