"""Invented residents: the same ones in every demonstration."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from django.utils.text import slugify
from faker import Faker

from concerted.site.demo.words import COMMENTS, FAMILY_NAMES_HT, GIVEN_NAMES_HT, ZIP_CODES

SEED = 114
AREA_CODES = ("617", "857", "781", "339", "978", "508")
"""With 555-01xx behind them these are numbers that no telephone has."""

SPEAKS = {"en": 0.016, "es": 0.028, "ht": 0.05}
"""How many give a reason: few, so that the reasons last for all."""


@dataclass(frozen=True)
class Resident:
    name: str
    email: str
    phone: str
    postal_code: str
    language: str
    comment: str
    is_shown: bool
    wants_news: bool
    hears_partner: int | None
    """Which partner, by number, may write too."""
    confirms: bool


def residents(*, seed: int = SEED, with_comments: bool = True) -> Iterator[Resident]:
    """One invented resident after another, without end."""
    chance = random.Random(seed)  # noqa: S311 not a secret
    names = _names(chance, seed)
    words = {code: list(texts) if with_comments else [] for code, texts in COMMENTS.items()}
    for number in count(1):
        language = chance.choices(("en", "es", "ht"), (68, 23, 9))[0]
        name = next(names[language])
        has_email = chance.random() < 0.86
        speaks = words[language] and chance.random() < SPEAKS[language]
        comment = words[language].pop(0) if speaks else ""
        wants_news = chance.random() < 0.62
        yield Resident(
            name=name,
            email=f"{slugify(name)}.{seed}-{number}@example.org" if has_email else "",
            phone="" if has_email else phone(number),
            postal_code=chance.choice(ZIP_CODES),
            language=language,
            comment=comment,
            is_shown=bool(comment) or chance.random() < 0.4,
            wants_news=wants_news,
            hears_partner=chance.randrange(4) if chance.random() < 0.12 else None,
            confirms=has_email and wants_news and chance.random() < 0.35,
        )


def phone(number: int) -> str:
    """A number that looks like one of Massachusetts and that nobody has."""
    area = AREA_CODES[number // 100 % len(AREA_CODES)]
    return f"({area}) 555-01{number % 100:02}"


def _names(chance: random.Random, seed: int) -> dict[str, Iterator[str]]:
    english, spanish = Faker("en_US"), Faker("es_MX")
    english.seed_instance(seed)
    spanish.seed_instance(seed)
    return {
        "en": (f"{english.first_name()} {english.last_name()}" for _ in count()),
        "es": (f"{spanish.first_name()} {spanish.last_name()}" for _ in count()),
        "ht": (
            f"{chance.choice(GIVEN_NAMES_HT)} {chance.choice(FAMILY_NAMES_HT)}" for _ in count()
        ),
    }
