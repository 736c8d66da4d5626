"""What the network tells the floors below."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.showcase import Item
from concerted.pool.network.models import Asked, Wave
from concerted.pool.network.queries.pages import public_page


def showcase(organization: Organization, language: str) -> Sequence[Item]:  # noqa: ARG001
    """The latest wave that the coalition publishes, as its finding."""
    page = public_page(organization)
    if page is None:
        return []
    url = reverse("network:page", args=[organization.slug])
    title = page.figures.finding
    return [Item(title=title, url=url, text=page.figures.change or page.figures.trust)]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """A wave that is open: for organizers of the coalition how many answered, for a partner that it is asked."""
    rows = Wave.objects.editable_by(viewer).filter(organization=organization).open()
    cards = [
        Card(
            _("The partners are asked how they work together"),
            _("until %(day)s") % {"day": date_format(one.closes_on)},
            reverse("network:wave", args=[organization.slug, one.number]),
        )
        for one in rows
    ]
    mine = Asked.objects.answerable_by(viewer).filter(
        partner=organization, sent_at__isnull=True, wave__in=Wave.objects.open()
    )
    return cards + [
        Card(
            _("%(coalition)s asks how you work with its other partners")
            % {"coalition": one.organization.name},
            _("until %(day)s") % {"day": date_format(one.wave.closes_on)},
            reverse("network:answer", args=[one.organization.slug, one.wave.number]),
        )
        for one in mine.select_related("organization", "wave")
    ]
