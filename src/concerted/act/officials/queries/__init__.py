from __future__ import annotations

from django.db.models import QuerySet

from concerted.act.officials.models import Official
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization


def found_officials(
    organization: Organization, viewer: Viewer, *, words: str, with_former: bool
) -> QuerySet[Official]:
    """Decision makers of whom all ``words`` are true, by name; those in office only, unless asked."""
    rows = Official.objects.visible_to(viewer).known_to(organization).matching(words).with_posts()
    return rows if with_former else rows.current()
