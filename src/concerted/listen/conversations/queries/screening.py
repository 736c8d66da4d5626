"""What a machine can see of a new statement: that it says again what was said, or that a person should look first."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from math import sqrt

from concerted.listen.conversations.models import Conversation, Reason, Statement
from concerted.listen.conversations.models.statements import StatementState
from concerted.organizations.translations import renditions

ALIKE = 0.62
"""From this cosine of two texts' letter triples on they are shown side by side; 1 is the same text."""
SHOWN = 3

CONTACT = re.compile(
    r"""[\w.+-]+\s?@\s?[\w-]+\.\w+          # an e-mail address
      | (?:https?://|www\.)\S+              # a link
      | \b[\w-]+\.(?:com|org|net|info|io|gov|edu|us|me)\b
      | (?:\+?\d[\s().-]{0,2}){7,}          # a phone number, or one of an account
      | (?<!\w)@\w{3,}                      # a name on a network
    """,
    re.VERBOSE | re.IGNORECASE,
)
INSULTS = re.compile(
    r"\b(?:f+u+c+k\w*|shit\w*|bitch\w*|asshole\w*|bastards?|idiots?|morons?|retard\w*"
    r"|put[ao]s?|pendej[ao]s?|mierda\w*|cabr[oó]n\w*|maric[oó]n\w*|idiotas?|kolangèt|salop)\b",
    re.IGNORECASE,
)
"""A short list in the languages of the software. What it finds is read by a person; nothing is rejected by it."""
REPEATED = re.compile(r"(.)\1{4,}")


def why_held(text: str) -> str:
    """The reason for which ``text`` waits for a person even where others are shown at once; empty if there is none."""
    if CONTACT.search(text):
        return Reason.IDENTIFIES.value
    if INSULTS.search(text):
        return Reason.ATTACKS.value
    letters = [one for one in text if one.isalpha() and one.lower() != one.upper()]
    capitals = sum(one.isupper() for one in letters)
    if REPEATED.search(text) or (len(letters) >= 12 and capitals > 0.7 * len(letters)):
        return Reason.SHOUTS.value
    return ""


def folded(text: str) -> str:
    """``text`` without case, accents and punctuation: what makes two statements the same."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    kept = (one for one in spread if not unicodedata.combining(one))
    return " ".join("".join(one if one.isalnum() else " " for one in kept).split())


def alikeness(first: str, second: str) -> float:
    """How much two texts share: the cosine of their counts of letter triples, from 0 to 1."""
    one, other = _triples(first), _triples(second)
    shared = sum(count * other[triple] for triple, count in one.items())
    size = sqrt(sum(n * n for n in one.values()) * sum(n * n for n in other.values()))
    return shared / size if size else 0.0


def _triples(text: str) -> Counter[str]:
    padded = f"  {folded(text)} "
    return Counter(padded[at : at + 3] for at in range(len(padded) - 2))


def alike_statements(conversation: Conversation, text: str, language: str) -> list[Statement]:
    """The shown statements that say nearly what ``text`` says, there or as they read in ``language``, the nearest first."""
    shown = list(Statement.objects.public().filter(conversation=conversation))
    texts = renditions(shown, language)
    scored = [
        (max(alikeness(text, words) for words in {one.text, texts[one.pk].text}), one)
        for one in shown
    ]
    near = [pair for pair in scored if pair[0] >= ALIKE]
    return [one for _score, one in sorted(near, key=lambda pair: -pair[0])[:SHOWN]]


def is_said(conversation: Conversation, text: str) -> bool:
    """Whether the very same statement is there already, shown or waiting."""
    same = folded(text)
    kept = Statement.objects.filter(conversation=conversation).exclude(
        state=StatementState.REJECTED
    )
    return any(folded(one) == same for one in kept.values_list("text", flat=True))
