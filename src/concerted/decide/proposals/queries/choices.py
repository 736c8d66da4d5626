"""What a ballot may say under each rule, and what it said, in words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from concerted.decide.proposals.models import HIGHEST, Rule
from concerted.decide.proposals.models.rules import RuledRecord


class Stand(models.TextChoices):
    """Where somebody stands under consent or consensus; the values of ``analysis.tally.Position``."""

    AGREE = "agree", gettext_lazy("I agree")
    RESERVATIONS = "reservations", gettext_lazy("I agree, and have a reservation")
    STAND_ASIDE = "stand aside", gettext_lazy("I stand aside: I do not agree, and do not hinder")
    BLOCK = "block", gettext_lazy("I object: it would harm what we are here for")


class YesNo(models.TextChoices):
    YES = "yes", pgettext_lazy("vote", "Yes")
    NO = "no", pgettext_lazy("vote", "No")
    ABSTAIN = "abstain", pgettext_lazy("vote", "I abstain")


Choice = Mapping[str, Any]


def is_well_formed(ruled: RuledRecord, numbers: Collection[int], choice: Choice) -> bool:
    """Whether ``choice`` is a whole answer under the rule, about options of these ``numbers`` and no other."""
    match ruled.rule, dict(choice):
        case ((Rule.CONSENT | Rule.CONSENSUS), {"position": position}):
            return position in Stand.values
        case Rule.MAJORITY, {"vote": vote}:
            return vote in YesNo.values
        case Rule.APPROVAL, {"approves": list(approves)}:
            return _are_options(approves, numbers)
        case Rule.SCORE, {"scores": dict(scores)}:
            points = scores.values()
            return {str(one) for one in numbers} == set(scores) and all(map(_is_score, points))
        case ((Rule.SCHULZE | Rule.STV), {"ranking": list(ranking)}):
            return bool(ranking) and _are_options(ranking, numbers)
    return False


def _are_options(given: list[Any], numbers: Collection[int]) -> bool:
    return len(set(given)) == len(given) and set(given) <= set(numbers)


def _is_score(points: Any) -> bool:
    return isinstance(points, int) and not isinstance(points, bool) and 0 <= points <= HIGHEST


def needs_reason(choice: Choice) -> bool:
    """An objection has a reason: without it nobody can answer it."""
    return choice.get("position") == Stand.BLOCK


def in_words(choice: Choice, names: Mapping[int, str]) -> str:
    """What a ballot says, for the list of ballots; ``names`` are the options by number."""
    match dict(choice):
        case {"position": position}:
            return str(Stand(position).label)
        case {"vote": vote}:
            return str(YesNo(vote).label)
        case {"approves": approves}:
            return ", ".join(names[one] for one in sorted(approves)) or _("None of them")
        case {"scores": scores}:
            told = sorted(scores.items(), key=lambda pair: int(pair[0]))
            return ", ".join(f"{names[int(number)]}: {points}" for number, points in told)
        case {"ranking": ranking}:
            return " › ".join(names[one] for one in ranking)
    return ""
