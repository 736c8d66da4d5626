"""The speed of ``analysis``, each figure a ratio or a limit in one run; ends with 1 when a bar is missed.

python -m benchmarks.analysis [inequality] [opinion] [choices] [tables] [protection]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

from benchmarks.table import print_table

PARTS = ("inequality", "opinion", "choices", "tables", "protection")


@dataclass(frozen=True)
class Figure:
    """One measured figure beside its bar: seconds, a ratio, or bytes; smaller is better unless ``is_least``."""

    what: str
    seen: float
    bar: float
    unit: str = "s"
    is_least: bool = False

    @property
    def is_met(self) -> bool:
        return self.seen >= self.bar if self.is_least else self.seen <= self.bar

    def row(self) -> Sequence[object]:
        sign = "≥" if self.is_least else "≤"
        told = "met" if self.is_met else "MISSED"
        return (
            self.what,
            f"{self.seen:.3g} {self.unit}",
            f"{sign} {self.bar:g} {self.unit}",
            told,
        )


def main() -> int:
    figures: list[Figure] = []
    for part in sys.argv[1:] or PARTS:
        figures += import_module(f"benchmarks.analysis_{part}").figures()
    print_table(("what", "seen", "bar", ""), [figure.row() for figure in figures])
    return 0 if all(figure.is_met for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
