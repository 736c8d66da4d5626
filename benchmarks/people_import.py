"""How long an import of 100,000 rows takes beside a bare ``bulk_create`` of its Person rows.

    python benchmarks/people_import.py [ROWS]

Prints a table of times, their ratio (bar: at most 6) and the peak memory of an import of half the rows and of
all of them (bar: flat). Every measurement runs in a process and a data folder of its own.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

GIVEN = [
    "Ana",
    "Luis",
    "María",
    "José",
    "Rosa",
    "Jean",
    "Marie",
    "Linh",
    "Minh",
    "Hoa",
    "John",
    "Mary",
    "Robert",
    "Emma",
    "Noah",
    "Lovely",
    "Wideline",
    "Kim",
]
FAMILY = [
    "García",
    "Nguyễn",
    "Pierre",
    "Smith",
    "López",
    "Trần",
    "Jean-Baptiste",
    "Silva",
    "Jones",
    "Brown",
    "Lê",
    "Costa",
    "Rivera",
    "Hall",
]
TAGS = ("volunteer", "youth", "housing", "rent control", "")


def write_file(path: Path, rows: int) -> None:
    """Rows in the style of Action Network: 7 of 100 come twice, 8 of 100 refuse, some are junk."""
    chance = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(
            [
                "uuid",
                "first_name",
                "last_name",
                "email",
                "can2_phone",
                "can2_user_address",
                "can2_user_city",
                "can2_state_abbreviated",
                "zip_code",
                "can2_subscription_status",
                "can2_sms_status",
                "can2_user_tags",
                "Language",
            ]
        )
        for number in range(rows):
            out.writerow(_row(chance, number))


def _row(chance: random.Random, number: int) -> list[str]:
    if chance.random() < 0.007:
        return [""] * 13
    who = number if chance.random() > 0.07 else chance.randrange(number + 1)
    own = random.Random(who)
    given, family = own.choice(GIVEN), f"{own.choice(FAMILY)}{_letters(who)}"
    email = f"{given}.{who}@example.com" if chance.random() < 0.75 else ""
    phone = f"({own.randrange(201, 980)}) {own.randrange(201, 999)}-{own.randrange(10000):04}"
    return [
        str(number),
        given,
        family,
        email,
        phone if chance.random() < 0.6 else "",
        f"{own.randrange(900)} Elm Street" if chance.random() < 0.6 else "",
        own.choice(("Boston", "Lynn", "Lowell", "")),
        "MA",
        f"0{own.randrange(1000, 2800)}" if chance.random() < 0.85 else "",
        chance.choices(("subscribed", "unsubscribed", "bouncing", ""), (84, 8, 3, 5))[0],
        chance.choices(("", "subscribed", "unsubscribed"), (60, 30, 10))[0],
        chance.choice(TAGS),
        chance.choice(("en", "es", "ht", "vi", "")),
    ]


def _letters(number: int) -> str:
    return "".join(chr(97 + int(digit)) for digit in str(number % 5000))


PREPARE = """
import csv, resource, sys, time
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from pathlib import Path
from concerted.organizations.models import Organization
from concerted.people import operations
from concerted.people.models import Person
file = Path(sys.argv[1])
union = Organization.objects.create(name="Bench", slug="bench")
"""
BARE = """
with file.open(encoding="utf-8", newline="") as lines:
    rows = [
        Person(
            organization=union, given_name=row["first_name"], family_name=row["last_name"],
            postal_code=row["zip_code"], locality=row["can2_user_city"],
            preferred_language=row["Language"],
        )
        for row in csv.DictReader(lines) if row["uuid"]
    ]
began, cpu = time.perf_counter(), time.process_time()
Person.objects.bulk_create(rows, batch_size=1000)
"""
IMPORT = """
began, cpu = time.perf_counter(), time.process_time()
record = operations.start_import(organization=union, path=file, keep_file=False)
operations.request_import(record=record)
operations.run_import(record=record, path=file)
"""
TELL = """
seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
print(seconds, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, Person.objects.count())
"""


def run(program: str, file: Path) -> tuple[float, float, int, int]:
    """Seconds, seconds of CPU, peak memory in kB and persons, measured in a process of its own."""
    with tempfile.TemporaryDirectory() as data:
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", PREPARE + program + TELL, str(file)],
            env={
                **os.environ,
                "CONCERTED_DATA": data,
                "PYTHONPATH": "src",
                "DJANGO_SETTINGS_MODULE": "concerted.site.settings",
            },
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    seconds, cpu, peak, people = done.stdout.split()
    return float(seconds), float(cpu), int(peak), int(people)


def main(rows: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole, half = Path(folder, "whole.csv"), Path(folder, "half.csv")
        write_file(whole, rows)
        write_file(half, rows // 2)
        bare, imported, smaller = run(BARE, whole), run(IMPORT, whole), run(IMPORT, half)
    print(f"{'':34}{'seconds':>9}{'CPU s':>9}{'peak MB':>9}{'people':>9}")
    for name, (seconds, cpu, peak, people) in (
        (f"bare bulk_create of {rows:,} rows", bare),
        (f"import of {rows:,} rows", imported),
        (f"import of {rows // 2:,} rows", smaller),
    ):
        print(f"{name:34}{seconds:9.1f}{cpu:9.1f}{peak / 1024:9.0f}{people:9,}")
    ratio, ratio_of_cpu = imported[0] / bare[0], imported[1] / bare[1]
    print(f"ratio {ratio:.2f} on the clock, {ratio_of_cpu:.2f} of CPU time (bar: 6)")
    print(f"memory for twice the rows: {imported[2] / smaller[2]:.2f} (bar: flat)")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
