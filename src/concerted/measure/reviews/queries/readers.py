"""To whom mail about a review goes. Without a viewer: for mail."""

from __future__ import annotations

import uuid

from concerted.accounts.models import User
from concerted.measure.reviews.models import Review, Silence
from concerted.organizations.models import EDITORS, Organization, Role
from concerted.pool.partners.models import Representative
from concerted.pool.workplan.models import Activity, Attendance
from concerted.pool.workplan.queries.partners import partners_of


def participants_of(review: Review, *, besides: uuid.UUID | None = None) -> list[User]:
    """Who takes part in what a review changes, and who came to its meeting; not ``besides``, nor who wants no mail.

    Partners are told at their owners and organizers, and at who speaks for them in the coalition.
    """
    partners = _partners_of(review)
    organization = review.organization_id
    roles = Role.objects.filter(organization__in=partners, kind__in=EDITORS)
    speakers = Representative.objects.serving().filter(
        organization=organization, membership__member__in=partners, user__isnull=False
    )
    came = Attendance.objects.filter(meeting=review.meeting_id, user__isnull=False)
    keys = {
        *roles.values_list("user_id", flat=True),
        *speakers.values_list("user_id", flat=True),
        *(came.values_list("user_id", flat=True) if review.meeting_id else ()),
    }
    keys -= {besides}
    silent = Silence.objects.filter(organization=organization).values("user_id")
    rows = User.objects.filter(pk__in=keys, is_active=True).exclude(pk__in=silent)
    return list(rows.order_by("email"))


def _partners_of(review: Review) -> set[uuid.UUID]:
    """The organizations that do the activities which were adapted, and the tasks that were made, and are partners still."""
    activities = Activity.objects.filter(
        adaptations__in=review.items.filter(adaptation__isnull=False).values("adaptation")
    )
    wanted: set[uuid.UUID | None] = {
        *activities.values_list("owner_id", flat=True),
        *activities.values_list("contributions__partner_id", flat=True),
        *review.items.values_list("task__partner_id", flat=True),
    }
    known = set(partners_of(review.organization).values_list("pk", flat=True))
    return {one for one in wanted if one is not None} & known


def organizers_of(organization: Organization) -> list[User]:
    """The team that holds reviews."""
    roles = Role.objects.filter(organization=organization, kind__in=EDITORS)
    rows = User.objects.filter(pk__in=roles.values("user_id"), is_active=True)
    return list(rows.order_by("email"))
