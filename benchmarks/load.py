"""Posts forms over keep-alive connections for some seconds, from a process of its own; prints what came back.

python -m benchmarks.load PORT PATH CONNECTIONS SECONDS STAMP LABEL
"""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import sys
import time
from urllib.parse import urlencode

PLACES = ("02134", "02115", "01902", "01904", "02139")


def form(number: int, label: str, stamp: str) -> bytes:
    """What one resident sends: every other one may be written to, one in ten says why."""
    values = {
        "name": f"Rosa{number} Alvarez",
        "email": f"rosa.{label}.{number}@example.org",
        "phone": "",
        "postal_code": random.choice(PLACES),
        "comment": "The next clinic is two buses away." if number % 10 == 0 else "",
        "shows_name": "on",
        "stamp": stamp,
        "website": "",
    }
    if number % 2:
        values["news-riverside"] = "on"
    return urlencode(values).encode()


def request(path: str, body: bytes) -> bytes:
    address = ".".join(str(random.randint(1, 250)) for _ in range(4))
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: {address}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        f"Content-Length: {len(body)}\r\nConnection: keep-alive\r\n\r\n"
    )
    return head.encode() + body


async def answer(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    status = int(head.split(b" ", 2)[1])
    lower = head.lower()
    if b"content-length:" in lower:
        length = int(lower.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        if length:
            await reader.readexactly(length)
    return status


async def visitor(
    port: int,
    path: str,
    label: str,
    stamp: str,
    numbers: itertools.count[int],
    until: float,
    times: list[float],
    errors: list[int],
) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < until:
        message = request(path, form(next(numbers), label, stamp))
        began = time.perf_counter()
        writer.write(message)
        status = await answer(reader)
        times.append(time.perf_counter() - began)
        if status not in (200, 302):
            errors.append(status)
    writer.close()


async def main() -> None:
    port, path, connections, seconds, stamp, label = sys.argv[1:]
    times: list[float] = []
    errors: list[int] = []
    numbers = itertools.count()
    began = time.perf_counter()
    await asyncio.gather(
        *(
            visitor(int(port), path, label, stamp, numbers, began + float(seconds), times, errors)
            for _ in range(int(connections))
        )
    )
    took = time.perf_counter() - began
    times.sort()
    print(
        json.dumps(
            {
                "count": len(times),
                "per_second": len(times) / took,
                "p50": times[len(times) // 2],
                "p99": times[int(len(times) * 0.99)],
                "errors": len(errors),
                "first_error": errors[0] if errors else None,
            }
        )
    )


if __name__ == "__main__":
    asyncio.run(main())
