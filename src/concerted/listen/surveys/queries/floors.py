"""How many people a figure must be about before it is told."""

from __future__ import annotations

FLOOR = 10
"""Nothing is told of fewer people: the usual limit of the field (ASWB)."""
