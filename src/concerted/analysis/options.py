"""Choices that a function offers, given as a member or as its text."""

from __future__ import annotations

from enum import StrEnum
from typing import NoReturn


class Option(StrEnum):
    """One of a few ways to reckon something. Functions begin by making one of what they are given.

    Raises
    ------
    ValueError: the text is none of them; the message names all.

    Examples
    --------
    >>> class Side(Option):
    ...     RECEIVED = "received"
    ...     GIVEN = "given"
    >>> Side("given") is Side.GIVEN
    True
    >>> Side("taken")
    Traceback (most recent call last):
    ValueError: No side is called taken; known are received, given.
    """

    @classmethod
    def _missing_(cls, value: object) -> NoReturn:
        raise ValueError(
            f"No {cls.__name__.lower()} is called {value}; known are {', '.join(cls)}."
        )
