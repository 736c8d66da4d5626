"""What people wrote, told to the organizers."""

from __future__ import annotations

from django.db import transaction

from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.tables.writing import csv_of, xlsx_of
from concerted.listen.surveys.models import Survey, TextsTold
from concerted.listen.surveys.operations.exporting import FileKind
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.texts import texts_of, texts_table, untold, written


@transaction.atomic
def tell_texts(*, survey: Survey) -> int:
    """Let the organizers read what was written to each question since, where ten or more wrote; how many texts."""
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if not survey.is_anonymous:
        return 0
    told = TextsTold.objects.filter(survey=survey).first() or TextsTold(survey=survey)
    new = [untold(answers, told) for answers in written(survey).values()]
    keys = [one.pk.hex for some in new if len(some) >= FLOOR for one in some]
    if keys:
        told.answers = sorted([*told.answers, *keys])
        told.save()
    return len(keys)


@transaction.atomic
def export_texts(*, survey: Survey, kind: FileKind, language: str, by: Viewer | None) -> bytes:
    """What ``texts_of`` tells, as a file; it is kept who took it."""
    rows = texts_table(texts_of(survey, language))
    note(verb="exported", subject=survey, by=by, after={"title": survey.title, "texts": len(rows) - 1})  # fmt: skip
    return csv_of(rows) if kind is FileKind.CSV else xlsx_of({"texts": rows})
