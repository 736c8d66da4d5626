"""What one participant is asked about themselves, and what they told before: for them alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from concerted.listen.representation import occasions
from concerted.listen.representation.models import KEPT, Dimension, Occasion, Said, State
from concerted.listen.representation.queries.keys import description_of
from concerted.listen.representation.queries.protecting import FLOOR
from concerted.listen.representation.queries.words import Question, questions_of

OTHER = "~other"
DECLINED = "~declined"
"""Stand among the keys of subgroups, which hold no tilde."""
Told = dict[str, list[str]]
"""For each dimension that somebody answered, the keys of what they chose; ``OTHER`` or ``DECLINED`` alone."""


@dataclass(frozen=True)
class Asking:
    """All that the questions need on a page (``representation/_about_you.html``)."""

    occasion: Occasion
    questions: list[Question]
    told: Told
    floor: int = FLOOR
    days: int = KEPT.days

    @property
    def has_told(self) -> bool:
        return bool(self.told)


def occasion_of(row: Any) -> Occasion | None:
    """What is asked on the occasion ``row`` of another room, where its organizers ask something."""
    found = Occasion.objects.filter(kind=occasions.kind_of(row).name, subject_id=row.pk)
    return found.with_everything().first()


def asking(occasion: Occasion, key: str, language: str) -> Asking:
    dimensions = Dimension.objects.filter(occasions=occasion)
    return Asking(occasion, questions_of(dimensions, language), told_by(occasion, key))


def told_by(occasion: Occasion, key: str) -> Told:
    """What the holder of ``key`` told so far."""
    description = description_of(occasion, key)
    if description is None:
        return {}
    rows = Said.objects.filter(description=description).select_related("dimension")
    return {one.dimension.key: _choices(one) for one in rows}


def _choices(one: Said) -> list[str]:
    match one.state:
        case State.OTHER:
            return [OTHER]
        case State.DECLINED:
            return [DECLINED]
    return list(one.subgroups)
