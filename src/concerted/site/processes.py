"""How many processes and threads answer. Read before Django is loaded."""

from __future__ import annotations

import os

READERS = 16
"""Threads of each process that read requests; one works on them, see ``turnstile``."""


def default_processes() -> int:
    """As many as there are cores, up to eight: more get in each other's way."""
    return min(8, os.cpu_count() or 1)
