"""Who comes after: the next holder of a post, for good or acting."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.act.officials.models import Official, Post, Tenure
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change

PERSON = ("name", "party", "email", "phone", "is_public")


@transaction.atomic
def add_holder(
    *,
    post: Post,
    values: Mapping[str, Any],
    day: datetime.date,
    replaces: Tenure | None = None,
    by: Viewer | None,
) -> Official:
    """Give a post its next holder; whom they replace held it until the day before. The same name again gives the one there is.

    They begin on ``values["starts_on"]``, or on ``day``, which is today. Raises ``Refused`` where all seats are taken and nobody
    is replaced, and where the one before began later.
    """
    post = Post.objects.select_for_update().get(pk=post.pk)
    starts_on = values.get("starts_on") or day
    held = list(post.tenures.held_on(starts_on).select_related("official"))
    known = next((one for one in held if one.official.name == values["name"]), None)
    if known is not None:
        return known.official
    former = next((one for one in held if one == replaces), None)
    if former is None and len(held) >= post.seats:
        sentence = _("Every seat of this post is taken. Please say whose place they take.")
        raise Refused(sentence, field="replaces")
    if former is not None:
        _end(former, starts_on - datetime.timedelta(days=1))
    person = {name: values[name] for name in PERSON if name in values}
    official = Official.objects.create(
        organization_id=post.organization_id, checked_on=day, **person
    )
    is_acting = values.get("is_acting", False)
    Tenure.objects.create(official=official, post=post, starts_on=starts_on, is_acting=is_acting)
    note(verb="added", subject=official, by=by, after=person | {"post": str(post)})
    return official


def _end(tenure: Tenure, last: datetime.date) -> None:
    if tenure.starts_on is not None and last < tenure.starts_on:
        sentence = _("Whom they replace began on %(day)s; the next begins after that.")
        raise Refused(sentence % {"day": tenure.starts_on.isoformat()}, field="starts_on")
    change(tenure, ends_on=last)
