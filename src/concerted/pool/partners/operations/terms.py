"""What a coalition shows a partner changes only when both sides say yes."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.posting import post_mail
from concerted.organizations.models import Disclosure, Membership, Subject
from concerted.pool.partners.models import Side, TermsChange
from concerted.pool.partners.queries.sides import owners_of


@transaction.atomic
def propose_terms(
    *, membership: Membership, side: Side, subjects: Iterable[str], by: Viewer | None
) -> TermsChange | None:
    """Ask the other side to agree that the coalition shows ``subjects``. Its owners get a mail.

    Asked again for the same, nothing happens; for what is shown already, there is nothing to ask. Raises ``Refused``
    while another change waits for an answer.
    """
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    wanted = _in_order(subjects)
    waiting = TermsChange.objects.waiting().filter(membership=membership).first()
    if waiting is not None:
        if (waiting.subjects, waiting.proposed_by_side) == (wanted, side):
            return waiting
        raise Refused(_("A change waits for an answer already. Answer it or take it back first."))
    shown = Disclosure.objects.filter(membership=membership).values_list("subject", flat=True)
    if wanted == _in_order(shown):
        return None
    asked = TermsChange.objects.create(
        organization_id=membership.organization_id,
        membership=membership,
        subjects=wanted,
        proposed_by_side=side,
        proposed_by_id=by.pk if by is not None else None,
    )
    _note_both("proposed", asked, by)
    _tell(asked)
    return asked


@transaction.atomic
def agree_to_terms(*, asked: TermsChange, side: Side, by: Viewer | None) -> TermsChange:
    """The other side says yes: from now on the coalition shows what was asked, and nothing else.

    Asked twice, it is agreed once. Raises ``Refused`` when ``side`` is the one that asked, or it was declined.
    """
    asked = _locked(asked)
    if asked.proposed_by_side == side:
        raise Refused(_("The other side has to agree to this."))
    if asked.is_agreed:
        return asked
    if asked.answered_at is not None:
        raise Refused(_("This change was declined or taken back."))
    shown = Disclosure.objects.filter(membership=asked.membership)
    shown.exclude(subject__in=asked.subjects).delete()
    known = set(shown.values_list("subject", flat=True))
    Disclosure.objects.bulk_create(
        Disclosure(
            organization_id=asked.organization_id, membership=asked.membership, subject=subject
        )
        for subject in asked.subjects
        if subject not in known
    )
    return _answer(asked, "agreed", by)


@transaction.atomic
def decline_terms(*, asked: TermsChange, by: Viewer | None) -> TermsChange:
    """The other side says no, or who asked takes it back: what was agreed stays. Asked again, nothing happens."""
    asked = _locked(asked)
    return asked if asked.answered_at is not None else _answer(asked, "declined", by)


def _answer(asked: TermsChange, verb: str, by: Viewer | None) -> TermsChange:
    asked.answered_at, asked.is_agreed = timezone.now(), verb == "agreed"
    asked.answered_by_id = by.pk if by is not None else None
    asked.save(update_fields=["answered_at", "answered_by", "is_agreed"])
    _note_both(verb, asked, by)
    return asked


def _in_order(subjects: Iterable[str]) -> list[str]:
    wanted = set(subjects)
    return [one.value for one in Subject if one in wanted]


def _locked(asked: TermsChange) -> TermsChange:
    rows = TermsChange.objects.select_for_update(of=("self",))
    found: TermsChange = rows.select_related("membership__member", "organization").get(pk=asked.pk)
    return found


def _note_both(verb: str, asked: TermsChange, by: Viewer | None) -> None:
    told = {"subjects": asked.subjects}
    for side in (asked.organization_id, asked.membership.member_id):
        note(verb=verb, subject=asked, organization_id=side, by=by, after=told)


def _tell(asked: TermsChange) -> None:
    """The owners of the side that is asked."""
    membership = asked.membership
    is_coalitions = asked.proposed_by_side == Side.COALITION
    here = membership.member if is_coalitions else membership.organization
    there = membership.organization if is_coalitions else membership.member
    for owner in owners_of(here):
        with override(owner.language):
            path = reverse("partners:partner", args=[here.slug, membership.pk])
        post_mail(
            to=owner.email,
            template="partners/mail/terms",
            language=owner.language,
            context={
                "here": here.name,
                "there": there.name,
                "url": f"{settings.ADDRESS}{path}",
            },
            organization_id=here.pk,
        )
