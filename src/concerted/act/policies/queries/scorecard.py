"""The scorecard: how officials voted in public on what we take a position on, with the proof of each vote."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from concerted.act.officials.models import Official, Tenure
from concerted.act.policies.cautions import Caution, Speech, cautions_of
from concerted.act.policies.models import (
    Ballot,
    Choice,
    PolicyItem,
    Position,
    PublicScorecard,
    Stance,
    Vote,
)
from concerted.base.charts import percent
from concerted.base.gates import Viewer
from concerted.goals.ledger import Reader
from concerted.organizations.models import Organization
from concerted.organizations.translations import Rendition, renditions

MOST = 6
"""So many decisions everybody is shown, the latest; the team sees all."""


class Mark(StrEnum):
    WITH = "with"
    AGAINST = "against"
    NEITHER = "neither"
    """Was there and did not say, or was not there."""
    SAID = "said"
    """Had no vote, and said in public where they stand. It is shown and not counted."""


@dataclass(frozen=True)
class Column:
    policy: PolicyItem
    text: Rendition
    wanted: Choice


@dataclass(frozen=True)
class Cell:
    """How somebody voted on a decision, or what they said of it; when, and where to read it."""

    mark: Mark
    words: str
    on: datetime.date
    link: str


@dataclass(frozen=True)
class ScoreRow:
    official: Official
    post: str
    cells: list[Cell | None]
    """For each column; ``None`` where they had no vote."""
    with_us: int
    counted: int

    @property
    def share(self) -> str:
        return percent(self.with_us / self.counted) if self.counted else ""


@dataclass(frozen=True)
class Scorecard:
    columns: list[Column]
    rows: list[ScoreRow]


WANTED = {Position.SUPPORT: Choice.YES, Position.OPPOSE: Choice.NO}
"""A policy that we only watch, or want changed, is not scored."""


def scorecard(organization: Organization, reader: Reader, language: str) -> Scorecard:
    """For each official the last vote on each policy in which a yes was a yes to the policy.

    Everybody (``reader`` none) is shown published policies that are decided, and of these only what can be read at a
    link: votes, and what officials without a vote said in public.
    """
    policies = _policies(organization, reader)
    told: dict[Official, dict[uuid.UUID, Cell]] = defaultdict(dict)
    if reader is None:
        for official, policy, cell in _said(policies):
            told[official][policy] = cell
    for official, policy, cell in _cast(policies, reader):
        told[official][policy] = cell
    known = {policy for cells in told.values() for policy in cells}
    shown = [one for one in policies if one.pk in known]
    texts = renditions(shown, language)
    columns = [Column(one, texts[one.pk], WANTED[Position(one.position)]) for one in shown]
    posts = _posts(list(told))
    rows = [_row(one, posts.get(one.pk, ""), columns, cells) for one, cells in told.items()]
    return Scorecard(columns, sorted(rows, key=lambda row: _order(row.official)))


def _policies(organization: Organization, reader: Reader) -> list[PolicyItem]:
    rows = PolicyItem.objects.public() if reader is None else PolicyItem.objects.visible_to(reader)
    rows = rows.filter(organization=organization, position__in=WANTED).order_by("created_at")
    found = list(rows.select_related("organization", "jurisdiction"))
    if reader is not None:
        return found
    return [one for one in found if one.is_decided or one.is_closed][-MOST:]


def _cast(
    policies: Sequence[PolicyItem], reader: Reader
) -> list[tuple[Official, uuid.UUID, Cell]]:
    """Every vote, the earliest first."""
    votes = Vote.objects.public() if reader is None else Vote.objects.visible_to(reader)
    decisive = votes.filter(policy__in=policies, is_decisive=True)
    rows = Ballot.objects.public() if reader is None else Ballot.objects.visible_to(reader)
    rows = rows.filter(vote__in=decisive).select_related("official", "vote")
    by_key = {one.pk: one for one in policies}
    found = []
    for one in rows.order_by("vote__held_on", "vote__created_at"):
        policy = by_key[one.vote.policy_id]
        link = one.vote.link or policy.source_url
        if link or reader is not None:
            mark = _mark(one.choice, WANTED[Position(policy.position)])
            cell = Cell(mark, str(one.get_choice_display()), one.vote.held_on, link)
            found.append((one.official, policy.pk, cell))
    return found


def _said(policies: Sequence[PolicyItem]) -> list[tuple[Official, uuid.UUID, Cell]]:
    """What was said in public, the earliest first."""
    rows = Stance.objects.public().filter(policy__in=policies).select_related("official")
    return [
        (
            one.official,
            one.policy_id,
            Cell(Mark.SAID, str(one.get_value_display()), one.happened_on, one.link),
        )
        for one in rows.order_by("happened_on", "created_at")
    ]


def _order(official: Official) -> tuple[str, str]:
    return official.family_name or official.name, official.name


def _posts(officials: Sequence[Official]) -> dict[uuid.UUID, str]:
    """The post of each, that which is held now before those that were."""
    tenures = Tenure.objects.filter(official__in=officials).select_related("post")
    posts: dict[uuid.UUID, str] = {}
    for tenure in sorted(tenures, key=lambda one: not one.is_current):
        posts.setdefault(tenure.official_id, str(tenure.post))
    return posts


def _row(
    official: Official, post: str, columns: Sequence[Column], known: Mapping[uuid.UUID, Cell]
) -> ScoreRow:
    cells = [known.get(column.policy.pk) for column in columns]
    marks = [cell.mark for cell in cells if cell is not None]
    with_us = marks.count(Mark.WITH)
    return ScoreRow(official, post, cells, with_us, with_us + marks.count(Mark.AGAINST))


def _mark(choice: str, wanted: Choice) -> Mark:
    if choice not in (Choice.YES, Choice.NO):
        return Mark.NEITHER
    return Mark.WITH if choice == wanted else Mark.AGAINST


def is_shown(organization: Organization) -> bool:
    """Whether everybody sees the scorecard."""
    return PublicScorecard.objects.public().filter(organization=organization).exists()


def card_cautions(organization: Organization, card: Scorecard, viewer: Viewer) -> list[Caution]:
    """What to be careful of while ``card`` is, or would be, shown to everybody."""
    speech = Speech(
        organization=organization,
        officials=lambda: [row.official.pk for row in card.rows],
        places=[
            column.policy.jurisdiction
            for column in card.columns
            if column.policy.jurisdiction is not None
        ],
    )
    return cautions_of(speech, viewer)
