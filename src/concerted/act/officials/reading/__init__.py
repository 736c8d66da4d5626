"""Reading decision makers from what public projects and organizers keep."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from concerted.act.officials.reading.congress import is_committees, is_congress, read_congress
from concerted.act.officials.reading.open_states import (
    is_committee,
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
FORMER = re.compile(r"(legislators[-_])?(retired|historical|former)(?![a-z])", re.IGNORECASE)
"""What stands in the name of a file, or of its folder, that tells of those who have left."""
TABLES = frozenset({".csv", ".tsv", ".xlsx"})
SPOILED = (
    yaml.YAMLError,
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
    OSError,
)
"""What a file raises that is not what it seems to be."""


def read_officials(path: Path) -> Reading:
    """All decision makers in a file, or in the files of a folder, whatever of the known formats each has.

    Known are congress-legislators and Open States people (YAML or JSON), Popolo JSON, and a table with a row for each post. What
    cannot be read is named in ``unreadable`` and stops nothing.
    """
    reading = Reading()
    if path.suffix.lower() in TABLES and path.is_file():
        read_table(path, reading)
        return reading
    for file in _files(path):
        name = file.relative_to(path).as_posix() if path.is_dir() else file.name
        found = Reading(is_of_former=_is_of_former(path, file))
        try:
            _take(_load(file), name, found)
        except SPOILED:
            reading.unreadable.append(name)
        else:
            reading.join(found)
    return reading


def _files(path: Path) -> Iterator[Path]:
    """The files of a folder and of those in it. Tables are read by themselves only: many a table is of something else."""
    if not path.is_dir():
        yield path
        return
    for file in sorted(path.rglob("*")):
        inner = file.relative_to(path).parts
        is_hidden = any(part.startswith((".", "__")) for part in inner)
        if file.suffix.lower() in STRUCTURED and file.is_file() and not is_hidden:
            yield file


def _is_of_former(path: Path, file: Path) -> bool:
    inner = file.relative_to(path).parts if path.is_dir() else (file.parent.name,)
    return any(FORMER.match(one) for one in (path.name, *inner))


class _Words(yaml.CSafeLoader):
    """Leaves what YAML would take for numbers, dates and truths as it is written: 02139 is no octal, 9:30 no 570, NO no "false"."""


_Words.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag.endswith((":null", ":merge"))]
    for first, known in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def _load(file: Path) -> Any:
    written = _decoded(file.read_bytes())
    if file.suffix.lower() == ".json":
        return json.loads(written)
    documents = [one for one in yaml.load_all(written, Loader=_Words) if one is not None]
    return documents[0] if len(documents) == 1 else documents


def _decoded(told: bytes) -> str:
    """Text in UTF-8 or UTF-16, or else as old office computers write it."""
    if told.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return told.decode("utf-16")
    try:
        return told.decode("utf-8-sig")
    except UnicodeDecodeError:
        return told.decode("cp1252")


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
    if not listed and (is_committee(told) or is_committees(told)):
        reading.passed_over.append(name)
        return
    if not listed:
        reading.unreadable.append(name)
    for number, one in enumerate(listed, 1):
        if is_person(one):
            read_person(one, f"{name}, {number}", reading)
        else:
            reading.unreadable.append(f"{name}, {number}")


def _listed(told: Any, reading: Reading) -> list[Any]:
    """People in a list, or in a listing of ours: ``{"checked": day, "people": [as in Open States]}``."""
    if isinstance(told, Mapping) and isinstance(told.get("people"), list):
        reading.checked_on = day(told.get("checked"))
        told = told["people"]
    return told if isinstance(told, list) and any(is_person(one) for one in told) else []
