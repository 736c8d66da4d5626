"""What follows a visit: promises that are watched, tasks in the workplan, thanks."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.act.officials.models import Official
from concerted.act.policies.models import Evidence, Stance
from concerted.act.policies.operations.stances import note_stance
from concerted.act.visits.models import Commitment, CommitmentState, Visit
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.zones import today_in
from concerted.pool.workplan.models import Task
from concerted.pool.workplan.operations.tasks import add_task

THANKS_WITHIN = datetime.timedelta(days=2)
"""A thank-you note is written while they remember the visit."""


@transaction.atomic
def note_commitment(
    *,
    visit: Visit,
    official: Official,
    text: str,
    due_on: datetime.date | None = None,
    leaning: int | None = None,
    by: Viewer | None,
) -> Commitment:
    """Write down what an official said they would do. The same words of the same official are one promise."""
    visit = Visit.objects.select_for_update(of=("self",)).get(pk=visit.pk)
    if not visit.is_held:
        raise Refused(_("First write down that the visit took place."))
    if not visit.officials.filter(pk=official.pk).exists():
        raise Refused(_("You did not meet this official in this visit."), field="official")
    commitment, is_new = Commitment.objects.get_or_create(
        visit=visit,
        official=official,
        text=text,
        defaults={
            "organization_id": visit.organization_id,
            "due_on": due_on,
            "leaning": leaning,
            "noted_by_id": by.pk if by is not None else None,
        },
    )
    if is_new:
        told = {"visit": visit, "due_on": due_on}
        note(verb="added", subject=commitment, by=by, after=told)
    return commitment


@transaction.atomic
def settle_commitment(
    *, commitment: Commitment, state: str, evidence: str = "", by: Viewer | None
) -> Commitment:
    """Say that a promise was kept or broken, and how we know; or that it is open after all."""
    commitment = _locked(commitment)
    is_open = state == CommitmentState.OPEN
    if not is_open and not evidence:
        raise Refused(_("Say how we know, so that others can look it up."), field="evidence")
    settled_on = None if is_open else today_in(commitment.organization)
    if state == commitment.state:
        settled_on = commitment.settled_on
    before, after = change(
        commitment, state=state, evidence="" if is_open else evidence, settled_on=settled_on
    )
    if after:
        note(verb="settled", subject=commitment, by=by, before=before, after=after)
    return commitment


@transaction.atomic
def make_stance(*, commitment: Commitment, by: Viewer | None) -> Stance:
    """Take a promise for where its official stands on the policy of the visit; said in a talk, it is never public."""
    commitment = _locked(commitment)
    if commitment.stance is not None:
        return commitment.stance
    visit = commitment.visit
    if visit.policy is None:
        raise Refused(_("This visit was not about anything that is decided."))
    if commitment.leaning is None:
        raise Refused(_("Say first where this puts them."), field="leaning")
    stance = note_stance(
        policy=visit.policy,
        official=commitment.official,
        value=commitment.leaning,
        evidence=Evidence.VISIT,
        happened_on=visit.begins.date(),
        text=commitment.text,
        by=by,
    )
    change(commitment, stance=stance)
    return stance


@transaction.atomic
def add_follow_up(
    *,
    visit: Visit,
    title: str,
    user: User | None = None,
    due_on: datetime.date | None = None,
    by: Viewer | None,
) -> Task:
    """A thing to do after a visit, among the tasks of the workplan, which reminds of it."""
    task = add_task(
        organization=visit.organization,
        title=title,
        language=visit.language,
        partner=visit.organization,
        user=user,
        due_on=due_on,
        by=by,
    )
    visit.tasks.add(task)
    return task


@transaction.atomic
def remind_to_thank(*, visit: Visit, by: Viewer | None) -> Task:
    """The thank-you note of a visit as a task, due while they remember it. One for each visit."""
    with override(visit.language):
        names = ", ".join(visit.officials.values_list("name", flat=True)[:3])
        title = _("Thank %(names)s for the visit of %(day)s") % {
            "names": names[:120],
            "day": date_format(visit.begins.date(), "DATE_FORMAT"),
        }
    due_on = max(visit.begins.date() + THANKS_WITHIN, today_in(visit.organization))
    return add_follow_up(visit=visit, title=title, due_on=due_on, by=by)


def _locked(commitment: Commitment) -> Commitment:
    rows = Commitment.objects.select_for_update(of=("self",)).select_related(
        "organization", "official", "stance", "visit__policy__organization"
    )
    return rows.get(pk=commitment.pk)
