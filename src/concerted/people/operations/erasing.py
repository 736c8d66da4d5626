"""Erasing people, on their wish or when their time is over. Counts stay, people go."""

from __future__ import annotations

import datetime

from django.db import transaction

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.outbox.models import OutgoingMail
from concerted.organizations.models import Organization
from concerted.people import registry
from concerted.people.models import ContactPoint, Person, RetentionPeriod
from concerted.people.queries.keeping import people_past_retention


@transaction.atomic
def erase_person(*, person: Person, reason: str = "wish", by: Viewer | None = None) -> None:
    """Delete all that is kept about ``person`` and about those merged into them.

    Rooms take their names out of what is counted. Mail about them leaves the outbox. The trail keeps that
    somebody was erased, when, by whom and for which ``reason``. Erasing twice does nothing more.
    """
    found = Person.objects.select_for_update().filter(pk=person.pk).first()
    if found is None:
        return
    everyone = _with_merged(found)
    for one in everyone:
        for erase in registry.erasures():
            erase(one)
    keys = [one.pk for one in everyone]
    emails = ContactPoint.objects.filter(person__in=keys, kind=ContactPoint.Kind.EMAIL)
    spellings = {text for pair in emails.values_list("value", "normalized") for text in pair}
    OutgoingMail.objects.filter(organization_id=found.organization_id, to__in=spellings).delete()
    note(verb="erase", subject=found, by=by, after={"reason": reason})
    Person.objects.filter(pk__in=keys).delete()


def _with_merged(person: Person) -> list[Person]:
    everyone = [person]
    found = [person]
    while found:
        found = list(Person.objects.filter(merged_into__in=found))
        everyone += found
    return everyone[::-1]


@transaction.atomic
def set_retention(
    *, organization: Organization, months: int | None, by: Viewer | None = None
) -> None:
    """Erase people ``months`` after the last sign of them; with ``None``, keep them."""
    before = RetentionPeriod.objects.filter(organization=organization).first()
    if (before.months if before else None) == months:
        return
    if months is None:
        RetentionPeriod.objects.filter(organization=organization).delete()
    else:
        RetentionPeriod.objects.update_or_create(
            organization=organization, defaults={"months": months}
        )
    note(
        verb="set_retention",
        subject=organization,
        organization_id=organization.pk,
        by=by,
        before={"months": before.months if before else None},
        after={"months": months},
    )


def apply_retention(*, organization: Organization, now: datetime.datetime | None = None) -> int:
    """Erase the people of ``organization`` whose time is over; how many. Each in a transaction of its own."""
    due = people_past_retention(organization=organization, now=now)
    erased = 0
    for key in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            # Asked again under lock: meanwhile there may have been a sign of the person.
            person = due.select_for_update().filter(pk=key).first()
            if person is not None:
                erase_person(person=person, reason="retention")
                erased += 1
    return erased
