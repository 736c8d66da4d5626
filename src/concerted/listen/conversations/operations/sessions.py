"""A session's own life: planned, opened, one statement after the other on its screen, closed; and what was counted."""

from __future__ import annotations

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.db.models import Count, F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.analysis.opinion import fewest_changed
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.listen.conversations.models import (
    Conversation,
    Round,
    Session,
    SessionState,
    Statement,
    StatementState,
    Tally,
    Value,
    Vote,
)
from concerted.listen.conversations.queries.telling import FLOOR
from concerted.organizations.models import Role

MOST_LANGUAGES = 2
"""Languages that stand side by side on a screen and can still be read at the back."""


class SessionValues(TypedDict, total=False):
    starts_at: datetime
    place: str
    languages: list[str]
    ways: list[str]
    facilitator: User | None
    people_count: int | None


@transaction.atomic
def add_session(
    *, conversation: Conversation, by: Viewer | None, **values: Unpack[SessionValues]
) -> Session:
    """Plan a session. The same place at the same time gives the one that is there."""
    conversation = (
        Conversation.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=conversation.pk)
    )
    kept = Session.objects.filter(conversation=conversation)
    same = kept.filter(starts_at=values["starts_at"], place=values["place"]).first()
    if same is not None:
        return same
    _check(conversation, values)
    session = Session.objects.create(
        organization=conversation.organization,
        conversation=conversation,
        number=(kept.aggregate(last=Max("number"))["last"] or 0) + 1,
        **{"languages": [conversation.language], **values},
    )
    note(verb="added", subject=session, by=by, after={"place": session.place})
    return session


@transaction.atomic
def change_session(
    *, session: Session, by: Viewer | None, **values: Unpack[SessionValues]
) -> Session:
    """Put right when, where and how; how many came is often known only afterwards."""
    session = locked(session=session)
    _check(session.conversation, values)
    before, after = change(session, **values)
    if after:
        note(verb="edited", subject=session, by=by, before=before, after=after)
    return session


def _check(conversation: Conversation, values: SessionValues) -> None:
    languages = values.get("languages")
    if languages is not None and not 1 <= len(languages) <= MOST_LANGUAGES:
        raise Refused(_("Please choose one or two languages."), field="languages")
    who = values.get("facilitator")
    team = Role.objects.filter(organization_id=conversation.organization_id)
    if who is not None and not team.filter(user=who).exists():
        raise Refused(_("The facilitator must be in your team."), field="facilitator")


@transaction.atomic
def open_session(*, session: Session, by: Viewer | None) -> Session:
    """Let the room begin: its short address takes votes from now on."""
    session = locked(session=session)
    if session.state is SessionState.CLOSED:
        raise Refused(_("This session is over. Plan another one."))
    if session.opened_at is None:
        check_counting(session=session)
        session.opened_at = timezone.now()
        session.save(update_fields=["opened_at"])
        note(verb="opened", subject=session, by=by, after={"place": session.place})
    return session


@transaction.atomic
def close_session(
    *, session: Session, by: Viewer | None, people_count: int | None = None
) -> Session:
    """End a session, and the voting in its room. Paper can still be typed in."""
    session = locked(session=session)
    if session.state is SessionState.PLANNED:
        raise Refused(_("This session has not begun yet."))
    if session.closed_at is not None:
        return session
    for one in Round.objects.select_for_update().filter(session=session, closed_at=None):
        _count_round(one)
    session.closed_at, session.on_screen = timezone.now(), None
    if people_count is not None:
        session.people_count = people_count
    session.save(update_fields=["closed_at", "on_screen", "people_count"])
    note(verb="closed", subject=session, by=by, after={"people": session.people_count})
    return session


@transaction.atomic
def show_statement(*, session: Session, statement: Statement) -> Session:
    """Put a statement on the screen. The first time, the phones in the room can vote on it."""
    session = _running(session)
    kept = Statement.objects.filter(conversation_id=session.conversation_id)
    shown = kept.filter(pk=statement.pk, state=StatementState.ACCEPTED).first()
    if shown is None:
        raise Refused(_("This statement is not shown to people."))
    Round.objects.get_or_create(session=session, statement=shown)
    session.on_screen = shown
    session.save(update_fields=["on_screen"])
    return session


@transaction.atomic
def close_round(*, session: Session, statement: Statement) -> Round:
    """End the voting on one statement in the room, and write down how it went. It is not opened again."""
    session = _running(session)
    found = Round.objects.select_for_update().filter(session=session, statement=statement).first()
    if found is None:
        raise Refused(_("Nobody was asked about this statement in the room yet."))
    if found.closed_at is None:
        _count_round(found)
    return found


def _count_round(found: Round) -> None:
    votes = Vote.objects.filter(session_id=found.session_id, statement_id=found.statement_id)
    counts = votes.aggregate(
        agree_count=Count("pk", filter=Q(value=Value.AGREE)),
        disagree_count=Count("pk", filter=Q(value=Value.DISAGREE)),
        pass_count=Count("pk", filter=Q(value=Value.PASS)),
    )
    found.closed_at = timezone.now()
    for name, count in counts.items():
        setattr(found, name, count)
    found.save(update_fields=["closed_at", *counts])


@transaction.atomic
def record_tally(
    *,
    session: Session,
    statement: Statement,
    kind: str,
    agree: int,
    disagree: int,
    passed: int,
    by: Viewer | None,
) -> Tally | None:
    """Hands or dots for a statement, in the place of what was counted before; all of them 0: nothing was counted.

    They move the statement's own counts by the difference. What everybody reads of them is told anew only where as many
    people as the privacy floor are behind the difference: a hand that is put right alone is nobody's to see.
    """
    session = locked(session=session)
    check_counting(session=session)
    statement = Statement.objects.select_for_update(of=("self",)).get(
        pk=statement.pk, conversation_id=session.conversation_id
    )
    counted = agree + disagree + passed
    if session.people_count is not None and counted > session.people_count:
        words = _("You counted %(counted)d, and %(people)d people came. Please count again.")
        told = {"counted": counted, "people": session.people_count}
        raise Refused(words % told, field="agree")
    kept = Tally.objects.filter(session=session, statement=statement, kind=kind).first()
    tally = kept or Tally(
        organization_id=session.organization_id, session=session, statement=statement, kind=kind
    )
    before = tally.counts
    if before == [agree, disagree, passed]:
        return kept if counted else None
    tally.agree_count, tally.disagree_count, tally.pass_count = agree, disagree, passed
    tell_tally(tally=tally)
    tally.counted_at, tally.counted_by_id = timezone.now(), by.pk if by else None
    Statement.objects.filter(pk=statement.pk).update(
        agree_count=F("agree_count") + agree - before[0],
        disagree_count=F("disagree_count") + disagree - before[1],
        pass_count=F("pass_count") + passed - before[2],
    )
    noted = {"statement": statement.number, "kind": str(kind), "people": counted}
    note(verb="counted", subject=session, by=by, after=noted)
    if not counted and tally.told is None:
        tally.delete()
        return None
    tally.save()
    return tally if counted else None


def tell_tally(*, tally: Tally) -> None:
    """Let everybody read what is counted now, if enough people are behind it, and behind the difference to the last."""
    is_enough = tally.vote_count >= FLOOR
    if is_enough and fewest_changed(tally.counts, tally.told or [0, 0, 0]) >= FLOOR:
        tally.told = tally.counts


def locked(*, session: Session) -> Session:
    """The row of ``session``, held until the transaction ends."""
    rows = Session.objects.select_for_update(of=("self",))
    return rows.select_related("conversation__organization").get(pk=session.pk)


def _running(session: Session) -> Session:
    session = locked(session=session)
    if not session.is_open:
        raise Refused(_("This session is not open."))
    return session


def check_counting(*, session: Session) -> None:
    """Refuse what would be counted in a conversation that takes no votes, or before a session began."""
    conversation = session.conversation
    if not conversation.takes_votes():
        raise Refused(_("This conversation takes no votes now. Open it first, then count."))
