"""The goals, campaigns and decision makers of the demonstration."""

from __future__ import annotations

import csv
import datetime
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone

from concerted.act.campaigns.models import Campaign
from concerted.act.campaigns.operations import add_campaign, publish_campaign
from concerted.act.officials.models import Official, Tenure
from concerted.act.officials.operations import (
    add_holder,
    add_official,
    import_officials,
    import_shapes,
    leave_post,
)
from concerted.act.officials.reading import read_officials
from concerted.act.officials.reading.shapes import read_shapes
from concerted.goals.models import Goal
from concerted.goals.operations import add_goal, publish_goal
from concerted.organizations.translating import save_translation
from concerted.organizations.translations import TranslatableRecord
from concerted.site.demo import past, words
from concerted.site.demo.cast import Cast

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Loop:
    clinic: Campaign
    language: Campaign
    exam: Campaign
    council: Official
    hospital: Official


def set_goals(cast: Cast) -> Loop:
    """Three goals with a campaign each, and who decides on them."""
    _bring_officials(cast)
    clinic = _goal(cast, words.CLINIC_GOAL, words.CLINIC_GOAL_IN)
    language = _goal(cast, words.LANGUAGE_GOAL, words.LANGUAGE_GOAL_IN)
    _fill_the_health_district(cast)
    exam = _goal(cast, *_with_facts(words.EXAM_GOAL, words.EXAM_GOAL_IN))
    for goal, days in ((clinic, 190), (language, 160), (exam, 24)):
        past.move_goal(goal, days=days)
    return Loop(
        clinic=_campaign(cast, clinic, words.CLINIC_CAMPAIGN, words.CLINIC_CAMPAIGN_IN),
        language=_campaign(cast, language, words.LANGUAGE_CAMPAIGN, words.LANGUAGE_CAMPAIGN_IN),
        exam=_campaign(cast, exam, words.EXAM_CAMPAIGN, words.EXAM_CAMPAIGN_IN),
        council=_decides(
            cast, "Riverside City Council", "Nine members", "council", "(617) 555-0198"
        ),
        hospital=_decides(
            cast, "Riverside Hospital", "Board of Trustees", "hospital board", "(617) 555-0199"
        ),
    )


def translate(record: TranslatableRecord, texts: dict[str, dict[str, str]], cast: Cast) -> None:
    for language, given in texts.items():
        save_translation(record=record, language=language, texts=given, by=cast.organizer)


def _goal(cast: Cast, text: dict[str, str], texts: dict[str, dict[str, str]]) -> Goal:
    goal = add_goal(organization=cast.coalition, by=cast.owner, **text)
    translate(goal, texts, cast)
    return publish_goal(goal=goal, by=cast.owner)


def _campaign(
    cast: Cast, goal: Goal, text: dict[str, str], texts: dict[str, dict[str, str]]
) -> Campaign:
    campaign = add_campaign(goal=goal, by=cast.organizer, **text)
    translate(campaign, texts, cast)
    return publish_campaign(campaign=campaign, by=cast.organizer)


def _with_facts(
    text: dict[str, str], texts: dict[str, dict[str, str]]
) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """The goal's words in its own and in other languages, with published pass rates in them."""
    with (DATA / "exam_pass_rates.csv").open(newline="") as file:
        rows = {row["group"]: row for row in csv.DictReader(file)}
    rates = {group: round(float(row["pass_rate_percent"])) for group, row in rows.items()}
    facts: dict[str, str | int] = {
        "white": rates["White"],
        "black": rates["Black"],
        "latino": rates["Hispanic/Latino"],
        "period": rows["White"]["period"].replace("-", "–"),
        "source": rows["White"]["source"],
    }
    return _filled(text, facts), {code: _filled(one, facts) for code, one in texts.items()}


def _filled(text: dict[str, str], facts: dict[str, str | int]) -> dict[str, str]:
    return {**text, "summary": text["summary"].format(**facts)}


def _bring_officials(cast: Cast) -> None:
    reading = read_officials(DATA / "officials_massachusetts.json")
    import_officials(
        organization=cast.coalition,
        reading=reading,
        checked_on=reading.checked_on or timezone.localdate(),
        by=cast.organizer,
        is_public=True,
    )
    districts = read_shapes(DATA / "districts_massachusetts.geojson", id_property="geoid")
    import_shapes(
        told=districts.told,
        valid_from=datetime.date(2025, 1, 3),
        source="US Census Bureau, drawn coarser",
    )


def _fill_the_health_district(cast: Cast) -> None:
    """A health district whose director has left: somebody acts for her, and of three seats on the board one is empty."""
    district = {
        "kind": "health authority",
        "jurisdiction": "Riverside Health District",
        "division_id": "ocd-division/country:us/state:ma/sldl:35th_middlesex",
        "is_public": True,
    }
    today = timezone.localdate()
    for name in ("Estelle Moreau", "Winston Park", "Carmen Ibáñez"):
        seat = {"title": "Member", "body": "Board of Health", "name": name}
        member = add_official(organization=cast.coalition, values=district | seat, by=cast.owner)
    director = add_official(
        organization=cast.coalition,
        values=district | {"name": "Judith Lang", "title": "Director"},
        by=cast.organizer,
    )
    held = Tenure.objects.get(official=director)
    add_holder(
        post=held.post,
        values={"name": "Marcus Bell", "is_acting": True, "is_public": True},
        replaces=held,
        day=today - datetime.timedelta(days=20),
        by=cast.organizer,
    )
    leave_post(official=member, left_on=today - datetime.timedelta(days=9), by=cast.organizer)


def _decides(cast: Cast, name: str, body: str, kind: str, phone: str) -> Official:
    slug = name.split()[-1].lower()
    values = {
        "name": name,
        "body": body,
        "kind": kind,
        "jurisdiction": "Riverside",
        "email": f"{slug}@riverside.example",
        "phone": phone,
        "is_public": True,
    }
    return add_official(organization=cast.coalition, values=values, by=cast.organizer)
