"""Answers from paper: typed once, and compared with the sheet by a second person."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.listen.surveys.models import Origin, Submission, Survey
from concerted.listen.surveys.operations.answering import write_answers
from concerted.listen.surveys.queries.paths import Answers
from concerted.listen.surveys.queries.respondents import said_in
from concerted.organizations.queries import enters_alone


@transaction.atomic
def type_sheet(
    *, survey: Survey, number: int, said: Answers, language: str, by: User | None
) -> Submission:
    """Take in what stands on sheet ``number``. Sent twice, it is one sheet.

    Paper that was filled in before the closing time may be typed after it, until somebody closes the survey.
    """
    rows = Survey.objects.select_for_update(of=("self",)).select_related("organization")
    survey = rows.get(pk=survey.pk)
    if not survey.is_open:
        raise Refused(_("This survey is not taking answers now."))
    known = Submission.objects.filter(survey=survey, sheet_number=number).first()
    if known is not None:
        if said_in(known) == dict(said):
            return known
        words = _("Sheet %(number)d is typed already. Please give this one another number.")
        raise Refused(words % {"number": number}, field="number")
    submission = Submission.objects.create(
        survey=survey,
        origin=Origin.PAPER,
        sheet_number=number,
        language=language,
        touched_on=survey.today(),
        submitted_on=survey.today(),
        typed_by=by,
    )
    write_answers(survey=survey, submission=submission, said=said, language=language)
    _note("typed", submission, by)
    return submission


@transaction.atomic
def correct_sheet(
    *, submission: Submission, said: Answers, language: str, by: User | None
) -> Submission:
    """Put right what was typed wrongly, before it is checked. Who corrects it counts as who typed it."""
    submission = _locked(submission)
    if submission.checked_on is not None:
        raise Refused(_("Sheet %(number)d is checked already.") % {"number": _number(submission)})
    before = said_in(submission)
    if before == dict(said) and submission.language == language:
        return submission
    write_answers(survey=submission.survey, submission=submission, said=said, language=language)
    submission.typed_by = by
    submission.save(update_fields=["typed_by"])
    _note("corrected", submission, by)
    return submission


@transaction.atomic
def check_sheet(*, submission: Submission, by: User) -> Submission:
    """Confirm that what was typed is what stands on the paper. Somebody else than who typed it does so.

    Where one person alone may type, that person may check, and the sheet says so.
    """
    submission = _locked(submission)
    if submission.checked_on is not None:
        return submission
    typed_it = submission.typed_by_id == by.pk
    if typed_it and not enters_alone(submission.survey.organization, by):
        raise Refused(
            _(
                "You typed this sheet yourself. Please ask somebody else to compare it with the paper."
            )
        )
    submission.checked_on, submission.checked_by = submission.survey.today(), by
    submission.is_self_checked = typed_it
    submission.save(update_fields=["checked_on", "checked_by", "is_self_checked"])
    _note("checked", submission, by)
    return submission


@transaction.atomic
def remove_sheet(*, submission: Submission, by: User | None) -> None:
    """Take out a sheet that was typed by mistake, with all its answers."""
    submission = _locked(submission)
    if submission.checked_on is not None:
        raise Refused(_("Sheet %(number)d is checked already.") % {"number": _number(submission)})
    _note("removed", submission, by)
    submission.delete()


def _number(submission: Submission) -> int:
    return submission.sheet_number or 0


def _note(verb: str, submission: Submission, by: Viewer | None) -> None:
    """Which sheet, never what stands on it."""
    note(
        verb=verb,
        subject=submission,
        organization_id=submission.survey.organization_id,
        by=by,
        after={"survey": str(submission.survey_id), "sheet": submission.sheet_number},
    )


def _locked(submission: Submission) -> Submission:
    rows = Submission.objects.select_for_update(of=("self",))
    return rows.select_related("survey__organization").get(pk=submission.pk, origin=Origin.PAPER)
