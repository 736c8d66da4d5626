"""Yes and no, as forms write them."""

from __future__ import annotations

YES = frozenset({"yes", "true", "true()", "1", "y", "sí", "si", "x"})
NO = frozenset({"", "no", "false", "false()", "0", "n"})


def is_yes(cell: str) -> bool:
    return cell.casefold() in YES


def is_flag(cell: str) -> bool:
    """Whether ``cell`` says yes or no at all; it might be an expression."""
    return cell.casefold() in YES | NO
