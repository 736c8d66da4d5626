"""What ``concerted opinion`` does once it knows what is asked: read, reckon, print, draw."""

from __future__ import annotations

import argparse
import io
import json
import math
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from concerted.base.charts.opinion import draw_map
from concerted.base.tables.progress import Progress
from concerted.listen.conversations.queries.folders import Conversation, read_conversation
from concerted.listen.conversations.queries.understanding import understand
from concerted.site.mapping.figures import Tree, reference_figures
from concerted.site.mapping.summary import map_of, summary
from concerted.site.mapping.understanding import tree_of


def answer(options: argparse.Namespace) -> int:
    """0, or 1 with a sentence on the error stream when the files or an option cannot be used."""
    try:
        if options.floor < 1:
            raise ValueError(f"--floor must be 1 or more, got {options.floor}.")
        with Progress("Reading the votes") as progress:
            conversation = read_conversation(options.path)
            text, picture = _told_and_drawn(options, conversation, progress)
        _hand_over(text, options.output)
        if picture is not None:
            _keep(picture, conversation.name, options.svg)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"concerted opinion: {error}\n")
        return 1
    return 0


def _told_and_drawn(
    options: argparse.Namespace, conversation: Conversation, progress: Progress
) -> tuple[str, str | None]:
    """What is printed, and the map, which goes with it: figures of the reference with its groups."""
    text, as_polis = "", options.polis
    if options.json and not options.sound:
        progress.now("Reckoning every figure")
        text, as_polis = _json(_reference(conversation)), True
        if options.no_svg:
            return text, None
    progress.now("Mapping the conversation")
    found = understand(conversation, polis=as_polis, floor=options.floor)
    if not text:
        text = _json(tree_of(found)) if options.json else summary(found)
    return text, None if options.no_svg else draw_map(map_of(found)).standalone()


def _reference(conversation: Conversation) -> Tree:
    """Every figure of the reference, and under ``run`` what they took."""
    began = time.perf_counter()
    tree = reference_figures(conversation)
    took = round(time.perf_counter() - began, 4)
    return tree | {"run": {"wall_seconds": took, "peak_memory_mb": _peak_memory()}}


def _json(tree: Tree) -> str:
    return json.dumps(_without_nan(tree), allow_nan=False) + "\n"


def _without_nan(value: Any) -> Any:
    """JSON has no word for what is not a number: it becomes null."""
    if isinstance(value, dict):
        return {key: _without_nan(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_without_nan(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def _peak_memory() -> int | None:
    """Megabytes that this process held at most; unknown where the system does not say (Windows)."""
    try:
        resource = import_module("resource")
    except ImportError:
        return None
    most: int = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 * 1024 if sys.platform == "darwin" else 1024))


def _keep(picture: str, name: str, asked: Path | None) -> None:
    """Writes the map; where nobody asked for the file, a folder that takes none is told and is no failure."""
    target = asked or Path(f"{name}.svg")
    try:
        target.write_text(picture, encoding="utf-8")
    except OSError as error:
        if asked is not None:
            raise
        sys.stderr.write(f"The map is not kept: {error}. Name another place with --svg.\n")
    else:
        sys.stderr.write(f"The map is in {target}\n")


def _hand_over(text: str, output: Path | None) -> None:
    if output is None:
        # A terminal of another alphabet shows a question mark; it does not stop.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")
        sys.stdout.write(text)
    else:
        output.write_text(text, encoding="utf-8")
