"""Five million observations of one indicator: its page, and its roll-up beside a bare GROUP BY in the same run.

    python -m benchmarks.measure [--partners 100]

A hundred partners hand in figures of 25 groups (everybody among them) at 50 places over 40 quarters. The rows are made
by the database itself. The roll-up is what a release begins with; the bare query adds up numerators and denominators of
the same rows by the same cells, and both must find the same people. Bars: 300 ms and 10 s. Runs on SQLite in a folder of
its own, or on the empty database that DATABASE_URL names.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "concerted.site.settings"
os.environ["CONCERTED_DATA"] = tempfile.mkdtemp(prefix="measure-")
os.environ.setdefault("CONCERTED_LOG_LEVEL", "WARNING")

import django
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

django.setup()

from benchmarks.table import print_table  # noqa: E402
from concerted.measure.indicators.models import (  # noqa: E402
    Dimension,
    Indicator,
    Intake,
    Release,
    Subgroup,
)
from concerted.measure.indicators.queries.known import rolled_up  # noqa: E402
from concerted.organizations.models import Organization  # noqa: E402
from concerted.site.statics import collect_static  # noqa: E402

PLACES, QUARTERS, GROUPS = 50, 40, 24
PAGE, ROLL_UP = 0.3, 10.0
RUNS = 3
MONTHS = 3

KEY = {"sqlite": "printf('%032x', {0})", "postgresql": "lpad(to_hex({0}), 32, '0')::uuid"}
SERIES = {
    "sqlite": "(WITH RECURSIVE s(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM s WHERE n < {0} - 1) SELECT n FROM s)",
    "postgresql": "(SELECT generate_series(0, {0} - 1) AS n)",
}
DAY = {
    "sqlite": "date('2016-01-01', '+' || ({0}) || ' months', '-' || {1} || ' days')",
    "postgresql": "(date '2016-01-01' + ({0})::int * interval '1 month' - {1} * interval '1 day')::date",
}
NOW = {"sqlite": "datetime('now')", "postgresql": "now()"}
PLACE = "CASE WHEN place.n = 0 THEN '' ELSE 'Place ' || place.n END"


def fill(partners: int) -> Indicator:
    """The organizations, the definition and its groups by hand, the figures by one statement each."""
    owner = Organization.objects.create(name="Riverside", slug="riverside", kind="coalition")
    indicator = Indicator.objects.create(
        organization=owner,
        title="Passed the first exam",
        slug="passed",
        kind="rate",
        unit="per_cent",
        published_at=timezone.now(),
    )
    dimension = Dimension.objects.create(organization=owner, title="Language", slug="language")
    for number in range(1, GROUPS + 1):
        Subgroup.objects.create(
            organization=owner,
            dimension=dimension,
            code=f"group-{number}",
            title=f"Group {number}",
            position=number,
        )
    Organization.objects.bulk_create(
        Organization(name=f"Partner {number}", slug=f"partner-{number}")
        for number in range(partners)
    )
    intake = Intake.objects.create(
        organization=owner,
        indicator=indicator,
        via="file",
        title="Figures",
        state="approved",
        decided_at=timezone.now(),
    )
    release = Release.objects.create(organization=owner, indicator=indicator, number=1)
    _insert("indicators_observation", _observed(indicator, intake))
    _insert("indicators_figure", _told(release))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return indicator


def _series(name: str, count: int) -> str:
    return f"{SERIES[connection.vendor].format(count)} AS {name}"


def _group() -> str:
    """Subgroups in the order of their keys, so that rows come as the index has them; nobody's is everybody."""
    return (
        "(SELECT NULL AS id, NULL AS dimension_id, 0 AS place UNION ALL"
        " SELECT id, dimension_id, position FROM indicators_subgroup) AS grp"
        if connection.vendor == "sqlite"
        else "(SELECT NULL::uuid AS id, NULL::uuid AS dimension_id, 0 AS place UNION ALL"
        " SELECT id, dimension_id, position FROM indicators_subgroup) AS grp"
    )


def _where(quarter: str = "quarter.n") -> dict[str, str]:
    day = DAY[connection.vendor]
    return {
        "created_at": NOW[connection.vendor],
        "period_start": day.format(f"{quarter} * {MONTHS}", 0),
        "period_end": day.format(f"({quarter} + 1) * {MONTHS}", 1),
        "place": PLACE,
        "subgroup_id": "grp.id",
        "dimension_id": "grp.dimension_id",
    }


def _some(count: str) -> str:
    """Between 35 and 85 of 100, by group, with a slow rise."""
    return f"({count} * (35 + (grp.place * 7 + place.n * 3) % 43 + quarter.n / 6) / 100)"


def _observed(indicator: Indicator, intake: Intake) -> tuple[dict[str, str], str]:
    number = (
        f"(((quarter.n * {PLACES} + place.n) * {GROUPS + 1} + grp.place) * 1000 + other.place)"
    )
    count = f"(20 + ({number} * 7919) % 180)"
    values = {
        "id": KEY[connection.vendor].format(number),
        **_where(),
        "intake_id": _key(intake.pk),
        "indicator_id": _key(indicator.pk),
        "partner_id": "other.id",
        "state": "'known'",
        "numerator": _some(count),
        "denominator": count,
        "n": count,
        "value": f"100.0 * {_some(count)} / {count}",
        "is_current": "TRUE",
    }
    others = (
        "(SELECT id, row_number() OVER (ORDER BY id) AS place FROM organizations_organization"
        " WHERE kind <> 'coalition') AS other"
    )
    return (
        values,
        f"{_group()}, {_series('quarter', QUARTERS)}, {_series('place', PLACES)}, {others}",
    )


def _told(release: Release) -> tuple[dict[str, str], str]:
    number = f"((quarter.n * {PLACES} + place.n) * {GROUPS + 1} + grp.place)"
    count = f"(2000 + ({number} * 7919) % 18000)"
    values = {
        "id": KEY[connection.vendor].format(number),
        **_where(),
        "release_id": _key(release.pk),
        "status": "'shown'",
        "numerator": _some(count),
        "denominator": count,
        "n": count,
        "value": f"100.0 * {_some(count)} / {count}",
        "source": "''",
    }
    return values, f"{_group()}, {_series('quarter', QUARTERS)}, {_series('place', PLACES)}"


def _key(pk: Any) -> str:
    return f"'{pk.hex}'" if connection.vendor == "sqlite" else f"'{pk}'::uuid"


def _insert(table: str, rows: tuple[dict[str, str], str]) -> None:
    values, source = rows
    statement = f"INSERT INTO {table} ({', '.join(values)}) SELECT {', '.join(values.values())} FROM {source}"
    with connection.cursor() as cursor:
        cursor.execute(statement)


BARE = """
SELECT subgroup_id, period_start, period_end, place, SUM(numerator), SUM(denominator)
FROM indicators_observation WHERE indicator_id = {key} AND is_current AND partner_id IS NOT NULL
GROUP BY subgroup_id, period_start, period_end, place
"""


def bare(indicator: Indicator) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(BARE.format(key=_key(indicator.pk)))
        return list(cursor.fetchall())


def timed(task: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    found = task()
    return time.perf_counter() - began, found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--partners", type=int, default=100)
    options = parser.parse_args()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    took, indicator = timed(lambda: fill(options.partners))
    count = options.partners * PLACES * QUARTERS * (GROUPS + 1)
    print(f"{count:,} observations on {connection.vendor}, made in {took:.0f} s", flush=True)
    rolls, bares = [], []
    for _run in range(RUNS):
        took, cells = timed(lambda: rolled_up(indicator))
        rolls.append(took)
        took, rows = timed(lambda: bare(indicator))
        bares.append(took)
    people = sum(one.denominator or 0 for one in cells)
    if (len(cells), people) != (len(rows), sum(row[-1] for row in rows)):
        print("The roll-up and the bare query disagree.")
        return 1
    client = Client(SERVER_NAME="localhost")
    address = indicator.get_absolute_url()
    first, page = timed(lambda: client.get(address))
    pages = [timed(lambda: client.get(address))[0] for _run in range(9)]
    page_time, roll_time = statistics.median(pages), min(rolls)
    print_table(
        ("job", "seconds", "bar"),
        [
            (f"roll-up to {len(cells):,} cells", f"{roll_time:.2f}", ROLL_UP),
            ("bare GROUP BY of the same", f"{min(bares):.2f}", ""),
            (f"indicator page ({len(page.content) / 1000:.0f} kB)", f"{page_time:.3f}", PAGE),
            ("the same, the first time", f"{first:.3f}", ""),
        ],
    )
    is_met = page.status_code == 200 and page_time <= PAGE and roll_time <= ROLL_UP
    return 0 if is_met else 1


if __name__ == "__main__":
    sys.exit(main())
