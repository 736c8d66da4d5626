"""Weight and server time of ten main pages of the demonstration, on SQLite.

    python -m benchmarks.pages [--rounds 30]

Weight is what a first visit loads, as it is served: the page, its styles, scripts and pictures. Time is the median of
as many requests, taken in turns with a bare view that answers "ok" through the same middleware on the same server.
Bar: the petition page weighs at most 100 kB in all.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import statistics
import sys
import tempfile
import time
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from benchmarks.serving import Server, environment, python
from benchmarks.table import print_table

HEAVIEST = 100_000
PETITION = "petition"
BARE = "/bare/"

BUILD = "from concerted.site.showing import build_here; build_here()"
PROBE = """
import json
import django
django.setup()
from django.conf import settings
settings.ROOT_URLCONF = "benchmarks.served"
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import activate
from concerted.accounts.models import User
from concerted.act.petitions.models import Petition
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.people.models import Person
from concerted.site.demo import LOGINS

activate("en")
petition = Petition.objects.order_by("-signature_count").first()
home = petition.organization
goal = petition.campaign.goal
person = Person.objects.filter(organization=home).first()
addresses = {
    "organization": petition.organization.get_absolute_url(),
    "goal": reverse("goals:page", args=[goal.organization.slug, goal.slug]),
    "petition": petition.get_absolute_url(),
    "desk": reverse("organizations:work", args=[home.slug]),
    "desk: goal": reverse("goals:goal", args=[goal.organization.slug, goal.slug]),
    "desk: petition": reverse("petitions:petition", args=[home.slug, petition.slug]),
    "desk: signatures": reverse("petitions:signatures", args=[home.slug, petition.slug]),
    "desk: people": reverse("people:people", args=[home.slug]),
    "desk: person": reverse("people:person", args=[home.slug, person.pk]),
    "desk: segments": reverse("people:segments", args=[home.slug]),
}
visitor, organizer = Client(SERVER_NAME="localhost"), Client(SERVER_NAME="localhost")
organizer.force_login(User.objects.get(email=LOGINS[1][0]))
queries = {}
for name, address in addresses.items():
    client = organizer if name.startswith("desk") else visitor
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    queries[name] = len(seen)
print(json.dumps({
    "addresses": addresses,
    "queries": queries,
    "cookie": f"{settings.SESSION_COOKIE_NAME}={organizer.cookies[settings.SESSION_COOKIE_NAME].value}",
    "people": Person.objects.count(),
    "signatures": petition.signature_count,
}))
"""


class Parts(HTMLParser):
    """What a browser loads at once with a page."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        is_linked = tag == "link" and given.get("rel") in ("stylesheet", "icon")
        address = given.get("href") if is_linked else None
        if tag in ("script", "img"):
            address = given.get("src")
        if address and not address.startswith("data:"):
            self.addresses.add(address)


class Visitor:
    """One connection that is kept open."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Accept-Encoding": "gzip"} | ({"Cookie": cookie} if cookie else {})

    def get(self, address: str, *, is_compressed: bool = True) -> tuple[int, bytes]:
        headers = (
            self.headers if is_compressed else {**self.headers, "Accept-Encoding": "identity"}
        )
        self.connection.request("GET", address, headers=headers)
        response = self.connection.getresponse()
        return response.status, response.read()

    def seconds(self, address: str) -> float:
        began = time.perf_counter()
        self.get(address)
        return time.perf_counter() - began

    def weigh(self, address: str) -> tuple[int, int, int]:
        """Status, bytes of the page, bytes with all that belongs to it."""
        status, page = self.get(address)
        plain = self.get(address, is_compressed=False)[1].decode()
        return status, len(page), len(page) + sum(map(self._weigh_part, _parts(plain, address)))

    def _weigh_part(self, address: str) -> int:
        weight = len(self.get(address)[1])
        if address.endswith(".css"):
            styles = self.get(address, is_compressed=False)[1].decode()
            inner = set(re.findall(r"url\(['\"]?(?!data:)([^)'\"]+)", styles))
            weight += sum(len(self.get(urljoin(address, one))[1]) for one in inner)
        return weight


def _parts(page: str, address: str) -> set[str]:
    parser = Parts()
    parser.feed(page)
    return {urlsplit(urljoin(address, one)).path for one in parser.addresses}


def measure(port: int, told: dict, rounds: int) -> int:
    visitors = {False: Visitor(port, ""), True: Visitor(port, told["cookie"])}
    who = {name: visitors[name.startswith("desk")] for name in told["addresses"]}
    weights = {name: who[name].weigh(address) for name, address in told["addresses"].items()}
    times: dict[str, list[float]] = {name: [] for name in (*who, BARE)}
    for _round in range(rounds):
        times[BARE].append(visitors[True].seconds(BARE))
        for name, address in told["addresses"].items():
            times[name].append(who[name].seconds(address))
    median = {name: 1000 * statistics.median(taken) for name, taken in times.items()}
    rows = [
        (
            *(name, status, f"{own / 1000:.1f}", f"{whole / 1000:.1f}"),
            *(f"{median[name]:.1f}", f"{median[name] / median[BARE]:.1f}", told["queries"][name]),
        )
        for name, (status, own, whole) in weights.items()
    ]
    rows.append(("bare view", 200, "0.0", "0.0", f"{median[BARE]:.1f}", "1.0", 0))
    print(f"{told['people']:,} people, {told['signatures']:,} signatures, {rounds} rounds")
    print_table(("page", "status", "page kB", "in all kB", "ms", "ratio", "queries"), rows)
    whole = weights[PETITION][2]
    print(f"petition page {whole / 1000:.1f} kB in all (bar {HEAVIEST / 1000:.0f})")
    return 0 if whole <= HEAVIEST and all(status == 200 for status, *_ in weights.values()) else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        env = {**environment(folder, ""), "CONCERTED_DEMO": "1", "CONCERTED_LOG_LEVEL": "WARNING"}
        python(BUILD, env)
        told = json.loads(python(PROBE, env))
        server = Server("benchmarks.served:application", env, 1)
        try:
            return measure(server.port, told, options.rounds)
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
