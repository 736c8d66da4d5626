"""Paper ballots: printed, typed in stacks, checked by a second person, and taken back where a stack was wrong."""

from __future__ import annotations

import secrets
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Count, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.identifiers import uuid7
from concerted.base.papers import PaperSize
from concerted.base.rows import insert
from concerted.listen.conversations.models import (
    MOST_BALLOTS,
    Ballot,
    BallotForm,
    Participant,
    Session,
    Stack,
    StackState,
    Statement,
    Value,
    Via,
    Vote,
)
from concerted.listen.conversations.operations.counts import move_counts
from concerted.listen.conversations.operations.sessions import MOST_LANGUAGES, check_counting
from concerted.listen.conversations.operations.sessions import locked as locked_session
from concerted.listen.conversations.operations.voices import numbered
from concerted.listen.conversations.operations.voting import COLUMNS
from concerted.organizations.queries import enters_alone

Answers = Sequence[int | None]
"""What stands beside each statement of a ballot, in its order; nothing where no box is ticked."""
MOST_STATEMENTS = 60
"""Statements on a ballot that somebody still reads to its end."""


@transaction.atomic
def print_ballots(
    *, session: Session, languages: Sequence[str], by: Viewer | None, size: str = PaperSize.LETTER
) -> BallotForm:
    """The ballot with the statements that are shown now. Where nothing has changed, the one that was printed before."""
    session = locked_session(session=session)
    if not 1 <= len(languages) <= MOST_LANGUAGES:
        raise Refused(_("Please choose one or two languages."), field="languages")
    shown = Statement.objects.filter(conversation=session.conversation).accepted()
    numbers = list(shown.order_by("number").values_list("number", flat=True)[:MOST_STATEMENTS])
    if not numbers:
        raise Refused(_("There is no statement to put on a ballot yet."))
    kept = BallotForm.objects.filter(session=session)
    given = {"statements": numbers, "languages": list(languages), "size": size}
    same = next((one for one in kept if all(getattr(one, k) == v for k, v in given.items())), None)
    if same is not None:
        return same
    last = kept.aggregate(last=Max("number"))["last"] or 0
    made = BallotForm.objects.create(
        organization_id=session.organization_id,
        session=session,
        number=last + 1,
        printed_by_id=by.pk if by else None,
        **given,
    )
    note(verb="printed", subject=made, by=by, after={"statements": len(numbers)})
    return made


@transaction.atomic
def begin_stack(*, form: BallotForm, by: Viewer | None) -> Stack:
    """A stack to type in. Who has one of this form with nothing in it goes on with that."""
    session = locked_session(session=form.session)
    check_counting(session=session)
    if session.opened_at is None:
        raise Refused(_("This session has not begun yet."))
    typist = by.pk if by else None
    mine = Stack.objects.filter(form=form, begun_by_id=typist, typed_at=None, undone_at=None)
    empty = mine.filter(ballots=None).first()
    if empty is not None:
        return empty
    last = Stack.objects.filter(session=session).aggregate(last=Max("number"))["last"] or 0
    return Stack.objects.create(
        organization_id=session.organization_id,
        session=session,
        form=form,
        number=last + 1,
        begun_by_id=typist,
    )


@transaction.atomic
def type_ballot(*, stack: Stack, number: int, answers: Answers, by: Viewer | None) -> Ballot:
    """What stands on one ballot: a participant and their votes, or a paper on which nothing is ticked.

    The same ballot typed twice counts once. Another one under a number that is taken is refused.
    """
    stack = _locked(stack)
    _check_open(stack)
    said = _said(stack, answers)
    kept = stack.ballots.filter(number=number).select_related("participant").first()
    if kept is not None:
        if _votes_of(kept) == said:
            return kept
        words = _("Ballot %(number)d is typed in already, with other answers. Correct it there.")
        raise Refused(words % {"number": number}, field="answers")
    if not 1 <= number <= MOST_BALLOTS:
        raise Refused(_("This stack is full. Please begin another one."), field="answers")
    ballot = Ballot(
        organization_id=stack.organization_id,
        stack=stack,
        number=number,
        typed_by_id=by.pk if by else None,
    )
    _put(ballot, {}, said)
    ballot.save(force_insert=True)
    return ballot


@transaction.atomic
def correct_ballot(*, ballot: Ballot, answers: Answers, by: Viewer | None) -> Ballot:
    """Put a ballot right that was typed wrongly. Its participant stays, with the votes that the paper has."""
    stack = _locked(ballot.stack)
    _check_open(stack, is_typing=False)
    rows = Ballot.objects.select_for_update(of=("self",)).select_related("participant")
    ballot = rows.get(pk=ballot.pk)
    ballot.stack = stack
    before, said = _votes_of(ballot), _said(stack, answers)
    if before == said:
        return ballot
    _put(ballot, before, said)
    ballot.corrected_at = timezone.now()
    ballot.save(update_fields=["participant", "corrected_at"])
    told = {"stack": stack.number, "ballot": ballot.number}
    note(verb="corrected", subject=stack, by=by, after=told)
    return ballot


@transaction.atomic
def finish_stack(*, stack: Stack, by: Viewer | None) -> Stack:
    """Say that the stack ends here, so that somebody else can compare it with the paper."""
    stack = _locked(stack)
    if stack.typed_at is not None:
        return stack
    _check_open(stack)
    count = stack.ballots.count()
    if not count:
        raise Refused(_("Nothing is typed in yet."))
    stack.typed_at = timezone.now()
    stack.save(update_fields=["typed_at"])
    note(verb="typed", subject=stack, by=by, after={"stack": stack.number, "ballots": count})
    return stack


@transaction.atomic
def check_stack(*, stack: Stack, by: Viewer) -> Stack:
    """Confirm that what was typed stands on the paper. Somebody else than who typed it does so.

    Where one person alone may type, that person may check, and the stack says so.
    """
    stack = _locked(stack)
    if stack.state is StackState.CHECKED:
        return stack
    if stack.state is not StackState.TYPED:
        raise Refused(_("Please finish typing this stack first."))
    typed_it = stack.ballots.filter(typed_by_id=by.pk).exists()
    if typed_it and not enters_alone(stack.session.conversation.organization, by):
        words = _("You typed this stack yourself. Please ask somebody else to compare it.")
        raise Refused(words)
    stack.checked_at, stack.checked_by_id = timezone.now(), by.pk
    stack.is_self_checked = typed_it
    stack.save(update_fields=["checked_at", "checked_by", "is_self_checked"])
    told = {"stack": stack.number, "self_checked": typed_it}
    note(verb="checked", subject=stack, by=by, after=told)
    return stack


@transaction.atomic
def undo_stack(*, stack: Stack, by: Viewer | None) -> Stack:
    """Take a whole stack back: its participants and their votes are gone, as if it had never been typed."""
    stack = _locked(stack)
    if stack.undone_at is not None:
        return stack
    check_counting(session=stack.session)
    people = Participant.objects.filter(ballot__stack=stack)
    rows = Vote.objects.filter(participant__in=people).order_by("statement_id")
    counted = rows.values_list("statement_id", "value").annotate(number=Count("pk"))
    steps: dict[uuid.UUID, Counter[str]] = {}
    for statement, value, number in counted:
        steps.setdefault(statement, Counter())[COLUMNS[Value(value)]] -= number
    count = people.count()
    move_counts(conversation=stack.session.conversation, steps=steps, people=-count)
    people.delete()
    stack.undone_at, stack.undone_by_id = timezone.now(), by.pk if by else None
    stack.save(update_fields=["undone_at", "undone_by"])
    told = {"stack": stack.number, "ballots": count}
    note(verb="taken_back", subject=stack, by=by, after=told)
    return stack


def _locked(stack: Stack) -> Stack:
    rows = Stack.objects.select_for_update(of=("self",))
    return rows.select_related("form", "session__conversation__organization").get(pk=stack.pk)


def _check_open(stack: Stack, *, is_typing: bool = True) -> None:
    check_counting(session=stack.session)
    if stack.undone_at is not None:
        raise Refused(_("This stack was taken back. Please begin another one."))
    if stack.checked_at is not None or (is_typing and stack.typed_at is not None):
        raise Refused(_("This stack is finished. Please begin another one."))


def _said(stack: Stack, answers: Answers) -> dict[uuid.UUID, int]:
    """The votes of a ballot by statement. Raises ``Refused`` where it has not as many answers as statements."""
    asked = stack.form.statements
    if len(answers) != len(asked):
        words = _(
            "This ballot has %(asked)d statements, and you typed %(typed)d answers. "
            "Type 0 where no box is ticked."
        )
        raise Refused(words % {"asked": len(asked), "typed": len(answers)}, field="answers")
    rows = Statement.objects.filter(
        conversation_id=stack.session.conversation_id, number__in=asked
    )
    keys = dict(rows.values_list("number", "pk"))
    given = zip(asked, answers, strict=True)
    return {keys[number]: Value(value).value for number, value in given if value is not None}


def _votes_of(ballot: Ballot) -> dict[uuid.UUID, int]:
    """What was typed of ``ballot``, by statement."""
    rows = Vote.objects.filter(participant=ballot.participant_id, via=Via.PAPER)
    return dict(rows.values_list("statement_id", "value")) if ballot.participant_id else {}


def _put(ballot: Ballot, before: Mapping[uuid.UUID, int], said: Mapping[uuid.UUID, int]) -> None:
    """Let the participant of ``ballot`` say ``said`` and nothing else, and move the counts."""
    session, now = ballot.stack.session, timezone.now()
    people = 0
    if said and ballot.participant is None:
        ballot.participant = numbered(
            conversation=session.conversation,
            key_hash=f"paper:{secrets.token_hex(16)}",
            language=ballot.stack.form.languages[0],
        )
        insert(ballot.participant)
    own = Vote.objects.filter(participant=ballot.participant_id) if before else Vote.objects.none()
    own.filter(statement__in=[one for one in before if one not in said]).delete()
    for statement, value in said.items():
        if before.get(statement, value) != value:
            own.filter(statement=statement).update(value=value, voted_at=now)
    fresh = [
        Vote(
            id=uuid7(),
            participant=ballot.participant,
            statement_id=statement,
            value=value,
            voted_at=now,
            via=Via.PAPER,
            session=session,
        )
        for statement, value in said.items()
        if statement not in before
    ]
    insert(*fresh)
    if before and not said and ballot.participant is not None:
        ballot.participant.delete()
        ballot.participant, people = None, -1
    steps = _steps(before, said)
    move_counts(conversation=session.conversation, steps=steps, people=people)


def _steps(
    before: Mapping[uuid.UUID, int], said: Mapping[uuid.UUID, int]
) -> dict[uuid.UUID, Counter[str]]:
    steps: dict[uuid.UUID, Counter[str]] = {}
    for votes, step in ((before, -1), (said, 1)):
        for statement, value in votes.items():
            steps.setdefault(statement, Counter())[COLUMNS[Value(value)]] += step
    return steps
