"""Saying what an act is, and keeping what was said before."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.accounts.models import User
from concerted.act.lobbying.acts import Act
from concerted.act.lobbying.classifier import Answers, NotLobbying, classify, misfit
from concerted.act.lobbying.models import Classification, OtherAct
from concerted.act.officials.models import Official
from concerted.act.policies.models import PolicyItem
from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.organizations.models import Organization


@transaction.atomic
def classify_act(
    *,
    act: Act,
    answers: Answers,
    by: Viewer | None,
    exception_words: str = "",
    policy: PolicyItem | None = None,
) -> Classification:
    """Answer the five questions about an act. The same answers again change nothing; others replace them.

    Hours that were booked before stay booked. Where they were paid with money that may not pay for lobbying, the board
    shows them until they are moved: what an act is does not depend on who paid for it.
    """
    Organization.objects.select_for_update().get(pk=act.organization.pk)
    if words := misfit(answers):
        raise Refused(words, field="exception")
    if answers.exception is not None and not exception_words:
        raise Refused(_("Please say why this applies."), field="exception_words")
    if policy is not None and policy.organization_id != act.organization.pk:
        raise Refused(_("This policy belongs to another organization."), field="policy")
    rule = classify(answers)
    values = {
        "policy": policy,
        "decider": answers.decider,
        "is_specific": answers.is_specific,
        "has_view": answers.has_view,
        "audience": answers.audience,
        "call": answers.call,
        "exception": _named(answers.exception),
        "exception_words": exception_words if answers.exception is not None else "",
        "rule": rule,
        "kind": rule.kind,
    }
    rows = Classification.objects.filter(act_kind=act.kind, act_id=act.pk).standing()
    before = rows.first()
    if before is not None:
        if all(getattr(before, name) == value for name, value in values.items()):
            return before
        change(before, replaced_at=timezone.now())
    row = Classification.objects.create(
        organization=act.organization,
        act_kind=act.kind,
        act_id=act.pk,
        answered_by=by if isinstance(by, User) else None,
        **values,
    )
    was = {"kind": before.kind, "rule": before.rule} if before is not None else {}
    note(verb="classified", subject=row, by=by, before=was, after={"kind": row.kind, "rule": rule})
    return row


def _named(exception: NotLobbying | None) -> str:
    return exception.value if exception is not None else ""


@transaction.atomic
def add_other_act(
    *,
    organization: Organization,
    title: str,
    by: Viewer | None,
    words: str = "",
    official: Official | None = None,
) -> OtherAct:
    """Write down an act that stands nowhere else. The same words again give the one there is."""
    Organization.objects.select_for_update().get(pk=organization.pk)
    row, is_new = OtherAct.objects.get_or_create(
        organization=organization, title=title, defaults={"words": words, "official": official}
    )
    if is_new:
        note(verb="added", subject=row, by=by, after={"title": title})
    return row
