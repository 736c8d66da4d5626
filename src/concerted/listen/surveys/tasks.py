from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.listen.surveys.models import Submission, Survey
from concerted.listen.surveys.operations import forgetting


@job
def forget_in_survey(pk: str) -> None:
    """Forget old drafts, and the order of yesterday's anonymous answers. Without a viewer: the clock asks."""
    survey = Survey.objects.select_related("organization").filter(pk=pk).first()
    if survey is not None:
        forgetting.forget_drafts(survey=survey)
        forgetting.shuffle_answers(survey=survey)


@every(seconds=24 * 3600)
def forget_in_surveys() -> None:
    """Ask for it in each survey that somebody answered lately, or left a draft in."""
    lately = timezone.now().date() - timedelta(days=forgetting.LATELY + 2)
    touched = Q(touched_on__gte=lately) | Q(submitted_on__isnull=True)
    rows = Submission.objects.filter(touched).order_by().values_list("survey_id", flat=True)
    for pk in rows.distinct():
        enqueue(forget_in_survey, pk)
