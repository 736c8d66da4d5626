"""What pledges are for, in the reader's language."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from concerted.organizations.translations import renditions
from concerted.pool.offers.models import Pledge
from concerted.pool.offers.queries.amounts import told_of


@dataclass(frozen=True)
class PledgeWords:
    title: str
    language: str
    """Of the title; empty where nobody said it."""
    noun: str
    amount: str


def pledge_words(pledges: Iterable[Pledge], language: str) -> dict[uuid.UUID, PledgeWords]:
    """For each pledge what it is for and how much; one query. Needs and offers are loaded."""
    pledges = list(pledges)
    needs = {one.need.pk: one.need for one in pledges if one.need is not None}
    texts = renditions(needs.values(), language)
    found = {}
    for one in pledges:
        text = texts[one.need.pk] if one.need is not None else None
        noun = text.noun if text is not None else ""
        found[one.pk] = PledgeWords(
            title=text.title if text is not None else str(one.offer),
            language=text.language if text is not None else "",
            noun=noun,
            amount=told_of(one, noun=noun),
        )
    return found
