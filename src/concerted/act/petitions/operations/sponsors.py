"""Further organizations behind a petition: asked, and in only when they say so themselves."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.act.petitions.models import Petition, PetitionState, Sponsorship
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.organizations.models import Organization


@transaction.atomic
def invite_sponsor(*, petition: Petition, slug: str, by: Viewer | None) -> Sponsorship:
    """Ask the organization of this address to stand behind the petition; asking twice is asking once."""
    petition = Petition.objects.select_for_update().get(pk=petition.pk)
    if petition.state == PetitionState.CLOSED:
        raise Refused(_("This petition is closed."))
    sponsor = Organization.objects.filter(slug=slug).first()
    if sponsor is None:
        raise Refused(_("We know no organization with this address."), field="slug")
    if sponsor.pk == petition.organization_id:
        raise Refused(_("Your own organization already stands behind it."), field="slug")
    sponsorship, is_new = Sponsorship.objects.get_or_create(
        petition=petition, sponsor=sponsor, defaults={"organization_id": petition.organization_id}
    )
    if is_new:
        _note("invited", sponsorship, by)
    return sponsorship


@transaction.atomic
def accept_sponsorship(*, sponsorship: Sponsorship, by: Viewer | None) -> Sponsorship:
    """Stand behind the petition, in the name of the invited organization."""
    sponsorship = Sponsorship.objects.select_for_update().get(pk=sponsorship.pk)
    if sponsorship.accepted_at is None:
        sponsorship.accepted_at = timezone.now()
        sponsorship.accepted_by_id = by.pk if by is not None else None
        sponsorship.save(update_fields=["accepted_at", "accepted_by"])
        _note("accepted", sponsorship, by)
    return sponsorship


@transaction.atomic
def end_sponsorship(*, sponsorship: Sponsorship, by: Viewer | None) -> None:
    """Decline, step back, or take back the invitation. What signers agreed to before, they agreed to."""
    locked = Sponsorship.objects.select_for_update().filter(pk=sponsorship.pk).first()
    if locked is not None:
        _note("ended", locked, by)
        locked.delete()


def _note(verb: str, sponsorship: Sponsorship, by: Viewer | None) -> None:
    """In the trail of both organizations."""
    for organization_id in (sponsorship.organization_id, sponsorship.sponsor_id):
        note(
            verb=verb,
            subject=sponsorship,
            organization_id=organization_id,
            by=by,
            after={"petition": str(sponsorship.petition_id)},
        )
