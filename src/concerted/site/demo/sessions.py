"""The session of the demonstration: an evening in the library, with a screen, hands and paper, and one to come."""

from __future__ import annotations

import datetime
import random
from collections.abc import Mapping

from django.utils import timezone

from concerted.listen.conversations.models import Conversation, Session, Statement, Value
from concerted.listen.conversations.operations.ballots import (
    begin_stack,
    check_stack,
    finish_stack,
    print_ballots,
    type_ballot,
)
from concerted.listen.conversations.operations.sessions import (
    add_session,
    close_round,
    close_session,
    open_session,
    record_tally,
    show_statement,
)
from concerted.listen.conversations.operations.statements import write_down_statement
from concerted.listen.conversations.operations.voting import cast_vote
from concerted.site.demo import talk_words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import translate

SEED = 31
CAME = 34
BALLOTS = 14
IN_THE_ROOM = range(0, 18, 2)
"""The neighbors who also vote on their phones, in the room."""
HANDS = {1: (7, 1, 1), 2: (8, 0, 1)}
"""Agree, disagree and pass, of those who came without a phone, by the number of the statement."""


def hold_sessions(
    cast: Cast, conversation: Conversation, chances: Mapping[Statement, talk_words.Chances]
) -> None:
    """One that was held, its ballots typed in and checked, and one that is planned."""
    evening = timezone.now().astimezone(conversation.zone)
    evening = evening.replace(hour=18, minute=30, second=0, microsecond=0)
    held = add_session(
        conversation=conversation,
        starts_at=evening - datetime.timedelta(days=6),
        place=talk_words.LIBRARY,
        languages=["en", "es"],
        ways=["screen", "hands", "ballots"],
        facilitator=cast.organizer,
        by=cast.organizer,
    )
    held = open_session(session=held, by=cast.organizer)
    said = write_down_statement(
        conversation=conversation, text=talk_words.SAID_ALOUD, language="en", by=cast.organizer
    )
    translate(said, {"es": {"text": talk_words.SAID_ALOUD_IN_SPANISH}}, cast)
    _ask_the_room(held, chances, cast)
    _type_ballots(held, chances, cast)
    close_session(session=held, people_count=CAME, by=cast.organizer)
    _move(held)
    add_session(
        conversation=conversation,
        starts_at=evening + datetime.timedelta(days=8),
        place=talk_words.SCHOOL,
        languages=["ht", "en"],
        ways=["screen", "ballots"],
        facilitator=cast.owner,
        by=cast.organizer,
    )


def _ask_the_room(
    session: Session, chances: Mapping[Statement, talk_words.Chances], cast: Cast
) -> None:
    """Two statements on the screen; hands of those who have no phone with them."""
    chance = random.Random(SEED)  # noqa: S311 the same evening each time
    for statement in list(chances)[:2]:
        show_statement(session=session, statement=statement)
        for voice in IN_THE_ROOM:
            cast_vote(
                conversation=session.conversation,
                statement=statement.pk,
                value=_answer(chance, chances[statement][talk_words.way_of(voice)]),
                key=key_of(voice),
                language=session.languages[voice % 2],
                session=session,
            )
        close_round(session=session, statement=statement)
        agree, disagree, passed = HANDS[statement.number]
        record_tally(
            session=session,
            statement=statement,
            kind="hands",
            agree=agree,
            disagree=disagree,
            passed=passed,
            by=cast.organizer,
        )


def _type_ballots(
    session: Session, chances: Mapping[Statement, talk_words.Chances], cast: Cast
) -> None:
    """Elders of the neighborhood, for the most part. Who typed them does not check them."""
    chance = random.Random(SEED)  # noqa: S311
    form = print_ballots(session=session, languages=session.languages, by=cast.organizer)
    stack = begin_stack(form=form, by=cast.organizer)
    likely = {one.number: some for one, some in chances.items()}
    for number in range(1, BALLOTS + 1):
        group = 2 if number % 4 else number % 3
        answers = [
            _answer(chance, likely.get(one, (6, 6, 6))[group]) if chance.random() > 0.1 else None
            for one in form.statements
        ]
        type_ballot(stack=stack, number=number, answers=answers, by=cast.organizer)
    stack = finish_stack(stack=stack, by=cast.organizer)
    check_stack(stack=stack, by=cast.owner)


def _answer(chance: random.Random, likely: int) -> int:
    """Of ten, ``likely`` agree; some of the others are unsure."""
    if chance.random() * 10 < likely:
        return Value.AGREE.value
    return Value.PASS.value if chance.random() < 0.2 else Value.DISAGREE.value


def _move(session: Session) -> None:
    """Let the session have been open on its evening, for two hours."""
    Session.objects.filter(pk=session.pk).update(
        opened_at=session.starts_at, closed_at=session.starts_at + datetime.timedelta(hours=2)
    )


def key_of(voice: int) -> str:
    return f"a neighbor of the demonstration, {voice}"
