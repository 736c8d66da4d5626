"""How sure a figure is: the error that was given with it, or the one that its counts tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from concerted.analysis.inequality import share_errors
from concerted.measure.indicators.models import Figure, Indicator


def error_of(figure: Figure, indicator: Indicator) -> float | None:
    """The standard error of a figure."""
    row = {
        "se": figure.se,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
    }
    return errors_of([row], indicator)[0]


def errors_of(rows: Sequence[Mapping[str, Any]], indicator: Indicator) -> list[float | None]:
    """The standard errors of many figures, of which the values are given."""
    errors: list[float | None] = [row["se"] for row in rows]
    counted = [
        at
        for at, row in enumerate(rows)
        if row["se"] is None and row["numerator"] is not None and row["denominator"]
    ]
    if counted and indicator.is_rate:
        found = share_errors(
            np.array([rows[at]["numerator"] for at in counted]),
            np.array([rows[at]["denominator"] for at in counted]),
            scale=indicator.scale,
        )
        for at, error in zip(counted, found.tolist(), strict=True):
            errors[at] = error
    return errors
