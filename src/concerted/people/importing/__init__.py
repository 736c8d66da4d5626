"""Reading other systems' lists of people: files to rows, rows to persons. No Django, no database."""

from __future__ import annotations
