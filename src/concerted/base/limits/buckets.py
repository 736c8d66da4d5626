"""Token buckets in the database: they hold over all processes and forget by themselves."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import ipaddress
import secrets
import time
import uuid
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, Protocol

from django.conf import settings
from django.db import connection
from django.utils import timezone

from concerted.base.limits.models import Allowance, DailySalt
from concerted.base.statements import demand, run

Bucket = tuple[str, int, float]
"""Key, capacity, tokens a second."""


class HasMeta(Protocol):
    """A request."""

    META: dict[str, str]


def key_of(name: str, place: uuid.UUID, contact: str) -> str:
    """The bucket of what comes for one address, or number, at ``place``; nobody reads the address from it."""
    text = f"{place.hex}|{contact.strip().lower()}"
    return f"{name}:{hashlib.blake2b(text.encode(), digest_size=16).hexdigest()}"


def take(key: str, *, capacity: int, per_second: float) -> bool:
    """Take a token from the bucket ``key`` of ``capacity`` that fills at ``per_second``; whether there was one.

    One statement. Inside the transaction of what it guards it costs no commit of its own.
    """
    return take_each([(key, capacity, per_second)])[0]


def presume_tokens(buckets: Sequence[Bucket], *, untouched: str) -> bool:
    """In an operation that is tried at once, demand a token from each of ``buckets``; else False.

    Nobody may have taken from the bucket ``untouched`` yet: who then finds no traces of another sees all there are.
    """
    now = time.time()
    return all(
        demand(FIRST, [key[:80], now + 1 / per_second])
        if key == untouched
        else demand(*_taking([(key, capacity, per_second)], now))
        for key, capacity, per_second in buckets
    )


def take_each(buckets: Sequence[Bucket]) -> list[bool]:
    """Take a token from each of ``buckets`` in one statement, in their order; from which there was one."""
    taken = {key for (key,) in run(*_taking(buckets, time.time()))}
    return [key[:80] in taken for key, _, _ in buckets]


FIRST = """
INSERT INTO base_allowance ("key", full_at) VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING "key"
"""


def _taking(buckets: Sequence[Bucket], now: float) -> tuple[str, list[Any]]:
    """The statement that takes from each of ``buckets`` and gives back the keys of those that had a token."""
    values: list[Any] = []
    spans: list[Any] = []
    for key, capacity, per_second in buckets:
        values += (key[:80], now + 1 / per_second)
        spans += (key[:80], capacity / per_second)
    statement = _statement(connection.vendor, len(buckets))
    return statement, [*values, now, now, now, now, *spans, now]


@cache
def _statement(vendor: str, count: int) -> str:
    """What a new row holds less the present time is the time that a token takes to come back."""
    greatest = "max" if vendor == "sqlite" else "greatest"
    number = "%s" if vendor == "sqlite" else "%s::float8"
    text = "%s" if vendor == "sqlite" else "%s::text"
    rows = ", ".join([f"({text}, {number})"] * count)
    spans = " ".join([f"WHEN {text} THEN {number}"] * count)
    after = f"{greatest}(a.full_at, {number}) + (excluded.full_at - {number})"
    return f"""
INSERT INTO base_allowance AS a ("key", full_at) VALUES {rows}
ON CONFLICT ("key") DO UPDATE SET full_at = {after}
WHERE {after} <= (CASE a."key" {spans} END) + {number} + 0.00001
RETURNING "key"
"""  # noqa: S608


def visitor_key(request: HasMeta, purpose: str = "") -> str:
    """Who asks, as a hash that nobody can turn back: salted with a secret that lives one day.

    Of an IPv6 address the first 64 bits count, as a household has all the rest.
    """
    salt = _salt_of(timezone.now().date())
    text = f"{purpose}|{_network(_address(request))}"
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()[:40]


def _address(request: HasMeta) -> str:
    """The visitor's address; behind n proxies of ours it is the n-th last that was forwarded."""
    proxies = settings.PROXIES
    forwarded = [one.strip() for one in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    if proxies and len(forwarded) >= proxies and forwarded[-proxies]:
        return forwarded[-proxies]
    return request.META.get("REMOTE_ADDR", "")


@lru_cache(maxsize=512)
def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


_salts: dict[tuple[str, datetime.date], bytes] = {}


def _salt_of(day: datetime.date) -> bytes:
    kept = (str(connection.settings_dict["NAME"]), day)
    if kept not in _salts:
        row, _ = DailySalt.objects.get_or_create(
            day=day, defaults={"salt": secrets.token_bytes(32)}
        )
        _salts.clear()
        _salts[kept] = bytes(row.salt)
    return _salts[kept]


def forget_expired_allowances() -> None:
    """Delete buckets that are full again, and the salts of past days. Runs by the clock."""
    Allowance.objects.filter(full_at__lt=time.time()).delete()
    DailySalt.objects.filter(day__lt=timezone.now().date()).delete()
