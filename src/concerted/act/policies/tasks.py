from __future__ import annotations

from django.db import transaction

from concerted.act.policies.models import PolicyItem
from concerted.act.policies.operations import outcomes
from concerted.base.jobs import enqueue, job


@job
def mail_outcome(pk: str, outcome: str, after: str = "") -> None:
    """Tell the next who acted, then leave the rest to the next job. Without a viewer: an organizer asked for it."""
    policy = PolicyItem.objects.select_related("organization").filter(pk=pk).first()
    if policy is not None:
        with transaction.atomic():
            onward = outcomes.mail_outcome(policy=policy, outcome=outcome, after=after)
            if onward:
                enqueue(mail_outcome, pk, outcome, onward)
