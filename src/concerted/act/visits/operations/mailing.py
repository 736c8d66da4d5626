"""Mail about visits and hearings, each in the language of who reads it, with the day for their calendar."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from concerted.act.policies.queries.calendars import occasion_of
from concerted.act.visits.models import Attendee, Goer, Testimony, Visit
from concerted.act.visits.queries.calendars import visit_occasion, when_words
from concerted.act.visits.queries.links import token_of
from concerted.act.visits.queries.preparing import prepared_for
from concerted.base.calendars import calendar_of
from concerted.base.outbox.posting import post_mail
from concerted.people.models import ContactPoint


@transaction.atomic
def tell_goers(*, visit: Visit, kind: str) -> int:
    """Mail ``visits/mail/<kind>`` to everybody who goes and has an address; how many have one."""
    goers = [one for one in visit.goers.select_related("user") if one.address]
    for goer in goers:
        _tell_goer(visit, goer, kind)
    return len(goers)


def _tell_goer(visit: Visit, goer: Goer, kind: str) -> None:
    language, office = goer.reads, visit.organization.contact_email
    text = visit.in_language(language)
    with override(language):
        told: dict[str, Any] = {
            "organization": visit.organization.name,
            "title": text.title,
            "when": when_words(visit.begins),
            "place": visit.place,
            "link": visit.link,
            "roles": goer.role_labels,
            "points": text.talking_points,
            "ask": text.ask,
        }
    post_mail(
        to=goer.address,
        template=f"visits/mail/{kind}",
        language=language,
        organization_id=visit.organization_id,
        reply_to=office,
        key=f"visits.{kind}.{visit.pk}.{visit.sequence}.{goer.pk}",
        context=told,
        calendar=calendar_of(
            visit_occasion(visit, language), organizer=office, attendee=goer.address
        ),
    )


@transaction.atomic
def ask_to_confirm(*, row: Attendee | Testimony, point: ContactPoint, again: bool = False) -> None:
    """Mail the links with which the reader of ``point`` says that it was them, or takes it back."""
    hearing = row.hearing
    with override(row.language):
        told = {
            "name": row.name.split(" ")[0],
            "organization": hearing.organization.name,
            "title": hearing.in_language(row.language).title,
            "when": when_words(hearing.begins),
            "token": token_of(row, point),
            "is_testimony": isinstance(row, Testimony),
        }
    once_a_day = f"visits.confirm.{row.pk}.{timezone.now().date()}"
    post_mail(
        to=point.value,
        template="visits/mail/confirm",
        language=row.language,
        organization_id=hearing.organization_id,
        reply_to=hearing.organization.contact_email,
        key=once_a_day if again else None,
        context=told,
    )


@transaction.atomic
def tell_attendee(*, attendee: Attendee, kind: str, key: str) -> None:
    """Mail ``visits/mail/<kind>`` about the hearing to who comes: what we say there, and the date. Nothing twice."""
    point = attendee.contact_point
    if point is None:
        return
    hearing, language = attendee.hearing, attendee.language
    office = hearing.organization.contact_email
    text = hearing.in_language(language)
    prepared = prepared_for(hearing, language)
    with override(language):
        path = reverse("visits:hearing", args=[hearing.organization.slug, hearing.pk])
        told: dict[str, Any] = {
            "name": attendee.name.split(" ")[0],
            "organization": hearing.organization.name,
            "title": text.title,
            "when": when_words(hearing.begins),
            "place": hearing.place,
            "link": hearing.link,
            "sign_up": text.sign_up if attendee.part == "speak" else "",
            "points": prepared.talking_points,
            "meeting_point": prepared.meeting_point,
            "access": prepared.access,
            "url": f"{settings.ADDRESS}{path}",
            "token": token_of(attendee, point),
        }
        occasion = occasion_of(hearing, hearing.policy, language)
    post_mail(
        to=point.value,
        template=f"visits/mail/{kind}",
        language=language,
        organization_id=hearing.organization_id,
        reply_to=office,
        key=key,
        context=told,
        calendar=calendar_of(occasion, organizer=office, attendee=point.value),
    )
