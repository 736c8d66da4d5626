"""What the pages of a proposal show: to everybody, to who votes by their link, and in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from concerted.decide.proposals.models import (
    Appeal,
    Comment,
    CommentKind,
    Decision,
    Elector,
    Electorate,
    Outcome,
    Proposal,
    Roll,
    Round,
    Taken,
    Version,
)
from concerted.decide.proposals.queries.results import Result, option_names, result_of
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class Room:
    """Who was in the room of a round and who was missing; names only where they may be read."""

    present: Sequence[str]
    missing: Sequence[str]
    present_count: int
    missing_count: int


@dataclass(frozen=True)
class DecisionTold:
    decision: Decision
    text: Rendition
    words: str
    """What was decided, also from the translation of the proposal, where the record has none of its own."""
    words_language: str
    is_late: bool
    is_to_review: bool
    appeals: Sequence[Appeal]


@dataclass(frozen=True)
class ProposalPage:
    proposal: Proposal
    text: Rendition
    vote: Round | None
    """The latest vote, on or over."""
    options: Sequence[tuple[int, str]]
    result: Result | None
    room: Room | None
    decision: DecisionTold | None
    versions: Sequence[Version]
    comments: Sequence[Comment]
    from_statement: Taken | None
    voted_count: int
    asked_count: int

    @property
    def is_voting(self) -> bool:
        return self.vote is not None and self.vote.is_open


def proposal_page(proposal: Proposal, language: str, *, with_names: bool = False) -> ProposalPage:
    """All of it, in a fixed number of queries. ``with_names`` for those who organize, and those who vote."""
    vote = Round.objects.filter(proposal=proposal).exclude(outcome=Outcome.VOID).first()
    voted, asked = _turnout(vote) if vote is not None else (0, 0)
    comments = Comment.objects.filter(proposal=proposal).select_related("user", "voter")
    if not with_names:
        comments = comments.filter(kind=CommentKind.SUMMARY)
    return ProposalPage(
        proposal=proposal,
        text=proposal.in_language(language),
        vote=vote,
        options=sorted(_options(proposal, vote, language).items()),
        result=result_of(vote, language) if vote is not None and vote.is_counted else None,
        room=_room(vote, voted, asked, with_names) if vote and vote.is_counted else None,
        decision=_decision(proposal, language),
        versions=list(Version.objects.filter(proposal=proposal)),
        comments=list(comments),
        from_statement=_from_statement(proposal),
        voted_count=voted,
        asked_count=asked,
    )


def _options(proposal: Proposal, vote: Round | None, language: str) -> dict[int, str]:
    if vote is not None:
        return option_names(vote, language)
    if not proposal.has_options:
        return {}
    options = list(proposal.options.all())
    texts = renditions(options, language)
    return {one.number: texts[one.pk].text for one in options}


def _turnout(vote: Round) -> tuple[int, int]:
    """How many have voted, of how many who were asked."""
    roll = Roll.objects.filter(round=vote).first()
    return len(roll.voted) if roll is not None else 0, Elector.objects.filter(round=vote).count()


def _room(vote: Round, voted: int, asked: int, with_names: bool) -> Room:
    """Seats of organizations are named to everybody; people only ``with_names``."""
    present, missing = [], []
    if with_names or vote.electorate == Electorate.SEATS:
        roll = Roll.objects.filter(round=vote).first() or Roll(round=vote)
        electors = list(Elector.objects.filter(round=vote).select_related("voter"))
        present = [str(one) for one in electors if roll.has(one)]
        missing = [str(one) for one in electors if not roll.has(one)]
    return Room(present=present, missing=missing, present_count=voted, missing_count=asked - voted)


def _decision(proposal: Proposal, language: str) -> DecisionTold | None:
    found = Decision.objects.filter(proposal=proposal).select_related("round").first()
    if found is None:
        return None
    text, asked = found.in_language(language), proposal.in_language(language)
    words, words_language = text.text, text.language
    is_same = found.text == wording(proposal.title, proposal.summary)
    if text.is_original and is_same and not asked.is_outdated:
        words, words_language = wording(asked.title, asked.summary), asked.language
    today = timezone.localdate()
    answered = Appeal.objects.filter(decision=found, answered_at__isnull=False)
    return DecisionTold(
        decision=found,
        text=text,
        words=words,
        words_language=words_language,
        is_late=found.is_late(today),
        is_to_review=found.is_to_review(today),
        appeals=list(answered),
    )


def wording(title: str, summary: str) -> str:
    """A proposal as the record of its decision keeps it."""
    return f"{title}\n\n{summary}".strip()


def _from_statement(proposal: Proposal) -> Taken | None:
    rows = Taken.objects.public().filter(proposal=proposal)
    return rows.select_related("statement__conversation__organization").first()


@dataclass(frozen=True)
class Card:
    """A proposal in a list."""

    proposal: Proposal
    text: Rendition
    decision: Decision | None
    is_late: bool


def cards(proposals: Sequence[Proposal], language: str) -> list[Card]:
    """Each with its latest decision, in two queries more."""
    rows = list(proposals)
    texts = renditions(rows, language)
    decisions: dict[object, Decision] = {}
    for one in Decision.objects.filter(proposal__in=rows).order_by("decided_at"):
        decisions[one.proposal_id] = one
    today = timezone.localdate()
    return [
        Card(
            one,
            texts[one.pk],
            found := decisions.get(one.pk),
            found is not None and found.is_late(today),
        )
        for one in rows
    ]
