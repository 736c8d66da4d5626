"""The conversation of the demonstration and the neighbors who take part; and one that was truly held elsewhere."""

from __future__ import annotations

import random
from pathlib import Path

from concerted.listen.conversations.models import Conversation, Statement, Value
from concerted.listen.conversations.operations.conversations import (
    add_conversation,
    open_conversation,
)
from concerted.listen.conversations.operations.importing import import_conversation
from concerted.listen.conversations.operations.readings import read_map
from concerted.listen.conversations.operations.statements import (
    review_statement,
    seed_statements,
    suggest_statement,
)
from concerted.listen.conversations.operations.voting import cast_vote
from concerted.listen.conversations.queries.folders import read_conversation
from concerted.site.demo import past, talk_words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate
from concerted.site.demo.sessions import hold_sessions, key_of

SEED = 12
VOICES = 120
HELD_ELSEWHERE = Path(__file__).with_name("data") / "seattle_minimum_wage"
CREDIT = (
    "Real votes and statements, held in Seattle in 2014: data was gathered using the Polis software "
    "(compdemocracy.org/polis) and is sub-licensed under CC BY 4.0 with attribution to The Computational Democracy "
    "Project. More about it: https://compdemocracy.org/case-studies/2014-seattle-15-per-hour. Columns that are not "
    "used are left out."
)
LANGUAGES = ("en", "en", "es", "es", "ht")
"""In which three languages neighbors take part, as often as they stand here."""


def hold_conversation(cast: Cast, loop: Loop) -> None:
    """One that is open, with statements of neighbors, most of them read, and their votes."""
    conversation = add_conversation(
        organization=cast.coalition, goal=loop.clinic.goal, by=cast.organizer, **talk_words.TALK
    )
    translate(conversation, talk_words.TALK_IN, cast)
    seeds = seed_statements(
        conversation=conversation,
        texts=[english for english, *_others in talk_words.SEEDS],
        by=cast.organizer,
    )
    chances: dict[Statement, talk_words.Chances] = {}
    for seed, (_english, spanish, haitian, likely) in zip(seeds, talk_words.SEEDS, strict=True):
        translate(seed, {"es": {"text": spanish}, "ht": {"text": haitian}}, cast)
        chances[seed] = likely
    conversation = open_conversation(conversation=conversation, by=cast.organizer)
    chances |= _added(conversation, cast)
    _vote(conversation, chances)
    hold_sessions(cast, conversation, chances)
    past.move_conversation(conversation, days=16)
    read_map(conversation=conversation)


def bring_conversation(cast: Cast) -> None:
    """One that people truly held, from its published files, with its map."""
    brought = import_conversation(
        organization=cast.coalition,
        files=read_conversation(HELD_ELSEWHERE),
        language="en",
        credit=CREDIT,
        by=cast.organizer,
    )
    read_map(conversation=brought.conversation)


def _added(conversation: Conversation, cast: Cast) -> dict[Statement, talk_words.Chances]:
    """Statements of neighbors: shown, rejected, held, and one that nobody has read yet."""
    shown = {}
    for number, (language, text, likely) in enumerate(talk_words.ADDED):
        one = _suggest(conversation, number, text, language)
        shown[review_statement(statement=one, is_accepted=True, by=cast.organizer)] = likely
        if text in talk_words.ADDED_IN_ENGLISH:
            translate(one, {"en": {"text": talk_words.ADDED_IN_ENGLISH[text]}}, cast)
    off_topic = _suggest(conversation, 17, talk_words.OFF_TOPIC, "en")
    review_statement(statement=off_topic, is_accepted=False, reason="off_topic", by=cast.organizer)
    tells = _suggest(conversation, 18, talk_words.TELLS_A_NUMBER, "en")
    review_statement(statement=tells, is_accepted=False, reason="identifies", by=cast.organizer)
    _suggest(conversation, 19, talk_words.STILL_WAITING, "en")
    return shown


def _suggest(conversation: Conversation, voice: int, text: str, language: str) -> Statement:
    return suggest_statement(
        conversation=conversation, text=text, key=key_of(voice), language=language
    )


def _vote(conversation: Conversation, chances: dict[Statement, talk_words.Chances]) -> None:
    """Three ways of seeing it, and people who do not always think like their group."""
    chance = random.Random(SEED)  # noqa: S311 the same neighbors each time
    for voice in range(VOICES):
        group, language = talk_words.way_of(voice), LANGUAGES[voice % len(LANGUAGES)]
        for statement, likely in chances.items():
            if chance.random() < 0.15:
                continue
            value = Value.AGREE if chance.random() * 10 < likely[group] else Value.DISAGREE
            cast_vote(
                conversation=conversation,
                statement=statement.pk,
                value=Value.PASS if chance.random() < 0.08 else value,
                key=key_of(voice),
                language=language,
            )
