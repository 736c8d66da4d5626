"""What surveys tell the floors below: goals, organizations, people."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.base.gates import Viewer
from concerted.goals.ledger import Action, Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.listen.surveys.models import Submission, Survey
from concerted.listen.surveys.queries.definitions import rows_of
from concerted.listen.surveys.queries.desk import numbers_of
from concerted.listen.surveys.queries.pages import dict_of, told
from concerted.listen.surveys.queries.respondents import said_in
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.translations import renditions
from concerted.people.models import Person
from concerted.people.registry import Entry


def address(survey: Survey, reader: Reader) -> str:
    """The page of a survey for who reads."""
    name = "surveys:page" if reader is None else "surveys:survey"
    return reverse(name, args=[survey.organization.slug, survey.slug])


def _by_goal(goals: Sequence[Goal]) -> dict[uuid.UUID, list[Survey]]:
    rows = Survey.objects.public().filter(goal__in=goals).select_related("organization")
    found: dict[uuid.UUID, list[Survey]] = defaultdict(list)
    for survey in rows.order_by("published_at"):
        if survey.goal_id is not None:
            found[survey.goal_id].append(survey)
    return found


def listen_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many people answered its surveys."""
    found = _by_goal(goals)
    numbers = numbers_of(one for some in found.values() for one in some)
    return {
        goal: _line(some, sum(numbers[one.pk].submissions for one in some), reader)
        for goal, some in found.items()
    }


def _line(surveys: list[Survey], people: int, reader: Reader) -> Line:
    last = surveys[-1]
    words = ngettext("person answered a survey", "people answered a survey", people)
    return Line(
        figure=number_format(people, force_grouping=True),
        text=words,
        url=address(last, reader),
        at=last.published_at,
    )


def goal_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When surveys opened, and ended."""
    found = _by_goal(goals)
    texts = renditions([one for some in found.values() for one in some], language)
    moments: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for goal, some in found.items():
        for one in some:
            title, url = texts[one.pk].title, address(one, reader)
            if one.published_at is not None:
                moments[goal].append(Moment(one.published_at, _("A survey opened"), title, url))
            if one.closed_at is not None:
                moments[goal].append(Moment(one.closed_at, _("A survey closed"), title, url))
    return moments


def goal_actions(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """The surveys one can answer for each goal."""
    found = _by_goal(goals)
    surveys = [one for some in found.values() for one in some]
    texts, numbers = renditions(surveys, language), numbers_of(surveys)
    return {
        goal: [
            Action(
                kind=_("Survey"),
                title=texts[one.pk].title,
                title_language=texts[one.pk].language,
                url=address(one, reader),
                figure=number_format(numbers[one.pk].submissions, force_grouping=True),
                words=ngettext("person answered", "people answered", numbers[one.pk].submissions),
                is_open=one.takes_answers(),
                verb=_("Answer"),
            )
            for one in some
        ]
        for goal, some in found.items()
    }


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """What an organization's public page shows of its surveys, the newest first."""
    rows = Survey.objects.public().filter(organization=organization)
    found = list(rows.select_related("organization").order_by("-published_at")[:SHOWN])
    texts = renditions(found, language)
    return [
        Item(
            title=texts[one.pk].title,
            url=one.get_absolute_url(),
            text=texts[one.pk].summary,
            state="" if one.takes_answers() else _("Closed"),
            language=texts[one.pk].language,
        )
        for one in found
    ]


def _named(person: Person) -> QuerySet[Submission]:
    rows = Submission.objects.filter(person=person, survey__is_anonymous=False)
    return rows.select_related("survey__organization")


def timeline(person: Person) -> Iterable[Entry]:
    """That a person answered, and on which day."""
    return [
        Entry(
            at=_midnight(one),
            label=_("Answered “%(title)s”") % {"title": one.survey.title},
            url=address(one.survey, None),
        )
        for one in _named(person)
        if one.submitted_on is not None
    ]


def _midnight(submission: Submission) -> datetime.datetime:
    day = submission.submitted_on or submission.touched_on
    return datetime.datetime.combine(day, datetime.time(), tzinfo=submission.survey.zone)


def export(person: Person) -> Any:
    """What a person answered under their name."""
    return [_exported(one) for one in _named(person)]


def _exported(submission: Submission) -> dict[str, Any]:
    rows, said = rows_of(submission.survey), said_in(submission)
    return {
        "survey": submission.survey.title,
        "submitted_on": submission.submitted_on.isoformat() if submission.submitted_on else None,
        "language": submission.language,
        "origin": submission.origin,
        "answers": {
            one.label: told(
                one,
                said[one.pk],
                dict_of([(choice, choice.label) for choice in rows.choices.get(one.pk, [])]),
            )
            for one in rows.questions
            if one.pk in said
        },
    }


def respondents(organization: Organization, which: str) -> Any:
    """The ids of people who answered any named survey of ``organization``, or the one with the key ``which``."""
    rows = Submission.objects.counted().filter(
        survey__organization=organization, person__isnull=False
    )
    if which:
        rows = rows.filter(survey_id=which)
    return rows.order_by().values("person_id")


def choices(organization: Organization) -> list[tuple[str, str]]:
    """The named surveys that a segment of ``organization`` can ask for."""
    rows = Survey.objects.filter(organization=organization, is_anonymous=False)
    return [
        (str(pk), title)
        for pk, title in rows.exclude(published_at=None).values_list("pk", "title")
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: typed paper that nobody has compared yet."""
    own = list(Survey.objects.editable_by(viewer).filter(organization=organization))
    numbers = numbers_of(own)
    return [
        Card(
            title=one.title,
            text=ngettext("sheet waits to be checked.", "sheets wait to be checked.", unchecked),
            url=reverse("surveys:paper", args=[organization.slug, one.slug]),
            number=number_format(unchecked, force_grouping=True),
        )
        for one in own
        if (unchecked := numbers[one.pk].unchecked)
    ]
