"""Whose name a journal wrote: an official of the chamber, where it can be no other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from concerted.act.officials.models import Official
from concerted.act.policies.reading.bills import PersonTold

_TITLES = re.compile(r"^(senator|representative|sen|rep|mr|mrs|ms|dr|speaker|president)\b\.?\s+")


class Doubt(StrEnum):
    """Why a name was given to nobody."""

    SEVERAL = "several"
    NOBODY = "nobody"


@dataclass(frozen=True)
class Match:
    official: Official | None
    doubt: Doubt | None = None


def match(told: PersonTold, members: Iterable[Official]) -> Match:
    """The one of ``members`` who is meant: by id, else by the closest reading of the name that fits exactly one."""
    members = _once(members)
    if told.person_id:
        for one in members:
            if _id_of(one) == told.person_id:
                return Match(one)
        members = [one for one in members if not _id_of(one)]
    scored = [(closeness, one) for one in members if (closeness := _closeness(told.name, one))]
    best = max((closeness for closeness, _one in scored), default=0)
    found = [one for closeness, one in scored if closeness == best]
    if len(found) == 1:
        return Match(found[0])
    return Match(None, Doubt.SEVERAL if found else Doubt.NOBODY)


def _id_of(official: Official) -> str:
    return str(official.identifiers.get("ocd-person", ""))


def _once(members: Iterable[Official]) -> list[Official]:
    """Each person once, of a list of ours and everybody's the row of ours."""
    own_last = sorted(members, key=lambda one: one.organization_id is not None)
    return list({_id_of(one) or str(one.pk): one for one in own_last}.values())


def _closeness(name: str, official: Official) -> int:
    """3: the whole name. 2: given and family name. 1: the family name, alone or with an initial. 0: somebody else."""
    told, whole = _plain(name), _plain(official.name)
    family = _plain(official.family_name) or whole.rpartition(" ")[2]
    given = _plain(official.given_name) or whole.partition(" ")[0]
    if not told or not family:
        return 0
    if told == whole:
        return 3
    if told == family:
        return 1
    last, comma, first = (part.strip() for part in name.partition(","))
    if comma and _plain(last) == family:
        return _same_given(_plain(first), given)
    if told.endswith(f" {family}"):
        return _same_given(told.removesuffix(f" {family}"), given)
    return 0


def _same_given(told: str, given: str) -> int:
    first = told.partition(" ")[0]
    if first == given.partition(" ")[0]:
        return 2
    return 1 if len(first) == 1 and given.startswith(first) else 0


def _plain(name: str) -> str:
    """Small letters without accents, titles, dots and what stands in brackets."""
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", name)
    letters = unicodedata.normalize("NFKD", bare).casefold()
    letters = "".join(one for one in letters if not unicodedata.combining(one))
    letters = " ".join(re.sub(r"[.,’'\"]", " ", letters).split())
    return _TITLES.sub("", letters)
