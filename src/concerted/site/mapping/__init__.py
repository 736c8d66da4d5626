"""``concerted opinion``: the map of a conversation held with Polis, for people who run no platform. No Django."""

from __future__ import annotations
