"""``concerted opinion``: the map of a conversation held with Polis, for people who run no platform. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from concerted.site.mapping.asking import parser


def run(arguments: Sequence[str]) -> int:
    """Read, reckon, print and draw what was asked for; what is heavy is imported after the questions are clear."""
    options = parser().parse_args(list(arguments))
    return int(import_module("concerted.site.mapping.running").answer(options))
