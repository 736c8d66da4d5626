"""Whom to call, at which number, and what came of it."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.calls.models import Call, CallCampaign, Outcome, Outreach
from concerted.act.officials.dialing import dial
from concerted.act.officials.models import Official
from concerted.act.officials.office_hours import Hours, hours_of
from concerted.act.officials.queries.representing import officials_for
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in


@dataclass(frozen=True)
class PhoneLine:
    """A number, what dials it, which office rings, and whether somebody is there."""

    number: str
    url: str
    office: str
    hours: Hours | None


@dataclass(frozen=True)
class Callee:
    official: Official
    post: str
    lines: tuple[PhoneLine, ...]
    token: uuid.UUID
    made: Call | None = None
    """What the caller has told of their call already, on the pages before this one."""


MOST = 12
"""Of so many calls one page remembers what came of them."""


def told_tokens(text: str) -> list[uuid.UUID]:
    """The tokens that a page carries of the calls that were told on it; the last ones, if they are many."""
    found = []
    for part in text[: 40 * MOST].split(","):
        try:
            found.append(uuid.UUID(part))
        except ValueError:
            continue
    return list(dict.fromkeys(found))[-MOST:]


def made_with(calls: CallCampaign, tokens: Iterable[uuid.UUID]) -> list[Call]:
    """Calls by their tokens, the newest last. Who has the token told of the call: there is no viewer to ask for."""
    rows = calls.made.filter(token__in=list(tokens)).select_related("official")
    return list(rows.order_by("created_at"))


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
    made: Iterable[Call] = (),
    now: datetime.datetime | None = None,
) -> list[Callee]:
    """Those whom everybody calls, in their order, and then the caller's own (``point``: latitude, longitude)."""
    told = {call.official_id: call for call in made}
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
        Callee(one, post, tuple(_lines(one, now, organization)), uuid.uuid4(), told.get(one.pk))
        for one, post in found
    ]


def _lines(
    official: Official, now: datetime.datetime, organization: Organization
) -> Iterable[PhoneLine]:
    """Offices that are open first, then the nearest to open; the same number once."""
    told: dict[str, PhoneLine] = {}
    region = organization.region
    for office in official.offices.all():
        if office.phone:
            url = dial(office.phone, region)
            hours = hours_of(office, now, organization.time_zone)
            name = office.name or office.kind
            told.setdefault(url, PhoneLine(office.phone, url, name, hours))
    if official.phone:
        url = dial(official.phone, region)
        told.setdefault(url, PhoneLine(official.phone, url, "", None))
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


@dataclass(frozen=True)
class Caller:
    """Somebody who proved that calls were theirs, whom they called, and in what capacity, if they show it."""

    name: str
    capacity: str
    calls: tuple[str, ...]


def callers(calls: CallCampaign, viewer: Viewer) -> list[Caller]:
    """For who may read names."""
    rows = Outreach.objects.visible_to(viewer).filter(calls=calls).confirmed()
    found: dict[uuid.UUID, list[Outreach]] = {}
    for one in rows.select_related("person", "official", "call"):
        found.setdefault(one.person_id, []).append(one)
    return [
        Caller(
            str(mine[0].person),
            next((one.shown_capacity for one in mine if one.shows_capacity), ""),
            tuple(words_of(one.call) for one in mine),
        )
        for mine in found.values()
    ]


def words_of(call: Call) -> str:
    """Whom somebody called and what came of it, in a line."""
    told = {"name": name_of(call), "outcome": call.get_outcome_display()}
    return _("%(name)s: %(outcome)s") % told


def name_of(call: Call) -> str:
    return str(call.official or _("Somebody who is not listed any more"))


def notes(calls: CallCampaign) -> Sequence[Call]:
    """What callers wrote, the newest first."""
    return list(calls.made.exclude(note="").select_related("official")[:100])
