"""Paper ballots as they are typed, checked and counted."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from concerted.base.gates import Viewer
from concerted.listen.conversations.models import (
    Ballot,
    BallotForm,
    Session,
    Stack,
    StackState,
    Statement,
    Value,
    Vote,
)
from concerted.organizations.translations import Rendition, renditions

KEY_OF = {Value.AGREE.value: "1", Value.DISAGREE.value: "2", Value.PASS.value: "3", None: "0"}
"""The key that is typed for each answer."""


@dataclass(frozen=True)
class StackLine:
    """A stack in the list: how far it is."""

    stack: Stack
    ballots: int
    empty: int


@dataclass(frozen=True)
class Paper:
    """What is printed and typed of a session."""

    forms: list[BallotForm]
    stacks: list[StackLine]


def paper_of(session: Session, viewer: Viewer) -> Paper:
    """The ballot forms and stacks of ``session`` that ``viewer`` may see, in two queries."""
    forms = BallotForm.objects.visible_to(viewer).filter(session=session)
    stacks = Stack.objects.visible_to(viewer).filter(session=session)
    counted = stacks.select_related("form", "begun_by", "checked_by").annotate(
        ballot_count=Count("ballots"),
        empty_count=Count("ballots", filter=Q(ballots__participant=None)),
    )
    return Paper(
        forms=list(forms),
        stacks=[StackLine(one, one.ballot_count, one.empty_count) for one in counted],
    )


@dataclass(frozen=True)
class Asked:
    """A statement as it stands on a ballot: its place there, and its words."""

    place: int
    statement: Statement
    text: Rendition


@dataclass(frozen=True)
class TypedBallot:
    """A ballot as it was typed; without answers once a second person has compared it."""

    ballot: Ballot
    keys: list[str]

    @property
    def entry(self) -> str:
        """As it was typed."""
        return "".join(self.keys)


@dataclass(frozen=True)
class StackPage:
    stack: Stack
    asked: list[Asked]
    ballots: list[TypedBallot]

    @property
    def following(self) -> int:
        """The number of the next ballot, to be written on it."""
        return max((one.ballot.number for one in self.ballots), default=0) + 1

    @property
    def shows_answers(self) -> bool:
        return self.stack.state in (StackState.BEGUN, StackState.TYPED)


def stack_page(stack: Stack, viewer: Viewer, language: str) -> StackPage:
    """A stack with what was typed of it, the last ballot first, for who holds the paper."""
    ballots = Ballot.objects.visible_to(viewer).filter(stack=stack).select_related("typed_by")
    rows = list(ballots.order_by("-number"))
    asked = asked_on(stack.form, language)
    is_shown = stack.state in (StackState.BEGUN, StackState.TYPED)
    said = _said(rows) if is_shown else {}
    return StackPage(
        stack=stack,
        asked=asked,
        ballots=[
            TypedBallot(one, _keys(asked, said.get(one.participant_id, {})) if is_shown else [])
            for one in rows
        ],
    )


def asked_on(form: BallotForm, language: str) -> list[Asked]:
    """The statements of a ballot form, in the order in which they are printed."""
    rows = Statement.objects.filter(
        conversation=form.session.conversation_id, number__in=form.statements
    )
    by_number = {one.number: one for one in rows}
    texts = renditions(by_number.values(), language)
    return [
        Asked(place, by_number[number], texts[by_number[number].pk])
        for place, number in enumerate(form.statements, 1)
        if number in by_number
    ]


Said = dict[uuid.UUID | None, dict[uuid.UUID, int]]


def _said(ballots: list[Ballot]) -> Said:
    """What the participant of each ballot was typed to say. Their stack has passed the gate of who holds the paper."""
    people = [one.participant_id for one in ballots if one.participant_id is not None]
    said: Said = {}
    votes = Vote.objects.filter(participant__in=people)
    for participant, statement, value in votes.values_list(
        "participant_id", "statement_id", "value"
    ):
        said.setdefault(participant, {})[statement] = value
    return said


def _keys(asked: list[Asked], said: dict[uuid.UUID, int]) -> list[str]:
    return [KEY_OF[said.get(one.statement.pk)] for one in asked]


def entry_of(ballot: Ballot, language: str) -> str:
    """What was typed of one ballot."""
    asked = asked_on(ballot.stack.form, language)
    return "".join(_keys(asked, _said([ballot]).get(ballot.participant_id, {})))
