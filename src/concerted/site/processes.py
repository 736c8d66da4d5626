"""How many processes and threads answer. Read before Django is loaded."""

from __future__ import annotations

import os

READERS = 16
"""Threads of each process that read requests; one works on them, see ``turnstile``."""


def processes_on(vendor: str) -> int:
    """As many as there are cores, for SQLite's writers wait in a line; twice as many where another server works."""
    cores = os.cpu_count() or 1
    return min(4, cores) if vendor == "sqlite" else min(8, 2 * cores)
