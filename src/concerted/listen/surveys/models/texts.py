from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from concerted.base.gates import GatedQuerySet
from concerted.base.records import Record
from concerted.listen.surveys.models.surveys import Survey


class TextsTold(Record):
    """What people wrote in an anonymous survey, as far as its organizers can read it: keys of answers.

    To each question texts come ten or more at a time: who reads in between cannot say whose the newest is.
    """

    survey = models.OneToOneField(Survey, on_delete=models.CASCADE, related_name="texts_told")
    answers: models.JSONField[Any, list[str]] = models.JSONField(default=list)

    survey_id: uuid.UUID

    objects: ClassVar[GatedQuerySet[TextsTold]] = GatedQuerySet.as_manager()  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{len(self.answers)} texts"
