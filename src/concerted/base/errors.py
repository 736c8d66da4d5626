"""What is refused to people, in words meant for them."""

from __future__ import annotations


class Refused(Exception):
    """Something may not happen now. The message is a sentence that is shown to people.

    ``field`` names the form field beside which it belongs, if it belongs beside one.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)
