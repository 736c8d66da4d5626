"""Used and left: the meters of the board, in words and as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from concerted.act.lobbying.queries.years import Mode, Record, Sums, Year, in_cents
from concerted.base.charts.bars import Bar, Bars, draw_bars
from concerted.base.charts.chart import Chart
from concerted.base.charts.numbers import percent, plain
from concerted.pool.offers.queries.amounts import money

NEAR = 0.8
"""From this share of a limit on, the board says that it is close."""


def usd(cents: int) -> str:
    return money(cents, "USD")


@dataclass(frozen=True)
class Meter:
    """One limit: what it is for, and how much of it is used."""

    title: str
    used: int
    limit: int

    @property
    def text(self) -> str:
        told = {"used": usd(self.used), "limit": usd(self.limit), "left": usd(self.left)}
        if self.used > self.limit:
            over = usd(self.used - self.limit)
            return _("%(used)s of %(limit)s: %(over)s too much.") % {**told, "over": over}
        return _("%(used)s of %(limit)s used, %(left)s left.") % told

    @property
    def left(self) -> int:
        return max(0, self.limit - self.used)

    @property
    def tone(self) -> str:
        if self.used > self.limit:
            return "bad"
        return "look" if self.limit and self.used >= NEAR * self.limit else "good"


@dataclass(frozen=True)
class Meters:
    """The state of this tax year: one sentence, the limits that there are, and the picture."""

    finding: str
    meters: Sequence[Meter]
    chart: Chart
    notes: Sequence[str]
    """What else to know, plainly."""

    @property
    def tone(self) -> str:
        tones = {one.tone for one in self.meters}
        return "bad" if "bad" in tones else "look" if "look" in tones else "good"


def meters_of(record: Record) -> Meters:
    year = record.now
    if year.mode == Mode.ELECTOR:
        return _of_elector(record)
    return Meters(_share_finding(year), [], _share_chart(year), _notes(year))


def _of_elector(record: Record) -> Meters:
    year, sums = record.now, record.now.judged
    meters = [] if year.is_unfinished else _of_year(sums)
    meters += _of_average(record)
    finding = _unknown(sums) if year.is_unfinished else _finding(sums)
    return Meters(finding, meters, _chart(meters), [*_tax_notes(record), *_notes(year)])


def _of_year(sums: Sums) -> list[Meter]:
    return [
        Meter(_("All lobbying, this tax year"), sums.total, sums.nontaxable),
        Meter(
            _("Grassroots lobbying, this tax year"), sums.grassroots, sums.grassroots_nontaxable
        ),
    ]


def _of_average(record: Record) -> list[Meter]:
    """Against the ceilings; none where only years that nobody told make it look too much."""
    average = record.average
    if average is None or (average.is_exceeded and record.untold):
        return []
    pairs = (
        (_("All lobbying, averaging period"), average.total, average.ceiling),
        (
            _("Grassroots lobbying, averaging period"),
            average.grassroots,
            average.grassroots_ceiling,
        ),
    )
    return [Meter(title, in_cents(used), in_cents(most)) for title, used, most in pairs]


def _unknown(sums: Sums) -> str:
    words = _(
        "%(used)s went into lobbying this tax year. Tell what you spend in all: only then can its limits be told."
    )
    return words % {"used": usd(sums.total)}


def _finding(sums: Sums) -> str:
    told = {"used": usd(sums.total), "limit": usd(sums.nontaxable)}
    if sums.excess.taxed:
        words = _("%(used)s went into lobbying this tax year. %(over)s of it is over a limit.")
        return words % {**told, "over": usd(in_cents(sums.excess.taxed))}
    left = {
        "left": usd(sums.left),
        "grassroots": usd(min(sums.left, sums.grassroots_left)),
    }
    words = _(
        "%(used)s of %(limit)s is used this tax year. %(left)s is left, of which up to %(grassroots)s for grassroots "
        "lobbying."
    )
    return words % {**told, **left}


def _tax_notes(record: Record) -> list[str]:
    notes, tax, average = [], record.now.judged.tax, record.average
    if tax and not record.now.is_unfinished:
        words = _("The tax on the excess would be %(tax)s. Ask a lawyer now.")
        notes.append(words % {"tax": usd(tax)})
    if average is None:
        return notes
    if record.untold:
        words = _(
            "Nobody told what you spent in %(years)s. Until then it adds nothing to the ceilings."
        )
        notes.append(words % {"years": ", ".join(one.name for one in reversed(record.untold))})
    elif average.is_exceeded:
        notes.append(
            _(
                "The averaging period is over its ceiling. The tax exemption is at risk. Ask a lawyer now."
            )
        )
    return notes


def _chart(meters: Sequence[Meter]) -> Chart:
    return draw_bars(
        Bars(
            _("Lobbying against its limits"),
            [Bar(one.title, one.used / 100, 1, one.limit / 100) for one in meters],
            value_heading=_("Used"),
            mark_heading=_("Limit"),
            label_heading=_("Limit of"),
            words=_dollars,
        )
    )


def _dollars(value: float) -> str:
    return usd(round(value * 100))


def _notes(year: Year) -> list[str]:
    """What the figures lack, and what the mode means."""
    notes = [*_mode_notes(year)]
    if year.lacks_group:
        notes.append(
            _(
                "You are part of an affiliated group. Its limits bind you: tell what the group spent."
            )
        )
    if year.unclassified:
        words = _("%(money)s is booked on acts that nobody has classified. It is not counted yet.")
        notes.append(words % {"money": usd(year.unclassified)})
    if year.overhead_is_blocked:
        notes.append(
            _(
                "Running costs that are lobbying stand on money that may not pay for it. Choose other."
            )
        )
    if year.hours_do_not_fit:
        notes.append(
            _(
                "More hours are booked as lobbying than were paid to everybody. Please correct the hours of the year."
            )
        )
    if year.volunteer_hours:
        words = _("%(hours)s unpaid hours of volunteers count nothing.")
        notes.append(words % {"hours": plain(float(year.volunteer_hours))})
    return notes


def _mode_notes(year: Year) -> list[str]:
    match year.mode:
        case Mode.SUBSTANTIAL:
            words = _(
                "Without the election, lobbying may be no substantial part of all you do. No number says what that is, "
                "and volunteers' time may count. Ask a lawyer, also whether Form 5768 is for you."
            )
        case Mode.FOUNDATION:
            words = _(
                "A private foundation pays a tax on lobbying. Ask a lawyer before you spend."
            )
        case Mode.WELFARE:
            words = _(
                "A 501(c)(4) may lobby for its purpose without this limit. Where members pay dues, some duties follow "
                "from it. Ask a lawyer."
            )
        case Mode.OTHER:
            words = _("No limit of the tax law is shown here. Ask a lawyer which rules bind you.")
        case Mode.ELECTOR:
            return []
    return [words]


def _shares(year: Year) -> list[tuple[str, float]]:
    """Of spending and of paid hours, what part is lobbying; only what can be told."""
    found: list[tuple[str, float]] = []
    told = year.told
    if told is None:
        return found
    if told.exempt_cents:
        found.append((_("Of all spending"), year.own.total / year.own.exempt))
    hours = sum(one.direct_hours + one.grassroots_hours for one in year.lines)
    if told.all_hours:
        found.append((_("Of all paid hours"), float(hours / told.all_hours)))
    return found


def _share_finding(year: Year) -> str:
    total = usd(year.own.total)
    shares = _shares(year)
    if not shares:
        return _("%(used)s went into lobbying this tax year.") % {"used": total}
    words = _("%(used)s went into lobbying this tax year, %(share)s of the largest measure here.")
    return words % {"used": total, "share": percent(max(share for _title, share in shares))}


def _share_chart(year: Year) -> Chart:
    return draw_bars(
        Bars(
            _("What part is lobbying"),
            [Bar(title, share) for title, share in _shares(year)],
            value_heading=_("Share"),
            label_heading=_("Measure"),
            words=percent,
            whole=1,
        )
    )
