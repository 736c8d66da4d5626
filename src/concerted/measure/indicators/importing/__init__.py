"""Figures as other people keep them, long or wide, as one list of lines with each row's problem. No database."""

from __future__ import annotations
