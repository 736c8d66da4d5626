"""Sessions in the workspace: the list, one with what was counted in it, and how each vote of a statement came."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.listen.conversations.models import (
    Ballot,
    Conversation,
    Session,
    Statement,
    Tally,
    TallyKind,
    Via,
    Vote,
)
from concerted.listen.conversations.queries.telling import FLOOR
from concerted.organizations.models import Organization, Role
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class Held:
    """A session and what came of it so far."""

    session: Session
    phones: int = 0
    """People who voted on a phone in the room."""
    ballots: int = 0
    tallied: int = 0
    """Hands and dots."""

    @property
    def languages(self) -> str:
        return ", ".join(own_name(one) for one in self.session.languages)


def sessions_held(sessions: QuerySet[Session]) -> list[Held]:
    """Each of ``sessions``, which have passed a gate, with its counts, in four queries."""
    rows = list(sessions.with_everything())  # type: ignore[attr-defined]
    phones = _numbers(
        Vote.objects.filter(session__in=rows, via=Via.ROOM)
        .order_by()
        .values_list("session")
        .annotate(number=Count("participant", distinct=True))
    )
    ballots = _numbers(
        Ballot.objects.filter(stack__session__in=rows, participant__isnull=False)
        .order_by()
        .values_list("stack__session")
        .annotate(number=Count("pk"))
    )
    counted = Tally.objects.filter(session__in=rows).order_by().values_list("session")
    tallies = _numbers(
        counted.annotate(number=Sum("agree_count") + Sum("disagree_count") + Sum("pass_count"))
    )
    return [
        Held(one, phones.get(one.pk, 0), ballots.get(one.pk, 0), tallies.get(one.pk, 0))
        for one in rows
    ]


def _numbers(rows: Iterable[tuple[uuid.UUID, int]]) -> dict[uuid.UUID, int]:
    return dict(rows)


def team_of(organization: Organization, viewer: Viewer) -> QuerySet[User]:
    """Who may facilitate: the users of ``organization`` that ``viewer`` works with."""
    roles = Role.objects.visible_to(viewer).filter(organization=organization)
    return User.objects.filter(pk__in=roles.values("user_id")).order_by("name", "email")


def statements_in(conversation: Conversation) -> list[Statement]:
    """Those that are shown to people, in the order of their numbers. For a conversation that has passed a gate."""
    return list(Statement.objects.filter(conversation=conversation).accepted().order_by("number"))


@dataclass(frozen=True)
class Counted:
    """A statement, and the hands and dots that were counted for it in one session."""

    statement: Statement
    text: Rendition
    tallies: dict[str, Tally] = field(default_factory=dict)

    @property
    def hands(self) -> Tally | None:
        return self.tallies.get(TallyKind.HANDS)

    @property
    def dots(self) -> Tally | None:
        return self.tallies.get(TallyKind.DOTS)


def counted_in(session: Session, language: str) -> list[Counted]:
    """Every statement that one can count for in ``session``, in three queries."""
    statements = statements_in(session.conversation)
    texts = renditions(statements, language)
    found: dict[uuid.UUID, dict[str, Tally]] = {}
    for tally in Tally.objects.standing().filter(session=session):
        found.setdefault(tally.statement_id, {})[tally.kind] = tally
    return [Counted(one, texts[one.pk], found.get(one.pk, {})) for one in statements]


@dataclass(frozen=True)
class Source:
    """One way in which votes on a statement came, and how many; nothing where too few to tell."""

    label: str
    votes: int | None


def sources_of(statement: Statement) -> list[Source]:
    """How the votes on ``statement`` came to be there. Of fewer than the floor no number is told."""
    votes = Vote.objects.filter(statement=statement).order_by().values_list("via")
    cast = dict(votes.annotate(number=Count("pk")))
    sources = [(str(via.label), cast.get(via.value, 0)) for via in Via]
    tallies = Tally.objects.filter(statement=statement).order_by().values_list("kind")
    counted = dict(
        tallies.annotate(number=Sum("agree_count") + Sum("disagree_count") + Sum("pass_count"))
    )
    sources += [(str(kind.label), counted.get(kind.value, 0)) for kind in TallyKind]
    return [
        Source(label, number if number >= FLOOR else None) for label, number in sources if number
    ]


@dataclass(frozen=True)
class Shown:
    """Hands or dots on one statement in one session, in per cent; nothing where too few to tell."""

    text: Rendition
    kind: str
    place: str
    votes: int
    agree: int
    passed: int
    disagree: int
    is_told: bool


@dataclass(frozen=True)
class RoomsTold:
    """What the page of the map says of rooms."""

    session_count: int
    vote_count: int
    """Hands and dots, which have no place on the map."""
    shown: list[Shown]


def rooms_told(conversation: Conversation, language: str) -> RoomsTold | None:
    """What was counted in rooms without being anybody's, for everybody; nothing where nothing was."""
    tallies = list(
        Tally.objects.standing()
        .filter(session__conversation=conversation, statement__state="accepted")
        .select_related("session", "statement")
        .order_by("statement__number", "kind", "session__number")
    )
    if not tallies:
        return None
    texts = renditions({one.statement for one in tallies}, language)
    return RoomsTold(
        session_count=len({one.session_id for one in tallies}),
        vote_count=sum(sum(one.told or ()) for one in tallies),
        shown=[_shown(one, texts[one.statement_id]) for one in tallies],
    )


def _shown(tally: Tally, text: Rendition) -> Shown:
    agreed, disagreed, passed = tally.told or (0, 0, 0)
    count = agreed + disagreed + passed
    agree, disagree = (round(100 * one / (count or 1)) for one in (agreed, disagreed))
    return Shown(
        text=text,
        kind=str(tally.get_kind_display()),
        place=tally.session.place,
        votes=count,
        agree=agree,
        passed=max(0, 100 - agree - disagree),
        disagree=disagree,
        is_told=tally.told is not None,
    )


def names_of(ways: Iterable[str]) -> list[str]:
    """How people take part in a session, in words."""
    told = {
        "screen": _("A screen, and votes on phones"),
        "hands": _("Hands or dots, counted"),
        "ballots": _("Paper ballots, typed in"),
    }
    return [told[one] for one in ways if one in told]
