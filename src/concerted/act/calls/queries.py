"""Whom to call, at which number, and what came of it."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from concerted.act.calls.models import Call, CallCampaign, Outcome
from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Official, Tenure
from concerted.act.officials.office_hours import Hours, hours_of
from concerted.act.officials.onward import Way
from concerted.act.officials.queries.representing import officials_for
from concerted.goals.ledger import Action, Line, Reader
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.organizations.showcase import Item
from concerted.organizations.translations import Rendition, renditions
from concerted.organizations.zones import today_in


@dataclass(frozen=True)
class PhoneLine:
    """A number, which office rings, and whether somebody is there."""

    number: str
    office: str
    hours: Hours | None


@dataclass(frozen=True)
class Callee:
    official: Official
    post: str
    lines: tuple[PhoneLine, ...]
    token: uuid.UUID


@dataclass(frozen=True)
class Results:
    """What came of all calls, by outcome, and whom they reached."""

    total: int
    outcomes: tuple[tuple[str, int], ...]
    by_official: tuple[tuple[str, int, int], ...]
    """Name, calls, and how many of these reached somebody."""


def callees(
    calls: CallCampaign,
    point: tuple[float, float] | None = None,
    now: datetime.datetime | None = None,
) -> list[Callee]:
    """Those whom everybody calls, in their order, and then the caller's own (``point``: latitude, longitude)."""
    now = now or timezone.now()
    organization = calls.organization
    named = [one.official_id for one in calls.targets.all()]
    rows = Official.objects.public().known_to(organization).filter(pk__in=named).current()
    known = {one.pk: one for one in rows.with_posts().prefetch_related("offices")}
    found = [(known[pk], known[pk].post) for pk in named if pk in known]
    if point is not None and calls.kinds:
        place = (point[1], point[0])
        own = officials_for(
            place, calls.kinds, day=today_in(organization), organization=organization
        )
        found += [
            (one.official, str(one.tenure.post)) for one in own if one.official.pk not in named
        ]
    return [
        Callee(one, post, tuple(_lines(one, now, organization)), uuid.uuid4())
        for one, post in found
    ]


def _lines(
    official: Official, now: datetime.datetime, organization: Organization
) -> Iterable[PhoneLine]:
    """Offices that are open first, then the nearest to open; the same number once."""
    told: dict[str, PhoneLine] = {}
    for office in official.offices.all():
        if office.phone:
            hours = hours_of(office, now, organization.time_zone)
            name = office.name or office.kind
            told.setdefault(office.phone, PhoneLine(office.phone, name, hours))
    if official.phone:
        told.setdefault(official.phone, PhoneLine(official.phone, "", None))
    unknown = datetime.timedelta(hours=12)
    return sorted(told.values(), key=lambda one: one.hours.wait if one.hours else unknown)


def results(calls: CallCampaign) -> Results:
    rows = calls.made.values("official__name", "outcome").annotate(number=Count("pk")).order_by()
    outcomes: Counter[str] = Counter()
    made: Counter[str] = Counter()
    reached: Counter[str] = Counter()
    for row in rows:
        name = row["official__name"] or _("Somebody who is not listed any more")
        outcomes[row["outcome"]] += row["number"]
        made[name] += row["number"]
        if row["outcome"] == Outcome.REACHED:
            reached[name] += row["number"]
    return Results(
        sum(outcomes.values()),
        tuple((str(one.label), outcomes[one.value]) for one in Outcome),
        tuple((name, number, reached[name]) for name, number in made.most_common()),
    )


def notes(calls: CallCampaign) -> Sequence[Call]:
    """What callers wrote, the newest first."""
    return list(calls.made.exclude(note="").select_related("official")[:100])


def act_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many calls were made."""
    rows = (
        CallCampaign.objects.public()
        .filter(campaign__goal__in=goals)
        .select_related("campaign", "organization")
        .annotate(made_count=Count("made"))
    )
    by_goal: dict[uuid.UUID, list[CallCampaign]] = defaultdict(list)
    for calls in rows:
        by_goal[calls.campaign.goal_id].append(calls)
    return {goal: _line(found, reader) for goal, found in by_goal.items()}


def _line(found: Sequence[CallCampaign], reader: Reader) -> Line:
    count = sum(_made(one) for one in found)
    return Line(
        figure=number_format(count, use_l10n=True, force_grouping=True),
        text=ngettext("call", "calls", count),
        url=address(found[0], reader),
        at=max(one.published_at for one in found if one.published_at),
    )


def _made(calls: CallCampaign) -> int:
    return int(getattr(calls, "made_count", 0))


def address(calls: CallCampaign, reader: Reader) -> str:
    name = "calls:page" if reader is None else "calls:call_campaign"
    return reverse(name, args=[calls.organization.slug, calls.slug])


def campaign_actions(
    campaigns: Sequence[Campaign], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """The calls that each campaign holds."""
    rows = (
        CallCampaign.objects.public()
        if reader is None
        else CallCampaign.objects.visible_to(reader)
    )
    calls = list(
        rows.filter(campaign__in=campaigns)
        .select_related("organization")
        .annotate(made_count=Count("made"))
    )
    texts = renditions(calls, language)
    found: dict[uuid.UUID, list[Action]] = defaultdict(list)
    for one in calls:
        found[one.campaign_id].append(_action(one, texts[one.pk], reader))
    return found


def _action(calls: CallCampaign, text: Rendition, reader: Reader) -> Action:
    count = _made(calls)
    return Action(
        kind=_("Calls"),
        title=text.title,
        title_language=text.language,
        text=text.summary,
        url=address(calls, reader),
        figure=number_format(count, use_l10n=True, force_grouping=True),
        words=ngettext("call", "calls", count),
        is_open=calls.is_open,
        verb=pgettext("verb", "Call"),
    )


def showcase(organization: Organization, language: str) -> Iterable[Item]:
    """The open calls of an organization, for its page."""
    rows = CallCampaign.objects.public().filter(organization=organization, closed_at=None)
    calls = list(rows.select_related("organization"))
    texts = renditions(calls, language)
    for one in calls:
        text = texts[one.pk]
        yield Item(text.title, one.get_absolute_url(), text.summary, language=text.language)


def ways(organization: Organization, language: str) -> Iterable[Way]:
    """Open calls that go to each caller's own officials."""
    rows = CallCampaign.objects.public().filter(organization=organization, closed_at=None)
    calls = [one for one in rows.select_related("organization") if one.kinds]
    texts = renditions(calls, language)
    for one in calls:
        text = texts[one.pk]
        yield Way(text.title, one.get_absolute_url(), _("Call"), text.language)


def officials_of(calls: CallCampaign) -> list[uuid.UUID]:
    """Whom people call, for the lobbying record: everybody's targets, and who holds the posts of each caller's own."""
    chosen = list(calls.targets.values_list("official_id", flat=True))
    if not calls.kinds:
        return chosen
    holders = Official.objects.known_to(calls.organization)
    held = Tenure.objects.current().filter(post__role__in=calls.kinds)
    own = holders.filter(pk__in=held.values("official")).values_list("pk", flat=True)
    return list(dict.fromkeys([*chosen, *own]))
