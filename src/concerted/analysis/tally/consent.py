"""Decisions without counting heads: consent, as circles of sociocracy ask for it, and consensus."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from concerted.analysis.options import Option
from concerted.analysis.tally.rules import exact_share, least_number, whole

Member = Hashable


class Resolution(Option):
    """What became of an objection."""

    OPEN = "open"
    """Still held: the proposal cannot pass."""
    INTEGRATED = "integrated"
    """The proposal was changed so that it holds no more."""
    WITHDRAWN = "withdrawn"
    """Its author holds it no more."""
    CONCERN = "concern"
    """Kept on record as a concern: no reason why the proposal would harm the common aim."""


class Outcome(StrEnum):
    """How a round ends."""

    PASSES = "passes"
    OBJECTED = "objected"
    """An objection is open, or someone blocks."""
    WAITING = "waiting"
    """Someone who was asked has not answered, and the rule waits for everyone."""
    NO_QUORUM = "no quorum"
    """Too few have answered."""
    TOO_MANY_STAND_ASIDE = "too many stand aside"


class Silence(Option):
    """What it means when someone who was asked does not answer."""

    ABSENCE = "absence"
    """They are away: the quorum decides whether enough answered."""
    WAIT = "wait"
    """Nothing passes until everyone has answered."""


@dataclass(frozen=True, slots=True)
class Objection:
    """A reasoned objection, and what became of it.

    Attributes
    ----------
    member : who raised it
    reason : why the proposal would harm the common aim; an objection has a reason
    resolution : what became of it
    note : how: the change to the proposal, or why it is a concern; needed for these two
    """

    member: Member
    reason: str
    resolution: Resolution = Resolution.OPEN
    note: str = ""

    def __post_init__(self) -> None:
        # A text equals its member but is not it; left as it is, "open" would not count as open.
        object.__setattr__(self, "resolution", Resolution(self.resolution))


@dataclass(frozen=True, slots=True)
class ConsentResult:
    """Result of `consent`.

    Attributes
    ----------
    outcome, passes : how the round ends
    asked : everyone who was asked, in the order given
    consenting : asked, without an open objection, and answered
    silent : asked, but did not answer
    open_objections, resolved_objections, concerns : the objections, in the order given
    quorum, answered : how many must answer, and did
    is_quorate : enough did
    """

    outcome: Outcome
    passes: bool
    asked: tuple[Member, ...]
    consenting: tuple[Member, ...]
    silent: tuple[Member, ...]
    open_objections: tuple[Objection, ...]
    resolved_objections: tuple[Objection, ...]
    concerns: tuple[Objection, ...]
    quorum: int
    answered: int
    is_quorate: bool


class Position(Option):
    """Where a member stands on a proposal that seeks consensus."""

    AGREE = "agree"
    RESERVATIONS = "reservations"
    """Agrees, with reservations on record."""
    STAND_ASIDE = "stand aside"
    """Does not agree, and does not hinder."""
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class ConsensusResult:
    """Result of `consensus`.

    Attributes
    ----------
    outcome, passes : how the round ends
    asked : everyone who was asked, in the order given
    agreeing, with_reservations, standing_aside, blocking, silent : members, in the order asked
    quorum, answered : how many must answer, and did
    is_quorate : enough did
    """

    outcome: Outcome
    passes: bool
    asked: tuple[Member, ...]
    agreeing: tuple[Member, ...]
    with_reservations: tuple[Member, ...]
    standing_aside: tuple[Member, ...]
    blocking: tuple[Member, ...]
    silent: tuple[Member, ...]
    quorum: int
    answered: int
    is_quorate: bool


def consent(
    asked: Sequence[Member],
    answered: Collection[Member],
    objections: Sequence[Objection] = (),
    *,
    quorum: int | Fraction = 1,
    silence: Silence = Silence.ABSENCE,
) -> ConsentResult:
    """Whether a proposal has consent: enough members were heard, and nobody holds a reasoned objection still open.

    Not a tally: one open objection is enough to hold a proposal, and no number of consenting members outweighs it. An
    objection that is integrated, withdrawn or recognized as a concern stays on record.

    Parameters
    ----------
    asked : members who were asked, each once
    answered : those of them who answered, by consenting or by objecting
    objections : what they raised, with what became of it
    quorum : how many must answer: a number, or a Fraction of those asked (at least that share)
    silence : what it means when someone does not answer

    Returns
    -------
    ConsentResult. Outcome: no quorum, else objected, else waiting, else passes.

    Raises
    ------
    ValueError: nobody or someone twice was asked; someone answered or objected who was not asked; someone objected but
        did not answer; an objection has no reason, or is integrated or a concern without a note; the quorum cannot be
        met by those asked.

    References
    ----------
    Endenburg (1998), Sociocracy: The organization of decision-making; Rau & Koch-Gonzalez (2018), Many Voices One Song.

    Examples
    --------
    >>> costs = Objection("Ana", "It takes the childcare money.", Resolution.INTEGRATED, "Paid from the reserve.")
    >>> consent(["Ana", "Ben", "Cem"], {"Ana", "Ben"}, [costs], quorum=2).passes
    True
    >>> consent(["Ana", "Ben"], {"Ana", "Ben"}, [Objection("Ben", "It excludes night shifts.")]).outcome.value
    'objected'
    """
    members, is_waiting = _members(asked), Silence(silence) is Silence.WAIT
    heard = _heard(members, answered)
    _check_objections(objections, members, heard)
    needed = _quorum(quorum, len(members))
    holding = {one.member for one in objections if one.resolution is Resolution.OPEN}
    silent = tuple(member for member in members if member not in heard)
    is_quorate = len(heard) >= needed
    outcome = _outcome(
        is_quorate=is_quorate,
        is_held=bool(holding),
        waits=bool(silent) and is_waiting,
    )
    settled = (Resolution.INTEGRATED, Resolution.WITHDRAWN)
    return ConsentResult(
        outcome=outcome,
        passes=outcome is Outcome.PASSES,
        asked=members,
        consenting=tuple(who for who in members if who in heard and who not in holding),
        silent=silent,
        open_objections=tuple(one for one in objections if one.resolution is Resolution.OPEN),
        resolved_objections=tuple(one for one in objections if one.resolution in settled),
        concerns=tuple(one for one in objections if one.resolution is Resolution.CONCERN),
        quorum=needed,
        answered=len(heard),
        is_quorate=is_quorate,
    )


def consensus(
    asked: Sequence[Member],
    positions: Mapping[Member, Position],
    *,
    quorum: int | Fraction = 1,
    allowed_blocks: int = 0,
    most_standing_aside: Fraction | float | None = None,
    silence: Silence = Silence.ABSENCE,
) -> ConsensusResult:
    """Whether a proposal has consensus: enough members answered, nobody blocks, not too many stand aside.

    Parameters
    ----------
    asked : members who were asked, each once
    positions : where those stand who answered
    quorum : how many must answer: a number, or a Fraction of those asked (at least that share)
    allowed_blocks : blocks that a proposal survives: 0 for full consensus, 1 for consensus minus one, …
    most_standing_aside : share of those who answered that may stand aside, or None for any; a proposal with which nobody
        agrees never passes
    silence : what it means when someone does not answer

    Returns
    -------
    ConsensusResult. Outcome: no quorum, else objected, else too many stand aside, else waiting, else passes.

    Raises
    ------
    ValueError: nobody or someone twice was asked; someone answered who was not asked; a number or share is out of range;
        a position or the silence is unknown.

    References
    ----------
    Butler & Rothstein (1987), On Conflict and Consensus.

    Examples
    --------
    >>> positions = {"Ana": Position.AGREE, "Ben": Position.STAND_ASIDE, "Cem": Position.AGREE}
    >>> consensus(["Ana", "Ben", "Cem", "Dee"], positions, quorum=3).passes
    True
    >>> consensus(["Ana", "Ben"], {"Ana": Position.AGREE, "Ben": Position.BLOCK}).outcome.value
    'objected'
    """
    members, is_waiting = _members(asked), Silence(silence) is Silence.WAIT
    heard = _heard(members, positions)
    stands = {who: Position(positions[who]) for who in heard}
    needed = _quorum(quorum, len(members))
    at = {
        position: tuple(who for who in members if who in heard and stands[who] is position)
        for position in Position
    }
    agreeing = at[Position.AGREE] + at[Position.RESERVATIONS]
    aside = len(at[Position.STAND_ASIDE])
    share = Fraction(1) if most_standing_aside is None else exact_share(most_standing_aside)
    silent = tuple(member for member in members if member not in heard)
    is_quorate = len(heard) >= needed
    outcome = _outcome(
        is_quorate=is_quorate,
        is_held=len(at[Position.BLOCK]) > whole(allowed_blocks, "allowed_blocks"),
        waits=bool(silent) and is_waiting,
        is_too_weak=aside > share * len(heard) or not agreeing,
    )
    return ConsensusResult(
        outcome=outcome,
        passes=outcome is Outcome.PASSES,
        asked=members,
        agreeing=at[Position.AGREE],
        with_reservations=at[Position.RESERVATIONS],
        standing_aside=at[Position.STAND_ASIDE],
        blocking=at[Position.BLOCK],
        silent=silent,
        quorum=needed,
        answered=len(heard),
        is_quorate=is_quorate,
    )


def _outcome(
    *, is_quorate: bool, is_held: bool, waits: bool, is_too_weak: bool = False
) -> Outcome:
    if not is_quorate:
        return Outcome.NO_QUORUM
    if is_held:
        return Outcome.OBJECTED
    if is_too_weak:
        return Outcome.TOO_MANY_STAND_ASIDE
    return Outcome.WAITING if waits else Outcome.PASSES


def _members(asked: Sequence[Member]) -> tuple[Member, ...]:
    members = tuple(asked)
    if not members:
        raise ValueError("Nobody was asked; a decision needs at least one member.")
    twice = [member for member, times in Counter(members).items() if times > 1]
    if twice:
        raise ValueError(f"{twice[0]!r} was asked more than once; name each member once.")
    return members


def _heard(members: tuple[Member, ...], answered: Collection[Member]) -> frozenset[Member]:
    heard = frozenset(answered)
    strangers = sorted(map(repr, heard.difference(members)))
    if strangers:
        raise ValueError(
            f"{strangers[0]} answered but was not asked; only members who are asked decide."
        )
    return heard


def _check_objections(
    objections: Sequence[Objection], members: tuple[Member, ...], heard: frozenset[Member]
) -> None:
    for one in objections:
        if one.member not in members:
            raise ValueError(
                f"{one.member!r} objected but was not asked; only members who are asked decide."
            )
        if one.member not in heard:
            raise ValueError(f"{one.member!r} objected and must be among those who answered.")
        if one.reason.strip() == "":
            raise ValueError(
                f"The objection of {one.member!r} has no reason; an objection needs one."
            )
        if (
            one.resolution in (Resolution.INTEGRATED, Resolution.CONCERN)
            and one.note.strip() == ""
        ):
            raise ValueError(
                f"The objection of {one.member!r} is {one.resolution.value}; a note must say how or why."
            )


def _quorum(quorum: int | Fraction, asked: int) -> int:
    needed = (
        least_number(asked, quorum) if isinstance(quorum, Fraction) else whole(quorum, "quorum")
    )
    if needed > asked:
        raise ValueError(f"A quorum of {needed} cannot be met by the {asked} who were asked.")
    return max(1, needed)
