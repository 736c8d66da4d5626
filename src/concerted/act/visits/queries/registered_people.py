"""What hearings tell about a person to the people's room, and to what comes of a policy."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.policies import participants
from concerted.act.policies.models import PolicyItem
from concerted.act.visits.models import Attendee, Testimony
from concerted.organizations.models import Organization
from concerted.people.models import Person
from concerted.people.registry import Entry


def _rows(person: Person) -> tuple[QuerySet[Attendee], QuerySet[Testimony]]:
    """What ``person`` said for hearings; they were reached through a gate or by their own link."""
    hearing = "hearing__policy__organization"
    return (
        Attendee.objects.filter(person=person).select_related(hearing),
        Testimony.objects.filter(person=person).select_related(hearing),
    )


def timeline(person: Person) -> Iterable[Entry]:
    """For which hearings a person signed up, for which they testified, and what they took back."""
    come, words = _rows(person)
    for one in come:
        url = _desk(one)
        yield Entry(one.created_at, _("Signed up for a hearing"), url, one.hearing.title)
        if one.withdrawn_at is not None:
            yield Entry(one.withdrawn_at, _("Does not come after all"), url, one.hearing.title)
    for said in words:
        url = _desk(said)
        yield Entry(said.created_at, _("Testified in writing"), url, said.hearing.title)
        if said.withdrawn_at is not None:
            yield Entry(said.withdrawn_at, _("Took the testimony back"), url, said.hearing.title)


def _desk(row: Attendee | Testimony) -> str:
    slug = row.hearing.policy.organization.slug
    return reverse("visits:hearing_desk", args=[slug, row.hearing_id])


def export(person: Person) -> dict[str, Any]:
    """What is kept of a person's hearings, as JSON can hold it."""
    come, words = _rows(person)
    return {
        "signed_up": [
            {
                **_shared(one),
                "part": one.part,
                "interpreter": one.interpreter,
                "access_need": one.access_need,
                "reminded_at": _moment(one.reminded_at),
            }
            for one in come
        ],
        "testimony": [
            {
                **_shared(one),
                "shown": one.shown,
                "who": one.who,
                "saw": one.saw,
                "ask": one.ask,
                "removed_at": _moment(one.removed_at),
                "removal_reason": one.removal_reason,
                "handed_over": [
                    {"to": packet.recipient, "on": packet.delivered_on.isoformat()}
                    for packet in one.packets.all()
                ],
            }
            for one in words.prefetch_related("packets")
        ],
    }


def _shared(row: Attendee | Testimony) -> dict[str, Any]:
    return {
        "hearing": row.hearing.title,
        "at": row.created_at.isoformat(),
        "name": row.name,
        "language": row.language,
        "capacity": row.capacity,
        "capacity_of": row.capacity_of,
        "shows_capacity": row.shows_capacity,
        "confirmed_at": _moment(row.confirmed_at),
        "withdrawn_at": _moment(row.withdrawn_at),
    }


def _moment(at: Any) -> str | None:
    return at.isoformat() if at is not None else None


def testifiers(organization: Organization, which: str) -> QuerySet[Any, Any]:  # noqa: ARG001
    """The ids of people who testified for any hearing of ``organization``."""
    rows = Testimony.objects.filter(organization=organization, person__isnull=False).counted()
    return rows.order_by().values("person_id")


def comers(organization: Organization, which: str) -> QuerySet[Any, Any]:  # noqa: ARG001
    """The ids of people who said that they come to any hearing of ``organization``."""
    rows = Attendee.objects.filter(organization=organization, person__isnull=False).standing()
    return rows.order_by().values("person_id")


def participation() -> participants.Act:
    """Those who testified on a policy, so that what comes of it is told to them."""
    return participants.Act(
        name="testimony",
        label=_participants,
        people=_testified_on,
        readers=partial(_readers, _testimonies),
    )


def attendance() -> participants.Act:
    """Those who came to its hearings or spoke there, for the same."""
    return participants.Act(
        name="hearing", label=_comers, people=_came_for, readers=partial(_readers, _attendees)
    )


def _participants(count: int) -> str:
    words = ngettext("%(count)d person testified", "%(count)d people testified", count)
    return words % {"count": count}


def _comers(count: int) -> str:
    words = ngettext(
        "%(count)d person signed up for a hearing",
        "%(count)d people signed up for a hearing",
        count,
    )
    return words % {"count": count}


def _testimonies(policy: PolicyItem) -> QuerySet[Any, Any]:
    return Testimony.objects.filter(hearing__policy=policy, person__isnull=False).counted()


def _attendees(policy: PolicyItem) -> QuerySet[Any, Any]:
    return Attendee.objects.filter(hearing__policy=policy, person__isnull=False).standing()


def _testified_on(policy: PolicyItem) -> QuerySet[Any, Any]:
    return _testimonies(policy).order_by().values_list("person_id", flat=True)


def _came_for(policy: PolicyItem) -> QuerySet[Any, Any]:
    return _attendees(policy).order_by().values_list("person_id", flat=True)


def _readers(
    rows: Callable[[PolicyItem], QuerySet[Any, Any]],
    policy: PolicyItem,
    persons: Sequence[uuid.UUID],
) -> Mapping[uuid.UUID, participants.Reader]:
    """Those of ``persons`` who allowed news when they came forward."""
    mine = rows(policy).filter(person__in=persons)
    return participants.news_readers(mine.values_list("person_id", "language", "pk"))
