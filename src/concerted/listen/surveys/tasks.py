from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from concerted.base.clock.times import every
from concerted.base.jobs import enqueue, job
from concerted.listen.surveys.models import ResultsPlan, ResultsReading, Submission, Survey
from concerted.listen.surveys.operations import forgetting, readings, texts
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.protecting import is_due


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


@job
def read_results(pk: str, asked: int = 0, weighed: int = 0) -> None:
    """Count the answers of a survey. Without a viewer: the clock, or an organizer, asked for it."""
    survey = Survey.objects.filter(pk=pk).first()
    if survey is not None:
        readings.read_results(survey=survey, is_asked=bool(asked), is_weighed=bool(weighed))
        texts.tell_texts(survey=survey)


@every(seconds=60)
def read_grown_results() -> None:
    """Ask for the results of each survey that many more people answered since they were last told, or that is over."""
    rows = Submission.objects.counted().order_by().values_list("survey_id")
    counts = dict(rows.annotate(sent=Count("pk")).filter(sent__gte=FLOOR))
    plans = {one.survey_id: one for one in ResultsPlan.objects.all()}
    for survey in Survey.objects.filter(pk__in=counts):
        plan, is_over = plans.get(survey.pk), not survey.takes_answers()
        sent, counted = counts[survey.pk], plan.counted_through if plan is not None else 0
        if sent <= counted or (not is_over and sent < counted + FLOOR):
            continue
        readings = ResultsReading.objects.filter(survey=survey)
        told = list(readings.values_list("submission_count", flat=True))
        if is_due(sent, told, is_over=is_over):
            enqueue(read_results, survey.pk)
