"""What a row says about being contacted: granted, refused or nothing, for each channel.

A refusal always wins over a grant of the same row. An answer that is not understood grants nothing.
Action Network gives a status, VAN a “no …” flag, a form an answer in some language; Mailchimp gives
a file in which everybody is in, or everybody has left.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from concerted.people.folding import folded
from concerted.people.importing.fields import (
    GRANTS,
    REFUSED_BY_NO,
    REFUSED_BY_YES,
    Channel,
    Field,
)
from concerted.people.importing.remarks import Reason, Remark
from concerted.people.importing.values import clean_text


class Answer(enum.StrEnum):
    YES = "yes"
    NO = "no"
    SILENT = "silent"
    UNREACHABLE = "unreachable"
    UNCLEAR = "unclear"


_YES = {
    "yes",
    "y",
    "yeah",
    "yep",
    "true",
    "t",
    "1",
    "x",
    "ok",
    "okay",
    "sure",
    "si",
    "s",
    "wi",
    "oui",
    "co",
    "sim",
    "vang",
    "da",
    "claro",
    "dako",
    "granted",
    "active",
    "subscribed",
    "agree",
    "agreed",
    "accepted",
    "accept",
    "allow",
    "allowed",
    "opted",
    "confirmed",
    "on",
    "v",
    "✓",
    "✔",
    "☑",
} | {"opt in", "opted in", "opt-in", "opted-in", "dong y", "de acuerdo", "por supuesto"}
_NO = {
    "no",
    "n",
    "nope",
    "false",
    "f",
    "0",
    "non",
    "nao",
    "khong",
    "never",
    "nunca",
    "jamais",
    "jamas",
    "stop",
    "unsubscribed",
    "refused",
    "declined",
    "refuse",
    "decline",
    "withdrawn",
    "revoked",
    "removed",
    "inactive",
    "off",
    "disallowed",
    "complaint",
    "complained",
    "blocked",
    "cancelled",
    "canceled",
    "optout",
    "unsubscribe",
    "k",
    "desuscrito",
    "nenni",
    "nanpwen",
    "pa",
    "dung",
    "✗",
    "✘",
    "☐",
}
_NO_PHRASES = re.compile(
    r"\b(spam|complain\w*|unsub\w*|opt(?:ed)?[ -]?out|do not|don ?t|not subscribed|please no"
    r"|remove me|no thank\w*|no gracias|no quiero|non mesi|khong dong y|nao obrigad\w)\b"
)
_SILENT = {"", "none", "n/a", "na", "-", "null", "unknown", "never subscribed", "pending",
           "not set", "unconfirmed", "non-subscribed", "nonsubscribed", "?", "transactional"}  # fmt: skip
_UNREACHABLE = re.compile(
    r"\b(bounc\w+|previous bounce|cleaned|undeliverable|invalid|hard bounce)\b"
)
_LOST_NO = {"n?o", "kh?ng"}  # Não, Không in an encoding that had no such letter
_LOST_YES = {"s?", "c?"}
_WHOLE_ANSWERS: tuple[tuple[Container[str], Answer], ...] = (
    (_SILENT, Answer.SILENT),
    (_LOST_NO, Answer.NO),
    (_LOST_YES, Answer.YES),
    (_YES, Answer.YES),
    (_NO, Answer.NO),
)
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
    unreachable: frozenset[Channel] = frozenset()
    said: tuple[Remark, ...] = ()


@lru_cache(maxsize=4096)
def read_answer(raw: str) -> Answer:
    """A yes or no in English, Spanish, Kreyòl, Vietnamese, Portuguese, French, or a status.

    >>> [read_answer(word).value for word in ("Sí", "Kh?ng", "spam complaint", "bouncing", "")]
    ['yes', 'no', 'no', 'unreachable', 'silent']
    """
    text = folded(clean_text(raw, limit=100)).strip(" .!*\"'¡")
    for known, answer in _WHOLE_ANSWERS:
        if text in known:
            return answer
    if _NO_PHRASES.search(text):
        return Answer.NO
    if _UNREACHABLE.search(text):
        return Answer.UNREACHABLE
    first = re.split(r"[\s,.;:!/()-]+", text, maxsplit=1)[0].replace("\ufffd", "?")
    if first.isdigit():
        return Answer.UNCLEAR
    return next((answer for known, answer in _WHOLE_ANSWERS if first in known), Answer.UNCLEAR)


def read_consents(
    cells: Iterable[tuple[Field, str]], whole_file: Mapping[Channel, Answer]
) -> Consents:
    """What the cells of one row, and its being in this file, say about each channel."""
    granted = {channel for channel, answer in whole_file.items() if answer is Answer.YES}
    refused = {channel for channel, answer in whole_file.items() if answer is Answer.NO}
    unreachable: set[Channel] = set()
    said: list[Remark] = []
    for field, raw in cells:
        if field in GRANTS:
            answer = read_answer(raw)
            granted.update(GRANTS[field] if answer is Answer.YES else ())
            refused.update(REFUSED_BY_NO[field] if answer is Answer.NO else ())
            unreachable.update(GRANTS[field] if answer is Answer.UNREACHABLE else ())
            if answer in _TOLD:
                said.append(Remark(_TOLD[answer], clean_text(raw, limit=40)))
        elif field in REFUSED_BY_YES:
            refused.update(REFUSED_BY_YES[field] if _is_refusal(raw) else ())
        elif field in _FREE_TEXT:
            refused.update(_noted(raw))
    granted -= refused | unreachable
    return Consents(frozenset(granted), frozenset(refused), frozenset(unreachable), tuple(said))


_FREE_TEXT = {Field.NOTES, Field.TAGS}
_TOLD = {
    Answer.UNREACHABLE: Reason.UNREACHABLE,
    Answer.UNCLEAR: Reason.UNCLEAR,
}


def _is_refusal(raw: str) -> bool:
    """Whether a cell of a “no e-mail” column refuses: anything but a no or nothing does.

    “Unsubscribed” and “stop” refuse there although they read as a no.
    """
    if read_answer(raw) not in {Answer.NO, Answer.SILENT}:
        return True
    text = folded(raw).strip()
    return text == "stop" or bool(_NO_PHRASES.search(text))


def _noted(raw: str) -> set[Channel]:
    text = folded(raw)
    if _NOTED_ALL.search(text):
        return set(Channel)
    return {channel for pattern, channel in _NOTED if pattern.search(text)}
