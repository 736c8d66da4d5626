"""Who takes part in conversations, surveys and decisions, by what people told of themselves.

It counts what was told to the organization before, with small groups hidden already, and nothing of single people.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from concerted.listen.representation.models import Dimension as Question
from concerted.listen.representation.models import Release, Subgroup
from concerted.measure.indicators.extracts.calendars import by_period
from concerted.measure.indicators.extracts.registry import Asked, Drawn, Extract
from concerted.measure.indicators.importing.cells import Cell
from concerted.measure.indicators.importing.lines import Line, NewDimension, NewGroup
from concerted.measure.indicators.importing.periods import Span
from concerted.measure.indicators.models import Kind, Unit
from concerted.organizations.models import Organization


def _who_took_part(asked: Asked) -> Drawn:
    question = Question.objects.filter(organization=asked.organization, key=asked.choice).first()
    if question is None:
        return Drawn(())
    slug = question.key.replace("_", "-")
    newest = by_period(asked, _dated(asked, question))
    lines = [line for span, told in newest.items() for line in _lines(slug, span, told)]
    groups = tuple(
        NewGroup(slug, one.key, one.name, float(one.number if question.is_ordered else 0))
        for one in Subgroup.objects.filter(dimension=question).order_by("number")
    )
    dimension = NewDimension(slug, question.name, question.is_ordered)
    return Drawn(tuple(lines), (dimension,), groups)


def _dated(asked: Asked, question: Question) -> Iterable[tuple[Any, Mapping[str, Any]]]:
    """What was told last until that day of each occasion, by the day on which the occasion began."""
    rows = Release.objects.filter(
        dimension=question,
        occasion__organization=asked.organization,
        created_at__lt=asked.moment,
    )
    last = {one.occasion_id: one for one in rows.select_related("occasion").order_by("created_at")}
    return [(asked.day(one.occasion.created_at), one.told) for one in last.values()]


def _lines(slug: str, span: Span, told: Iterable[Mapping[str, Any]]) -> Iterable[Line]:
    """One line for each group; hidden in one occasion is hidden in the sum."""
    counts: dict[str, list[int | None]] = defaultdict(list)
    people = 0
    for one in told:
        people += one["said"]
        for key, count in one["counts"].items():
            counts[key].append(count)
    for key, parts in counts.items():
        known = [part for part in parts if part is not None]
        where = {
            "row": 0,
            "start": span.start,
            "end": span.end,
            "dimension": slug,
            "subgroup": key,
        }
        if len(known) < len(parts):
            yield Line(**where, state=Cell.SUPPRESSED)  # type: ignore[arg-type]
        else:
            share = 100 * sum(known) / people
            parts_of = {"numerator": sum(known), "denominator": people, "n": people}
            yield Line(**where, value=share, **parts_of)  # type: ignore[arg-type]


def _questions(organization: Organization) -> Iterable[tuple[str, str]]:
    return [(one.key, one.name) for one in Question.objects.filter(organization=organization)]


WHO_TOOK_PART = Extract(
    name="who-took-part",
    version=1,
    title=_("Who takes part"),
    words=_(
        "Of all who took part in our conversations, surveys and decisions and answered the question, the share of each"
        " group, by when the occasion began. Somebody who took part twice counts twice. Groups that were too small to be"
        " told stay hidden."
    ),
    kind=Kind.RATE,
    unit=Unit.PER_CENT,
    favourable=True,
    draw=_who_took_part,
    choice=_("By which question?"),
    choices=_questions,
)
