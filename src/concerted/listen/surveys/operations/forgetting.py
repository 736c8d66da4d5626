"""What time takes away: drafts that nobody sent, and the order in which anonymous answers came."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction

from concerted.listen.surveys.models import Answer, Selection, Submission, Survey
from concerted.listen.surveys.queries.respondents import DAYS

LATELY = 7
"""Days after which answers have been shuffled, even by a worker that stood still for some."""


@transaction.atomic
def forget_drafts(*, survey: Survey) -> int:
    """Delete what was begun and not touched for as long as its cookie lives; how many."""
    last = survey.today() - timedelta(days=DAYS)
    old = Submission.objects.filter(survey=survey, submitted_on=None, touched_on__lt=last)
    count = old.count()
    old.delete()
    return count


@transaction.atomic
def shuffle_answers(*, survey: Survey) -> int:
    """Write the anonymous answers of the past days anew, in an order drawn by chance; how many submissions.

    A database hands rows out in the order in which they came if nobody asks for another. Beside the times at which
    mail was asked for, that order would say more than the day. Keys are drawn by chance: their order is.
    """
    if not survey.is_anonymous:
        return 0
    Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    today = survey.today()
    own = Submission.objects.select_for_update(of=("self",)).filter(
        survey=survey, touched_on__lt=today, touched_on__gte=today - timedelta(days=LATELY)
    )
    submissions = list(own.order_by("pk"))
    answers = list(Answer.objects.filter(submission__in=submissions).order_by("pk"))
    selections = list(Selection.objects.filter(answer__in=answers).order_by("pk"))
    Submission.objects.filter(pk__in=[one.pk for one in submissions]).delete()
    Submission.objects.bulk_create(submissions)
    Answer.objects.bulk_create(answers)
    Selection.objects.bulk_create(selections)
    return len(submissions)
