"""What becomes of a signature: confirmed or disowned by its author, looked after by the organizers."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from concerted.act.petitions.models import Passing, Petition, Signature
from concerted.act.petitions.operations.passing import pass_name
from concerted.act.petitions.operations.signing import SOURCE
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.people.models import ContactPoint
from concerted.people.operations import disown_answers, prove_answers


@transaction.atomic
def confirm_signature(*, signature: Signature, contact_point: ContactPoint) -> Signature:
    """Who reads this address says that the signature is theirs: what they allowed in the form is proven.

    A signature that was disowned before comes back; one that organizers removed does not.
    """
    signature = _locked(signature)
    if signature.confirmed_at is not None and signature.disowned_at is None:
        return signature
    if not signature.petition.takes_late:
        raise Refused(_("This petition is closed. Thank you for wanting to sign."))
    _prove_yeses(signature, contact_point)
    signature = _set(signature, None, "confirmed", confirmed_at=timezone.now(), disowned_at=None)
    pass_name(signature=signature)
    return signature


def _prove_yeses(signature: Signature, contact_point: ContactPoint) -> None:
    """Count what was allowed when signing, to the sponsor of record and to each partner by itself."""
    prove_answers(
        person=contact_point.person,
        contact_point=contact_point,
        source=SOURCE,
        source_ref=str(signature.pk),
    )


@transaction.atomic
def disown_signature(*, signature: Signature) -> Signature:
    """“I did not sign this”, said by who reads the address: it no longer counts and is shown nowhere.

    What was allowed with it, in any organization's list, is taken back. Confirming brings back the signature alone.
    """
    signature = _locked(signature)
    if signature.disowned_at is not None:
        return signature
    if signature.person is not None:
        disown_answers(
            person=signature.person,
            source_ref=str(signature.pk),
            words=_("I did not sign this"),
            language=get_language() or signature.language,
        )
    Passing.objects.filter(signature=signature).standing().update(taken_back_at=timezone.now())
    return _set(signature, None, "disowned", disowned_at=timezone.now())


@transaction.atomic
def remove_signature(*, signature: Signature, reason: str, by: Viewer | None) -> Signature:
    """Take an obvious fake out of the count. The row stays, with the reason and who decided."""
    signature = _locked(signature)
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    if signature.removed_at is not None:
        return signature
    return _set(signature, by, "removed", removed_at=timezone.now(), removal_reason=reason)


@transaction.atomic
def restore_signature(*, signature: Signature, by: Viewer | None) -> Signature:
    """Take a removal back."""
    signature = _locked(signature)
    if signature.removed_at is None:
        return signature
    return _set(signature, by, "restored", removed_at=None, removal_reason="")


@transaction.atomic
def hide_comment(*, signature: Signature, by: Viewer | None) -> Signature:
    """Keep a comment off the public page. The signature still counts."""
    signature = _locked(signature)
    if signature.comment_hidden_at is not None:
        return signature
    return _set(signature, by, "comment hidden", comment_hidden_at=timezone.now())


@transaction.atomic
def show_comment(*, signature: Signature, by: Viewer | None) -> Signature:
    """Let a hidden comment stand on the public page again, if its author chose so."""
    signature = _locked(signature)
    if signature.comment_hidden_at is None:
        return signature
    return _set(signature, by, "comment shown", comment_hidden_at=None)


def _locked(signature: Signature) -> Signature:
    """The row as it is now; whoever else changes the same signature waits."""
    rows = Signature.objects.select_for_update(of=("self",))
    rows = rows.select_related("petition__organization")
    return rows.get(pk=signature.pk)


def _set(signature: Signature, by: Viewer | None, verb: str, **values: Any) -> Signature:
    """Write ``values`` and keep the petition's count true."""
    was_counted = signature.is_counted
    _before, after = change(signature, **values)
    note(
        verb=verb,
        subject=signature,
        organization_id=signature.petition.organization_id,
        by=by,
        after=after,
    )
    step = int(signature.is_counted) - int(was_counted)
    if step:
        Petition.objects.filter(pk=signature.petition_id).update(
            signature_count=F("signature_count") + step
        )
    return signature
