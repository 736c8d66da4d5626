"""How much of each text is its own, among many texts that began from one template."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

WIDTH = 4
"""Words in a shingle."""

_WORD = re.compile(r"\w+")


def borrowed_shares(
    texts: Sequence[str], template: str = "", *, width: int = WIDTH
) -> NDArray[np.float64]:
    """Of each text, the share of it that stands in another text or in the template.

    The containment of Broder: with S(t) the set of all runs of ``width`` words ("shingles") of text t, in small
    letters and without punctuation, the share is |S(t) ∩ (S(template) ∪ ⋃ S(others))| / |S(t)|. It is exact, and
    takes one pass over all words: of each shingle it counts in how many texts it stands.

    Parameters
    ----------
    texts : (T,) texts; what is shorter than ``width`` words is one shingle
    template : what all of them may have begun from
    width : words in a shingle, ≥ 1

    Returns
    -------
    (T,) array from 0, nothing is borrowed, to 1, all of it is; not a number for a text without a word.

    Raises
    ------
    ValueError: ``width`` is less than 1.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents, doi:10.1109/SEQUEN.1997.666900.

    Examples
    --------
    >>> shares = borrowed_shares(["Please vote no on Monday.", "please vote NO on Tuesday", "Our bus is late."])
    >>> shares.tolist()
    [0.5, 0.5, 0.0]
    """
    if width < 1:
        raise ValueError(f"width must be at least 1, got {width}")
    sets = [_shingles(text, width) for text in texts]
    given = _shingles(template, width)
    counts = Counter(one for each in sets for one in each)
    borrowed = [sum(one in given or counts[one] > 1 for one in each) for each in sets]
    sizes = np.asarray([len(each) for each in sets], dtype=np.float64)
    with np.errstate(invalid="ignore"):
        return np.asarray(borrowed, dtype=np.float64) / np.where(sizes > 0, sizes, np.nan)


def _shingles(text: str, width: int) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    if not words:
        return set()
    last = max(1, len(words) - width + 1)
    return {tuple(words[start : start + width]) for start in range(last)}
