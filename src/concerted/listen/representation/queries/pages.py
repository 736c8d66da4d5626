"""What the pages of the workspace show."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from concerted.base.charts.numbers import percent
from concerted.base.gates import Viewer
from concerted.listen.representation import occasions
from concerted.listen.representation.catalogue import BUILT_IN
from concerted.listen.representation.models import (
    AskState,
    BenchmarkShare,
    Dimension,
    Occasion,
    OutreachAsk,
    Place,
)
from concerted.listen.representation.occasions import Subject
from concerted.listen.representation.queries.benchmarks import Benchmark, benchmarks_of
from concerted.listen.representation.queries.subjects import subjects_of
from concerted.listen.representation.queries.words import Question, questions_of
from concerted.organizations.models import Organization


@dataclass(frozen=True)
class OccasionCard:
    occasion: Occasion
    subject: Subject
    kind: str


@dataclass(frozen=True)
class Unasked:
    """A row of a room whose people are not asked about themselves yet."""

    kind: str
    label: str
    pk: uuid.UUID
    subject: Subject


UNASKED = 8


def occasion_cards(
    organization: Organization, viewer: Viewer, language: str
) -> tuple[list[OccasionCard], list[Unasked]]:
    """The occasions on which people are asked, and the newest on which they could be."""
    rows = list(Occasion.objects.visible_to(viewer).filter(organization=organization))
    subjects = subjects_of(rows, language)
    cards = [
        OccasionCard(one, subjects[one.pk], _label(one.kind)) for one in rows if one.pk in subjects
    ]
    asked = {(one.kind, one.subject_id) for one in rows}
    return cards, _unasked(organization, viewer, language, asked)


def _label(name: str) -> str:
    kind = occasions.kind_named(name)
    return str(kind.label) if kind else name


def _unasked(
    organization: Organization, viewer: Viewer, language: str, asked: set[tuple[str, uuid.UUID]]
) -> list[Unasked]:
    found = []
    for kind in occasions.kinds():
        known = [pk for name, pk in asked if name == kind.name]
        rows = kind.model._default_manager.editable_by(viewer).filter(organization=organization)
        some = rows.exclude(pk__in=known).select_related("organization").order_by("-created_at")
        told = kind.describe(list(some[:UNASKED]), language)
        found += [Unasked(kind.name, str(kind.label), pk, one) for pk, one in told.items()]
    return found


@dataclass(frozen=True)
class ShareRow:
    name: str
    share: str
    source: str


@dataclass(frozen=True)
class PlaceTable:
    """The newest figures of one dimension in a place."""

    question: Question
    dated: str
    rows: list[ShareRow]


def place_tables(place: Place, language: str) -> list[PlaceTable]:
    found = benchmarks_of([place]).get(place.pk, {})
    rows = Dimension.objects.filter(organization_id=place.organization_id, pk__in=found)
    return [_table(one, found[one.dimension.pk]) for one in questions_of(rows, language)]


def _table(question: Question, benchmark: Benchmark) -> PlaceTable:
    sources = ", ".join(benchmark.sources)
    return PlaceTable(
        question,
        benchmark.dated,
        [
            ShareRow(question.named(key), percent(share), sources)
            for key, share in benchmark.shares.items()
        ],
    )


@dataclass(frozen=True)
class PlaceCard:
    place: Place
    share_count: int


def place_cards(places: Iterable[Place]) -> list[PlaceCard]:
    rows = list(places)
    counts = BenchmarkShare.objects.filter(place__in=rows).values("place_id").order_by()
    by_place = {one["place_id"]: one["number"] for one in counts.annotate(number=Count("pk"))}
    return [PlaceCard(one, by_place.get(one.pk, 0)) for one in rows]


@dataclass(frozen=True)
class QuestionPage:
    questions: list[Question]
    offered: list[tuple[str, str, str]]
    """Key, name and text of those of the catalogue that are not in use."""


def question_page(organization: Organization, language: str) -> QuestionPage:
    """The questions of ``organization``, and what else the catalogue offers. Its gate was passed."""
    rows = list(Dimension.objects.filter(organization=organization))
    used = {one.key for one in rows}
    offered = [
        (key, str(one.name), str(one.question)) for key, one in BUILT_IN.items() if key not in used
    ]
    return QuestionPage(questions_of(rows, language), offered)


def all_questions(organization: Organization, language: str) -> list[Question]:
    return questions_of(Dimension.objects.filter(organization=organization), language)


@dataclass(frozen=True)
class AskCard:
    ask: OutreachAsk
    title: str
    title_language: str
    url: str
    group: str
    to: str
    is_incoming: bool
    answers: list[tuple[str, str]]
    """States that the viewer may give it, with the verb of the button."""


def ask_cards(
    asks: Sequence[OutreachAsk],
    organization: Organization,
    viewer: Viewer,
    language: str,
    verbs: dict[str, Any],
) -> list[AskCard]:
    """``asks`` as ``organization`` sees them; a fixed number of queries."""
    subjects = subjects_of([one.occasion for one in asks], language)
    questions = questions_of({one.subgroup.dimension for one in asks}, language)
    names = {(one.dimension.pk, group.pk): group.name for one in questions for group in one.groups}
    mine = OutreachAsk.objects.visible_to(viewer).answerable_by(viewer)
    answerable = set(mine.filter(_of(organization)).values_list("pk", flat=True))
    cards = []
    for one in asks:
        subject = subjects.get(one.occasion_id)
        is_incoming = one.partner_id == organization.pk
        cards.append(
            AskCard(
                ask=one,
                title=subject.title if subject else "",
                title_language=subject.language if subject else language,
                url=_url(subject, is_incoming=is_incoming),
                group=names[one.subgroup.dimension_id, one.subgroup_id],
                to=one.partner.name if one.partner is not None else one.segment_name,
                is_incoming=is_incoming,
                answers=[
                    (state, str(verbs[state])) for state in _next(one) if one.pk in answerable
                ],
            )
        )
    return cards


def _of(organization: Organization) -> Q:
    """Asks that are answered in the workspace of ``organization``: to it, or to its own team."""
    return Q(partner=organization) | Q(partner__isnull=True, organization=organization)


def _url(subject: Subject | None, *, is_incoming: bool) -> str:
    """The partner goes to the public page; who asked, to their own desk."""
    if subject is None:
        return ""
    if is_incoming:
        return subject.url if subject.is_public else ""
    return subject.desk_url


def _next(ask: OutreachAsk) -> list[str]:
    match ask.state:
        case AskState.ASKED:
            return [AskState.ACCEPTED, AskState.DECLINED]
        case AskState.ACCEPTED:
            return [AskState.DONE]
    return []
