from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.pool.agreements.models import Agreement, AgreementVersion, Kind
from concerted.pool.agreements.operations import reminders, settling
from concerted.pool.agreements.queries.standing import REMINDERS, reminder_due


@job
def remind_of_end(pk: str) -> None:
    """Write to the parties of an agreement that ends soon. Without a viewer: the clock asks."""
    version = AgreementVersion.objects.select_related("agreement").filter(pk=pk).first()
    if version is not None:
        reminders.remind_of_end(version=version)


@every(seconds=3600)
def remind_in_time() -> None:
    """Find what ends soon, each by itself: one that fails holds up no other."""
    # A day more on both sides: which day it is depends on the time zone of the organization.
    today, day = timezone.now().date(), datetime.timedelta(days=1)
    latest = today + (max(REMINDERS) + 1) * day
    soon = AgreementVersion.objects.standing().filter(
        ends_on__gte=today - day, ends_on__lte=latest
    )
    for one in soon:
        if reminder_due(one, today) or reminder_due(one, today + day):
            enqueue(remind_of_end, one.pk)


@job
def remind_to_settle(pk: str) -> None:
    """Ask the parties what became of shared data. Without a viewer: the clock asks."""
    agreement = Agreement.objects.filter(pk=pk).first()
    if agreement is not None:
        settling.remind_to_settle(agreement=agreement)


@every(seconds=24 * 3600)
def ask_what_became_of_data() -> None:
    """Each agreement on data of which a party has noted nothing, by itself."""
    waiting = Agreement.objects.filter(kind=Kind.DATA_SHARING, parties__settled_on=None)
    for pk in waiting.sent().distinct().values_list("pk", flat=True):
        enqueue(remind_to_settle, pk)
