"""What conversations tell the floors below: goals, organizations, people."""

from __future__ import annotations

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
from concerted.listen.conversations.models import Conversation, Participant, Session
from concerted.listen.conversations.queries.desk import numbers_of
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.translations import renditions
from concerted.people.models import Person
from concerted.people.registry import Entry


def address(conversation: Conversation, reader: Reader) -> str:
    """The page of a conversation for who reads."""
    name = "conversations:page" if reader is None else "conversations:conversation"
    return reverse(name, args=[conversation.organization.slug, conversation.slug])


def _of_goals(goals: Sequence[Goal]) -> list[Conversation]:
    rows = Conversation.objects.public().filter(goal__in=goals).select_related("organization")
    return list(rows.order_by("published_at"))


def _by_goal(goals: Sequence[Goal]) -> dict[uuid.UUID, list[Conversation]]:
    found: dict[uuid.UUID, list[Conversation]] = defaultdict(list)
    for conversation in _of_goals(goals):
        if conversation.goal_id is not None:
            found[conversation.goal_id].append(conversation)
    return found


def listen_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many people voted how often on how many statements."""
    found = _by_goal(goals)
    numbers = numbers_of(one for some in found.values() for one in some)
    return {
        goal: _line([(one, numbers[one.pk]) for one in some], reader)
        for goal, some in found.items()
    }


def _line(told: list[tuple[Conversation, Any]], reader: Reader) -> Line:
    people = sum(numbers.participants for _one, numbers in told)
    statements = sum(numbers.statements for _one, numbers in told)
    votes = sum(numbers.votes for _one, numbers in told)
    last = told[-1][0]
    words = ngettext(
        "person, %(votes)s votes on %(statements)s statements",
        "people, %(votes)s votes on %(statements)s statements",
        people,
    )
    return Line(
        figure=number_format(people, force_grouping=True),
        text=words
        % {
            "votes": number_format(votes, force_grouping=True),
            "statements": number_format(statements, force_grouping=True),
        },
        url=address(last, reader),
        at=last.published_at,
    )


def goal_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When conversations opened and ended, and when people met for them."""
    found = _by_goal(goals)
    sessions = _sessions_of([one for some in found.values() for one in some])
    texts = renditions([one for some in found.values() for one in some], language)
    told: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for goal, some in found.items():
        for one in some:
            title, url = texts[one.pk].title, address(one, reader)
            if one.published_at is not None:
                told[goal].append(Moment(one.published_at, _("A conversation began"), title, url))
            if one.closed_at is not None:
                told[goal].append(Moment(one.closed_at, _("A conversation closed"), title, url))
            for session in sessions[one.pk]:
                words = _("People met to listen to each other")
                told[goal].append(Moment(session.starts_at, words, session.place, url))
    return told


def _sessions_of(conversations: Sequence[Conversation]) -> dict[uuid.UUID, list[Session]]:
    """Those that were held."""
    told: dict[uuid.UUID, list[Session]] = defaultdict(list)
    held = Session.objects.filter(conversation__in=conversations, closed_at__isnull=False)
    for one in held.order_by("starts_at"):
        told[one.conversation_id].append(one)
    return told


def goal_actions(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """The conversations one can take part in for each goal."""
    found = _by_goal(goals)
    texts = renditions([one for some in found.values() for one in some], language)
    return {
        goal: [
            Action(
                kind=_("Conversation"),
                title=texts[one.pk].title,
                title_language=texts[one.pk].language,
                url=address(one, reader),
                figure=number_format(one.participant_count, force_grouping=True),
                words=ngettext("person takes part", "people take part", one.participant_count),
                is_open=one.takes_votes(),
                verb=_("Take part"),
            )
            for one in some
        ]
        for goal, some in found.items()
    }


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """What an organization's public page shows of its conversations, the newest first."""
    rows = Conversation.objects.public().filter(organization=organization)
    found = list(rows.select_related("organization").order_by("-published_at")[:SHOWN])
    texts = renditions(found, language)
    return [
        Item(
            title=texts[one.pk].title,
            url=one.get_absolute_url(),
            text=texts[one.pk].summary,
            state="" if one.takes_votes() else _("Closed"),
            language=texts[one.pk].language,
        )
        for one in found
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: statements that nobody has read yet."""
    own = Conversation.objects.editable_by(viewer).filter(organization=organization)
    numbers = numbers_of(own)
    return [
        Card(
            title=one.title,
            text=ngettext("statement waits to be read.", "statements wait to be read.", unread),
            url=reverse("conversations:review", args=[organization.slug, one.slug]),
            number=number_format(unread, force_grouping=True),
        )
        for one in own
        if (unread := numbers[one.pk].unread)
    ]


def _participations(person: Person) -> QuerySet[Participant]:
    rows = Participant.objects.filter(person=person, conversation__is_anonymous=False)
    return rows.select_related("conversation__organization")


def timeline(person: Person) -> Iterable[Entry]:
    """That a person took part, never how they voted."""
    return [
        Entry(
            at=one.created_at,
            label=_("Took part in “%(title)s”") % {"title": one.conversation.title},
            url=address(one.conversation, None),
        )
        for one in _participations(person)
    ]


def export(person: Person) -> Any:
    """In which conversations a person is known to take part."""
    return [
        {"conversation": one.conversation.title, "since": one.created_at.isoformat()}
        for one in _participations(person)
    ]
