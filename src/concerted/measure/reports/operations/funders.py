"""Letting who gave money read what came of it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import post_mail
from concerted.measure.reports.models import FunderLink, FunderView
from concerted.measure.reports.queries.links import path_of
from concerted.organizations.models import Membership, Organization
from concerted.pool.offers.models import FundingSource


@transaction.atomic
def send_funder_link(
    *, source: FundingSource, email: str, language: str, by: Viewer | None
) -> FunderLink:
    """Mail a link to what came of the money of ``source``. The same address again gets the same link again."""
    source = FundingSource.objects.select_for_update().get(pk=source.pk)
    link, is_new = FunderLink.objects.get_or_create(
        source=source,
        email=email,
        ended_at=None,
        defaults={"organization": source.organization, "language": language},
    )
    if is_new:
        note(verb="sent", subject=link, by=by, after={"source": source.name})
    post_mail(
        to=email,
        template="reports/mail/funds",
        language=language,
        organization_id=source.organization_id,
        reply_to=source.organization.contact_email,
        context={
            "organization": source.organization.name,
            "source": source.name,
            "path": path_of(link, language),
        },
    )
    return link


@transaction.atomic
def end_funder_link(*, link: FunderLink, by: Viewer | None) -> FunderLink:
    """The link opens nothing any more."""
    link = FunderLink.objects.select_for_update().get(pk=link.pk)
    if link.ended_at is None:
        link.ended_at = timezone.now()
        link.save(update_fields=["ended_at"])
        note(verb="ended", subject=link, by=by)
    return link


@transaction.atomic
def give_funder_view(
    *, source: FundingSource, partner: Organization, by: Viewer | None
) -> FunderView:
    """Let the people of ``partner`` find in their workspace what came of the money of ``source``."""
    owner = source.organization
    if not Membership.objects.filter(organization=owner, member=partner).exists():
        raise Refused(_("This organization is no partner of yours."), field="partner")
    view, is_new = FunderView.objects.get_or_create(
        source=source, partner=partner, defaults={"organization": owner}
    )
    if is_new:
        note(verb="sent", subject=view, by=by, after={"source": source.name, "to": partner.name})
    return view


@transaction.atomic
def end_funder_view(*, view: FunderView, by: Viewer | None) -> None:
    """The partner finds nothing of it any more."""
    note(verb="ended", subject=view, by=by, before={"source": view.source.name})
    FunderView.objects.filter(pk=view.pk).delete()
