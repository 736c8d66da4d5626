"""Reading decision makers from what public projects and organizers keep."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from concerted.act.officials.reading.congress import is_congress, read_congress
from concerted.act.officials.reading.open_states import (
    is_person,
    is_places,
    read_person,
    read_places,
)
from concerted.act.officials.reading.popolo import is_popolo, read_popolo
from concerted.act.officials.reading.records import Reading, day
from concerted.act.officials.reading.tables import read_table

STRUCTURED = frozenset({".yml", ".yaml", ".json"})
FORMATS: tuple[tuple[Callable[[Any], bool], Callable[[Any, Reading], None]], ...] = (
    (is_congress, read_congress),
    (is_places, read_places),
    (is_popolo, read_popolo),
)
TABLES = frozenset({".csv", ".tsv", ".xlsx"})


def read_officials(path: Path) -> Reading:
    """All decision makers in a file, or in the files of a folder, whatever of the known formats each has.

    Known are congress-legislators and Open States people (YAML or JSON), Popolo JSON, and a table with a row for each post. What
    cannot be read is named in ``unreadable`` and stops nothing.
    """
    reading = Reading()
    for file in _files(path):
        if file.suffix.lower() in TABLES:
            read_table(file, reading)
            continue
        try:
            told = _load(file)
        except (yaml.YAMLError, ValueError, UnicodeDecodeError, RecursionError):
            reading.unreadable.append(file.name)
            continue
        _take(told, file.name, reading)
    return reading


def _files(path: Path) -> Iterator[Path]:
    if path.is_dir():
        yield from (file for file in sorted(path.rglob("*")) if file.suffix.lower() in STRUCTURED)
    else:
        yield path


def _load(file: Path) -> Any:
    if file.suffix.lower() == ".json":
        return json.loads(file.read_text(encoding="utf-8-sig"))
    return yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader)


def _take(told: Any, name: str, reading: Reading) -> None:
    """Read what one file holds, in whichever format it is."""
    if is_person(told):
        read_person(told, name, reading)
        return
    for is_it, read in FORMATS:
        if is_it(told):
            read(told, reading)
            return
    listed = _listed(told, reading)
    if not listed:
        reading.unreadable.append(name)
    for number, one in enumerate(listed, 1):
        read_person(one, f"{name}, {number}", reading)


def _listed(told: Any, reading: Reading) -> list[Any]:
    """People in a list, or in a listing of ours: ``{"checked": day, "people": [as in Open States]}``."""
    if isinstance(told, Mapping) and isinstance(told.get("people"), list):
        reading.checked_on = day(told.get("checked"))
        told = told["people"]
    return told if isinstance(told, list) and all(is_person(one) for one in told) else []
