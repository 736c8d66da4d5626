"""What an organization measures, with a row behind every address of it."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile

from concerted.accounts.models import User
from concerted.goals.models import Goal
from concerted.measure.indicators.models import Indicator, Upload
from concerted.measure.indicators.tests.factories import (
    group_of,
    make_course,
    make_dimension,
    make_indicator,
    make_intake,
    make_observation,
    make_release,
    make_veto,
)
from concerted.organizations.models import Organization

INTAKES = ("intake", "approve_intake", "refuse_intake")
OBSERVATIONS = ("observation", "correct_observation")
COURSES = ("change_course", "end_course")
DIMENSIONS = (
    *("dimension", "change_dimension", "compare_with"),
    "translate_dimension",
)
SUBGROUPS = ("rename_subgroup", "raise_subgroup", "translate_subgroup")


def measured(
    organization: Organization, goal: Goal, partner: Organization | None = None
) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room: figures of ``partner`` count, others of theirs wait; one release is out."""
    dimension = make_dimension(organization, "Spoken at home")
    creole, english = group_of(dimension, "Haitian Creole"), group_of(dimension, "English")
    indicator = make_indicator(organization, "Kept the first visit")
    counted = make_observation(make_intake(indicator, partner=partner), creole, of=(30, 60))
    waiting = make_intake(indicator, approved=False, partner=partner, title="Not yet")
    make_observation(waiting, english, of=(40, 60))
    make_release(indicator, (creole, 50.0), (english, None))
    course = make_course(goal, indicator, creole, english)
    veto = make_veto(organization, dimension)
    return {
        "indicators": {"slug": indicator.slug, "pk": counted.pk},
        **{f"indicators:{name}": {"pk": waiting.pk} for name in INTAKES},
        **{f"indicators:{name}": {"pk": counted.pk} for name in OBSERVATIONS},
        **{f"indicators:{name}": {"pk": course.pk} for name in COURSES},
        **{f"indicators:{name}": {"slug": dimension.slug} for name in DIMENSIONS},
        **{f"indicators:{name}": {"pk": creole.pk} for name in SUBGROUPS},
        "indicators:lift_veto": {"pk": veto.pk},
        "indicators:translate_veto": {"pk": veto.pk, "language": "es"},
    }


FILES = ("file", "read_file", "hand_in_file", "discard_file")


def brought(organization: Organization, by: User) -> dict[str, dict[str, Any]]:
    """Values of the addresses of a file that ``by`` looks at before handing it in."""
    indicator = Indicator.objects.filter(organization=organization).earliest("created_at")
    upload = Upload(organization=organization, indicator=indicator, by=by, file_name="rates.csv")
    upload.reading = {"roles": ["period", "subgroup", "value"]}
    upload.file.save("rates.csv", ContentFile(b"year,group,rate\n2025,English,84\n"), save=False)
    upload.save(force_insert=True)
    return {f"indicators:{name}": {"pk": upload.pk} for name in FILES}
