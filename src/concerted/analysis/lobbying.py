"""What a public charity may spend on lobbying under the expenditure test: exact sums, from a dated schedule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

__all__ = [
    "Averaging",
    "Bracket",
    "Excess",
    "Schedule",
    "YearOfLobbying",
    "averaging_test",
    "effort_cost",
    "excess_lobbying",
    "excise_tax",
    "grassroots_nontaxable_amount",
    "nontaxable_amount",
    "overhead_shares",
    "rounded_hours",
]

NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Bracket:
    """From ``above`` on: ``base``, and ``share`` of what exceeds ``above``."""

    above: Decimal
    base: Decimal
    share: Decimal


@dataclass(frozen=True, slots=True)
class Schedule:
    """The figures of the law for tax years that begin in one span of time.

    Attributes
    ----------
    brackets : lowest first; the first begins at 0
    most : what no nontaxable amount exceeds
    grassroots_share : of the nontaxable amount, what may go into grassroots lobbying
    excise_share : of the excess, what is owed
    normal_multiple : how many times the nontaxable amount may be spent over the averaging period
    averaging_years : how many base years that period has at most
    """

    brackets: tuple[Bracket, ...]
    most: Decimal
    grassroots_share: Decimal
    excise_share: Decimal
    normal_multiple: Decimal
    averaging_years: int


def _checked(name: str, amount: Decimal) -> Decimal:
    amount = Decimal(amount)
    if not amount.is_finite() or amount < 0:
        raise ValueError(f"{name} must be 0 or more, got {amount}")
    return amount


def nontaxable_amount(exempt_purpose_expenditures: Decimal, schedule: Schedule) -> Decimal:
    """What may be spent on lobbying in a year without a tax: direct and grassroots together.

    min(most, base + share · (E − above)), of the last bracket whose ``above`` is below E, the exempt-purpose
    expenditures. Not rounded.

    Parameters
    ----------
    exempt_purpose_expenditures : ≥ 0, of the whole tax year, lobbying among them
    schedule : the figures of that year

    Returns
    -------
    Decimal from 0 to ``schedule.most``; never falls as expenditures rise.

    Raises
    ------
    ValueError: the expenditures are negative or not a number.

    References
    ----------
    26 U.S.C. 4911(c)(2).

    Examples
    --------
    >>> fifth = Bracket(Decimal(0), Decimal(0), Decimal("0.20"))
    >>> nontaxable_amount(
    ...     Decimal(300_000),
    ...     Schedule((fifth,), Decimal(1_000_000), Decimal("0.25"), Decimal("0.25"), Decimal("1.5"), 4),
    ... )
    Decimal('60000.00')
    """
    spent = _checked("exempt_purpose_expenditures", exempt_purpose_expenditures)
    found = schedule.brackets[0]
    for bracket in schedule.brackets:
        if spent > bracket.above:
            found = bracket
    return min(schedule.most, found.base + found.share * (spent - found.above))


def grassroots_nontaxable_amount(
    exempt_purpose_expenditures: Decimal, schedule: Schedule
) -> Decimal:
    """What of the nontaxable amount may go into grassroots lobbying: a fixed share of it.

    Parameters
    ----------
    exempt_purpose_expenditures, schedule : as ``nontaxable_amount``

    Returns
    -------
    Decimal, ``schedule.grassroots_share`` of the nontaxable amount.

    Raises
    ------
    ValueError: the expenditures are negative or not a number.

    References
    ----------
    26 U.S.C. 4911(c)(4).

    Examples
    --------
    >>> fifth = Bracket(Decimal(0), Decimal(0), Decimal("0.20"))
    >>> grassroots_nontaxable_amount(
    ...     Decimal(300_000),
    ...     Schedule((fifth,), Decimal(1_000_000), Decimal("0.25"), Decimal("0.25"), Decimal("1.5"), 4),
    ... )
    Decimal('15000.0000')
    """
    return schedule.grassroots_share * nontaxable_amount(exempt_purpose_expenditures, schedule)


@dataclass(frozen=True, slots=True)
class Excess:
    """By how much a year's lobbying exceeds what is not taxed.

    Attributes
    ----------
    total : of all lobbying over its nontaxable amount, 0 where it is within
    grassroots : the same of grassroots lobbying
    taxed : the greater of both, on which the tax is owed
    """

    total: Decimal
    grassroots: Decimal

    @property
    def taxed(self) -> Decimal:
        return max(self.total, self.grassroots)


def excess_lobbying(
    direct: Decimal,
    grassroots: Decimal,
    nontaxable: Decimal,
    grassroots_nontaxable: Decimal,
) -> Excess:
    """Both overshoots of a year: of all lobbying, and of grassroots lobbying alone.

    total = max(0, direct + grassroots − nontaxable); grassroots = max(0, grassroots − its nontaxable amount).

    Parameters
    ----------
    direct, grassroots : ≥ 0, what was spent on either in the tax year
    nontaxable, grassroots_nontaxable : ≥ 0, what may be spent

    Returns
    -------
    Excess; its ``taxed`` is the greater of the two.

    Raises
    ------
    ValueError: an amount is negative or not a number.

    References
    ----------
    26 U.S.C. 4911(b).

    Examples
    --------
    >>> excess_lobbying(Decimal(40_000), Decimal(25_000), Decimal(60_000), Decimal(15_000)).taxed
    Decimal('10000')
    """
    direct, grassroots = _checked("direct", direct), _checked("grassroots", grassroots)
    most = _checked("nontaxable", nontaxable)
    of_it = _checked("grassroots_nontaxable", grassroots_nontaxable)
    return Excess(
        max(NOTHING, direct + grassroots - most),
        max(NOTHING, grassroots - of_it),
    )


def excise_tax(excess: Excess, schedule: Schedule) -> Decimal:
    """What is owed for a year's excess: a share of the greater overshoot.

    Parameters
    ----------
    excess : both overshoots of the year
    schedule : the figures of that year

    Returns
    -------
    Decimal ≥ 0, not rounded.

    References
    ----------
    26 U.S.C. 4911(a)(1).

    Examples
    --------
    >>> law = Schedule((), Decimal(1_000_000), Decimal("0.25"), Decimal("0.25"), Decimal("1.5"), 4)
    >>> excise_tax(Excess(Decimal(5_000), Decimal(10_000)), law)
    Decimal('2500.00')
    """
    return schedule.excise_share * excess.taxed


@dataclass(frozen=True, slots=True)
class YearOfLobbying:
    """One base year: what was spent, and what might have been.

    Attributes
    ----------
    total : direct and grassroots lobbying
    grassroots : the grassroots lobbying among it
    nontaxable, grassroots_nontaxable : what may be spent on either without a tax
    """

    total: Decimal
    grassroots: Decimal
    nontaxable: Decimal
    grassroots_nontaxable: Decimal


@dataclass(frozen=True, slots=True)
class Averaging:
    """The base years together, against their ceilings.

    Attributes
    ----------
    total, grassroots : what was spent in all of them
    ceiling, grassroots_ceiling : what may normally be spent in all of them
    """

    total: Decimal
    grassroots: Decimal
    ceiling: Decimal
    grassroots_ceiling: Decimal

    @property
    def is_exceeded(self) -> bool:
        """Whether the exemption is at risk: either sum is above its ceiling."""
        return self.total > self.ceiling or self.grassroots > self.grassroots_ceiling


def averaging_test(years: Sequence[YearOfLobbying], schedule: Schedule) -> Averaging:
    """Whether a charity *normally* spends more than it may: the sums of its base years.

    exceeded where Σ total > m · Σ nontaxable, or Σ grassroots > m · Σ grassroots nontaxable, with m the schedule's
    ``normal_multiple``. Exactly at a ceiling is within it.

    Parameters
    ----------
    years : 1 to ``schedule.averaging_years`` base years, this one among them
    schedule : the figures of this year

    Returns
    -------
    Averaging

    Raises
    ------
    ValueError: there are no years, or more than the period has.

    References
    ----------
    26 U.S.C. 501(h)(1); 26 CFR 1.501(h)-3(b).

    Examples
    --------
    >>> law = Schedule((), Decimal(1_000_000), Decimal("0.25"), Decimal("0.25"), Decimal("1.5"), 4)
    >>> year = YearOfLobbying(Decimal(100), Decimal(20), Decimal(60), Decimal(15))
    >>> averaging_test([year, year], law).is_exceeded
    True
    """
    if not 1 <= len(years) <= schedule.averaging_years:
        raise ValueError(
            f"the averaging period has 1 to {schedule.averaging_years} years, got {len(years)}"
        )
    return Averaging(
        total=sum((one.total for one in years), NOTHING),
        grassroots=sum((one.grassroots for one in years), NOTHING),
        ceiling=schedule.normal_multiple * sum((one.nontaxable for one in years), NOTHING),
        grassroots_ceiling=schedule.normal_multiple
        * sum((one.grassroots_nontaxable for one in years), NOTHING),
    )


def overhead_shares(
    overhead: Decimal, direct_hours: Decimal, grassroots_hours: Decimal, all_hours: Decimal
) -> tuple[Decimal, Decimal]:
    """What of the running costs goes to direct and to grassroots lobbying, by their shares of paid hours.

    overhead · direct_hours / all_hours, and the same of grassroots hours; not rounded.

    Parameters
    ----------
    overhead : ≥ 0, rent, light and office of the year
    direct_hours, grassroots_hours : ≥ 0, paid hours of either
    all_hours : paid hours of everybody; at least those two together

    Returns
    -------
    (direct, grassroots), both Decimal ≥ 0; nothing where no hours were paid.

    Raises
    ------
    ValueError: a number is negative, or the parts exceed the whole.

    References
    ----------
    26 CFR 56.4911-3(a); the basis by hours is the guidance of Alliance for Justice.

    Examples
    --------
    >>> overhead_shares(Decimal(10_000), Decimal(60), Decimal(20), Decimal(2_000))
    (Decimal('300'), Decimal('100'))
    """
    overhead, all_hours = _checked("overhead", overhead), _checked("all_hours", all_hours)
    direct = _checked("direct_hours", direct_hours)
    grassroots = _checked("grassroots_hours", grassroots_hours)
    if direct + grassroots > all_hours:
        raise ValueError(
            f"lobbying hours {direct + grassroots} exceed the {all_hours} hours of all"
        )
    if not all_hours:
        return NOTHING, NOTHING
    return overhead * direct / all_hours, overhead * grassroots / all_hours


def rounded_hours(hours: Decimal, step: Decimal) -> Decimal:
    """Hours as a time sheet keeps them: to the nearest whole ``step``, half of one upwards.

    step · ⌊hours / step + ½⌋

    Parameters
    ----------
    hours : ≥ 0
    step : > 0, as 0.25 for quarters of an hour

    Returns
    -------
    Decimal ≥ 0

    Raises
    ------
    ValueError: the hours are negative, or the step is not above 0.

    References
    ----------
    Our own definition.

    Examples
    --------
    >>> rounded_hours(Decimal("1.125"), Decimal("0.25")), rounded_hours(Decimal("1.1"), Decimal("0.25"))
    (Decimal('1.25'), Decimal('1.00'))
    """
    hours, step = _checked("hours", hours), _checked("step", step)
    if not step:
        raise ValueError("the step must be above 0")
    return (hours / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step


def effort_cost(hours: Decimal, loaded_rate: Decimal, direct_cost: Decimal) -> Decimal:
    """What an effort cost: paid hours at their loaded rate, and what was bought for it; to the cent.

    hours · loaded_rate + direct_cost, half a cent upwards. Unpaid time of volunteers is no cost.

    Parameters
    ----------
    hours : ≥ 0, paid
    loaded_rate : ≥ 0, wage with taxes and benefits, for an hour
    direct_cost : ≥ 0, printing, travel, mailing

    Returns
    -------
    Decimal ≥ 0, of whole cents

    Raises
    ------
    ValueError: a number is negative.

    References
    ----------
    26 CFR 56.4911-3(a)(1).

    Examples
    --------
    >>> effort_cost(Decimal("2.5"), Decimal("41.35"), Decimal(12))
    Decimal('115.38')
    """
    hours, rate = _checked("hours", hours), _checked("loaded_rate", loaded_rate)
    cost = hours * rate + _checked("direct_cost", direct_cost)
    return cost.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
