"""Codes that people read out and type in."""

from __future__ import annotations

import secrets

LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Nothing that is taken for something else when it is read out."""


def new_code(*groups: int) -> str:
    """Random letters in groups of so many, as in ``K7QDM-2XFPH`` for 5 and 5: nobody can guess it."""
    return "-".join("".join(secrets.choice(LETTERS) for _one in range(size)) for size in groups)
