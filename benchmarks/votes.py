"""Votes a second through the whole stack, beside a bare view that makes one INSERT.

    python -m benchmarks.votes [--seconds 5] [--rounds 3] [--connections 16]

Each visitor answers all of thirty statements and changes their mind on three; then somebody new comes.
Bars: 500 votes a second in each round, no error; every acknowledged vote is there, and the counts are those of the rows.
"""

from __future__ import annotations

import sys

from benchmarks.serving import Outcome, Trial, on_each_engine

LEAST = 500

PREPARE = """
from concerted.listen.conversations.operations.conversations import add_conversation, open_conversation
from concerted.listen.conversations.operations.statements import seed_statements
talk = add_conversation(organization=union, title="What would help", by=None)
seeds = seed_statements(conversation=talk, texts=[f"Statement number {n}." for n in range(30)], by=None)
open_conversation(conversation=talk, by=None)
print(",".join(str(one.pk) for one in seeds))
"""
CHECK = """
import django
django.setup()
from collections import Counter
from concerted.listen.conversations.models import Conversation, Participant, Statement, Vote
rows = Counter(Vote.objects.values_list("statement_id", "value"))
counts = Counter()
for one in Statement.objects.all():
    counts[one.pk, 1], counts[one.pk, -1] = one.agree_count, one.disagree_count
    counts[one.pk, 0] = one.pass_count
differing = sum(abs(rows[each] - counts[each]) for each in {*rows, *counts})
print(rows.total(), counts.total(), differing, Conversation.objects.get().participant_count, Participant.objects.count())
"""
TRIAL = Trial(
    kind="vote",
    page="/en/o/riverside/conversations/what-would-help/",
    action="vote/",
    prepare=PREPARE,
    check=CHECK,
)


def judge(outcome: Outcome) -> bool:
    rows, counts, differing, people, participants = outcome.check
    slowest = min(run.per_second for run in outcome.wholes)
    print(
        f"slowest round {slowest:.0f} a second (bar {LEAST}); ratio {outcome.ratio:.2f}, "
        f"by processor time {outcome.processor_ratio:.2f}; p99 {outcome.tail:.1f} times"
    )
    print(
        f"acknowledged {outcome.kept} = rows {rows} = counted {counts}, {differing} apart; "
        f"people counted {people} = {participants}"
    )
    is_whole = str(outcome.kept) == rows == counts and differing == "0" and people == participants
    return is_whole and not outcome.errors and slowest >= LEAST


if __name__ == "__main__":
    sys.exit(on_each_engine(TRIAL, judge, __doc__))
