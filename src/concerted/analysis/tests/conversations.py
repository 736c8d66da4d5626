"""Conversations for the tests of ``opinion``: those published, where they are, and small ones drawn at random."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import strategies as st

from concerted.analysis.opinion.exports import read_participants, read_statements, read_votes
from concerted.analysis.opinion.votes import VoteMatrix

SHARED = Path(__file__).parents[5] / "shared" / "data" / "opinion"
NAMES = ("15-per-hour-seattle", "brexit-consensus", "synthetic-a", "vtaiwan.uberx")


def published(name):
    """Its votes, its published groups (-1 for none) and the expected figures; the test is skipped where they are not."""
    folder = SHARED / name
    if not folder.is_dir():
        pytest.skip(f"the shared data are not here: {folder}")
    rejected = _read(folder / "comments.csv", read_statements).rejected
    votes = _read(folder / "votes.csv", read_votes).matrix(moderated_out=rejected)
    people = _read(folder / "participants-votes.csv", read_participants)
    known = dict(zip(people.participants.tolist(), people.groups.tolist(), strict=True))
    groups = np.array([known.get(one, -1) for one in votes.participant_ids.tolist()])
    return votes, groups, json.loads((SHARED / f"{name}.expected.json").read_text())


def _read(file, reader):
    with file.open(encoding="utf-8", newline="") as lines:
        return reader(lines)


@st.composite
def conversations(draw, most_groups=4):
    """(votes, groups, G): a few people and statements, every group with at least one person or none at all."""
    people = draw(st.integers(1, 14))
    statements = draw(st.integers(1, 6))
    answers = st.sampled_from([None, None, 1, 1, 0, -1])
    table = draw(
        st.lists(
            st.lists(answers, min_size=statements, max_size=statements),
            min_size=people,
            max_size=people,
        )
    )
    listed = [
        (person, statement, vote)
        for person, row in enumerate(table)
        for statement, vote in enumerate(row)
        if vote is not None
    ] or [(0, 0, 1)]
    votes = VoteMatrix.from_votes(*zip(*listed, strict=True))
    groups = draw(
        st.lists(
            st.integers(-1, most_groups - 1),
            min_size=votes.participant_count,
            max_size=votes.participant_count,
        )
    )
    return votes, np.array(groups), most_groups
