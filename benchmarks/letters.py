"""Letters a second from the outbox to a mail server of this machine, with one worker, beside a bare smtplib loop.

    python -m benchmarks.letters [LETTERS]

Bars: 50 letters a second; every letter arrives exactly once and is written down as sent. Runs on a database in a
folder of its own, or on the empty one that DATABASE_URL names. The worker and the mail server are processes of
their own; both runs send the same texts to the same server.
"""

from __future__ import annotations

import os
import smtplib
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "concerted.site.settings"
os.environ["CONCERTED_DATA"] = tempfile.mkdtemp(prefix="letters-")

import django
from django.core.management import call_command

from benchmarks.table import print_table

django.setup()

from concerted.act.letters.models import Delivery, State  # noqa: E402
from concerted.act.letters.operations.deliveries import settle_sent  # noqa: E402
from concerted.act.letters.tests.factories import make_letters, send  # noqa: E402
from concerted.act.officials.tests.factories import make_official  # noqa: E402
from concerted.base.outbox.models import OutgoingMail  # noqa: E402
from concerted.organizations.models import Organization  # noqa: E402

LETTERS = 1000
BAR = 50
PATIENCE = 300
SINK = """
import pathlib, sys, time
from aiosmtpd.controller import Controller
class Keeper:
    def __init__(self):
        self.file = open(sys.argv[2], "ab", buffering=0)
    async def handle_DATA(self, _server, _session, envelope):
        head = envelope.content.split(b"Message-ID: ", 1)[-1].split(b"\\r\\n", 1)[0]
        self.file.write(b"%f " % time.time() + head + b"\\n")
        return "250 OK"
Controller(Keeper(), hostname="127.0.0.1", port=int(sys.argv[1])).start()
time.sleep(3600)
"""


def write(count: int) -> None:
    """``count`` letters of as many people to one council, confirmed and waiting."""
    union = Organization.objects.create(name="Elm Street", slug="elm")
    officials = [make_official(union, email="council@example.org")]
    letters = make_letters(union, officials=officials)
    for number in range(count):
        why = f"I am neighbor {number}, and the next clinic is {number % 7 + 2} bus rides away."
        send(letters, name=f"Writer{number} Lee", email=f"w{number}@example.org", why=why)
    OutgoingMail.objects.exclude(template="letters/mail/letter").delete()


def arrivals(file: Path) -> list[tuple[float, str]]:
    lines = file.read_text().splitlines() if file.exists() else []
    return [(float(moment), name) for moment, name in (line.split(" ", 1) for line in lines)]


def sent_by(file: Path, count: int, start: Callable[[], Any]) -> list[tuple[float, str]]:
    """What arrives while ``start()`` works."""
    file.write_text("")
    running = start()
    until = time.monotonic() + PATIENCE
    while len(arrivals(file)) < count and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1)
    if isinstance(running, subprocess.Popen):
        running.terminate()
        running.wait(30)
    return arrivals(file)


def rate(found: list[tuple[float, str]]) -> float:
    return (len(found) - 1) / (found[-1][0] - found[0][0])


def bare(port: int, count: int) -> None:
    """What the same mails cost when nothing is kept of them."""
    with smtplib.SMTP("127.0.0.1", port) as post:
        for number in range(count):
            mail = EmailMessage()
            mail["From"], mail["To"] = "us@example.org", "council@example.org"
            mail["Subject"], mail["Message-ID"] = "Item 114", f"<{number}@bare>"
            mail.set_content("The next clinic is two bus rides away. " * 10)
            mail.add_alternative("<p>The next clinic is two bus rides away.</p>" * 10, "html")
            post.send_message(mail)


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else LETTERS
    call_command("migrate", verbosity=0)
    write(count)
    file = Path(os.environ["CONCERTED_DATA"]) / "arrived"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    sink = subprocess.Popen([sys.executable, "-c", SINK, str(port), str(file)])
    time.sleep(2)
    try:
        plain = sent_by(file, count, lambda: bare(port, count))
        ours = sent_by(file, count, lambda: _worker(port))
    finally:
        sink.kill()
    settle_sent()
    once = Counter(name for _at, name in ours)
    kept = Delivery.objects.filter(state=State.SENT).count()
    print_table(
        ("letters a second", "ours", "bare smtplib", "bar"),
        [("one worker", f"{rate(ours):,.0f}", f"{rate(plain):,.0f}", str(BAR))],
    )
    print(f"arrived {len(ours)}, each once {len(once)}, written down as sent {kept}, of {count}")
    is_whole = len(ours) == len(once) == kept == count
    return 0 if is_whole and rate(ours) >= BAR else 1


def _worker(port: int) -> subprocess.Popen[bytes]:
    settings = {"CONCERTED_SMTP_HOST": "127.0.0.1", "CONCERTED_SMTP_PORT": str(port)}
    command = [sys.executable, "-m", "concerted.site.command_line", "worker"]
    return subprocess.Popen(command, env={**os.environ, **settings})


if __name__ == "__main__":
    sys.exit(main())
