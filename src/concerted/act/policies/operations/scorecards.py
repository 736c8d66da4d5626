"""Showing the scorecard to everybody, and taking it down."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.policies.models import PublicScorecard
from concerted.act.policies.queries.scorecard import scorecard
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization


@transaction.atomic
def show_scorecard(*, organization: Organization, by: Viewer | None) -> PublicScorecard:
    """Show everybody what is decided and can be proven. It is shown from then on, also what is decided later."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    if not scorecard(organization, None, organization.language).rows:
        raise Refused(_("Nothing is decided yet that everybody could read at a link."))
    row, _is_new = PublicScorecard.objects.get_or_create(organization=organization)
    if row.published_at is None:
        change(row, published_at=timezone.now())
        note(verb="published", subject=row, by=by)
    return row


@transaction.atomic
def hide_scorecard(*, organization: Organization, by: Viewer | None) -> None:
    """Take the scorecard down. Asked twice, done once."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    row = PublicScorecard.objects.filter(organization=organization).first()
    if row is not None and row.published_at is not None:
        change(row, published_at=None)
        note(verb="scorecard hidden", subject=row, by=by)
