"""Bringing bills up to date from what Open States tells of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, Q

from concerted.act.officials.models import Jurisdiction, Official, Tenure
from concerted.act.officials.operations.places import ensure_jurisdictions
from concerted.act.officials.reading.records import Place
from concerted.act.policies.models import (
    Ballot,
    Evidence,
    Kind,
    Leaning,
    PolicyItem,
    StageMove,
    Stance,
    Vote,
)
from concerted.act.policies.operations.policies import settle_stage
from concerted.act.policies.reading.bills import (
    SOURCE,
    BillReading,
    BillTold,
    PersonTold,
    VoteTold,
)
from concerted.act.policies.reading.progress import moves_of
from concerted.act.policies.reading.voters import Match, match
from concerted.act.policies.stages import steps_of
from concerted.base.audit.trail import note
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization
from concerted.organizations.publishing import free_slug

ROLES = {"lower": ("lower", "rep"), "upper": ("upper", "sen"), "legislature": ("legislature",)}
"""How posts of each chamber are called in Open States and in congress-legislators."""


@dataclass
class BillReport:
    """What an import of bills did, and which voters it gave to nobody."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    votes: int = 0
    ballots: int = 0
    unmatched: list[tuple[str, str, str, str]] = field(default_factory=list)
    """(bill, motion, name as written, why)"""
    unreadable: list[str] = field(default_factory=list)


@transaction.atomic
def import_bills(
    *, organization: Organization, reading: BillReading, by: Viewer | None
) -> BillReport:
    """Add bills as drafts, and bring those we have up to date. A second time changes nothing.

    Our own words, our position and the state stay as they are; stages, votes and sponsors follow the source.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    report = BillReport(unreadable=reading.unreadable)
    chambers = _Chambers(organization)
    for told in reading.bills:
        policy, is_new = _bill(organization, told)
        touched = any(
            [
                _follow(policy, told),
                _sponsor(policy, told, chambers, report),
                _vote(policy, told, chambers, report),
            ]
        )
        report.added += is_new
        report.changed += touched and not is_new
        report.unchanged += not touched and not is_new
    if report.added or report.changed:
        counts = {"added": report.added, "changed": report.changed}
        note(
            verb="imported bills",
            subject=organization,
            organization_id=organization.pk,
            by=by,
            after=counts,
        )
    return report


def _bill(organization: Organization, told: BillTold) -> tuple[PolicyItem, bool]:
    known = organization.policies.filter(source=SOURCE, source_id=told.key).first()
    if known is not None:
        return known, False
    title = told.title if len(told.title) <= 160 else f"{told.title[:159].rstrip()}…"
    policy = PolicyItem(
        organization=organization,
        kind=Kind.BILL,
        identifier=told.identifier,
        session=told.session,
        jurisdiction=_jurisdiction(organization, told),
        body=told.body,
        title=title,
        summary=told.abstract or (told.title if title != told.title else ""),
        language="en",
        stage=steps_of(Kind.BILL)[0].key,
        source=SOURCE,
        source_id=told.key,
        source_url=told.link,
        slug=free_slug(
            organization.policies.all(), f"{told.identifier} {told.title}", otherwise="bill"
        ),
    )
    policy.save(force_insert=True)
    return policy, True


def _jurisdiction(organization: Organization, told: BillTold) -> Jurisdiction:
    """The row that the officials of the place have: ours where we keep them, else everybody's."""
    rows = Jurisdiction.objects.known_to(organization).filter(
        ocd_id__in=_spellings(told.jurisdiction_id)
    )
    known = rows.order_by(F("organization").asc(nulls_last=True)).first()
    if known is not None:
        return known
    level = "state" if "/state:" in told.jurisdiction_id else "national"
    place = Place(
        told.jurisdiction_name or told.jurisdiction_id, told.jurisdiction_id, level, "legislature"
    )
    return next(iter(ensure_jurisdictions(organization=None, places=[place]).values()))


def _follow(policy: PolicyItem, told: BillTold) -> bool:
    """Steps that we do not have yet, and what the source says of the bill itself."""
    _before, after = change(policy, body=told.body or policy.body, source_url=told.link)
    known = set(policy.moves.values_list("stage", "happened_on"))
    fresh = [
        StageMove(
            organization_id=policy.organization_id,
            language=policy.language,
            policy=policy,
            stage=move.stage,
            happened_on=move.happened_on,
            text=move.description,
            link=told.link,
        )
        for move in moves_of(told.actions)
        if (move.stage, move.happened_on) not in known
    ]
    StageMove.objects.bulk_create(fresh)
    if fresh:
        settle_stage(policy=policy)
    return bool(after or fresh)


def _sponsor(policy: PolicyItem, told: BillTold, chambers: _Chambers, report: BillReport) -> bool:
    """Who put their name to a bill is for it, and everybody can read that."""
    since = min((one.happened_on for one in told.actions), default=None)
    if since is None:
        return False
    known = set(
        policy.stances.filter(evidence=Evidence.SPONSOR).values_list("official_id", flat=True)
    )
    fresh: dict[object, Stance] = {}
    for person in told.sponsors:
        found = chambers.member(person, told, told.chamber, since)
        official = found.official
        if official is None:
            report.unmatched.append(
                (told.identifier, "sponsor", person.name, str(found.doubt or ""))
            )
        elif official.pk not in known:
            fresh[official.pk] = Stance(
                organization_id=policy.organization_id,
                policy=policy,
                official=official,
                value=Leaning.FOR,
                evidence=Evidence.SPONSOR,
                happened_on=since,
                link=told.link,
                is_public=bool(told.link),
            )
    Stance.objects.bulk_create(fresh.values())
    return bool(fresh)


def _vote(policy: PolicyItem, told: BillTold, chambers: _Chambers, report: BillReport) -> bool:
    touched = False
    for one in told.votes:
        matched = [
            (chambers.member(person, told, one.chamber, one.held_on), person.name, choice)
            for person, choice in one.ballots
        ]
        unmatched = [
            [name, choice, str(found.doubt or "")]
            for found, name, choice in matched
            if found.official is None
        ]
        report.votes += 1
        report.unmatched += [
            (told.identifier, one.motion, name, doubt) for name, _choice, doubt in unmatched
        ]
        ballots = {found.official: choice for found, _name, choice in matched if found.official}
        report.ballots += len(ballots)
        touched |= _keep_vote(policy, one, ballots, unmatched)
    return touched


def _keep_vote(
    policy: PolicyItem,
    told: VoteTold,
    ballots: dict[Official, str],
    unmatched: list[list[str]],
) -> bool:
    """Whether a yes is a yes to the bill is said by the source once; an organizer's word on it stays."""
    values = {
        "motion": told.motion,
        "held_on": told.held_on,
        "passed": told.passed,
        "link": told.link,
        "unmatched": unmatched,
        **({"body": told.body} if told.body else {}),
    }
    vote, is_new = Vote.objects.get_or_create(
        policy=policy,
        source_id=told.key,
        defaults={
            "organization_id": policy.organization_id,
            "language": policy.language,
            "is_decisive": told.is_decisive,
            **values,
        },
    )
    after = {} if is_new else change(vote, **values)[1]
    had = dict(vote.ballots.values_list("official_id", "choice"))
    wanted = {official.pk: choice for official, choice in ballots.items()}
    if had != wanted:
        vote.ballots.all().delete()
        Ballot.objects.bulk_create(
            Ballot(
                organization_id=policy.organization_id, vote=vote, official_id=pk, choice=choice
            )
            for pk, choice in wanted.items()
        )
    return is_new or bool(after) or had != wanted


class _Chambers:
    """Who sat in each chamber on each day, read once."""

    def __init__(self, organization: Organization) -> None:
        self.organization = organization
        self.tenures: dict[tuple[str, str], list[Tenure]] = {}

    def member(self, person: PersonTold, told: BillTold, chamber: str, on: datetime.date) -> Match:
        """By id whoever ever sat there; by name who sat on that day."""
        tenures = self._of(told.jurisdiction_id, chamber)
        if person.person_id:
            found = match(
                PersonTold("", person.person_id), (tenure.official for tenure in tenures)
            )
            if found.official is not None:
                return found
        sitting = [tenure.official for tenure in tenures if _held(tenure, on)]
        # A committee may be of either chamber or of both: there a family name alone is nobody's.
        return match(person, sitting, needs_given=chamber not in ROLES)

    def _of(self, jurisdiction: str, chamber: str) -> Sequence[Tenure]:
        place = (jurisdiction, chamber)
        if place not in self.tenures:
            self.tenures[place] = list(self._asked(jurisdiction, chamber))
        return self.tenures[place]

    def _asked(self, jurisdiction: str, chamber: str) -> Iterator[Tenure]:
        roles = ROLES.get(chamber, tuple(one for some in ROLES.values() for one in some))
        owners = Q(official__organization=None) | Q(official__organization=self.organization)
        rows = Tenure.objects.filter(
            owners,
            post__jurisdiction__ocd_id__in=_spellings(jurisdiction),
            post__role__in=roles,
        )
        yield from rows.select_related("official")


def _spellings(jurisdiction: str) -> list[str]:
    """Open States says ``…/government`` where others say ``…/legislature``."""
    stem = jurisdiction.rpartition("/")[0]
    return [jurisdiction, f"{stem}/government", f"{stem}/legislature"]


def _held(tenure: Tenure, day: datetime.date) -> bool:
    begun = tenure.starts_on is None or tenure.starts_on <= day
    return begun and (tenure.ends_on is None or tenure.ends_on >= day)
