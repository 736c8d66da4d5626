"""Telling people by mail what a review changes for them, once; and no more when they say so."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import post_mail
from concerted.measure.reviews.models import Kind, Review, Silence
from concerted.measure.reviews.queries.links import stop_path
from concerted.measure.reviews.queries.readers import participants_of
from concerted.organizations.models import Organization


def tell_participants(*, review: Review, by: Viewer | None) -> int:
    """Write to who takes part in what was changed or stopped; to how many. Part of the transaction of publication.

    Authors of statements are told by the conversations that follow the goal's moments (``queries.registered``).
    """
    changed = [one for one in review.items.all() if one.kind != Kind.KEEP]
    if not changed:
        return 0
    people = participants_of(review, besides=by.pk if by else None)
    for person in people:
        language = person.language
        with override(language):
            path = review.get_absolute_url()
            lines = [
                {"kind": one.get_kind_display(), "words": one.in_language(language).words}
                for one in changed
            ]
        post_mail(
            to=person.email,
            template="reviews/mail/changed",
            language=language,
            organization_id=review.organization_id,
            reply_to=review.organization.contact_email,
            key=f"reviews.changed.{review.pk}.{person.pk}",
            context={
                "organization": review.organization.name,
                "goal": review.goal.in_language(language).title,
                "items": lines,
                "url": f"{settings.ADDRESS}{path}",
            },
            unsubscribe_path=stop_path(person, review.organization, language),
        )
    if people:
        note(verb="sent", subject=review, by=by, after={"people": len(people)})
    return len(people)


@transaction.atomic
def stop_mail(*, user: User, organization: Organization) -> Silence:
    """Write no more to somebody about what reviews change. Asked twice, done once."""
    silence, _is_new = Silence.objects.get_or_create(user=user, organization=organization)
    return silence
