"""Figures out of the platform's own records, by named recipes that give the same again for the same day."""

from __future__ import annotations
