"""What a row says about being contacted: granted, refused or nothing, for each channel.

A refusal always wins over a grant of the same row. An answer that is not understood grants nothing.
Action Network gives a status, VAN a “no …” flag, a form an answer in some language; Mailchimp gives
a file in which everybody is in, or everybody has left.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from concerted.people.importing.fields import (
    GRANTS,
    REFUSED_BY_NO,
    REFUSED_BY_YES,
    Channel,
    Field,
)
from concerted.people.importing.values import clean_text, folded


class Answer(enum.StrEnum):
    YES = "yes"
    NO = "no"
    SILENT = "silent"
    UNREACHABLE = "unreachable"
    UNCLEAR = "unclear"


_YES = set(
    "yes y yeah yep true t 1 x ok okay sure si s wi oui co sim vang da claro dako granted active"
    " subscribed agree agreed accepted accept allow allowed opted confirmed on v ✓ ✔ ☑".split()
) | {"opt in", "opted in", "opt-in", "opted-in", "dong y", "de acuerdo", "por supuesto"}
_NO = set(
    "no n nope false f 0 non nao khong never nunca jamais jamas stop unsubscribed refused declined"
    " refuse decline withdrawn revoked removed inactive off disallowed complaint complained blocked"
    " cancelled canceled optout unsubscribe k desuscrito nenni nanpwen pa dung ✗ ✘ ☐".split()
)
_NO_PHRASES = re.compile(
    r"\b(spam|complain\w*|unsub\w*|opt(?:ed)?[ -]?out|do not|don ?t|not subscribed|please no"
    r"|remove me|no thank\w*|no gracias|no quiero|non mesi|khong dong y|nao obrigad\w)\b"
)
_SILENT = {"", "none", "n/a", "na", "-", "null", "unknown", "never subscribed", "pending",
           "not set", "unconfirmed", "non-subscribed", "nonsubscribed", "?", "transactional"}  # fmt: skip
_UNREACHABLE = re.compile(r"\b(bounc\w+|previous bounce|cleaned|undeliverable|invalid|hard bounce)\b")
_LOST_LETTERS = {"n?o": Answer.NO, "kh?ng": Answer.NO, "s?": Answer.YES, "c?": Answer.YES}
_NOTED = (
    (re.compile(r"\b(?:do ?n[o']?t|no|never|stop) (?:e-?mail\w*|send e-?mails?)\b"), Channel.EMAIL),
    (re.compile(r"\b(?:do ?n[o']?t|no|never|stop) (?:text\w*|sms)\b"), Channel.TEXT),
    (re.compile(r"\b(?:(?:do ?n[o']?t|never|stop) (?:call|phone)\w*|no calls?|no llamar|pa rele)\b"),
     Channel.CALL),
)  # fmt: skip
_NOTED_ALL = re.compile(
    r"\b(?:do ?n[o']?t contact|no contact(?:ar)?|remove me|take me off|unsubscribe(?:d)?)\b"
)


@dataclass(frozen=True)
class Consents:
    granted: frozenset[Channel]
    refused: frozenset[Channel]
    said: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def read_answer(raw: str) -> Answer:
    """A yes or no in English, Spanish, Kreyòl, Vietnamese, Portuguese, French, or a status.

    >>> [read_answer(word).value for word in ("Sí", "Kh?ng", "spam complaint", "bouncing", "")]
    ['yes', 'no', 'no', 'unreachable', 'silent']
    """
    text = folded(clean_text(raw, limit=100)).strip(" .!*\"'¡")
    if text in _SILENT:
        return Answer.SILENT
    if text in _LOST_LETTERS:
        return _LOST_LETTERS[text]
    if text in _YES:
        return Answer.YES
    if _NO_PHRASES.search(text):
        return Answer.NO
    if _UNREACHABLE.search(text):
        return Answer.UNREACHABLE
    first = re.split(r"[\s,.;:!/()-]+", text, maxsplit=1)[0].replace("\ufffd", "?")
    if first in _NO or _LOST_LETTERS.get(first) is Answer.NO:
        return Answer.NO
    return Answer.YES if first in _YES else Answer.UNCLEAR


def read_consents(
    cells: Iterable[tuple[Field, str]], whole_file: Mapping[Channel, Answer]
) -> Consents:
    """What the cells of one row, and its being in this file, say about each channel."""
    granted = {channel for channel, answer in whole_file.items() if answer is Answer.YES}
    refused = {channel for channel, answer in whole_file.items() if answer is Answer.NO}
    unreachable: set[Channel] = set()
    said: list[str] = []
    for field, raw in cells:
        if field in GRANTS:
            answer = read_answer(raw)
            if answer is Answer.YES:
                granted.update(GRANTS[field])
            elif answer is Answer.NO:
                refused.update(REFUSED_BY_NO[field])
            elif answer is Answer.UNREACHABLE:
                unreachable.update(GRANTS[field])
                said.append(f"“{clean_text(raw, limit=40)}”: not reachable, so nothing is granted.")
            elif answer is Answer.UNCLEAR:
                said.append(f"“{clean_text(raw, limit=40)}” is neither yes nor no.")
        elif field in REFUSED_BY_YES:
            if read_answer(raw) not in {Answer.NO, Answer.SILENT} or _is_status_of_leaving(raw):
                refused.update(REFUSED_BY_YES[field])
        elif field in {Field.NOTES, Field.TAGS}:
            refused.update(_noted(raw))
    granted -= refused | unreachable
    return Consents(frozenset(granted), frozenset(refused), tuple(said))


def _is_status_of_leaving(raw: str) -> bool:
    """In a “no e-mail” column, “unsubscribed” and “stop” refuse although they read as a no."""
    return bool(_NO_PHRASES.search(folded(raw))) or folded(raw).strip() == "stop"


def _noted(raw: str) -> set[Channel]:
    text = folded(raw)
    if _NOTED_ALL.search(text):
        return set(Channel)
    return {channel for pattern, channel in _NOTED if pattern.search(text)}
