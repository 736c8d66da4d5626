"""How many testify, how many visits were held, how many promises were made and kept: numbers, and no names.

Numbers alone are public. They are of all rows of an organization, so there is no viewer to ask for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from concerted.act.visits.models import Commitment, CommitmentState, Testimony, Visit, VisitState


@dataclass(frozen=True)
class Counts:
    testimonies: int = 0
    visits: int = 0
    commitments: int = 0
    kept: int = 0

    def __bool__(self) -> bool:
        return bool(self.testimonies or self.visits)


def counts_by(name: str, keys: Iterable[Any]) -> dict[Any, Counts]:
    """Counts by organization, or by the goal or campaign of a visit and of the policy heard; three queries.

    ``name`` is ``organization``, ``campaign`` or ``campaign__goal``. Testimony counts where its policy does.
    """
    keys = list(keys)
    of_hearing = name if name == "organization" else f"hearing__policy__{name}"
    if name == "campaign__goal":
        of_hearing = "hearing__policy__goal"
    held = _counted(Visit.objects.filter(state=VisitState.HELD), name, keys)
    testified = _counted(Testimony.objects.counted(), of_hearing, keys)
    of_promise = name if name == "organization" else f"visit__{name}"
    promises = Commitment.objects.filter(**{f"{of_promise}__in": keys}).order_by()
    kept = Count("pk", filter=Q(state=CommitmentState.KEPT))
    made = {
        row[of_promise]: (row["all"], row["kept"])
        for row in promises.values(of_promise).annotate(all=Count("pk"), kept=kept)
    }
    return {
        key: Counts(testified.get(key, 0), held.get(key, 0), *made.get(key, (0, 0)))
        for key in keys
    }


def _counted(rows: Any, name: str, keys: list[Any]) -> dict[Any, int]:
    found = rows.filter(**{f"{name}__in": keys}).order_by().values(name)
    return {row[name]: row["n"] for row in found.annotate(n=Count("pk"))}
