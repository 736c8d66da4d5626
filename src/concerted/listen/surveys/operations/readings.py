"""Counting the answers of a survey, so that they can be told."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.listen.representation.queries.weighing import ENOUGH
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.models.readings import By, ResultsPlan, ResultsReading
from concerted.listen.surveys.queries.floors import FLOOR
from concerted.listen.surveys.queries.grouping import (
    choices_of,
    grouping_of,
    groups_of,
    sent_count,
    weighed_before,
    weighing_of,
)
from concerted.listen.surveys.queries.protecting import (
    Before,
    due_at,
    is_due,
    next_reading,
)
from concerted.listen.surveys.queries.tabulating import hear, submissions_of, tabulate
from concerted.listen.surveys.queries.weighting import weighted_shares


def read_results(
    *, survey: Survey, is_asked: bool = False, is_weighed: bool = False
) -> ResultsReading | None:
    """The results as they are now, if they may be told; else nothing, and nothing happens.

    Weighted shares are told once, when ``is_weighed`` or the survey is over, and stay: of two, the difference would say
    how few people answered. Reckoned outside of any transaction; if another worker was quicker, its reading stands.
    """
    plan, _is_new = ResultsPlan.objects.get_or_create(survey=survey)
    readings = list(ResultsReading.objects.filter(survey=survey).order_by("counted_at"))
    last = readings[-1] if readings else None
    people = submissions_of(survey)
    told = [one.submission_count for one in readings]
    is_over = not survey.takes_answers()
    if not is_due(len(people), told, is_asked=is_asked, is_over=is_over):
        return None
    rows, heard = hear(survey, people)
    if not heard:
        return None
    groups = groups_of(plan, survey, heard, people)
    if groups is None:
        return None
    before = [Before(one.told, one.held) for one in readings]
    tabulation = tabulate(rows, heard, groups, len(people))
    found = next_reading(tabulation, before, grouping_of(plan))
    if found is not None:
        earlier = weighed_before(readings)
        weighing = weighing_of(survey, people) if is_weighed or is_over else None
        if earlier is not None:
            found.told["weighted"] = earlier
        elif weighing is not None:
            _tell_weighted(found, weighted_shares(tabulation, weighing, found.told))
    return _kept(survey, plan, len(people), found, last)


def _tell_weighted(found: Before, shares: dict[str, Any]) -> None:
    if shares:
        found.told["weighted"] = {"count": found.told["count"], "shares": shares}


@transaction.atomic
def _kept(
    survey: Survey,
    plan: ResultsPlan,
    count: int,
    found: Before | None,
    last: ResultsReading | None,
) -> ResultsReading | None:
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    ResultsPlan.objects.filter(survey=survey).update(counted_through=count)
    now = ResultsReading.objects.filter(survey=survey).first()
    is_same_plan = ResultsPlan.objects.filter(survey=survey, by=plan.by, key=plan.key).exists()
    if found is None or now != last or not is_same_plan:
        return None
    return ResultsReading.objects.create(
        survey=survey, submission_count=count, told=found.told, held=found.held
    )


@transaction.atomic
def group_results(*, survey: Survey, by: By, key: str, user: Viewer | None) -> ResultsPlan:
    """Say by which groups results are told. Once they were told by groups, it stays by these."""
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    plan, _is_new = ResultsPlan.objects.get_or_create(survey=survey)
    if (plan.by, plan.key) == (by, key):
        return plan
    readings = ResultsReading.objects.filter(survey=survey)
    if any(one.told["grouping"]["by"] != By.NOTHING for one in readings):
        words = _(
            "Results were told by these groups already. By others beside them, what one person said could be worked "
            "out, so it stays as it is."
        )
        raise Refused(words, field="by")
    if by != By.NOTHING and (by, key) not in {(one.by, one.key) for one in choices_of(survey)}:
        raise Refused(_("Results cannot be told by this."), field="by")
    before = {"by": f"{plan.by} {plan.key}".strip()}
    plan.by, plan.key = by, key
    plan.save(update_fields=["by", "key"])
    after = {"by": f"{by} {key}".strip()}
    note(verb="grouped", subject=survey, by=user, before=before, after=after)
    return plan


def check_countable(*, survey: Survey, is_weighed: bool = False) -> None:
    """Raise ``Refused`` where asking to count the answers would tell nothing new."""
    count = sent_count(survey)
    readings = list(ResultsReading.objects.filter(survey=survey))
    told = [one.submission_count for one in readings]
    needed = due_at(told, is_asked=True, is_over=not survey.takes_answers())
    if needed is None:
        raise Refused(_("These results were counted often enough. The next count comes when the survey is closed."))  # fmt: skip
    if not told and count < needed:
        words = _("Results come once %(floor)d people have sent their answers.")
        raise Refused(words % {"floor": FLOOR})
    if count < needed:
        words = _("Fewer than %(number)d people more have answered since the last count.")
        raise Refused(words % {"number": needed - max(told)})
    if is_weighed and weighed_before(readings) is not None:
        raise Refused(_("Weighted shares were told already. They are told once."))
    if is_weighed and weighing_of(survey, submissions_of(survey)) is None:
        words = _(
            "Weighted shares need figures of the place, and %(enough)d people who told about themselves."
        )
        raise Refused(words % {"enough": ENOUGH})
