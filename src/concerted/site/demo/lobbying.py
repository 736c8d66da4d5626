"""The lobbying record of the alliance: its election, what each act is, and a year of hours."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal

from django.utils import timezone

from concerted.act.letters.models import Audience as Readers
from concerted.act.letters.models import LetterCampaign
from concerted.act.lobbying.acts import Act, act_of
from concerted.act.lobbying.classifier import Answers, Audience, Call, Decider
from concerted.act.lobbying.models import Activity, EntryMode
from concerted.act.lobbying.operations.classifying import add_other_act, classify_act
from concerted.act.lobbying.operations.efforts import record_effort
from concerted.act.lobbying.operations.status import (
    add_reminder,
    add_window,
    note_election,
    set_status,
    set_year,
)
from concerted.act.officials.models import Official
from concerted.act.officials.operations import add_official
from concerted.act.petitions.models import Petition, PetitionState
from concerted.act.signons.models import SignOnLetter
from concerted.pool.offers.models import FundingSource
from concerted.site.demo import lobbying_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop

TO_PUBLIC = Answers(Decider.LEGISLATURE, True, True, Audience.PUBLIC, Call.CONTACT)
TO_COUNCIL = Answers(Decider.LEGISLATURE, True, True, Audience.LAWMAKERS, Call.NONE)
TO_BOARD = Answers(Decider.ADMINISTRATIVE, True, True, Audience.PUBLIC, Call.CONTACT)
TO_HOSPITAL = Answers(Decider.PRIVATE, False, True, Audience.PUBLIC, Call.CONTACT)
RATES = {"Organizer": 38_50, "Convener": 52_00, "Communications": 41_00}


def keep_lobbying_record(cast: Cast, loop: Loop) -> None:
    """A public charity under 501(h) with three years of figures, five acts that are classified and a dozen efforts."""
    _tell_status(cast)
    acts = _classify(cast, loop)
    _book(cast, acts)
    _look_ahead(cast)


def _tell_status(cast: Cast) -> None:
    owner, by, today = cast.coalition, cast.owner, timezone.localdate()
    set_status(organization=owner, kind="charity", first_month=1, by=by)
    filed_on = datetime.date(today.year - 2, 3, 18)
    note_election(organization=owner, filed_on=filed_on, by=by)
    for back, spent in enumerate((412_000_00, 365_400_00, 298_750_00)):
        set_year(
            organization=owner,
            starts_on=datetime.date(today.year - back, 1, 1),
            exempt_cents=spent,
            is_estimate=back == 0,
            overhead_cents=31_000_00,
            overhead_source=_own(cast),
            all_hours=Decimal(6_240),
            by=by,
        )


def _classify(cast: Cast, loop: Loop) -> Mapping[str, Act]:
    """Two petitions, the letters and the sign-on letter about Item 114, a petition on paper; the others still wait."""
    district = add_official(organization=cast.coalition, values=words.DISTRICT, by=cast.organizer)
    item = {"organization": cast.coalition, "policy__identifier": "Item 114"}
    letters = LetterCampaign.objects.select_related("organization")
    acts = {
        "clinic": _petition(loop.council),
        "hospital": _petition(loop.hospital),
        "letters": act_of(letters.get(**item, audience=Readers.CHOSEN)),
        "letter": act_of(SignOnLetter.objects.select_related("organization").get(**item)),
        "district": _other(cast, words.TO_DISTRICT, district),
    }
    answers = {
        "clinic": TO_PUBLIC,
        "hospital": TO_HOSPITAL,
        "letters": TO_PUBLIC,
        "letter": TO_COUNCIL,
        "district": TO_BOARD,
    }
    for name, act in acts.items():
        classify_act(act=act, answers=answers[name], by=cast.organizer)
    _other(cast, words.TALK, loop.council)
    return acts


def _petition(official: Official) -> Act:
    petitions = Petition.objects.filter(official=official).exclude(state=PetitionState.DRAFT)
    return act_of(petitions.select_related("organization").get())


def _other(cast: Cast, text: tuple[str, str], official: Official) -> Act:
    title, told = text
    row = add_other_act(
        organization=cast.coalition, title=title, words=told, official=official, by=cast.organizer
    )
    return act_of(row)


def _book(cast: Cast, acts: Mapping[str, Act]) -> None:
    own = _own(cast)
    federal = FundingSource.objects.get(organization=cast.coalition, is_federal=True)
    for days, name, post, hours, told in words.HOURS:
        record_effort(
            organization=cast.coalition,
            act=acts[name],
            mode=EntryMode.INCIDENT,
            activity=Activity.CONTACT if name == "letter" else Activity.OTHER,
            words=told,
            worked_on=timezone.localdate() - datetime.timedelta(days=days),
            post=post,
            hours=Decimal(hours),
            rate_cents=RATES[post],
            source=federal if name == "district" else own,
            basis=words.CALENDAR,
            by=cast.organizer,
        )
    _divided(cast, own)
    _printed(cast, acts["clinic"], own)


def _own(cast: Cast) -> FundingSource:
    return FundingSource.objects.get(organization=cast.coalition, name="Members' fees")


def _divided(cast: Cast, source: FundingSource) -> None:
    """A meeting that was about more than the vote."""
    record_effort(
        organization=cast.coalition,
        act=None,
        mode=EntryMode.MEMO,
        words=words.MEETING,
        worked_on=timezone.localdate() - datetime.timedelta(days=27),
        post="Convener",
        hours=Decimal(4),
        rate_cents=RATES["Convener"],
        volunteer_hours=Decimal(11),
        source=source,
        direct_percent=Decimal(25),
        grassroots_percent=Decimal(25),
        basis=words.MEETING_BASIS,
        by=cast.organizer,
    )


def _printed(cast: Cast, act: Act, source: FundingSource) -> None:
    record_effort(
        organization=cast.coalition,
        act=act,
        mode=EntryMode.INCIDENT,
        activity=Activity.PUBLICATION,
        words=words.FLYERS,
        worked_on=timezone.localdate() - datetime.timedelta(days=33),
        direct_cents=286_40,
        volunteer_hours=Decimal(36),
        source=source,
        basis=words.RECEIPT,
        by=cast.organizer,
    )


def _look_ahead(cast: Cast) -> None:
    today = timezone.localdate()
    votes_on = datetime.date(today.year + 1, 11, 2)
    add_window(
        organization=cast.coalition,
        name=words.ELECTION,
        opens_on=votes_on - datetime.timedelta(days=60),
        votes_on=votes_on,
        by=cast.owner,
    )
    state, told = words.STATE
    add_reminder(
        organization=cast.coalition,
        state=state,
        words=told,
        due_on=today + datetime.timedelta(days=21),
        by=cast.owner,
    )
