"""Reminders of reviews, by mail to the organizers: before the day, and after it where none was held."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import override

from concerted.base.outbox.posting import post_mail
from concerted.goals.models import Goal
from concerted.measure.reviews.models import Reminder
from concerted.measure.reviews.queries.due import BEFORE, due_reviews
from concerted.measure.reviews.queries.readers import organizers_of
from concerted.organizations.zones import today_in


@transaction.atomic
def remind_of_review(*, goal: Goal) -> int:
    """Write to the organizers once before the day of the next review and once after it; to how many. The clock asks."""
    goal = (
        Goal.objects.select_for_update(of=("self",)).select_related("organization").get(pk=goal.pk)
    )
    due, today = due_reviews([goal]).get(goal.pk), today_in(goal.organization)
    if due is None or due.on > today + BEFORE:
        return 0
    is_overdue = due.is_overdue(today)
    _row, is_new = Reminder.objects.get_or_create(
        goal=goal,
        due_on=due.on,
        is_overdue=is_overdue,
        defaults={"organization_id": goal.organization_id},
    )
    people = organizers_of(goal.organization) if is_new else []
    for person in people:
        with override(person.language):
            path = reverse("reviews:begin_review", args=[goal.organization.slug, goal.slug])
            day = date_format(due.on, "DATE_FORMAT")
        post_mail(
            to=person.email,
            template="reviews/mail/reminder",
            language=person.language,
            organization_id=goal.organization_id,
            reply_to=goal.organization.contact_email,
            context={
                "organization": goal.organization.name,
                "goal": goal.in_language(person.language).title,
                "day": day,
                "is_overdue": is_overdue,
                "url": f"{settings.ADDRESS}{path}",
            },
        )
    return len(people)
