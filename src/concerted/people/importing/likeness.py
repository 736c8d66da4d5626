"""When two rows are one person, and when they merely might be.

Joining is sure: an equal e-mail address and names that fit, or an equal telephone number and an equal
given name. Likeness is for caution only: where somebody who said no looks like somebody who said yes,
the yes is held until a person decides. It works by keys that both would have, so that it needs no
comparison of everybody with everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from concerted.people.folding import folded
from concerted.people.importing.fields import Channel

_NICKNAMES = """
robert bob rob bobby roberto beto; william bill will billy; michael mike mikey; christopher chris;
daniel dan danny; thomas tom tommy; james jim jimmy; john jack johnny; jose pepe; francisco paco pancho;
dolores lola; deborah debbie deb; margaret peggy maggie meg; elizabeth liz beth betty lizzie;
katherine kate kathy katie; david dave; joseph joe joey; guadalupe lupe lupita; antonio tony tono;
patricia pat patty; jennifer jen jenny; richard rick dick rich; edward ed eddie; manuel manny manolo;
emmanuel manno; steven steve; matthew matt; anthony tony; kenneth ken; ronald ron; timothy tim;
gregory greg; benjamin ben; samuel sam; alexander alex alejandro; nicholas nick; andrew andy drew;
rebecca becky; susan sue; barbara barb; victoria vicky; theresa teresa tere; rosario charo;
ignacio nacho; jesus chuy; enrique quique kike; concepcion concha; isabel chabela; alfonso poncho
"""
_FIRST_NAME = {
    short: words[0]
    for line in _NICKNAMES.split(";")
    if (words := line.split())
    for short in words[1:]
}
_PARTICLES = {"de", "del", "da", "das", "do", "dos", "la", "las", "los", "van", "von", "der", "di"}
_LIKE = 0.75
EVERYTHING = frozenset(Channel)
PHONE_ONLY = frozenset({Channel.TEXT, Channel.CALL})


@dataclass(frozen=True)
class Identity:
    """What tells who somebody is, in the file or in the list."""

    given: str = ""
    middle: str = ""
    family: str = ""
    suffix: str = ""
    postal_code: str = ""
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


def is_same_by_email(one: Identity, other: Identity) -> bool:
    """Whether two with an equal address are one person: their given names fit, or one has none.

    A couple that shares an address stays two persons; Bob and Robert, or a slip, are one.
    """
    given, other_given = _names(one.given), _names(other.given)
    if not given or not other_given:
        return True
    if _are_of_two_generations(one, other):
        return False
    everything = [*other_given, *_names(other.middle), *_names(other.family)]
    if any(_alike(mine, theirs) for mine in given for theirs in other_given):
        return True
    own = [*given, *_names(one.middle), *_names(one.family)]
    swapped = any(_alike(mine, theirs) for mine in given for theirs in everything)
    return swapped and any(_alike(mine, theirs) for mine in other_given for theirs in own)


def is_same_by_phone(one: Identity, other: Identity) -> bool:
    """Whether two with an equal number are one person: a household shares it, so names must be equal."""
    given = folded(one.given)
    return bool(given) and given == folded(other.given) and not _are_of_two_generations(one, other)


def keys_of_refusal(who: Identity) -> Iterator[tuple[int, frozenset[Channel]]]:
    """Keys under which somebody who refuses is looked for, each with the channels it bears on."""
    for place in (who.postal_code, "*") if who.postal_code else ("?",):
        for key in _name_keys(who, at=place):
            yield key, EVERYTHING
    for key in _contact_keys(who):
        yield key, EVERYTHING
    for phone in who.phones:
        yield hash(("phone", phone)), PHONE_ONLY


def keys_to_compare(who: Identity) -> Iterator[int]:
    """Keys under which somebody who agrees is compared with those who refuse.

    Names count in one postal code, or where one of the two has none.
    """
    yield from _name_keys(who, at="?")
    yield from _name_keys(who, at=who.postal_code or "*")
    yield from _contact_keys(who)
    for phone in who.phones:
        yield hash(("phone", phone))


def _name_keys(who: Identity, *, at: str) -> Iterator[int]:
    """Pairs of a given and a family name in either order; in a known postal code, with a slip too."""
    given = [_FIRST_NAME.get(name, name) for name in _names(who.given)]
    family = _family(who.family)
    pairs = {_sorted(one, other) for one in given for other in family[:3]}
    for pair in pairs:
        yield hash(("name", *pair, at))
    if at in "?*" or not pairs:
        return
    for one in {given[0], given[-1]}:
        first, second = _sorted(one, family[0])
        for spelled in _one_letter_less(first):
            yield hash(("typo", spelled, second, at))
        for spelled in _one_letter_less(second):
            yield hash(("typo", first, spelled, at))


def _contact_keys(who: Identity) -> Iterator[int]:
    given = [_FIRST_NAME.get(name, name) for name in _names(who.given)]
    family = _family(who.family)
    initials = {name[0] for name in given}
    for phone in who.phones:
        for initial in initials:
            yield hash(("phone and initial", phone, initial))
    for email in who.emails:
        local, _, domain = email.partition("@")
        local = local.partition("+")[0]
        yield hash(("email", local, domain))
        if any(name in local for name in family if len(name) > 1):
            for initial in {*initials, family[0][0]}:
                yield hash(("mailbox", local, initial))


def _sorted(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def _one_letter_less(name: str) -> set[str]:
    if len(name) <= 3:
        return {name}
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


@lru_cache(maxsize=8192)
def _names(text: str) -> tuple[str, ...]:
    return tuple(name for name in re.split(r"[^\w?]+", folded(text)) if name)


def _family(text: str) -> list[str]:
    *others, last = _names(text) or ("",)
    return [name for name in (*others, last) if name and (name not in _PARTICLES or name == last)]


def _are_of_two_generations(one: Identity, other: Identity) -> bool:
    return bool(one.suffix and other.suffix and one.suffix != other.suffix)


def _alike(one: str, other: str) -> bool:
    one, other = _FIRST_NAME.get(one, one), _FIRST_NAME.get(other, other)
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _LIKE
