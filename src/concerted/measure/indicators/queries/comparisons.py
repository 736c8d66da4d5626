"""Comparisons as pages tell them: a sentence, a picture with its figures, and what must hold to read more into it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.charts import Chart
from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Proposal
from concerted.goals.models import Goal
from concerted.measure.indicators.models import Comparison, Indicator, Outcome, Release
from concerted.measure.indicators.models.comparisons import ComparisonQuerySet
from concerted.measure.indicators.queries.comparison_charts import (
    Compared,
    left_out,
    lines_chart,
    points_chart,
)
from concerted.measure.indicators.queries.comparison_words import (
    ASSUMPTIONS,
    REFUSALS,
    TRENDS,
    sentences_of,
)
from concerted.measure.indicators.queries.units import Words
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class ComparisonTold:
    """A comparison on a page. ``finding`` is empty while it is being worked out, or where it cannot be."""

    comparison: Comparison
    text: Rendition
    group: str
    beside: str
    finding: str = ""
    trend: str = ""
    assumptions: Sequence[str] = ()
    refusal: str = ""
    chart: Chart | None = None
    points: Chart | None = None
    """The gap in each period, where two groups are compared."""
    goal: Rendition | None = None
    decision: Rendition | None = None
    """The proposal that began it."""
    dropped: int = 0
    left_out: int = 0

    @property
    def is_waiting(self) -> bool:
        return not self.finding and not self.refusal


@dataclass(frozen=True)
class _Names:
    """What the sides of comparisons are called in the reader's language."""

    subgroups: Mapping[Any, Rendition] = field(default_factory=dict)

    @classmethod
    def of(cls, comparisons: Iterable[Comparison], language: str) -> _Names:
        groups = {
            one.pk: one
            for each in comparisons
            for one in (each.subgroup, each.other_subgroup)
            if one is not None
        }
        return cls(renditions(groups.values(), language))

    def sides(self, one: Comparison) -> tuple[str, str]:
        """Where it began, and with whom that is compared; everybody, and nobody, where none is named."""
        return (
            self._name(one.subgroup_id, one.place, one.partner) or _("Everybody"),
            self._name(one.other_subgroup_id, one.other_place, one.other_partner),
        )

    def _name(self, subgroup: Any, place: str, partner: Any) -> str:
        parts = [
            str(self.subgroups[subgroup].title) if subgroup else "",
            place,
            partner.name if partner else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True)
class ComparisonPage:
    """One of the comparisons of an indicator: which of how many."""

    told: Sequence[ComparisonTold] = ()
    number: int = 0
    total: int = 0

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.total else None


def comparison_page(
    indicator: Indicator, reader: Viewer | None, language: str, number: int
) -> ComparisonPage:
    """The comparison at ``number``, of which the latest is the first; some more queries than for none."""
    rows = _rows(indicator, reader)
    total = rows.count()
    if not total:
        return ComparisonPage()
    at = min(max(number, 1), total)
    told = _told(indicator, list(rows[at - 1 : at]), reader, language)
    return ComparisonPage(told, at, total)


def comparisons_of(
    indicator: Indicator, reader: Viewer | None, language: str
) -> list[ComparisonTold]:
    """What was compared for ``indicator``, which has passed a gate, with its newest figures; the latest first.

    A fixed number of queries; none reckons anything. ``None`` reads as everybody does.
    """
    return _told(indicator, list(_rows(indicator, reader)), reader, language)


def _rows(indicator: Indicator, reader: Viewer | None) -> ComparisonQuerySet:
    """Those that can be told: nothing while no figures are out."""
    rows = Comparison.objects.public() if reader is None else Comparison.objects.visible_to(reader)
    released = Release.objects.filter(indicator=OuterRef("indicator"))
    return rows.filter(Exists(released), indicator=indicator).with_everything()


def _told(
    indicator: Indicator, comparisons: Sequence[Comparison], reader: Viewer | None, language: str
) -> list[ComparisonTold]:
    newest = Release.objects.filter(indicator=indicator).newest()
    outcomes = {
        one.comparison_id: one.told
        for one in Outcome.objects.filter(release__in=newest, comparison__in=comparisons)
    }
    goals = _goals(comparisons, reader, language)
    proposals = _proposals(comparisons, language)
    with override(language):
        names, words = _Names.of(comparisons, language), Words(indicator.unit)
        texts = renditions(comparisons, language)
        return [
            _tell(
                ComparisonTold(
                    one,
                    texts[one.pk],
                    *names.sides(one),
                    goal=goals.get(one.goal_id),
                    decision=proposals.get(one.proposal_id),
                ),
                outcomes.get(one.pk),
                words,
            )
            for one in comparisons
        ]


def _goals(
    comparisons: Sequence[Comparison], reader: Viewer | None, language: str
) -> dict[Any, Rendition]:
    """The goals that ``reader`` may see; a comparison names no other."""
    rows = Goal.objects.public() if reader is None else Goal.objects.visible_to(reader)
    keys = [one.goal_id for one in comparisons if one.goal_id]
    return renditions(rows.filter(pk__in=keys), language) if keys else {}


def _proposals(comparisons: Sequence[Comparison], language: str) -> dict[Any, Rendition]:
    """What was decided in public."""
    keys = [one.proposal_id for one in comparisons if one.proposal_id]
    rows = Proposal.objects.public().filter(pk__in=keys)
    return renditions(rows, language) if keys else {}


def _tell(told: ComparisonTold, kept: Mapping[str, Any] | None, words: Words) -> ComparisonTold:
    if kept is None:
        return told
    if "refused" in kept:
        return replace(told, refusal=str(REFUSALS[kept["refused"]]))
    compared = Compared(str(told.text.began), told.group, told.beside)
    names = {"first": told.group, "second": told.beside, "event": told.text.began}
    numbers = names | _worded(kept["numbers"], words)
    finding = " ".join(str(one) % numbers for one in sentences_of(kept["key"]))
    trend = kept.get("trend")
    return replace(
        told,
        finding=finding,
        trend=str(TRENDS[trend["key"]]) % _worded(trend["numbers"], words) if trend else "",
        assumptions=[str(ASSUMPTIONS[one]) for one in kept["assumptions"] if one in ASSUMPTIONS],
        chart=lines_chart(compared, kept, words),
        points=points_chart(compared, kept, words),
        left_out=left_out(kept),
        dropped=kept["dropped"],
    )


def _worded(numbers: Mapping[str, float], words: Words) -> dict[str, str]:
    return {name: words.gap(value) for name, value in numbers.items()}


def not_worked_out(indicator: Indicator | None = None) -> list[tuple[Any, Any]]:
    """Comparisons, with the newest release of their indicator, that have no outcome of it yet.

    Without a viewer: the worker asks.
    """
    releases = Release.objects.newest()
    if indicator is not None:
        releases = releases.filter(indicator=indicator)
    kept = Outcome.objects.filter(comparison=OuterRef("pk"), release=OuterRef("newest"))
    newest = releases.filter(indicator=OuterRef("indicator")).values("pk")[:1]
    rows = Comparison.objects.annotate(newest=Subquery(newest)).filter(
        ~Exists(kept), newest__isnull=False
    )
    return list(rows.values_list("pk", "newest"))
