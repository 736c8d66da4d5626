"""What the workspace shows of visits and hearings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from concerted.act.officials.models import Official
from concerted.act.policies.models import Hearing
from concerted.act.visits.models import (
    Attendee,
    Commitment,
    CommitmentState,
    Goer,
    Packet,
    Preparation,
    Testimony,
    Visit,
    VisitState,
)
from concerted.act.visits.queries.calendars import when_words
from concerted.act.visits.queries.counts import Counts, counts_by
from concerted.act.visits.queries.public import HearingRow, hearing_rows
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.queries import can_organize
from concerted.organizations.translations import Rendition, renditions
from concerted.pool.workplan.models import Task
from concerted.pool.workplan.queries.tasks import TaskRow, task_rows


@dataclass(frozen=True)
class VisitRow:
    visit: Visit
    text: Rendition
    when: str
    officials: str
    open_count: int
    kept_count: int


@dataclass(frozen=True)
class VisitList:
    """All visits by what became of them: those to come the next first, the others the last first."""

    planned: list[VisitRow]
    held: list[VisitRow]
    cancelled: list[VisitRow]
    counts: Counts


def visit_list(organization: Organization, viewer: Viewer, language: str) -> VisitList:
    """Five queries, however many visits there are."""
    promised = "commitments"
    visits = (
        Visit.objects.visible_to(viewer)
        .filter(organization=organization)
        .select_related("organization")
        .prefetch_related(Prefetch("officials", Official.objects.only("name")))
        .annotate(
            open_count=_promises(promised, CommitmentState.OPEN),
            kept_count=_promises(promised, CommitmentState.KEPT),
        )
    )
    rows = _rows(visits, language)
    return VisitList(
        planned=[one for one in reversed(rows) if one.visit.state == VisitState.PLANNED],
        held=[one for one in rows if one.visit.state == VisitState.HELD],
        cancelled=[one for one in rows if one.visit.state == VisitState.CANCELLED],
        counts=counts_by("organization", [organization.pk])[organization.pk],
    )


def _promises(name: str, state: str) -> Count:
    return Count(name, filter=Q(**{f"{name}__state": state}), distinct=True)


def _rows(visits: Iterable[Visit], language: str) -> list[VisitRow]:
    visits = list(visits)
    texts = renditions(visits, language)
    return [
        VisitRow(
            visit=one,
            text=texts[one.pk],
            when=when_words(one.begins),
            officials=", ".join(official.name for official in one.officials.all()),
            open_count=getattr(one, "open_count", 0),
            kept_count=getattr(one, "kept_count", 0),
        )
        for one in visits
    ]


@dataclass(frozen=True)
class VisitPage:
    text: Rendition
    when: str
    officials: list[Official]
    goers: list[Goer]
    unseen_count: int
    """Guests whose names the reader does not see."""
    commitments: list[Commitment]
    tasks: list[TaskRow]
    is_mailed: bool
    """Whether who goes has the newest version."""


def visit_page(visit: Visit, viewer: Viewer, language: str) -> VisitPage:
    """A visit that passed a gate, with everything that hangs on it."""
    tasks = Task.objects.visible_to(viewer).filter(visits=visit)
    goers = list(Goer.objects.visible_to(viewer).filter(visit=visit).select_related("user"))
    return VisitPage(
        text=visit.in_language(language),
        when=when_words(visit.begins),
        officials=list(visit.officials.with_posts()),
        goers=goers,
        unseen_count=visit.goers.count() - len(goers),
        commitments=list(visit.commitments.select_related("official", "stance")),
        tasks=task_rows(tasks, viewer),
        is_mailed=visit.mailed_sequence == visit.sequence,
    )


@dataclass(frozen=True)
class HearingDesk:
    """A hearing as the office sees it; the lists of people only for those who organize."""

    row: HearingRow
    preparation: Preparation | None
    attendees: list[Attendee]
    testimonies: list[Testimony]
    packets: list[Packet]
    can_edit: bool


def hearing_desk(hearing: Hearing, viewer: Viewer, language: str) -> HearingDesk:
    come = Attendee.objects.visible_to(viewer).filter(hearing=hearing)
    words = Testimony.objects.visible_to(viewer).filter(hearing=hearing).standing()
    packets = Packet.objects.visible_to(viewer).filter(hearing=hearing)
    return HearingDesk(
        row=hearing_rows([hearing], language)[0],
        preparation=Preparation.objects.visible_to(viewer).filter(hearing=hearing).first(),
        attendees=list(come.standing().select_related("contact_point")),
        testimonies=list(words),
        packets=list(packets),
        can_edit=can_organize(hearing.organization, viewer),
    )
