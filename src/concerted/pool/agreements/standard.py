"""Our own texts, one file for each kind, release and language, as in ``standard/memorandum.1.en.txt``.

A text that has landed is never edited: a better one is the next release, which organizations may take over.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "standard"
RELEASES = {"memorandum": 1, "data_sharing": 1, "logo": 1, "decision_rule": 1}
"""The newest release of each kind."""


@cache
def standard_texts(kind: str) -> Mapping[str, str]:
    """By language the newest text of ``kind``."""
    files = sorted(FOLDER.glob(f"{kind}.{RELEASES[kind]}.*.txt"))
    return {path.name.split(".")[2]: path.read_text() for path in files}
