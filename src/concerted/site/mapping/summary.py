"""A conversation in a page of plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import fill

from concerted.analysis.opinion.consensus import ConsensusStatement
from concerted.analysis.opinion.representative import RepresentativeStatement
from concerted.analysis.opinion.votes import Vote
from concerted.base.charts.opinion import OpinionMap, group_name
from concerted.listen.conversations.queries.understanding import Shares, Understanding
from concerted.site.mapping.understanding import reason_of

WIDTH = 96
Told = ConsensusStatement | RepresentativeStatement


def summary(found: Understanding) -> str:
    """People, statements and groups; what all agree on, what each group says, what divides."""
    return "\n".join(_lines(found)).rstrip() + "\n"


def map_of(found: Understanding) -> OpinionMap:
    """What is drawn: everyone's place, and for each group the statement that tells it apart best."""
    names = [group_name(group) for group in range(found.group_count)]
    sayings = [
        _saying(found, found.representative[group][:]) if found.representative else ""
        for group in range(found.group_count)
    ]
    return OpinionMap(
        title=found.conversation.topic,
        points=found.points,
        groups=found.groups,
        names=names,
        sayings=sayings,
        note=_note(found),
        told=found.sizes_shown.tolist(),
    )


def _lines(found: Understanding) -> Iterator[str]:
    votes = found.conversation.votes
    yield found.conversation.topic
    yield ""
    rejected = int(votes.moderated_out.sum())
    yield (
        f"{_number(votes.participant_count, 'person')}, {_number(votes.statement_count, 'statement')}"
        + (f" ({rejected:,} rejected)" if rejected else "")
        + f", {_number(votes.vote_count, 'vote')}: {votes.density:.0%} of all that could have been given."
    )
    yield from _paragraph(_groups_line(found))
    yield from _section("Most agree", found.consensus.agree, found)
    yield from _section("Most disagree", found.consensus.disagree, found)
    common, divisive = _titles(found)
    yield from _shares(common, found.common, found)
    for group, statements in enumerate(found.representative):
        yield from _group(found, group, statements)
    yield from _shares(divisive, found.divisive, found)
    if found.withheld:
        yield ""
        yield from _paragraph(
            f"Figures of fewer than {found.floor} people, and those from which they could be worked out, "
            f"are not told: {_number(found.withheld, 'statement')} left out of the groups above."
        )


def _titles(found: Understanding) -> tuple[str, str]:
    if found.group_count:
        return (
            f"What every group agrees on most ({found.across.value} of the groups' shares)",
            "What divides the groups most (share of the variance that lies between them)",
        )
    return (
        "On which most are of one mind (so many at least, with 90 % probability)",
        "On which opinions are split (100 %: half agree, half disagree)",
    )


def _shares(title: str, shares: Shares, found: Understanding) -> Iterator[str]:
    if shares:
        yield ""
        yield title
    for statement, share in shares:
        yield from _item(f"{share:4.0%}", found.conversation.text(statement))


def _group(
    found: Understanding, group: int, statements: Sequence[RepresentativeStatement]
) -> Iterator[str]:
    size = int((found.groups == group).sum())
    told = (
        _number(size, "person")
        if found.sizes_shown[group]
        else f"fewer than {found.floor} people, or nearly"
    )
    yield ""
    yield f"{group_name(group)}, {told}"
    if not statements:
        yield from _paragraph("Nothing sets this group apart beyond chance.", indent=2)
    for one in statements:
        verb = "agree   " if one.side is Vote.AGREE else "disagree"
        others = min(1.0, one.share / one.ratio)
        yield from _item(
            f"{one.count / one.seen:4.0%} {verb} (others {others:.0%})",
            found.conversation.text(one.statement),
        )


def _section(title: str, statements: Sequence[Told], found: Understanding) -> Iterator[str]:
    if not statements:
        return
    yield ""
    yield title
    for one in statements:
        yield from _item(
            f"{one.count / one.seen:4.0%} of {one.seen:,}", found.conversation.text(one.statement)
        )


def _groups_line(found: Understanding) -> str:
    grouped = int((found.groups >= 0).sum())
    if found.group_count == 0:
        return reason_of(found)
    sizes = [int((found.groups == group).sum()) for group in range(found.group_count)]
    names = ", ".join(
        f"{group_name(group)} {size:,}" if found.sizes_shown[group] else f"{group_name(group)} few"
        for group, size in enumerate(sizes)
    )
    return f"{found.group_count} groups among {_number(grouped, 'person')} who voted enough to be placed: {names}."


def _note(found: Understanding) -> str:
    apart = int((found.groups < 0).sum())
    if found.group_count == 0:
        return reason_of(found)
    if not apart:
        return ""
    return f"{_number(apart, 'person')} voted too little to be in a group."


def _saying(found: Understanding, statements: Sequence[RepresentativeStatement]) -> str:
    """The statement with the highest score, in the words of a legend."""
    if not statements:
        return ""
    best = max(statements, key=lambda one: one.score)
    verb = "agrees" if best.side is Vote.AGREE else "disagrees"
    return f"{verb}: “{found.conversation.text(best.statement)}”"


def _item(figure: str, text: str) -> Iterator[str]:
    yield fill(
        text,
        width=WIDTH,
        initial_indent=f"  {figure}  ",
        subsequent_indent=" " * (len(figure) + 4),
        break_on_hyphens=False,
    )


def _paragraph(text: str, indent: int = 0) -> Iterator[str]:
    yield fill(text, width=WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent)


def _number(count: int, one: str) -> str:
    many = "people" if one == "person" else f"{one}s"
    return f"{count:,} {one if count == 1 else many}"
