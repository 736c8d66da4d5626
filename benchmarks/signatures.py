"""Signatures a second through the whole stack, beside a bare view that makes one INSERT.

    python -m benchmarks.signatures [--seconds 5] [--rounds 3] [--connections 16]

Bars: ratio at least 0.25 (0.35 aimed at), p99 at most 10 times the bare view's, no error; every acknowledged
signature is there and counted.
"""

from __future__ import annotations

import sys

from benchmarks.serving import Outcome, Trial, on_each_engine

LEAST = 0.25
SLOWEST = 10

PREPARE = """
from concerted.goals.operations import add_goal
from concerted.act.campaigns.operations import add_campaign
from concerted.act.petitions.operations.petitions import add_petition, publish_petition
goal = add_goal(organization=union, title="A clinic in reach", by=None)
campaign = add_campaign(goal=goal, title="The clinic", by=None)
petition = add_petition(campaign=campaign, title="Keep the clinic open", ask="Vote no.",
    target_name="City Council", goal_counts=[2000], by=None)
publish_petition(petition=petition, by=None)
"""
CHECK = """
import django
django.setup()
from concerted.act.petitions.models import Petition, Signature
from concerted.base.models import OutgoingMail
petition = Petition.objects.get()
print(petition.signature_count, Signature.objects.counted().count(), OutgoingMail.objects.count())
"""
TRIAL = Trial(
    kind="signature",
    page="/en/o/riverside/petitions/keep-the-clinic-open/",
    action="sign/",
    prepare=PREPARE,
    check=CHECK,
)


def judge(outcome: Outcome) -> bool:
    counted, signatures, mails = outcome.check
    print(
        f"ratio {outcome.ratio:.2f} (bar {LEAST}, aim 0.35); by processor time {outcome.processor_ratio:.2f}; "
        f"p99 {outcome.tail:.1f} times (bar {SLOWEST})"
    )
    print(
        f"acknowledged {outcome.kept} = counted {counted} = signatures {signatures}; mails posted {mails}"
    )
    is_whole = str(outcome.kept) == counted == signatures and not outcome.errors
    return is_whole and outcome.ratio >= LEAST and outcome.tail <= SLOWEST


if __name__ == "__main__":
    sys.exit(on_each_engine(TRIAL, judge, __doc__))
