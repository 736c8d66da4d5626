"""Moving what the demonstration has just made into the past, so that it has a history to show.

Operations know only the present. This is the one place where rows are given other times; it works without a viewer.
An ``at=`` on the operations instead would have to pass through signing, recording people and keeping consent, and would
let any caller date back a signature or an answer: what is proof of when somebody agreed. So the trail of the
demonstration says, truly, that all was done on the day it was built.
"""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.utils import timezone

from concerted.act.calls.models import Call, CallCampaign
from concerted.act.campaigns.models import Campaign
from concerted.act.letters.models import Letter, LetterCampaign
from concerted.act.letters.models import State as LetterState
from concerted.act.petitions.models import Delivery, NewsItem, Petition, Signature
from concerted.base.outbox.models import OutgoingMail
from concerted.base.records import Record
from concerted.decide.proposals.models import (
    Appeal,
    Comment,
    Decision,
    Proposal,
    Round,
    Taken,
    Version,
)
from concerted.goals.models import Goal
from concerted.listen.conversations.models import Conversation, Participant, Statement, Vote
from concerted.organizations.models import Membership, Organization
from concerted.people.models import Consent, Person
from concerted.pool.network.models import Asked, Wave
from concerted.pool.offers.models import Need, Pledge

BEFORE_IT = datetime.timedelta(days=13)
"""A campaign is older than its petition."""


@contextmanager
def on_day(days: int) -> Iterator[None]:
    """Let operations act as on that day: what is signed proves its own time, so nobody can give it another later."""
    then = timezone.now() - datetime.timedelta(days=days)
    with mock.patch.object(timezone, "now", return_value=then):
        yield


def move_goal(goal: Goal, *, days: int) -> None:
    day = timezone.now() - datetime.timedelta(days=days)
    Goal.objects.filter(pk=goal.pk).update(published_at=day, created_at=day)


def move_memberships(coalition: Organization, *, days: int, until: int) -> None:
    """Let the first partner have joined ``days`` ago and the others since, in their order, until ``until`` days ago."""
    rows = list(Membership.objects.filter(organization=coalition).order_by("created_at", "pk"))
    for number, one in enumerate(rows):
        day = timezone.now() - datetime.timedelta(days=days - number * (days - until) // len(rows))
        Membership.objects.filter(pk=one.pk).update(created_at=day)


def move_petition(petition: Petition, *, days: int, until: int = 0) -> None:
    """Let ``petition`` have opened ``days`` ago, and its signatures have come until ``until`` days ago."""
    start = timezone.now() - datetime.timedelta(days=days)
    Petition.objects.filter(pk=petition.pk).update(published_at=start, created_at=start)
    _move_campaign(petition.campaign_id, start - BEFORE_IT)
    _move_signatures(petition, start, days - until)
    petition.refresh_from_db()


def send_letters(letters: LetterCampaign, *, days: int) -> None:
    """Let ``letters`` have opened ``days`` ago, and what waits for the outbox have left one after another since."""
    start = timezone.now() - datetime.timedelta(days=days)
    LetterCampaign.objects.filter(pk=letters.pk).update(published_at=start, created_at=start)
    rows = list(Letter.objects.filter(campaign=letters).order_by("pk"))
    for letter, moment in zip(rows, _moments(len(rows), start, days), strict=True):
        Letter.objects.filter(pk=letter.pk).update(created_at=moment, confirmed_at=moment)
        letter.deliveries.update(created_at=moment)
        queued = letter.deliveries.filter(state=LetterState.QUEUED)
        queued.update(state=LetterState.SENT, left_at=moment)
        Person.objects.filter(letters=letter).update(created_at=moment)


def move_calls(calls: CallCampaign, *, days: int) -> None:
    """Let ``calls`` have opened ``days`` ago, and have been made one after another since."""
    start = timezone.now() - datetime.timedelta(days=days)
    CallCampaign.objects.filter(pk=calls.pk).update(published_at=start, created_at=start)
    rows = list(Call.objects.filter(calls=calls).order_by("pk"))
    for call, moment in zip(rows, _moments(len(rows), start, days), strict=True):
        Call.objects.filter(pk=call.pk).update(created_at=moment)


def _move_campaign(pk: uuid.UUID, day: datetime.datetime) -> None:
    Campaign.objects.filter(pk=pk).update(published_at=day, created_at=day)


def _move_signatures(petition: Petition, start: datetime.datetime, days: int) -> None:
    signatures = list(
        Signature.objects.filter(petition=petition).select_related("person").order_by("pk")
    )
    moments = _moments(len(signatures), start, days)
    at = {}
    people: dict[object, Person] = {}
    for signature, moment in zip(signatures, moments, strict=True):
        at[str(signature.pk)] = signature.created_at = moment
        if signature.confirmed_at is not None:
            signature.confirmed_at = moment
        if signature.person is not None:
            signature.person.created_at = moment
            people[signature.person.pk] = signature.person
    Signature.objects.bulk_update(signatures, ["created_at", "confirmed_at"], batch_size=200)
    Person.objects.bulk_update(people.values(), ["created_at"], batch_size=200)
    answers = list(Consent.objects.filter(source__in=("petition", "paper"), source_ref__in=at))
    for answer in answers:
        answer.answered_at = answer.created_at = at[answer.source_ref]
    Consent.objects.bulk_update(answers, ["answered_at", "created_at"], batch_size=200)


def _moments(count: int, start: datetime.datetime, days: int) -> list[datetime.datetime]:
    """``count`` moments in order: many in the first days, fewer later, in waking hours."""
    chance = random.Random(count)  # noqa: S311 not a secret
    moments = []
    for _one in range(count):
        day = int(days * chance.random() ** 1.6)
        seconds = int(chance.triangular(8, 23, 18) * 3600)
        midnight = (start + datetime.timedelta(days=day)).replace(hour=0, minute=0, second=0)
        moments.append(midnight + datetime.timedelta(seconds=seconds, hours=5))
    latest = start + datetime.timedelta(days=days)
    return sorted(min(max(moment, start), latest) for moment in moments)


def move_delivery(delivery: Delivery, *, days: int) -> None:
    day = timezone.now() - datetime.timedelta(days=days)
    Delivery.objects.filter(pk=delivery.pk).update(created_at=day)


def move_news(news: NewsItem, *, days: int) -> None:
    day = timezone.now() - datetime.timedelta(days=days)
    NewsItem.objects.filter(pk=news.pk).update(published_at=day, created_at=day)


def move_conversation(conversation: Conversation, *, days: int) -> None:
    """Let ``conversation`` have opened ``days`` ago, and one neighbor after the other have voted since."""
    start = timezone.now() - datetime.timedelta(days=days)
    Conversation.objects.filter(pk=conversation.pk).update(published_at=start, created_at=start)
    statements = Statement.objects.filter(conversation=conversation)
    statements.update(created_at=start)
    day = start + datetime.timedelta(days=2)
    statements.filter(reviewed_at__isnull=False).update(reviewed_at=day)
    voices = list(Participant.objects.filter(conversation=conversation))
    moments = _moments(len(voices), start, days)
    for voice, moment in zip(voices, moments, strict=True):
        voice.created_at = moment
        Vote.objects.filter(participant=voice).update(voted_at=moment, created_at=moment)
    Participant.objects.bulk_update(voices, ["created_at"])


def end_vote(vote: Round) -> None:
    """Let the time of ``vote`` be over."""
    Round.objects.filter(pk=vote.pk).update(closes_at=timezone.now())


def move_proposal(proposal: Proposal, *, days: int) -> None:
    """Let ``proposal`` have been made ``days`` ago, voted on in the week after, and decided at its end."""
    start = timezone.now() - datetime.timedelta(days=days)
    end = min(start + datetime.timedelta(days=7), timezone.now() - datetime.timedelta(days=1))
    Proposal.objects.filter(pk=proposal.pk).update(
        published_at=start, created_at=start, closed_at=end
    )
    Version.objects.filter(proposal=proposal, number=1).update(created_at=start)
    middle = start + datetime.timedelta(days=2)
    Version.objects.filter(proposal=proposal, number__gt=1).update(created_at=middle)
    Comment.objects.filter(proposal=proposal).update(created_at=middle)
    Taken.objects.filter(proposal=proposal).update(created_at=start)
    rounds = Round.objects.filter(proposal=proposal)
    rounds.update(opened_at=middle, created_at=middle, closes_at=end)
    rounds.filter(counted_at__isnull=False).update(counted_at=end)
    Decision.objects.filter(proposal=proposal).update(decided_at=end, created_at=end)


def move_appeal(appeal: Appeal, *, days: int) -> None:
    """Let ``appeal`` have been made ``days`` ago, and answered two days later."""
    day = timezone.now() - datetime.timedelta(days=days)
    later = day + datetime.timedelta(days=2)
    Appeal.objects.filter(pk=appeal.pk).update(created_at=day, answered_at=later)


def keep_day(row: Record) -> None:
    """Let ``row`` have been made at the moment it is for operations: the database gave it its own."""
    type(row)._base_manager.filter(pk=row.pk).update(created_at=timezone.now())


def move_need(need: Need, *, days: int) -> None:
    day = timezone.now() - datetime.timedelta(days=days)
    Need.objects.filter(pk=need.pk).update(published_at=day, created_at=day)


def move_pledge(pledge: Pledge, *, days: int) -> None:
    """Let ``pledge`` have been made ``days`` ago, and confirmed two days later."""
    day = timezone.now() - datetime.timedelta(days=days)
    later = day + datetime.timedelta(days=2)
    Pledge.objects.filter(pk=pledge.pk).update(created_at=day, confirmed_at=later)


def move_wave(wave: Wave, *, days: int) -> None:
    """Let ``wave`` have closed ``days`` ago, and its partners have answered in the three weeks before."""
    closed = timezone.now() - datetime.timedelta(days=days)
    opened = closed - datetime.timedelta(days=21)
    Wave.objects.filter(pk=wave.pk).update(
        created_at=opened,
        opens_on=opened.date(),
        closes_on=closed.date(),
        opened_at=opened,
        closed_at=closed,
    )
    Asked.objects.filter(wave=wave, sent_at__isnull=False).update(sent_at=closed)


def forget_mail(template: str) -> None:
    """Send nothing of what the demonstration has just done: its people are invented."""
    OutgoingMail.objects.filter(template__startswith=template).delete()
