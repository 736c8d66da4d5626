"""What the pool tells the floors below: goals, organizations, people."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.gates import Viewer
from concerted.goals.ledger import Action, Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Membership, Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.people.models import Person
from concerted.people.registry import Entry
from concerted.pool.offers.models import Kind, Need, Offer, Pledge, PledgeState
from concerted.pool.offers.queries.amounts import number, told, whole
from concerted.pool.offers.queries.givers import givers_of
from concerted.pool.offers.queries.public import NeedTold, needs_told
from concerted.pool.offers.queries.words import pledge_words
from concerted.pool.partners.registry import Cell


def address(need: Need, reader: Reader) -> str:
    """Where a need stands for who reads."""
    if reader is None:
        return need.get_absolute_url()
    return reverse("offers:need", args=[need.organization.slug, need.slug])


def _of_goals(
    goals: Sequence[Goal], reader: Reader, language: str
) -> dict[uuid.UUID, list[NeedTold]]:
    """Needs that were ever shown, for each goal; what was closed without being met is no part of the chain."""
    rows = Need.objects.public() if reader is None else Need.objects.visible_to(reader)
    rows = rows.filter(goal__in=goals, published_at__isnull=False)
    rows = rows.select_related("organization", "proposal__organization")
    found: dict[uuid.UUID, list[NeedTold]] = defaultdict(list)
    for one in needs_told([row for row in rows if row.is_met or not row.is_closed], language):
        if one.need.goal_id is not None:
            found[one.need.goal_id].append(one)
    return found


def pool_lines(goals: Sequence[Goal], reader: Reader, language: str) -> Mapping[uuid.UUID, Line]:
    """For each goal what is promised: money of what it needs, then all else in its own words."""
    return {goal: _line(some, reader) for goal, some in _of_goals(goals, reader, language).items()}


def _line(needs: Sequence[NeedTold], reader: Reader) -> Line:
    """Money first where there is some, with how far it is; otherwise the first of the things."""
    sums = _sums(needs)
    money = {key: one for key, one in sums.items() if key[0] == Kind.MONEY}
    first = next(iter(money or sums))
    pledged, needed = sums.pop(first)
    kind, currency, _noun = first
    text = _("of %(needed)s") % {"needed": _told(first, needed)}
    rest = [_told(key, one[0]) for key, one in sums.items() if one[0]]
    return Line(
        figure=number(kind, pledged, currency),
        text="; ".join([text, ", ".join(rest)]) if rest else text,
        url=address(needs[0].need, reader) if reader is None else _all_needs(needs[0].need),
        progress=min(1.0, pledged / needed),
        at=max(one.need.met_at or one.need.published_at or one.need.created_at for one in needs),
    )


def _sums(needs: Sequence[NeedTold]) -> dict[tuple[str, str, str], tuple[int, int]]:
    """By kind, currency and what is counted: (promised, needed)."""
    sums: dict[tuple[str, str, str], tuple[int, int]] = {}
    for one in needs:
        noun = "" if one.need.kind == Kind.MONEY else one.text.noun
        key = (one.need.kind, one.need.currency, noun)
        pledged, needed = sums.get(key, (0, 0))
        promised = min(one.progress.pledged, one.need.amount)
        sums[key] = (pledged + promised, needed + one.need.amount)
    return sums


def _told(key: tuple[str, str, str], amount: int) -> str:
    kind, currency, noun = key
    return told(kind, amount, currency, noun)


def _all_needs(need: Need) -> str:
    return reverse("offers:needs", args=[need.organization.slug])


def goal_moments(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When something was asked for, when it was put to a decision, and when all of it had come."""
    moments: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    for goal, some in _of_goals(goals, reader, language).items():
        for one in some:
            url, title = address(one.need, reader), one.text.title
            if one.need.published_at is not None:
                asked = _("We asked for something we need")
                moments[goal].append(Moment(one.need.published_at, asked, title, url))
            if one.proposal is not None and one.proposal.published_at is not None:
                put = _("We put to a decision what we need")
                place = one.proposal.get_absolute_url()
                moments[goal].append(Moment(one.proposal.published_at, put, title, place))
            if one.need.met_at is not None:
                met = _("All that was needed has come")
                moments[goal].append(Moment(one.need.met_at, met, title, url))
    return moments


def goal_actions(
    goals: Sequence[Goal], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """What people and partners can bring for each goal."""
    return {
        goal: [
            Action(
                kind=_("Need"),
                title=one.text.title,
                title_language=one.text.language,
                url=address(one.need, reader),
                text=one.text.summary,
                figure=one.gap,
                words=_("still missing"),
                progress=one.progress.share,
                is_open=True,
                verb=_("Help with this"),
            )
            for one in some
            if not one.need.is_closed and one.progress.gap
        ]
        for goal, some in _of_goals(goals, reader, language).items()
    }


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """What an organization's public page shows of its needs."""
    rows = Need.objects.open().filter(organization=organization).select_related("organization")
    return [
        Item(
            title=one.text.title,
            url=one.need.get_absolute_url(),
            text=_("Still missing: %(things)s.") % {"things": one.gap},
            language=one.text.language,
        )
        for one in needs_told(list(rows.order_by("-published_at")[:SHOWN]), language)
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: late pledges, gifts from the public page, and pledges of one's own organization to say yes to."""
    today, language = timezone.localdate(), organization.language
    rows = Pledge.objects.editable_by(viewer).filter(organization=organization)
    late = list(rows.late(today).with_everything()[:5])
    asked = Pledge.objects.answerable_by(viewer).filter(giver__partner=organization)
    waiting = list(asked.filter(state=PledgeState.PROPOSED).with_everything()[:5])
    given = list(rows.filter(state=PledgeState.GIVEN).with_everything()[:5])
    words = pledge_words([*late, *waiting, *given], language)
    titles = [
        (_("A pledge is late"), late),
        (_("Somebody wants to give"), given),
        (_("You are asked for something"), waiting),
    ]
    return [
        Card(
            title,
            f"{words[one.pk].amount}: {words[one.pk].title}",
            reverse("offers:pledge", args=[one.organization.slug, one.pk]),
        )
        for title, some in titles
        for one in some
    ]


def brought(membership: Membership) -> list[dict[str, Cell]]:
    """What a partner offered and pledged, and what of it came. The membership has passed a gate."""
    mine = {"organization": membership.organization_id, "giver__partner": membership.member_id}
    offers = Offer.objects.filter(**mine)
    pledges = Pledge.objects.filter(**mine).with_sums().with_everything()
    return [_row("offer", str(one), one, "", None) for one in offers] + [
        _row("pledge", str(one), one, one.state, one.delivered) for one in pledges
    ]


def _row(
    record: str, title: str, row: Offer | Pledge, state: str, delivered: int | None
) -> dict[str, Cell]:
    return {
        "record": record,
        "what": title,
        "kind": row.kind,
        "amount": float(whole(row.kind, row.amount)),
        "currency": row.currency,
        "state": state,
        "received": None if delivered is None else float(whole(row.kind, delivered)),
        "noted": row.created_at.date().isoformat(),
    }


def _pledges(person: Person) -> list[Pledge]:
    givers = givers_of(person)
    if not givers:
        return []
    return list(Pledge.objects.filter(giver__in=givers).with_everything())


def timeline(person: Person) -> Iterable[Entry]:
    """What a person pledged."""
    pledges = _pledges(person)
    words = pledge_words(pledges, person.organization.language)
    return [
        Entry(
            at=one.created_at,
            label=_("Pledged %(amount)s for “%(title)s”")
            % {"amount": words[one.pk].amount, "title": words[one.pk].title},
            url=reverse("offers:pledge", args=[one.organization.slug, one.pk]),
        )
        for one in pledges
    ]


def export(person: Person) -> Any:
    """What a person pledged, and what of it came."""
    pledges = _pledges(person)
    words = pledge_words(pledges, "en")
    with override("en"):
        return [
            {
                "what": words[one.pk].title,
                "amount": words[one.pk].amount,
                "state": one.state,
                "pledged": one.created_at.isoformat(),
                "received": [
                    {"on": part.delivered_on.isoformat(), "number": part.number}
                    for part in one.deliveries.all()
                ],
            }
            for one in pledges
        ]
