"""Who was heard, and whose voice was missing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db.models import Q, QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.listen.conversations.models import Conversation, Session
from concerted.listen.conversations.queries.desk import numbers_of as votes_of
from concerted.listen.representation.models import Occasion
from concerted.listen.representation.queries.readings import Reading, who_took_part
from concerted.listen.surveys.models import Survey
from concerted.listen.surveys.queries.desk import numbers_of as answers_of
from concerted.measure.reports.documents import (
    Block,
    Figure,
    Figures,
    Item,
    Listing,
    Words,
    picture_of,
)
from concerted.measure.reports.queries.words import day
from concerted.measure.reports.registry import Scope
from concerted.organizations.translations import Rendition, renditions

Rows = TypeVar("Rows", bound=QuerySet[Any])


def tell(scope: Scope, language: str) -> Sequence[Block]:
    """The conversations and surveys that were open in those days, with who took part against who lives there."""
    conversations = list(_open(Conversation.objects.public(), scope))
    surveys = list(_open(Survey.objects.public(), scope))
    if not conversations and not surveys:
        return []
    blocks: list[Block] = [_figures(scope, conversations, surveys)]
    items = _items(conversations, surveys, language)
    blocks.append(Listing(_("Where people could speak"), items))
    titles = dict(zip([one.pk for one in (*conversations, *surveys)], items, strict=True))
    return [*blocks, *_who(scope, titles, language)]


def _open(rows: Rows, scope: Scope) -> Rows:
    """Those of the scope that took answers on at least one of the days."""
    begun = scope.only(rows).filter(published_at__lt=scope.until)
    not_over = Q(closed_at__isnull=True) | Q(closed_at__gte=scope.since)
    return begun.filter(not_over).select_related("organization").order_by("published_at")


def _figures(
    scope: Scope, conversations: Sequence[Conversation], surveys: Sequence[Survey]
) -> Figures:
    votes, answers = votes_of(conversations), answers_of(surveys)
    people = sum(one.participants for one in votes.values())
    cast = sum(one.votes for one in votes.values())
    answered = sum(one.submissions for one in answers.values())
    held = Session.objects.filter(conversation__in=conversations, closed_at__isnull=False)
    met = held.filter(starts_at__gte=scope.since, starts_at__lt=scope.until).count()
    told = (
        (people, ngettext("person in conversations", "people in conversations", people)),
        (cast, ngettext("vote on what others said", "votes on what others said", cast)),
        (answered, ngettext("answer to our survey", "answers to our surveys", answered)),
        (met, ngettext("meeting to listen", "meetings to listen", met)),
    )
    return Figures(
        tuple(
            Figure(number_format(count, force_grouping=True), words)
            for count, words in told
            if count
        )
    )


def _items(
    conversations: Sequence[Conversation], surveys: Sequence[Survey], language: str
) -> tuple[Item, ...]:
    talked = renditions(conversations, language)
    asked = renditions(surveys, language)
    return tuple(
        [_item(one, talked[one.pk], _("Conversation")) for one in conversations]
        + [_item(one, asked[one.pk], _("Survey")) for one in surveys]
    )


def _item(row: Conversation | Survey, text: Rendition, kind: str) -> Item:
    begun = day(row.published_at)
    when = (
        _("since %(day)s") % {"day": begun}
        if row.closed_at is None
        else _("%(first)s to %(last)s") % {"first": begun, "last": day(row.closed_at)}
    )
    return Item(text.title, kind, when, row.get_absolute_url(), text.language)


def _who(scope: Scope, told: Mapping[uuid.UUID, Item], language: str) -> list[Block]:
    """What was released of who took part; nothing else is known here of who somebody is."""
    occasions = Occasion.objects.public().with_everything()
    found = occasions.filter(organization=scope.organization, subject_id__in=list(told))
    blocks: list[Block] = []
    for one in found.order_by("created_at"):
        subject = told[one.subject_id]
        for reading in who_took_part(one, language).told:
            title = {"question": reading.question.name, "title": subject.title}
            blocks.append(Words(_("Who took part in “%(title)s”, by %(question)s:") % title))
            blocks += _read(reading)
    return blocks


def _read(reading: Reading) -> list[Block]:
    blocks: list[Block] = []
    if reading.chart is not None:
        blocks.append(picture_of(reading.chart, reading.finding or reading.question.name))
    blocks.append(Words(reading.told_words))
    blocks += [Words(one.sentence) for one in reading.missing]
    return blocks
