"""Rows of single people, summed where they are, as a table of groups. No row of a person comes further than that."""

from __future__ import annotations

from collections.abc import Iterator

from concerted.analysis.inequality.rates import subgroup_rates
from concerted.base.tables.answering import Answer, Misasked, Place, Question
from concerted.base.tables.progress import Progress
from concerted.base.tables.reading import source
from concerted.measure.indicators.importing.grids import Grid
from concerted.measure.indicators.importing.roles import Role

_COUNTED = (Role.PLACE, Role.PERIOD, Role.SUBGROUP, Role.NUMERATOR, Role.DENOMINATOR, Role.N)
_ESTIMATED = (
    *(Role.PLACE, Role.PERIOD, Role.SUBGROUP),
    *(Role.VALUE, Role.SE, Role.N, Role.POPULATION),
)


def people_grid(
    data: str, engine: str | None, question: Question, scale: float | None, progress: Progress
) -> tuple[Grid, tuple[Role, ...]]:
    """The table ``data`` of people as one of groups, and what its columns hold.

    An outcome of 0 or 1 gives how many of how many; with weights, or for a quantity (no ``scale``), the estimate with
    its standard error. Raises ``Unreadable`` and ``NotNumbers`` as ``concerted measure`` does.
    """
    with source(data, engine, progress) as table:
        answer = table.sums(question)
        name = table.name
    if scale is not None and not 0 <= answer.lowest <= answer.highest <= 1:
        raise Misasked(
            f"“{question.outcome}” must be 0 or 1 for a rate, but goes from {answer.lowest:g} to {answer.highest:g}."
        )
    is_counted = scale is not None and question.weight is None and _is_yes_or_no(answer)
    roles = _COUNTED if is_counted else _ESTIMATED
    rows = list(_counted(answer) if is_counted else _estimated(answer, scale or 1.0))
    return Grid(name, tuple(roles), tuple(enumerate(rows, 1))), roles


def _is_yes_or_no(answer: Answer) -> bool:
    """Whether every outcome is 0 or 1: only then it equals its square."""
    return all(
        float(one.outcome.sum()) == float(one.outcome_squares.sum())
        for one in answer.sums.values()
    )


def _counted(answer: Answer) -> Iterator[tuple[str, ...]]:
    """How many of how many, in each group and of everybody."""
    for (where, when), sums in answer.sums.items():
        rates = subgroup_rates(sums, len(answer.subgroups))
        total = passed = 0
        for at, group in enumerate(answer.subgroups):
            people = int(rates.rows[at])
            if people:
                yes = round(float(rates.rate[at]) * people)
                total, passed = total + people, passed + yes
                yield (where, when, group, str(yes), str(people), str(people))
        yield (where, when, "", str(passed), str(total), str(total))


def _estimated(answer: Answer, scale: float) -> Iterator[tuple[str, ...]]:
    place: Place
    for place, sums in answer.sums.items():
        rates = subgroup_rates(sums.scaled(scale), len(answer.subgroups))
        for at, group in enumerate(answer.subgroups):
            people = int(rates.rows[at])
            if people:
                told = (rates.rate[at], rates.se[at], people, rates.population[at])
                yield (*place, group, *(repr(float(one)) for one in told))
