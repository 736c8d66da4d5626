from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.act.officials.models import Official, Shape
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization
from concerted.organizations.showcase import Item


def found_officials(
    organization: Organization, viewer: Viewer, *, words: str, with_former: bool
) -> QuerySet[Official]:
    """Decision makers of whom all ``words`` are true, by name; those in office only, unless asked."""
    rows = Official.objects.visible_to(viewer).known_to(organization).matching(words).with_posts()
    return rows if with_former else rows.current()


def public_officials_of(organization: Organization, *, words: str) -> QuerySet[Official]:
    """Those in office whom everybody may see on the organization's pages."""
    known = Official.objects.public().known_to(organization)
    return known.current().matching(words).with_posts()


def official_page(official: Official) -> dict[str, Any]:
    """What is known of one: how to reach them, and which posts they hold and held."""
    tenures = list(official.tenures.all())
    return {
        "official": official,
        "offices": official.offices.all(),
        "contacts": official.contacts.all(),
        "also": [one for one in tenures if one != official.tenure and one.is_current],
        "former": [one for one in tenures if one != official.tenure and not one.is_current],
    }


def showcase(organization: Organization, _language: str) -> Iterator[Item]:
    """The ways to those who decide: by a map, where one is loaded, and by name."""
    if Shape.objects.exists():
        yield Item(
            _("Who represents me?"),
            reverse("officials:who_represents_me", args=[organization.slug]),
            _("Find who decides for the place where you live, and how to reach them."),
        )
    if Official.objects.public().filter(organization=organization).exists():
        yield Item(
            _("Whom we talk to"), reverse("officials:public_officials", args=[organization.slug])
        )
