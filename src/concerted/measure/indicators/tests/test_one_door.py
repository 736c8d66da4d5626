"""Figures are read through one door, so that what is hidden in one place is hidden in all."""

from __future__ import annotations

import re
from pathlib import Path

import concerted

ROOT = Path(concerted.__file__).parent
ROOM = "measure/indicators"
WRITERS = {f"{ROOM}/operations/releasing.py"}
DOOR = {f"{ROOM}/queries/figures.py"}
OFFICE = {
    *(f"{ROOM}/{layer}" for layer in ("operations", "queries", "forms", "models", "importing")),
    f"{ROOM}/views/gate.py",
    f"{ROOM}/views/entering.py",
    "site/demo/measures.py",
}
"""Where observations may be read: never by what shows a public page, a file or a report."""


def sources():
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if "/tests/" not in name and "/migrations/" not in name:
            yield name, path.read_text()


def test_the_table_of_figures_is_read_in_one_place():
    read = {name for name, text in sources() if re.search(r"\bFigure\.objects\b", text)}

    assert read == DOOR | WRITERS


def test_a_gate_of_figures_is_not_gone_around_by_their_release():
    around = re.compile(r"\brelease\.figures\b|\breleases__figures\b|\.figures\.(all|filter)\(")

    assert {name for name, text in sources() if around.search(text)} == set()


def test_observations_never_leave_the_office():
    read = [name for name, text in sources() if re.search(r"\bObservation\.objects\b", text)]

    assert read
    assert [name for name in read if not any(name.startswith(one) for one in OFFICE)] == []
