"""What a room sees: the screen in front, and the phones in people's hands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from concerted.base.qr import qr_inline
from concerted.listen.conversations.models import (
    Participant,
    Round,
    Session,
    Statement,
    Tally,
    TallyKind,
    Value,
    Vote,
)
from concerted.listen.conversations.queries.in_the_room import asked_occasions
from concerted.listen.conversations.queries.pages import direction
from concerted.listen.conversations.queries.session_words import session_words
from concerted.listen.conversations.queries.sessions import statements_in
from concerted.listen.conversations.queries.telling import FLOOR
from concerted.organizations.translations import Rendition


@dataclass(frozen=True)
class Saying:
    """A text in one of the languages of a screen."""

    text: Rendition
    words: str
    is_translated: bool
    """Whether it is there in the language that the screen asked for."""

    @property
    def direction(self) -> str:
        return direction(self.text.language)


@dataclass(frozen=True)
class Outcome:
    """How a room voted, in per cent; nothing of fewer people than the floor."""

    label: str
    people: int
    agree: int
    passed: int
    disagree: int
    is_told: bool

    @property
    def disagree_from(self) -> int:
        return self.agree + self.passed


@dataclass(frozen=True)
class Screen:
    """The page in front of the room. ``statement`` is nothing before the first one."""

    session: Session
    sayings: list[Saying]
    statement: Statement | None
    position: int
    total: int
    previous: Statement | None
    following: Statement | None
    voted_count: int
    is_asked: bool
    """Whether the phones vote on it now."""
    outcomes: list[Outcome]
    calls: list[tuple[str, str]]
    """“Vote on your phone”, in each of its languages."""
    qr: str
    address: str
    floor: int = FLOOR

    @property
    def letters(self) -> int:
        """Of the longest text, so that it gets a size in which it fits."""
        return max((len(one.words) for one in self.sayings), default=0)


def short_address(session: Session) -> str:
    """The whole address that leads the phones in the room to it, in the language of each."""
    path = reverse("conversations:enter_room", args=[session.code])
    return settings.ADDRESS + path.removeprefix(f"/{get_language()}")


def shown_address(session: Session) -> str:
    """As one reads it from a wall: without what a browser adds by itself."""
    return short_address(session).partition("://")[2].rstrip("/")


def sayings_of(record: Statement | Session, languages: list[str]) -> list[Saying]:
    """The words of a statement, or the question of a session, side by side; each text once."""
    told: list[Saying] = []
    for language in languages:
        row = record.conversation if isinstance(record, Session) else record
        text = row.in_language(language)
        words = text.title if isinstance(record, Session) else text.text
        if all(one.words != words for one in told):
            told.append(Saying(text, words, is_translated=text.language == language))
    return told


def screen_of(session: Session) -> Screen:
    """All of the screen, for who runs the session."""
    statements = statements_in(session.conversation)
    on_screen = session.on_screen
    place = next(
        (at for at, one in enumerate(statements) if on_screen is not None and one == on_screen),
        -1,
    )
    asked = Round.objects.filter(session=session, statement=on_screen).first()
    address = short_address(session)
    return Screen(
        session=session,
        sayings=sayings_of(on_screen or session, session.languages),
        statement=on_screen,
        position=place + 1,
        total=len(statements),
        previous=statements[place - 1] if place > 0 else None,
        following=statements[place + 1] if place + 1 < len(statements) else None,
        voted_count=voted_in(session, on_screen),
        is_asked=asked is not None and asked.closed_at is None,
        outcomes=_outcomes(session, asked),
        calls=[(one, session_words(one)["vote_here"]) for one in session.languages],
        qr=qr_inline(address),
        address=shown_address(session),
    )


def voted_in(session: Session, statement: Statement | None) -> int:
    """How many have voted on ``statement`` on the phones of the room."""
    if statement is None:
        return 0
    return Vote.objects.filter(session=session, statement=statement).count()


def _outcomes(session: Session, asked: Round | None) -> list[Outcome]:
    """What phones said once that is over, and what was counted by hand."""
    if asked is None or asked.closed_at is None:
        return []
    told = []
    counts = (asked.agree_count, asked.pass_count, asked.disagree_count)
    if any(counts):
        told.append(outcome("", *counts))
    hands = (
        Tally.objects.standing()
        .filter(session=session, statement_id=asked.statement_id, kind=TallyKind.HANDS)
        .first()
    )
    if hands is not None:
        label = str(hands.get_kind_display())
        told.append(outcome(label, hands.agree_count, hands.pass_count, hands.disagree_count))
    return told


def outcome(label: str, agreed: int, passed: int, disagreed: int) -> Outcome:
    """Counts as shares of a hundred.

    >>> told = outcome("", 3, 1, 4)
    >>> told.agree, told.passed, told.disagree, told.is_told
    (38, 12, 50, True)
    """
    count = agreed + passed + disagreed
    agree, disagree = round(100 * agreed / count), round(100 * disagreed / count)
    return Outcome(
        label, count, agree, max(0, 100 - agree - disagree), disagree, is_told=count >= FLOOR
    )


class Turn(Enum):
    """What a phone in the room is to do now."""

    WAIT = "wait"
    VOTE = "vote"
    VOTED = "voted"
    OVER = "over"


@dataclass(frozen=True)
class RoomPage:
    """The page on a phone in the room."""

    session: Session
    title: Rendition
    turn: Turn
    statement: Statement | None
    text: Rendition | None
    value: int | None
    position: int
    total: int
    asks_about_you: bool

    @property
    def label(self) -> str:
        """What this visitor said."""
        return "" if self.value is None else str(Value(self.value).label)


def room_page(
    session: Session, participant: Participant | None, language: str, *, is_changing: bool
) -> RoomPage:
    """What one phone shows: the statement on the screen in its own language, and whether it has voted."""
    statement = session.on_screen
    value = _said(participant, statement, session)
    numbers = [one.pk for one in statements_in(session.conversation)]
    return RoomPage(
        session=session,
        title=session.conversation.in_language(language),
        turn=_turn(session, value, is_changing=is_changing),
        statement=statement,
        text=None if statement is None else statement.in_language(language),
        value=value,
        position=numbers.index(statement.pk) + 1 if statement and statement.pk in numbers else 0,
        total=len(numbers),
        asks_about_you=participant is not None
        and bool(asked_occasions(session.conversation, participant)),
    )


def _said(
    participant: Participant | None, statement: Statement | None, session: Session
) -> int | None:
    if participant is None or statement is None:
        return None
    votes = Vote.objects.filter(participant=participant, statement=statement, session=session)
    return votes.values_list("value", flat=True).first()


def _turn(session: Session, value: int | None, *, is_changing: bool) -> Turn:
    if session.on_screen_id is None:
        return Turn.WAIT
    asked = Round.objects.filter(session=session, statement=session.on_screen_id).first()
    if asked is None or asked.closed_at is not None:
        return Turn.OVER
    return Turn.VOTED if value is not None and not is_changing else Turn.VOTE
