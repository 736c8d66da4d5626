"""What came of a policy: written down, and told to everybody who acted for it."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.act.policies.models import PolicyItem
from concerted.act.policies.operations.policies import locked
from concerted.act.policies.participants import Reader, companions_of, next_readers
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.outbox.models import OutgoingMail
from concerted.base.outbox.posting import post_mail
from concerted.base.records import change
from concerted.organizations.zones import today_in


@transaction.atomic
def record_outcome(
    *,
    policy: PolicyItem,
    outcome: str,
    outcome_text: str,
    outcome_on: datetime.date,
    by: Viewer | None,
) -> PolicyItem:
    """Write down what came of it. Another outcome than the one that was told can be told again; new words cannot."""
    policy = locked(policy=policy)
    if policy.is_draft:
        raise Refused(_("This policy is still a draft. Publish it first."))
    if outcome_on > today_in(policy.organization):
        raise Refused(_("This day is still to come."), field="outcome_on")
    before, after = change(
        policy, outcome=outcome, outcome_text=outcome_text, outcome_on=outcome_on
    )
    if "outcome" in after:
        change(policy, told_at=None, told_count=0)
    if after:
        note(verb="outcome recorded", subject=policy, by=by, before=before, after=after)
    return policy


@transaction.atomic
def tell_outcome(*, policy: PolicyItem, by: Viewer | None) -> bool:
    """Say that the outcome shall be told; false where it was told before. The mail leaves in batches."""
    policy = locked(policy=policy)
    if not policy.outcome:
        raise Refused(_("First write down what came of it."))
    if policy.told_at is not None:
        return False
    change(policy, told_at=timezone.now())
    note(verb="outcome told", subject=policy, by=by, after={"outcome": policy.outcome})
    return True


@transaction.atomic
def mail_outcome(*, policy: PolicyItem, outcome: str, after: str = "") -> str:
    """Post ``outcome`` to the next who acted, after ``after``; where to go on, or nothing when all were reached.

    Each mail has a key, so that nobody hears one outcome twice, however often they acted and however often this
    runs. What is no longer the outcome is told to nobody.
    """
    if policy.outcome != outcome or policy.told_at is None:
        return ""
    readers, onward = next_readers(policy, after)
    for reader in readers:
        _post(policy, reader)
    if not onward:
        _tell_companions(policy)
        posted = OutgoingMail.objects.filter(key__startswith=_key(policy)).count()
        change(policy, told_count=posted)
    return onward


def _key(policy: PolicyItem) -> str:
    return f"outcome:{policy.pk.hex}:{policy.outcome}:"


def _tell_companions(policy: PolicyItem) -> None:
    """Who speaks for an organization, unless they heard it as somebody who acted."""
    heard = OutgoingMail.objects.filter(key__startswith=_key(policy))
    known = {to.lower() for to in heard.values_list("to", flat=True)}
    for reader in companions_of(policy):
        if reader.email.lower() not in known:
            _post(policy, reader)


def _post(policy: PolicyItem, reader: Reader) -> None:
    text = policy.in_language(reader.language)
    with override(reader.language):
        path = policy.get_absolute_url()
        words = {"title": text.title, "text": text.outcome_text}
        words["outcome"] = str(policy.get_outcome_display())
    post_mail(
        to=reader.email,
        template="policies/mail/outcome",
        language=reader.language,
        organization_id=policy.organization_id,
        reply_to=policy.organization.contact_email,
        context={"policy": policy, "path": path, **words},
        unsubscribe_path=reader.stop_path,
        key=f"{_key(policy)}{reader.pk.hex}",
    )
