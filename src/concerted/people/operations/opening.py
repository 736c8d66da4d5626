"""Mailing people the link to what is kept about them."""

from __future__ import annotations

from django.db import transaction

from concerted.base.limits.buckets import take
from concerted.base.outbox.posting import post_mail
from concerted.organizations.models import Organization
from concerted.people.links import self_service_path
from concerted.people.models import ContactPoint, normalize_email


@transaction.atomic
def mail_self_service_links(*, organization: Organization, email: str, language: str) -> int:
    """Mail to ``email`` a link for each person who has it; how many. Nobody else learns whether there is one."""
    points = ContactPoint.objects.filter(
        organization=organization,
        kind=ContactPoint.Kind.EMAIL,
        normalized=normalize_email(email),
        person__merged_into__isnull=True,
    ).exclude(status=ContactPoint.Status.FORMER)
    sent = 0
    for point in points.select_related("person"):
        if take(f"your-data|{point.pk.hex}", capacity=3, per_second=1 / 3600):
            post_mail(
                to=point.value,
                template="people/mail/your_data",
                language=language,
                context={
                    "organization": organization,
                    "person": point.person,
                    "path": self_service_path(point.person, language=language),
                },
                organization_id=organization.pk,
                reply_to=organization.contact_email,
            )
            sent += 1
    return sent
