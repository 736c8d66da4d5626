"""How often people look together at what became of a goal."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.measure.reviews.models import MOST_MONTHS, Rhythm


@transaction.atomic
def set_rhythm(*, goal: Goal, months: int, by: Viewer | None) -> Rhythm:
    """Say after how many months a goal is looked at again."""
    if not 1 <= months <= MOST_MONTHS:
        told = _("Between 1 and %(most)d months, please.") % {"most": MOST_MONTHS}
        raise Refused(told, field="months")
    goal = Goal.objects.select_for_update().get(pk=goal.pk)
    rhythm, is_new = Rhythm.objects.get_or_create(
        goal=goal, defaults={"organization_id": goal.organization_id, "months": months}
    )
    before, after = ({}, {"months": months}) if is_new else change(rhythm, months=months)
    if after:
        note(verb="set", subject=rhythm, by=by, before=before, after=after)
    return rhythm
