"""Taking the answers of a survey along."""

from __future__ import annotations

import hashlib
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.tables.writing import csv_of, xlsx_of
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.models.takings import Taking
from concerted.listen.surveys.queries.answer_tables import (
    AnswerTable,
    answer_table,
    sheets_of,
)
from concerted.listen.surveys.queries.floors import FLOOR


class FileKind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"


@transaction.atomic
def export_answers(*, survey: Survey, kind: FileKind, by: Viewer | None) -> bytes:
    """Every submission as a row of a table; it is kept who took it.

    The rows of an anonymous survey say neither who nor when, and come in an order of chance. Raises ``Refused`` while
    few answered, or too few since the last time: two tables side by side would tell what those few said.
    """
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    table = answer_table(survey)
    if survey.is_anonymous:
        _check_rows(survey, table)
    after = {"title": survey.title, "answers": len(table.rows)}
    note(verb="exported", subject=survey, by=by, after=after)
    sheets = sheets_of(table)
    return csv_of(sheets["answers"]) if kind is FileKind.CSV else xlsx_of(sheets)


def _check_rows(survey: Survey, table: AnswerTable) -> None:
    count = len(table.rows)
    lines = sorted(repr(row[1:]) for row in table.rows)
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    if count < FLOOR:
        words = _(
            "This survey is anonymous: its answers can be taken along once %(floor)d people have sent theirs."
        )
        raise Refused(words % {"floor": FLOOR})
    last = Taking.objects.filter(survey=survey).first()
    if last is not None and last.digest != digest and count < last.row_count + FLOOR:
        words = _(
            "The answers of %(count)d people were taken along before. With fewer than %(floor)d more, two files side "
            "by side would show what those few said. It is best done once, when the survey is closed."
        )
        raise Refused(words % {"count": last.row_count, "floor": FLOOR})
    Taking.objects.update_or_create(survey=survey, defaults={"row_count": count, "digest": digest})
