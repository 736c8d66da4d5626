"""What is decided in the demonstration: by a council, a health district, a hospital, and the state."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone

from concerted.act.campaigns.models import Campaign
from concerted.act.officials.models import Jurisdiction, Official
from concerted.act.officials.operations import add_official
from concerted.act.petitions.models import Petition
from concerted.act.petitions.operations.petitions import edit_petition
from concerted.act.policies.models import (
    Choice,
    DeadlineKind,
    Evidence,
    Kind,
    Leaning,
    Outcome,
    PolicyItem,
    Position,
    Vote,
)
from concerted.act.policies.operations.dates import add_deadline, add_hearing
from concerted.act.policies.operations.importing import import_bills
from concerted.act.policies.operations.outcomes import record_outcome
from concerted.act.policies.operations.policies import (
    add_policy,
    edit_policy,
    move_policy,
    publish_policy,
)
from concerted.act.policies.operations.scorecards import show_scorecard
from concerted.act.policies.operations.stances import note_stance, record_vote, set_influence
from concerted.act.policies.reading.bills import read_bills
from concerted.site.demo import policy_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

BILL = Path(__file__).parent / "data" / "bill_demonstration.json"
MINUTES = "https://riverside.example/council/minutes/"


def follow_decisions(cast: Cast, loop: Loop) -> None:
    """One before the vote, one administrative, one in the state house, and two that were won."""
    council = _council(cast)
    _item_87(cast, loop, council)
    _interpreters(cast, loop)
    _night_desk(cast, loop)
    _state_bill(cast, loop)
    _item_114(cast, loop, council)
    show_scorecard(organization=cast.coalition, by=cast.owner)


def _ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def _evening(cast: Cast, days: int) -> datetime.datetime:
    """Six in the evening in Riverside, so many days from now."""
    zone = zoneinfo.ZoneInfo(cast.coalition.time_zone)
    return datetime.datetime.combine(_ago(-days), datetime.time(18), zone)


def _council(cast: Cast) -> dict[str, Official]:
    members = {}
    for ward, (name, _influence, _stance) in enumerate(words.COUNCIL, 1):
        given, _space, family = name.partition(" ")
        values = {
            "name": name,
            "given_name": given,
            "family_name": family,
            "title": "City Councilor",
            "body": "Riverside City Council",
            "jurisdiction": "Riverside",
            "district": f"Ward {ward}",
            "email": f"ward{ward}@riverside.example",
            "phone": f"(617) 555-01{ward:02}",
        }
        members[name] = add_official(organization=cast.coalition, values=values, by=cast.organizer)
    return members


def _place_of(official: Official) -> Jurisdiction | None:
    return official.tenure.post.jurisdiction if official.tenure is not None else None


def _follow(
    cast: Cast,
    text: words.PolicyText,
    campaign: Campaign,
    place: Jurisdiction | None,
    *,
    kind: str,
    position: str,
    moves: Sequence[tuple[str, int, str]],
) -> PolicyItem:
    """A policy that is public, with its way so far: (step, days ago, what happened)."""
    policy = add_policy(
        organization=cast.coalition,
        by=cast.organizer,
        kind=kind,
        position=position,
        jurisdiction=place,
        campaign=campaign,
        goal=campaign.goal,
        **text,
    )
    for stage, days, told in moves:
        move = move_policy(
            policy=policy, stage=stage, happened_on=_ago(days), text=told, by=cast.organizer
        )
        translate(move, {"es": {"text": words.IN_SPANISH[told]}}, cast)
    return publish_policy(policy=policy, by=cast.organizer)


def _tie(campaign: Campaign, policy: PolicyItem, cast: Cast) -> None:
    """Let the campaign's petition be about ``policy``, so that its signers hear what comes of it."""
    petition = Petition.objects.select_related("campaign").get(campaign=campaign)
    edit_petition(petition=petition, policy=policy, by=cast.organizer)


def _deadline(cast: Cast, policy: PolicyItem, kind: str, days: int, told: str) -> None:
    deadline = add_deadline(
        policy=policy, kind=kind, due_on=_ago(-days), text=told, by=cast.organizer
    )
    translate(deadline, {"es": {"note": words.IN_SPANISH[told]}}, cast)


def _vote_in_spanish(cast: Cast, vote: Vote) -> None:
    texts = {name: words.IN_SPANISH[told] for name, told in vote.texts().items()}
    translate(vote, {"es": texts}, cast)


def _item_114(cast: Cast, loop: Loop, council: dict[str, Official]) -> None:
    policy = _follow(
        cast,
        words.ITEM_114,
        loop.clinic,
        _place_of(council["Denise Okafor"]),
        kind=Kind.BUDGET,
        position=Position.OPPOSE,
        moves=[
            ("proposed", 61, "The mayor's draft budget has no rent for the clinic."),
            ("hearing", 12, "The committee on finance sent it to the full council, two to one."),
        ],
    )
    translate(policy, words.ITEM_114_IN, cast)
    hearing = add_hearing(
        policy=policy,
        by=cast.organizer,
        starts_at=_evening(cast, 11),
        time_zone=cast.coalition.time_zone,
        minutes=150,
        link="https://riverside.example/council/live",
        **words.COUNCIL_HEARING,
    )
    translate(hearing, words.COUNCIL_HEARING_IN, cast)
    _deadline(cast, policy, DeadlineKind.VOTE, 32, "Full council, seven in the evening")
    _tie(loop.clinic, policy, cast)
    _stances(cast, policy, council)
    vote = record_vote(
        policy=policy,
        motion="Send Item 114 to the full council with a yes",
        body="Committee on finance",
        held_on=_ago(12),
        ballots={council[name]: choice for name, choice in words.COMMITTEE.items()},
        passed=True,
        link=f"{MINUTES}finance",
        by=cast.organizer,
    )
    _vote_in_spanish(cast, vote)


def _stances(cast: Cast, policy: PolicyItem, council: dict[str, Official]) -> None:
    """Who is for keeping the clinic is against Item 114."""
    for number, (name, influence, stance) in enumerate(words.COUNCIL):
        official = council[name]
        set_influence(policy=policy, official=official, influence=influence, by=cast.organizer)
        if stance is None:
            continue
        is_said = abs(stance) == Leaning.FOR
        note_stance(
            policy=policy,
            official=official,
            value=-stance,
            evidence=Evidence.STATEMENT if is_said else Evidence.VISIT,
            happened_on=_ago(30 - number),
            link=f"{MINUTES}budget" if is_said else "",
            text="" if is_said else "Listened for half an hour. Wants to see what rent we found.",
            is_public=is_said,
            by=cast.organizer,
        )
    set_influence(policy=policy, official=_mayor(cast), influence=3, by=cast.organizer)


def _mayor(cast: Cast) -> Official:
    values = {
        "name": "Leonard Castellano",
        "given_name": "Leonard",
        "family_name": "Castellano",
        "title": "Mayor",
        "jurisdiction": "Riverside",
        "email": "mayor@riverside.example",
    }
    return add_official(organization=cast.coalition, values=values, by=cast.organizer)


def _item_87(cast: Cast, loop: Loop, council: dict[str, Official]) -> None:
    policy = _follow(
        cast,
        words.ITEM_87,
        loop.language,
        _place_of(council["Denise Okafor"]),
        kind=Kind.ORDINANCE,
        position=Position.SUPPORT,
        moves=[
            ("filed", 150, "Filed by Councilor Villanueva"),
            ("hearing", 118, "Forty neighbors came; eleven spoke."),
            ("adopted", 97, "Six to three"),
        ],
    )
    vote = record_vote(
        policy=policy,
        motion="Adopt Item 87",
        body="Riverside City Council",
        held_on=_ago(97),
        ballots={
            official: Choice.NO if name in words.ITEM_87_NO else Choice.YES
            for name, official in council.items()
        },
        passed=True,
        link=f"{MINUTES}item-87",
        by=cast.organizer,
    )
    _vote_in_spanish(cast, vote)
    record_outcome(
        policy=policy,
        outcome=Outcome.WON,
        outcome_text=words.ITEM_87_OUTCOME,
        outcome_on=_ago(97),
        by=cast.organizer,
    )
    policy.refresh_from_db()
    translate(policy, words.ITEM_87_IN, cast)


def _interpreters(cast: Cast, loop: Loop) -> None:
    policy = _follow(
        cast,
        words.INTERPRETERS,
        loop.language,
        _place_of(loop.hospital),
        kind=Kind.BOARD,
        position=Position.SUPPORT,
        moves=[
            ("agenda", 68, "The chair put it on the agenda when the petition was handed over."),
            ("decided", 32, "The trustees said yes."),
        ],
    )
    _tie(loop.language, policy, cast)
    record_outcome(
        policy=policy,
        outcome=Outcome.WON,
        outcome_text=words.INTERPRETERS_OUTCOME,
        outcome_on=_ago(32),
        by=cast.organizer,
    )
    policy.refresh_from_db()
    translate(policy, words.INTERPRETERS_OUTCOME_IN, cast)


def _night_desk(cast: Cast, loop: Loop) -> None:
    district = add_official(
        organization=cast.coalition,
        values={
            "name": "Riverside Health District",
            "body": "Director and board of health",
            "jurisdiction": "Riverside Health District",
            "email": "comments@district.riverside.example",
            "phone": "(617) 555-0142",
        },
        by=cast.organizer,
    )
    policy = _follow(
        cast,
        words.NIGHT_DESK,
        loop.clinic,
        _place_of(district),
        kind=Kind.CLOSURE,
        position=Position.CHANGE,
        moves=[
            ("announced", 20, "Notice posted at the door and on the district's page"),
            ("hearing", 14, "Comments are open. The director hears the public once."),
        ],
    )
    translate(policy, words.NIGHT_DESK_IN, cast)
    _deadline(
        cast, policy, DeadlineKind.COMMENT, 18, "By mail, by e-mail, or in the box at Mill Road"
    )
    set_influence(policy=policy, official=district, influence=4, by=cast.organizer)


def _state_bill(cast: Cast, loop: Loop) -> None:
    """Brought in as any bill is; nobody who really sits in the state house is said to have voted on it."""
    import_bills(organization=cast.coalition, reading=read_bills(BILL), by=cast.organizer)
    bill = PolicyItem.objects.get(organization=cast.coalition, kind=Kind.BILL)
    bill = edit_policy(
        policy=bill,
        by=cast.organizer,
        goal=loop.clinic.goal,
        campaign=loop.clinic,
        position=Position.SUPPORT,
        **words.BILL,
    )
    translate(bill, words.BILL_IN, cast)
    publish_policy(policy=bill, by=cast.organizer)
