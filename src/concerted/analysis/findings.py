"""What a result says, as a sentence that can be translated: a key, and the values it names."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence to come: which one, and what to put into it.

    Attributes
    ----------
    key : names the sentence, for translations
    values : what its placeholders stand for: names as given, several as a tuple, numbers rounded for
        reading
    sentence : the English sentence, with the placeholders of ``str.format``

    Examples
    --------
    >>> Finding("came", {"count": 6}, "For every 10 expected, {count} came.").text
    'For every 10 expected, 6 came.'
    """

    key: str
    values: Mapping[str, Value]
    sentence: str

    @property
    def text(self) -> str:
        """The sentence in English; several names stand one after the other, a dash for none."""
        words = {
            name: (", ".join(value) or "–") if isinstance(value, tuple) else value
            for name, value in self.values.items()
        }
        return self.sentence.format(**words)


def told(value: float) -> float | int:
    """``value`` to three digits that count, and never less than whole numbers.

    Parameters
    ----------
    value : any number, also missing or infinite

    Returns
    -------
    int where the rounded number is whole, otherwise float; NaN and ±inf as they are.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> told(15.4149), told(0.0123456), told(12345.6), told(2.0)
    (15.4, 0.0123, 12346, 2)
    """
    if value == 0 or not math.isfinite(value):
        return 0 if value == 0 else value
    found = round(value, max(0, 2 - math.floor(math.log10(abs(value)))))
    return int(found) if float(found).is_integer() else found
