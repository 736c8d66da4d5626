"""How long a segment over 100,000 people takes beside the SQL that one would write for it by hand.

    python benchmarks/segments.py [PEOPLE]

Prints, for each of some questions, the count, the time of both (the best of several runs, taken in turns) and
their ratio; the bar is 1.5. Both must count the same. Runs on a database in a folder of its own, or on the empty
one that DATABASE_URL names.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

os.environ["DJANGO_SETTINGS_MODULE"] = "concerted.site.settings"
os.environ["CONCERTED_DATA"] = tempfile.mkdtemp(prefix="segments-")

import django
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

django.setup()

from concerted.organizations.models import Organization  # noqa: E402
from concerted.people.models import Consent, ContactPoint, Person, Tag, Tagging  # noqa: E402
from concerted.people.queries.segments import SegmentQuery, people_in  # noqa: E402

RUNS = 7
BATCH = 2000
LANGUAGES = ("en", "en", "es", "es", "ht", "vi", "pt", "")
TOWNS = ("Boston", "Lynn", "Lowell", "Chelsea", "Revere", "")


def fill(organization: Any, people: int) -> dict[str, str]:
    """``people`` with addresses, numbers, up to three tags and up to four answers each; the keys of the tags."""
    chance = random.Random(11)
    tags = [Tag.objects.create(organization=organization, name=f"tag {n}") for n in range(20)]
    for start in range(0, people, BATCH):
        _fill_batch(organization, chance, tags, range(start, min(start + BATCH, people)))
    return {tag.name: tag.pk.hex for tag in tags}


def _fill_batch(organization: Any, chance: random.Random, tags: list[Any], numbers: range) -> None:
    people = [
        Person(
            organization=organization,
            given_name=f"Rosa{number}",
            family_name=f"Núñez{number % 977}",
            postal_code=f"0{chance.randrange(1000, 2800)}",
            locality=chance.choice(TOWNS),
            preferred_language=chance.choice(LANGUAGES),
            languages_spoken=["es"] if chance.random() < 0.1 else [],
        )
        for number in numbers
    ]
    points, taggings, answers = [], [], []
    for number, person in zip(numbers, people, strict=True):
        own = _points(organization, chance, number, person)
        points += own
        taggings += [
            Tagging(organization=organization, tag=tag, person=person)
            for tag in chance.sample(tags, chance.randrange(4))
        ]
        answers += _answers(organization, chance, person, own)
    for model, rows in (
        (Person, people),
        (ContactPoint, points),
        (Tagging, taggings),
        (Consent, answers),
    ):
        model.objects.bulk_create(rows)  # type: ignore[attr-defined]


def _points(organization: Any, chance: random.Random, number: int, person: Any) -> list[Any]:
    values = []
    if chance.random() < 0.85:
        values.append(("email", f"rosa{number}@example.com"))
    if chance.random() < 0.6:
        values.append(("phone", f"+1617{number:07}"))
    return [
        ContactPoint(
            organization=organization, person=person, kind=kind, value=value, normalized=value
        )
        for kind, value in values
    ]


def _answers(
    organization: Any, chance: random.Random, person: Any, points: list[Any]
) -> list[Any]:
    rows = []
    for _number in range(chance.randrange(4) if points else 0):
        point = chance.choice(points)
        answer = chance.choices(("granted", "refused", "withdrawn"), (70, 20, 10))[0]
        rows.append(
            Consent(
                organization=organization,
                person=person,
                contact_point=point if chance.random() < 0.8 else None,
                channel="email" if point.kind == "email" else chance.choice(("text", "call")),
                purpose="news" if answer == "granted" or chance.random() < 0.3 else "",
                answer=answer,
                words="Send me news about what we do together.",
                source="benchmark",
                is_proven=chance.random() < 0.9,
                answered_at=timezone.now(),
            )
        )
    return rows


MINE = "p.organization_id = %(organization)s AND p.merged_into_id IS NULL"
STANDING = """
EXISTS (
  SELECT 1 FROM people_contactpoint c
  WHERE c.person_id = p.id AND c.kind = 'email' AND c.status = 'usable' AND (
    SELECT a.answer FROM people_consent a
    WHERE a.person_id = c.person_id AND a.channel = 'email' AND a.purpose IN ('', 'news')
      AND (a.contact_point_id = c.id OR a.contact_point_id IS NULL)
      AND (a.answer <> 'granted' OR a.is_proven)
    ORDER BY a.answered_at DESC, CASE WHEN a.answer = 'granted' THEN 1 ELSE 0 END LIMIT 1
  ) = 'granted'
)"""
TAGGED = """
EXISTS (SELECT 1 FROM people_tagging t WHERE t.person_id = p.id AND t.tag_id = %({})s)"""
SPEAKS = "(p.preferred_language = 'es' OR CAST(p.languages_spoken AS text) LIKE '%%\"es\"%%')"


def questions(tags: dict[str, str]) -> list[tuple[str, dict[str, Any], str]]:
    """A name, the question as a segment keeps it, and its conditions in SQL."""
    one, two = tags["tag 1"], tags["tag 2"]
    place = "p.postal_code LIKE '021%%'"
    joined = "p.id IN (SELECT t.person_id FROM people_tagging t WHERE t.tag_id = %(one)s)"
    return [
        ("everybody", {}, "1 = 1"),
        ("a postal code", {"postal_codes": ["021"]}, place),
        ("one tag", {"tags": [one]}, joined),
        ("two tags", {"tags": [one, two]}, joined + " AND " + TAGGED.format("two")),
        ("without a tag", {"without_tags": [one]}, "NOT " + TAGGED.format("one")),
        ("a language", {"languages": ["es"]}, SPEAKS),
        ("may be mailed", {"channel": "email"}, STANDING),
        (
            "tag, place, language, mail",
            {"tags": [one], "postal_codes": ["02"], "languages": ["es"], "channel": "email"},
            f"{joined} AND p.postal_code LIKE '02%%' AND {SPEAKS} AND {STANDING}",
        ),
    ]


def timed(function: Callable[[], int]) -> tuple[float, int]:
    began = time.perf_counter()
    found = function()
    return time.perf_counter() - began, found


def in_turns(
    one: Callable[[], int], other: Callable[[], int]
) -> list[tuple[tuple[float, int], tuple[float, int]]]:
    """Both, ``RUNS`` times at least and for a second, so that short ones are not measured by chance."""
    pairs = []
    until = time.perf_counter() + 1
    while len(pairs) < RUNS or time.perf_counter() < until:
        pairs.append((timed(one), timed(other)))
    return pairs


def main() -> None:
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    call_command("migrate", verbosity=0)
    organization = Organization.objects.create(name="Benchmark", slug="benchmark")
    tags = fill(organization, people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    key = organization.pk.hex if connection.vendor == "sqlite" else organization.pk
    values = {"organization": key, "one": tags["tag 1"], "two": tags["tag 2"]}
    print(f"{people:,} people on {connection.vendor}; best of {RUNS} runs or more")
    print(f"{'question':<28}{'people':>9}{'segment':>11}{'by hand':>11}{'ratio':>8}")
    for name, asked, conditions in questions(tags):
        query = SegmentQuery.from_json(asked)
        sql = f"SELECT COUNT(*) FROM people_person p WHERE {MINE} AND {conditions}"

        def by_hand(sql: str = sql) -> int:
            with connection.cursor() as cursor:
                cursor.execute(sql, values)
                return int(cursor.fetchone()[0])

        def by_segment(query: SegmentQuery = query) -> int:
            return people_in(query, organization=organization).count()

        pairs = in_turns(by_segment, by_hand)
        (ours, count), (theirs, same) = (min(times) for times in zip(*pairs, strict=True))
        assert count == same, f"{name}: {count} is not {same}"
        ratio = ours / theirs
        print(
            f"{name:<28}{count:>9,}{ours * 1000:>8.1f} ms{theirs * 1000:>8.1f} ms{ratio:>8.2f}"
            f"{'' if ratio <= 1.5 else '  over the bar of 1.5'}"
        )


if __name__ == "__main__":
    main()
