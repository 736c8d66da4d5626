"""What visits and hearings tell the floors below: the ledger, campaigns, organizations."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.campaigns.models import Campaign
from concerted.act.policies.models import Hearing
from concerted.act.visits.models import (
    Attendee,
    Commitment,
    CommitmentState,
    Preparation,
    Testimony,
    Visit,
    VisitState,
)
from concerted.act.visits.queries.counts import Counts, counts_by
from concerted.act.visits.queries.public import HearingRow, hearing_rows
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.goals.ledger import Action, Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.zones import today_in


def act_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many visits were held, how many testify, and what was promised there."""
    counts = counts_by("campaign__goal", [goal.pk for goal in goals])
    return {goal.pk: _line(counts[goal.pk], goal, reader) for goal in goals if counts[goal.pk]}


def _line(counts: Counts, goal: Goal, reader: Reader) -> Line:
    slug = goal.organization.slug
    parts = [*_told(counts)]
    name = "visits:public_hearings" if reader is None else "visits:visits"
    if counts.visits:
        figure, text = str(counts.visits), ngettext("visit", "visits", counts.visits)
        parts = parts[1:]
    else:
        figure, text = (
            str(counts.testimonies),
            ngettext("testimony", "testimonies", counts.testimonies),
        )
        parts = []
    return Line(figure=figure, text="; ".join([text, *parts]), url=reverse(name, args=[slug]))


def _told(counts: Counts) -> list[str]:
    """The counts in words, visits first; what is nothing is left out."""
    told = []
    if counts.visits:
        words = ngettext("%(count)d visit held", "%(count)d visits held", counts.visits)
        told.append(words % {"count": counts.visits})
    if counts.testimonies:
        words = ngettext(
            "%(count)d person testifies", "%(count)d people testify", counts.testimonies
        )
        told.append(words % {"count": counts.testimonies})
    if counts.commitments:
        words = ngettext(
            "%(count)d promise, %(kept)d kept",
            "%(count)d promises, %(kept)d kept",
            counts.commitments,
        )
        told.append(words % {"count": counts.commitments, "kept": counts.kept})
    return told


def _hearings_of(campaigns: Sequence[Campaign], reader: Reader) -> list[Hearing]:
    """Hearings on the policies of campaigns, or on those that their goals have without one."""
    rows = Hearing.objects.public() if reader is None else Hearing.objects.visible_to(reader)
    found = rows.filter(policy__campaign__in=campaigns)
    return list(found.select_related("organization", "policy__organization"))


def campaign_actions(
    campaigns: Sequence[Campaign], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """The hearings of each campaign, where anybody can come; for the team its visits too."""
    found: dict[uuid.UUID, list[Action]] = defaultdict(list)
    for row in hearing_rows(_hearings_of(campaigns, reader), language):
        if row.policy.campaign_id is not None:
            found[row.policy.campaign_id].append(_hearing_action(row, reader))
    if reader is not None:
        visits = Visit.objects.visible_to(reader).filter(campaign__in=campaigns)
        for visit in visits.exclude(state=VisitState.CANCELLED).select_related("organization"):
            found[visit.campaign_id].append(_visit_action(visit))
    return found


def _hearing_action(row: HearingRow, reader: Reader) -> Action:
    return Action(
        kind=_("Hearing"),
        title=row.text.title,
        title_language=row.text.language,
        text=row.when,
        url=address(row.hearing, reader),
        figure=str(row.testimonies) if row.testimonies else "",
        words=ngettext("testimony", "testimonies", row.testimonies) if row.testimonies else "",
        is_open=row.is_open,
        verb=_("Come or testify"),
    )


def _visit_action(visit: Visit) -> Action:
    return Action(
        kind=_("Visit"),
        title=visit.title,
        title_language=visit.language,
        text=visit.get_state_display(),
        url=visit.get_absolute_url(),
        is_open=visit.is_planned,
        verb=_("Prepare it"),
    )


def address(hearing: Hearing, reader: Reader) -> str:
    """The page of a hearing for who reads."""
    name = "visits:hearing" if reader is None else "visits:hearing_desk"
    return reverse(name, args=[hearing.organization.slug, hearing.pk])


def officials_of(visit: Visit) -> list[uuid.UUID]:
    """Who was met, for the lobbying record."""
    return list(visit.officials.order_by("pk").values_list("pk", flat=True))


def who_hears(_hearing: Hearing) -> list[uuid.UUID]:
    """A body listens, and no official by name; the policy says which."""
    return []


def taken(organization: Organization) -> QuerySet[Any, Any]:
    """The hearings at which somebody of ours comes, speaks or writes, or that are prepared: those are acts."""
    here = {"hearing": OuterRef("pk")}
    rows = Hearing.objects.filter(
        Exists(Preparation.objects.filter(**here))
        | Exists(Attendee.objects.standing().filter(**here))
        | Exists(Testimony.objects.counted().filter(**here)),
        organization=organization,
    )
    return rows.order_by().values_list("pk", flat=True)


def campaign_moments(
    campaigns: Sequence[Campaign],
    reader: Reader,  # noqa: ARG001 - said to everybody without a name
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """That somebody who decides was met, and that a promise was kept. Whom we met, only the team knows."""
    found: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    held = Visit.objects.filter(campaign__in=campaigns, state=VisitState.HELD)
    for campaign, at in held.values_list("campaign", "starts_at"):
        found[campaign].append(Moment(at, _("We met somebody who decides")))
    return found


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """The hearings to come, on an organization's public page."""
    rows = Hearing.objects.public().filter(
        organization=organization, starts_at__gt=timezone.now(), cancelled_at__isnull=True
    )
    hearings = list(rows.select_related("organization", "policy__organization")[:SHOWN])
    return [
        Item(
            title=row.text.title,
            url=address(row.hearing, None),
            text=row.when,
            language=row.text.language,
        )
        for row in hearing_rows(hearings, language)
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: visits that are over without notes, promises that are due."""
    mine = Visit.objects.editable_by(viewer).filter(organization=organization)
    over = mine.filter(state=VisitState.PLANNED, starts_at__lt=timezone.now())
    due = Commitment.objects.editable_by(viewer).filter(
        Q(due_on__lte=today_in(organization)),
        organization=organization,
        state=CommitmentState.OPEN,
    )
    cards = [
        Card(
            title=visit.in_language(page_language()).title,
            text=_("Write down what was said, while you remember it."),
            url=visit.get_absolute_url(),
        )
        for visit in over.select_related("organization")[:SHOWN]
    ]
    return cards + [
        Card(
            title=str(promise.official),
            text=_("Did they keep it? %(words)s") % {"words": promise.text},
            url=promise.visit.get_absolute_url(),
        )
        for promise in due.select_related("official", "visit__organization")[:SHOWN]
    ]
