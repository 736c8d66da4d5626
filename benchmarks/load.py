"""Posts forms over keep-alive connections for some seconds, from a process of its own; prints what came back.

python -m benchmarks.load PORT CONNECTIONS SECONDS LABEL KIND PATH STAMP PREPARED
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import re
import sys
import time
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlencode

COOKIE = re.compile(rb"\r\nset-cookie: *(voice-[^;\r]+)", re.IGNORECASE)
PLACES = ("02134", "02115", "01902", "01904", "02139")


class Visitor(Protocol):
    """Who sits at one connection; when they have done all they can, somebody else takes their place."""

    def form(self) -> dict[str, str]: ...

    def headers(self) -> str: ...

    def hear(self, head: bytes) -> bool:
        """Whether what the server has acknowledged is something more to keep."""


class Resident:
    """Signs: every other one may be written to, one in ten says why."""

    def __init__(self, label: str, numbers: itertools.count[int], _prepared: str) -> None:
        self.label, self.numbers = label, numbers

    def form(self) -> dict[str, str]:
        number = next(self.numbers)
        values = {
            "name": f"Rosa{number} Alvarez",
            "email": f"rosa.{self.label}.{number}@example.org",
            "phone": "",
            "postal_code": random.choice(PLACES),
            "comment": "The next clinic is two buses away." if number % 10 == 0 else "",
            "shows_name": "on",
        }
        return values | ({"news-riverside": "on"} if number % 2 else {})

    def headers(self) -> str:
        return f"X-Forwarded-For: {address()}\r\n"

    def hear(self, _head: bytes) -> bool:
        return True


class Voter:
    """Votes on every statement, then on three of them otherwise, with the cookie that the first vote gives."""

    def __init__(self, _label: str, _numbers: itertools.count[int], prepared: str) -> None:
        self.statements = prepared.split(",")
        self._become_another()

    def _become_another(self) -> None:
        shuffled = random.sample(self.statements, len(self.statements))
        said = [(one, random.choice((1, -1, 0))) for one in shuffled]
        self.left = [*said, *((one, -value or 1) for one, value in said[:3])]
        self.said: set[str] = set()
        self.address, self.cookie = address(), ""

    def form(self) -> dict[str, str]:
        if not self.left:
            self._become_another()
        self.statement, value = self.left.pop(0)
        return {"statement": self.statement, "value": str(value)}

    def headers(self) -> str:
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        return f"X-Forwarded-For: {self.address}\r\n{cookie}"

    def hear(self, head: bytes) -> bool:
        given = COOKIE.search(head)
        if given:
            self.cookie = given[1].decode()
        is_new = self.statement not in self.said
        self.said.add(self.statement)
        return is_new


VISITORS: dict[str, type[Resident | Voter]] = {"signature": Resident, "vote": Voter}


def address() -> str:
    return ".".join(str(random.randint(1, 250)) for _ in range(4))


def request(path: str, headers: str, body: bytes) -> bytes:
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\n{headers}"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: keep-alive\r\n\r\n"
    )
    return head.encode() + body


async def answer(reader: asyncio.StreamReader) -> tuple[int, bytes]:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    lower = head.lower()
    if b"content-length:" in lower:
        length = int(lower.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        if length:
            await reader.readexactly(length)
    return status, head


@dataclass
class Told:
    times: list[float] = field(default_factory=list)
    errors: list[int] = field(default_factory=list)
    kept: int = 0


async def connect(
    port: int, path: str, stamp: str, visitor: Visitor, until: float, told: Told
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        body = urlencode(visitor.form() | {"stamp": stamp, "website": ""}).encode()
        message = request(path, visitor.headers(), body)
        began = time.perf_counter()
        writer.write(message)
        status, head = await answer(reader)
        told.times.append(time.perf_counter() - began)
        if status not in (200, 302):
            told.errors.append(status)
        elif visitor.hear(head):
            told.kept += 1
    writer.close()


async def main() -> None:
    port, connections, seconds, label, kind, path, stamp, *prepared = sys.argv[1:]
    told, numbers = Told(), itertools.count()
    kind_of = VISITORS[kind]
    began = time.perf_counter()
    visitors = [kind_of(label, numbers, "".join(prepared)) for _ in range(int(connections))]
    until = began + float(seconds)
    await asyncio.gather(*(connect(int(port), path, stamp, one, until, told) for one in visitors))
    took = time.perf_counter() - began
    times = sorted(told.times)
    print(
        json.dumps(
            {
                "count": len(times),
                "kept": told.kept,
                "per_second": len(times) / took,
                "p50": times[len(times) // 2],
                "p99": times[int(len(times) * 0.99)],
                "errors": len(told.errors),
                "first_error": told.errors[0] if told.errors else None,
            }
        )
    )


if __name__ == "__main__":
    asyncio.run(main())
