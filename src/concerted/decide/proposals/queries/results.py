"""The result of a round as people read it: a sentence, a picture, and every figure of the count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from concerted.analysis import tally
from concerted.base.charts import Bar, Bars, Chart, draw_bars
from concerted.decide.proposals.models import Ballot, Option, Outcome, Round, Rule
from concerted.decide.proposals.queries.choices import Stand, YesNo
from concerted.decide.proposals.queries.counting import Count, count_of
from concerted.organizations.translations import renditions

Names = Mapping[int, str]
FEW = 5
"""So few who answered can often tell who said what."""


@dataclass(frozen=True)
class Table:
    """Figures under headings; the first of each row is its name."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Said:
    """A reason that somebody gave, and their name where they chose to be named."""

    stand: str
    reason: str
    name: str


@dataclass(frozen=True)
class Result:
    """A counted round."""

    counted: Count
    finding: str
    chart: Chart | None
    tables: Sequence[Table]
    said: Sequence[Said]
    winners: Sequence[str]
    warning: str = ""
    """What the figures give away in so small a group."""
    names: Names = field(default_factory=dict)

    @property
    def vote(self) -> Round:
        return self.counted.vote

    @property
    def passed(self) -> bool:
        return self.counted.outcome == Outcome.PASSED


def option_names(vote: Round, language: str) -> dict[int, str]:
    """The options in the reader's language, by number. The round has passed a gate."""
    if not vote.has_options:
        return {}
    options = list(Option.objects.filter(proposal=vote.proposal_id))
    texts = renditions(options, language)
    return {one.number: texts[one.pk].text for one in options}


def result_of(vote: Round, language: str) -> Result:
    """The result of a round that was counted; it has passed a gate."""
    count, names = count_of(vote), option_names(vote, language)
    chart, tables = PICTURES[Rule(vote.rule)](count, names)
    return Result(
        counted=count,
        finding=finding(count, names),
        chart=chart,
        tables=tables,
        said=_said(count.ballots),
        winners=[names[one] for one in count.winners],
        warning=_warning(count),
        names=names,
    )


def finding(count: Count, names: Names) -> str:
    """The result in one or two sentences."""
    told = {"answered": count.answered, "asked": count.asked, "quorum": count.quorum}
    if count.outcome == Outcome.NO_QUORUM:
        words = _(
            "%(answered)d of %(asked)d answered, and %(quorum)d were needed. Nothing is decided."
        )
        return words % told
    if count.vote.rule == Rule.MAJORITY:
        return _majority_words(count)
    if count.outcome == Outcome.OBJECTED:
        return _("Somebody objects, with a reason. It does not pass and is discussed again.")
    if count.outcome == Outcome.REJECTED:
        return _("Nothing found enough support. It does not pass.")
    if count.winners:
        words = _("%(answered)d of %(asked)d voted. Chosen: %(names)s.")
        return words % {**told, "names": ", ".join(names[one] for one in count.winners)}
    return _("%(answered)d of %(asked)d answered, and nobody objects. It passes.") % told


def _majority_words(count: Count) -> str:
    said = _counts(count, "vote")
    needed = count.detail.needed if isinstance(count.detail, tally.MajorityResult) else 0
    words = (
        _("%(yes)d yes and %(no)d no; %(needed)d yes were needed. It passes.")
        if count.outcome == Outcome.PASSED
        else _("%(yes)d yes and %(no)d no; %(needed)d yes were needed. It does not pass.")
    )
    return words % {"yes": said[YesNo.YES], "no": said[YesNo.NO], "needed": needed}


def _counts(count: Count, name: str) -> Counter[str]:
    return Counter(one.choice[name] for one in count.ballots)


def _warning(count: Count) -> str:
    if not count.vote.is_secret or not count.answered:
        return ""
    if count.is_unanimous:
        return _(
            "All who voted said the same. So whoever knows that somebody voted knows how they voted."
        )
    if count.answered < FEW:
        return _("So few voted that people who know each other may guess how each one did.")
    return ""


def _said(ballots: Sequence[Ballot]) -> list[Said]:
    """Reasons, those who object first. A name is there only where its owner put it."""
    order = [Stand.BLOCK.value, Stand.STAND_ASIDE.value, Stand.RESERVATIONS.value]
    told = [
        (one.choice.get("position", ""), one)
        for one in ballots
        if one.reason or (one.shown_name and one.choice.get("position") in order)
    ]
    told.sort(key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
    return [
        Said(_short(position), one.reason, one.shown_name or _("Not named"))
        for position, one in told
    ]


def _short(position: str) -> str:
    return {
        Stand.BLOCK.value: _("Objects"),
        Stand.STAND_ASIDE.value: _("Stands aside"),
        Stand.RESERVATIONS.value: _("Has a reservation"),
        Stand.AGREE.value: _("Agrees"),
    }.get(position, "")


Pictured = tuple[Chart | None, list[Table]]


def _bars(title: str, bars: Sequence[Bar], heading: str, **more: object) -> Chart:
    label = more.pop("label_heading", _("Option"))
    return draw_bars(
        Bars(title=title, bars=bars, value_heading=heading, label_heading=str(label), **more)  # type: ignore[arg-type]
    )


def _of_stands(count: Count, _names: Names) -> Pictured:
    said = _counts(count, "position")
    shown = [one for one in Stand if said[one] or one is not Stand.RESERVATIONS]
    bars = [Bar(_short(one.value), said[one], at) for at, one in enumerate(shown, start=1)]
    silent = Bar(_("Did not answer"), count.asked - count.answered, 4)
    title = _("Where people stand")
    return _bars(
        title, [*bars, silent], _("People"), label_heading=_("Answer"), whole=count.asked
    ), []


def _of_majority(count: Count, _names: Names) -> Pictured:
    said = _counts(count, "vote")
    bars = [Bar(str(one.label), said[one], at) for at, one in enumerate(YesNo, start=1)]
    silent = Bar(_("Did not answer"), count.asked - count.answered, 4)
    title = _("How people voted")
    return _bars(
        title, [*bars, silent], _("People"), label_heading=_("Answer"), whole=count.asked
    ), []


def _of_approval(count: Count, names: Names) -> Pictured:
    if not isinstance(count.detail, tally.ApprovalResult):
        return None, []
    found = zip(count.numbers, count.detail.approvals, strict=True)
    bars = [Bar(names[number], votes) for number, votes in found]
    title = _("How many can live with each option")
    return _bars(title, bars, _("People"), whole=count.answered), []


def _of_score(count: Count, names: Names) -> Pictured:
    if not isinstance(count.detail, tally.ScoreResult):
        return None, []
    found = zip(count.numbers, count.detail.means.tolist(), strict=True)
    bars = [Bar(names[number], mean) for number, mean in found]
    return _bars(_("Points of each option, on average"), bars, _("Points"), whole=5), []


def _of_schulze(count: Count, names: Names) -> Pictured:
    found = count.detail
    if not isinstance(found, tally.SchulzeResult):
        return None, []
    pairs, paths = found.pairwise.tolist(), found.strongest_paths.tolist()
    places = range(len(count.numbers))
    wins = [sum(pairs[one][other] > pairs[other][one] for other in places) for one in places]
    bars = [Bar(names[number], won) for number, won in zip(count.numbers, wins, strict=True)]
    title = _("How many others each option beats, one against one")
    chart = _bars(title, bars, _("Options it beats"), whole=len(bars) - 1)
    return chart, [
        _matrix(
            _("How many prefer the option of the row to that of the column"), pairs, count, names
        ),
        _matrix(_("Strongest path from the row to the column"), paths, count, names),
        *_ties([found.tie] if found.tie is not None else [], count, names),
    ]


def _matrix(title: str, rows: Sequence[Sequence[int]], count: Count, names: Names) -> Table:
    told = [f"{number}. {names[number]}" for number in count.numbers]
    return Table(
        title,
        [_("Option"), *map(str, count.numbers)],
        [
            [name, *("–" if at == place else _n(value) for place, value in enumerate(row))]
            for at, (name, row) in enumerate(zip(told, rows, strict=True))
        ],
    )


def _of_stv(count: Count, names: Names) -> Pictured:
    found = count.detail
    if not isinstance(found, tally.ScottishCount):
        return None, []
    by_place = {at: names[number] for at, number in enumerate(count.numbers, start=1)}
    first = found.stages[0].votes
    bars = [Bar(name, float(first.get(at, 0)), mark=found.quota) for at, name in by_place.items()]
    title = _("First choices, and the %(quota)d votes that elect") % {"quota": found.quota}
    chart = _bars(title, bars, _("First choices"), mark_heading=_("Votes that elect"))
    headings = [_("Stage"), *map(str, count.numbers), _("On no one"), _("What happens")]
    rows = [
        [
            str(stage.number),
            *(_votes(stage.votes.get(at)) for at in by_place),
            _votes(stage.exhausted + stage.truncated),
            _happens(stage, by_place),
        ]
        for stage in found.stages
    ]
    ties = [tie for stage in found.stages for tie in stage.ties]
    return chart, [
        Table(_("The count, stage by stage"), headings, rows),
        *_ties(ties, count, names),
    ]


def _happens(stage: tally.Stage, names: Names) -> str:
    told = []
    if stage.elected:
        elected = ", ".join(names[one] for one in stage.elected)
        told.append(_("Elected: %(names)s.") % {"names": elected})
    if stage.excluded is not None:
        told.append(_("Out: %(name)s.") % {"name": names[stage.excluded]})
    if stage.transfer is not None:
        told.append(_("Papers of %(name)s go on.") % {"name": names[stage.transfer.candidate]})
    return " ".join(told)


def _ties(ties: Sequence[tally.Tie], count: Count, names: Names) -> list[Table]:
    """Ties that were broken, and how, where there were any."""
    by_place = {at: names[number] for at, number in enumerate(count.numbers, start=1)}
    rows = [
        [", ".join(by_place[one] for one in tie.among), by_place[tie.taken], _tie_rule(tie)]
        for tie in ties
    ]
    headings = [_("Equal"), _("Taken"), _("Decided by")]
    return [Table(_("Ties"), headings, rows)] if rows else []


def _tie_rule(tie: tally.Tie) -> str:
    if tie.rule is tally.TieRule.EARLIER_STAGE:
        return _("an earlier stage")
    return _("a lot drawn from all receipt codes")


def _n(value: int) -> str:
    return str(number_format(value, force_grouping=True))


def _votes(value: object) -> str:
    """Votes with the five decimals of the count, where there are any."""
    if value is None:
        return "–"
    text = f"{value:.5f}".rstrip("0").rstrip(".")
    return str(number_format(text))


PICTURES: dict[Rule, Callable[[Count, Names], Pictured]] = {
    Rule.CONSENT: _of_stands,
    Rule.CONSENSUS: _of_stands,
    Rule.MAJORITY: _of_majority,
    Rule.APPROVAL: _of_approval,
    Rule.SCORE: _of_score,
    Rule.SCHULZE: _of_schulze,
    Rule.STV: _of_stv,
}
