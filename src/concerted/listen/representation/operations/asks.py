"""Asking somebody to reach people whose voice is missing, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note as note_in_trail
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import post_mail
from concerted.listen.representation.models import AskState, Occasion, OutreachAsk, Subgroup
from concerted.listen.representation.queries.outreach import partners_of
from concerted.listen.representation.queries.subjects import subject_of
from concerted.listen.representation.queries.words import questions_of
from concerted.organizations.models import EDITORS, Organization, Role
from concerted.people.models import Segment

AFTER = {
    AskState.ASKED: {AskState.ACCEPTED, AskState.DECLINED, AskState.DONE},
    AskState.ACCEPTED: {AskState.DONE, AskState.DECLINED},
    AskState.DECLINED: {AskState.ACCEPTED},
    AskState.DONE: set(),
}
"""What may follow what."""


@transaction.atomic
def ask_for_outreach(
    *,
    occasion: Occasion,
    subgroup: Subgroup,
    partner: Organization | None = None,
    segment: Segment | None = None,
    note: str = "",
    by: Viewer | None,
) -> OutreachAsk:
    """Ask a partner, or one's own team by a segment, to reach a subgroup; the same asked twice is asked once.

    A partner's owners and organizers get a mail. Raises ``Refused`` where the partner is none, or the segment
    another organization's.
    """
    occasion = (
        Occasion.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=occasion.pk)
    )
    if (partner is None) == (segment is None):
        raise Refused(_("Please choose whom to ask."), field="to")
    if partner is not None and partner not in partners_of(occasion.organization):
        raise Refused(_("This organization is not in a coalition with yours."), field="to")
    if segment is not None and segment.organization_id != occasion.organization_id:
        raise Refused(_("This segment belongs to another organization."), field="to")
    if not occasion.dimensions.filter(pk=subgroup.dimension_id).exists():
        raise Refused(_("This is not asked here."))
    ask, is_new = OutreachAsk.objects.get_or_create(
        occasion=occasion,
        subgroup=subgroup,
        partner=partner,
        segment=segment,
        defaults={
            "organization_id": occasion.organization_id,
            "segment_name": segment.name if segment is not None else "",
            "asked_by_id": by.pk if by is not None else None,
            "note": note,
        },
    )
    if is_new:
        _note("asked for outreach", ask, by)
        if partner is not None:
            _mail(ask, partner)
    return ask


@transaction.atomic
def answer_outreach(*, ask: OutreachAsk, state: str, by: Viewer | None) -> OutreachAsk:
    """Agree, decline, or say that it is done; said twice, nothing happens."""
    ask = OutreachAsk.objects.select_for_update(of=("self",)).get(pk=ask.pk)
    if ask.state == state:
        return ask
    if state not in AFTER[AskState(ask.state)]:
        raise Refused(_("This was answered already."))
    ask.state, ask.answered_at = AskState(state), timezone.now()
    ask.save(update_fields=["state", "answered_at"])
    _note("answered outreach", ask, by)
    return ask


def _note(verb: str, ask: OutreachAsk, by: Viewer | None) -> None:
    """In the trail of both sides."""
    for organization_id in {ask.organization_id, ask.partner_id or ask.organization_id}:
        note_in_trail(
            verb=verb,
            subject=ask,
            organization_id=organization_id,
            by=by,
            after={"state": str(ask.state)},
        )


def _mail(ask: OutreachAsk, partner: Organization) -> None:
    rows = Role.objects.filter(organization=partner, kind__in=EDITORS).select_related("user")
    for role in rows.order_by("created_at"):
        language = role.user.language
        subject = subject_of(ask.occasion, language)
        (question,) = questions_of([ask.subgroup.dimension], language)
        with override(language):
            path = reverse("representation:asks", args=[partner.slug])
        post_mail(
            to=role.user.email,
            template="representation/mail/outreach",
            language=language,
            context={
                "asking": ask.organization.name,
                "partner": partner.name,
                "group": question.named(ask.subgroup.key),
                "title": subject.title if subject is not None else "",
                "page": f"{settings.ADDRESS}{subject.url}"
                if subject and subject.is_public
                else "",
                "note": ask.note,
                "url": f"{settings.ADDRESS}{path}",
            },
            organization_id=partner.pk,
            reply_to=ask.organization.contact_email,
            key=f"outreach:{ask.pk.hex}:{role.user_id.hex[:12]}",
        )
