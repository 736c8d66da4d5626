"""Concerted: social workers, residents and partner organizations act together for equity."""

from __future__ import annotations

__version__ = "0.1.0"
