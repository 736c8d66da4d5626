"""A survey's own life: written, opened, closed, opened again; its results shown to everybody."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.listen.surveys.models import Question, Submission, Survey
from concerted.organizations.models import Organization
from concerted.organizations.operations.publishing import close, publish, reopen
from concerted.organizations.publishing import free_slug


class SurveyValues(TypedDict, total=False):
    goal: Goal | None
    title: str
    summary: str
    thanks: str
    language: str
    closes_at: datetime | None
    is_anonymous: bool


@transaction.atomic
def add_survey(
    *, organization: Organization, by: Viewer | None, **values: Unpack[SurveyValues]
) -> Survey:
    """A new survey as a draft, without questions yet. The same title again gives the one that has it."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.surveys.filter(title=values["title"]).first()
    if same is not None:
        return same
    _check(organization, values)
    slug = free_slug(organization.surveys.all(), values["title"], otherwise="survey")
    survey = organization.surveys.create(
        slug=slug, **{"language": organization.language, **values}
    )
    note(verb="added", subject=survey, by=by, after={"title": survey.title})
    return survey


@transaction.atomic
def change_survey(*, survey: Survey, by: Viewer | None, **values: Unpack[SurveyValues]) -> Survey:
    """Change the words or the rules. Once people were told that it is anonymous, or named, it stays so."""
    survey = _locked(survey)
    _check(survey.organization, values)
    if values.get("is_anonymous", survey.is_anonymous) != survey.is_anonymous:
        _check_promise(survey)
    language = values.get("language", survey.language)
    if language != survey.language and Question.objects.filter(survey=survey).exists():
        words = _("The language a survey was written in stays. Add others as translations.")
        raise Refused(words, field="language")
    before, after = change(survey, **values)
    if after:
        note(verb="edited", subject=survey, by=by, before=before, after=after)
    return survey


def _check_promise(survey: Survey) -> None:
    """Neither promise can be broken: answers have no names to add, and names were not given to be hidden."""
    if survey.is_draft and not Submission.objects.filter(survey=survey).exists():
        return
    words = (
        _("People were told that nobody can learn who answered. This promise stays.")
        if survey.is_anonymous
        else _("People gave their names here. Start another survey for anonymous answers.")
    )
    raise Refused(words, field="is_anonymous")


def _check(organization: Organization, values: SurveyValues) -> None:
    goal = values.get("goal")
    if goal is not None and goal.organization_id != organization.pk:
        raise Refused(_("This goal belongs to another organization."), field="goal")


@transaction.atomic
def open_survey(*, survey: Survey, by: Viewer | None) -> Survey:
    """Open a draft to everybody. From now on people answer."""
    survey = _locked(survey)
    if survey.is_draft and survey.is_over():
        raise Refused(_("The closing day has passed. Please choose a later one."))
    if not Question.objects.filter(survey=survey).answerable().exists():
        raise Refused(_("This survey has no question yet. Please add one first."))
    return publish(record=survey, by=by)


def close_survey(*, survey: Survey, by: Viewer | None) -> Survey:
    """Take no more answers. The page stays."""
    words = _("This survey is still a draft. Open it first.")
    return close(record=survey, if_draft=words, by=by)


@transaction.atomic
def reopen_survey(*, survey: Survey, by: Viewer | None) -> Survey:
    """Take answers again; a closing day that has passed is taken away."""
    survey = reopen(record=survey, by=by)
    if survey.closes_at is not None and survey.closes_at <= timezone.now():
        survey.closes_at = None
        survey.save(update_fields=["closes_at"])
    return survey


@transaction.atomic
def publish_results(*, survey: Survey, by: Viewer | None) -> Survey:
    """Show the results to everybody, and from then on as they grow."""
    survey = _locked(survey)
    if survey.is_draft:
        raise Refused(_("This survey is still a draft. Open it first."))
    if survey.results_published_at is None:
        survey.results_published_at = timezone.now()
        survey.save(update_fields=["results_published_at"])
        note(verb="results shown", subject=survey, by=by)
    return survey


@transaction.atomic
def withdraw_results(*, survey: Survey, by: Viewer | None) -> Survey:
    """Show the results to the team alone."""
    survey = _locked(survey)
    if survey.results_published_at is not None:
        survey.results_published_at = None
        survey.save(update_fields=["results_published_at"])
        note(verb="results hidden", subject=survey, by=by)
    return survey


def _locked(survey: Survey) -> Survey:
    rows = Survey.objects.select_for_update(of=("self",)).select_related("organization")
    return rows.get(pk=survey.pk)
