"""The target's answer: recorded, and told to those who wanted to know."""

from __future__ import annotations

import datetime
import uuid
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.act.petitions.models import Answer, Petition, PetitionState
from concerted.act.petitions.operations.petitions import mark_answered
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change


class AnswerValues(TypedDict, total=False):
    stance: str
    text: str
    language: str
    answered_on: datetime.date
    link: str


@transaction.atomic
def record_answer(
    *,
    petition: Petition,
    by: Viewer | None,
    key: uuid.UUID | None = None,
    **values: Unpack[AnswerValues],
) -> Answer:
    """Keep what the target answered, and show it on the page. Asked twice with one ``key``, keeps it once."""
    petition = Petition.objects.select_for_update().get(pk=petition.pk)
    known = Answer.objects.filter(pk=key, petition=petition).first() if key else None
    if known is not None:
        return known
    if petition.state == PetitionState.DRAFT:
        raise Refused(_("A draft cannot have been answered."))
    answer = Answer(
        organization_id=petition.organization_id,
        petition=petition,
        recorded_by_id=by.pk if by else None,
        **{"language": petition.language, **values},
        **({"id": key} if key else {}),
    )
    answer.save(force_insert=True)
    mark_answered(petition=petition, by=by)
    told = {"petition": petition, "stance": answer.stance}
    note(verb="answered", subject=answer, by=by, after=told)
    return answer


@transaction.atomic
def edit_answer(*, answer: Answer, by: Viewer | None, **values: Unpack[AnswerValues]) -> Answer:
    """Put right how an answer was written down. Mail that left is not sent again."""
    answer = Answer.objects.select_for_update().get(pk=answer.pk)
    before, after = change(answer, **values)
    if after:
        note(verb="changed", subject=answer, by=by, before=before, after=after)
    return answer
