"""The speed of ``analysis.inequality``; each figure with its time on the wall and on the processor."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from benchmarks.analysis import Figure
from concerted.analysis.inequality import (
    every_measure,
    individual_absolute_concentration_index,
    individual_relative_concentration_index,
    individual_relative_index_of_inequality,
    individual_slope_index_of_inequality,
    individuals,
    measure_table,
)


def _best(run: Callable[[], object], times: int) -> tuple[float, float]:
    """The fewest wall and processor seconds of ``run``, after one run that does not count."""
    run()
    seen = []
    for _ in range(times):
        wall, processor = time.perf_counter(), time.process_time()
        run()
        seen.append((time.perf_counter() - wall, time.process_time() - processor))
    found = np.min(seen, axis=0)
    return float(found[0]), float(found[1])


def _timed(what: str, run: Callable[[], object], bar: float, times: int) -> list[Figure]:
    wall, processor = _best(run, times)
    return [Figure(what, wall, bar), Figure(f"{what} (processor)", processor, bar)]


def _five_groups() -> list[Figure]:
    rates, se = [75.6, 91.0, 96.0, 97.0, 99.2], [1.6, 1.1, 0.6, 0.6, 0.2]
    people = [2072.4, 2112.2, 1983.1, 2052.1, 1884.5]

    def run() -> None:
        for ordered in (True, False):
            every_measure(rates, se=se, population=people, ordered=ordered, reference=4, draws=0)

    return _timed("21 measures, analytic intervals, 5 groups", run, 0.002, 200)


def _simulated() -> list[Figure]:
    source = np.random.default_rng(34)
    rates, se = source.uniform(60, 99, 34), source.uniform(0.5, 5, 34)
    people = source.uniform(20, 2000, 34)

    def run() -> None:
        every_measure(rates, se=se, population=people, reference=0, draws=20_000)

    return _timed("every simulated interval, 20,000 draws, 34 groups", run, 0.1, 15)


def _table() -> list[Figure]:
    source = np.random.default_rng(10_000)
    sizes = source.integers(3, 8, 10_000)
    setting = np.repeat(np.arange(10_000), sizes)
    place = np.arange(setting.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    number = setting.size
    columns = {
        "se": source.uniform(0.5, 5, number),
        "population": source.uniform(10, 1000, number),
        "reference": place == 0,
        "setting": setting.astype(str),
        "order": np.where(setting % 2 == 0, place, np.nan),
    }
    rates = source.uniform(5, 95, number)
    return _timed(
        "every measure of 10,000 settings in one call",
        lambda: measure_table(rates, **columns),  # type: ignore[arg-type]
        2.0,
        5,
    )


def individual_figures() -> list[Figure]:
    """A survey of a million people: the four rank-based measures with the errors of its design."""
    source = np.random.default_rng(1_000_000)
    psu = source.integers(0, 20_000, 1_000_000)
    order = source.integers(1, 6, psu.size)
    outcome = (source.random(psu.size) < 0.2 + 0.1 * order).astype(float)
    weight = source.gamma(2.0, 1.0, psu.size)
    texts = np.char.add("unit ", psu.astype(str))

    def run(units: object) -> None:
        people = individuals(outcome, order, weight=weight, strata=psu % 100, psu=units)  # type: ignore[arg-type]
        for measure in (
            individual_absolute_concentration_index,
            individual_relative_concentration_index,
            individual_slope_index_of_inequality,
            individual_relative_index_of_inequality,
        ):
            measure(people)

    what = "aci, rci, sii, rii of 1,000,000 rows with weights, strata and units"
    return [
        *_timed(what, lambda: run(psu), 2.0, 5),
        *_timed(f"{what} named by texts", lambda: run(texts), 2.0, 3),
    ]


def figures() -> list[Figure]:
    """What the issue asks: one setting, simulations, ten thousand settings, a million people."""
    return [*_five_groups(), *_simulated(), *_table(), *individual_figures()]
