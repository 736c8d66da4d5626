"""Styles, scripts and pictures, collected under names that change with their content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

MARK = ".collected"


def collect_static() -> None:
    """Collect them into the data folder, if any has changed since the last time."""
    root = Path(settings.STATIC_ROOT)
    mark = root / MARK
    digest = _digest()
    if mark.exists() and mark.read_text() == digest:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=root.exists())
    mark.write_text(digest)


def _digest() -> str:
    """Changes whenever a file is added, taken away or written."""
    known = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            file = Path(storage.path(path))
            state = file.stat()
            known.update(f"{path}|{state.st_size}|{state.st_mtime_ns}\n".encode())
    return known.hexdigest()
