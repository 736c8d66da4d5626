"""What people are asked about themselves on an occasion, and against which place it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.listen.representation import occasions
from concerted.listen.representation.models import Dimension, Occasion, Place, Said

MOST = 6
"""Questions on one occasion: each costs answers to all."""


@transaction.atomic
def ask_about_people(
    *,
    subject: Any,
    dimensions: Sequence[Dimension],
    place: Place | None = None,
    is_asking: bool = True,
    is_public: bool = True,
    by: Viewer | None,
) -> Occasion:
    """Ask those who take part in ``subject``, a row of a room, about themselves; asked again, change what is asked.

    What people told to a question that is no longer asked is deleted.
    """
    organization_id = subject.organization_id
    if any(
        one.organization_id != organization_id
        for one in [*dimensions, *([place] if place else [])]
    ):
        raise Refused(_("This belongs to another organization."), field="place")
    if is_asking and not dimensions:
        raise Refused(_("Please choose at least one question."), field="dimensions")
    if len(dimensions) > MOST:
        words = _("Please choose %(most)d questions at most: each costs answers to all.")
        raise Refused(words % {"most": MOST}, field="dimensions")
    occasion, is_new = Occasion.objects.get_or_create(
        kind=occasions.kind_of(subject).name,
        subject_id=subject.pk,
        defaults={"organization_id": organization_id},
    )
    occasion = Occasion.objects.select_for_update(of=("self",)).get(pk=occasion.pk)
    if occasion.forgotten_at is not None and is_asking:
        raise Refused(
            _("The answers were deleted: their time was over. Nothing more is asked here.")
        )
    before, after = change(occasion, place=place, is_asking=is_asking, is_public=is_public)
    dropped = Dimension.objects.filter(occasions=occasion).exclude(
        pk__in=[d.pk for d in dimensions]
    )
    Said.objects.filter(description__occasion=occasion, dimension__in=list(dropped)).delete()
    occasion.descriptions.filter(answers__isnull=True).delete()
    occasion.dimensions.set(dimensions)
    if is_new or after:
        after["questions"] = [one.name for one in dimensions]
        note(
            verb="added" if is_new else "edited",
            subject=occasion,
            by=by,
            before=before,
            after=after,
        )
    return occasion
