"""What a hearing's page and mails say of what was prepared for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from concerted.act.policies.models import Hearing
from concerted.act.visits.models import Preparation
from concerted.act.visits.models.hearings import WORDS


@dataclass(frozen=True)
class Prepared:
    """As the office left it, or as it is where nobody has prepared anything yet."""

    talking_points: str = ""
    meeting_point: str = ""
    access: str = ""
    language: str = ""
    takes_testimony: bool = True
    word_limit: int = WORDS


def prepared_for(hearing: Hearing, language: str) -> Prepared:
    """What was prepared for ``hearing``, in the language nearest to the one asked for."""
    found = Preparation.objects.filter(hearing=hearing).first()
    if found is None:
        return Prepared()
    text = found.in_language(language)
    return Prepared(
        talking_points=text.talking_points,
        meeting_point=text.meeting_point,
        access=text.access,
        language=text.language,
        takes_testimony=found.takes_testimony,
        word_limit=found.word_limit,
    )


SPACELESS = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Letters of scripts that are written without spaces: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""


def word_count(text: str) -> int:
    """Words as people count them: what stands between spaces; where none are written, two letters are a word."""
    letters = len(SPACELESS.findall(text))
    return len(SPACELESS.sub(" ", text).split()) + (letters + 1) // 2
