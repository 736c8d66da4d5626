"""What the alliance pools: needs, who gives what, what has come of it, and what was paid."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from concerted.decide.proposals.operations.proposals import open_discussion
from concerted.goals.models import Goal
from concerted.organizations.models import Organization
from concerted.pool.offers.models import Delivery, Kind, Need, Pledge
from concerted.pool.offers.operations.budgets import add_line, add_source, spend
from concerted.pool.offers.operations.deliveries import record_delivery, send_letter
from concerted.pool.offers.operations.needs import add_need, propose_need, publish_need
from concerted.pool.offers.operations.offers import GiverValues, add_offer
from concerted.pool.offers.operations.pledges import add_pledge, withdraw_pledge
from concerted.pool.offers.operations.terms import set_letterhead, set_rate
from concerted.pool.offers.queries.rates import rate_on, rates_of
from concerted.site.demo import past
from concerted.site.demo import pool_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop, translate

HOUR = 60


@dataclass(frozen=True)
class Pool:
    cast: Cast
    partners: dict[str, Organization]

    def need(
        self,
        goal: Goal,
        text: dict[str, Any],
        texts: dict[str, dict[str, str]],
        days: int,
        whose: str = "",
    ) -> Need:
        """A need that was published so many days ago: of a partner by its address, or of all."""
        told: dict[str, Any] = {**text, "partner": self.partners.get(whose)}
        need = add_need(
            organization=self.cast.coalition, goal=goal, by=self.cast.organizer, **told
        )
        translate(need, texts, self.cast)
        need = publish_need(need=need, by=self.cast.organizer)
        past.move_need(need, days=days)
        return need

    def pledge(
        self, need: Need, giver: str | GiverValues, amount: int, *, due: int = 30, days: int = 40
    ) -> Pledge:
        """A pledge of a partner by its address, or of somebody outside; due in so many days, made so many ago."""
        told: GiverValues = {"partner": self.partners[giver]} if isinstance(giver, str) else giver
        pledge = add_pledge(
            need=need,
            giver=told,
            amount=amount,
            due_on=timezone.localdate() + datetime.timedelta(days=due),
            is_confirmed=True,
            by=self.cast.organizer,
        )
        past.move_pledge(pledge, days=days)
        return pledge

    def receive(
        self, pledge: Pledge, amount: int, days: int, served: str = "", count: int | None = None
    ) -> Delivery:
        """A part that came so many days ago, at the rate of that day."""
        day = timezone.localdate() - datetime.timedelta(days=days)
        rate = rate_on(rates_of(self.cast.coalition), pledge.kind, day)
        told: dict[str, Any] = {}
        if rate is not None and pledge.kind != Kind.MONEY:
            told = {
                "rate_cents": rate.cents,
                "rate_currency": rate.currency,
                "rate_source": rate.source,
            }
        return record_delivery(
            pledge=pledge,
            amount=amount,
            delivered_on=day,
            served_words=words.SERVED.get(served, ""),
            served_count=count,
            by=self.cast.organizer,
            **told,
        )


def pool_resources(cast: Cast, loop: Loop) -> None:
    """Needs of three goals, most of them covered in part; one is met, one pledge is late, one was withdrawn."""
    pool = Pool(cast, {one.slug: one for one in cast.partners})
    _terms(cast)
    clinic, exam, language = loop.clinic.goal, loop.exam.goal, loop.language.goal
    _clinic_money(pool, clinic)
    _clinic_help(pool, clinic)
    _exam(pool, exam)
    _language(pool, language)
    _budget(cast, clinic)
    past.forget_mail("offers/")


def _terms(cast: Cast) -> None:
    set_letterhead(
        organization=cast.coalition,
        legal_name="Riverside Health Alliance, Inc.",
        address="12 Elm Street\nRiverside, MA 02134",
        tax_id="00-0000000",
        signatory="Maria Ortiz, convener",
        by=cast.owner,
    )
    for kind, cents, source in (("rooms", 85_00, words.RENT), ("staff", 51_40, words.WAGE)):
        set_rate(
            organization=cast.coalition,
            kind=kind,
            cents=cents,
            currency="USD",
            source=source,
            starts_on=timezone.localdate() - datetime.timedelta(days=300),
            by=cast.owner,
        )


def _clinic_money(pool: Pool, goal: Goal) -> None:
    need = pool.need(goal, words.CLINIC_MONEY, words.CLINIC_MONEY_IN, days=120)
    gift = pool.pledge(need, words.FOUNDATION, 15_000_00, days=80)
    send_letter(delivery=pool.receive(gift, 10_000_00, days=30), by=pool.cast.organizer)
    center = pool.pledge(need, "health-center", 12_000_00, days=70)
    pool.receive(center, 6_000_00, days=20)
    for slug, cents in (("tenants", 3_000_00), ("elm-street", 2_400_00)):
        given = pool.pledge(need, slug, cents, days=50)
        pool.receive(given, cents, days=15)


def _clinic_help(pool: Pool, goal: Goal) -> None:
    hours = pool.need(goal, words.CLINIC_HOURS, words.CLINIC_HOURS_IN, days=110)
    nurses = pool.pledge(hours, "nurses", 80 * HOUR)
    for days in (28, 21, 14):
        pool.receive(nurses, 12 * HOUR, days, "evenings", 34)
    pool.pledge(hours, "health-center", 40 * HOUR)
    rooms = pool.need(goal, words.CLINIC_ROOMS, words.CLINIC_ROOMS_IN, days=110, whose="tenants")
    for slug in ("st-brendan", "casa-del-rio", "elm-street"):
        pool.pledge(rooms, slug, 1)
    pool.receive(rooms.pledges.order_by("created_at")[0], 1, 25, "meetings", 46)
    rides = pool.need(goal, words.CLINIC_RIDES, words.CLINIC_RIDES_IN, days=60)
    late = pool.pledge(rides, "bus-riders", 20 * HOUR, due=-6)
    pool.receive(late, 5 * HOUR, 12)
    gone = pool.pledge(rides, "st-brendan", 24 * HOUR)
    pool.receive(gone, 12 * HOUR, 9)
    withdraw_pledge(pledge=gone, reason=words.FEWER, by=pool.cast.organizer)
    word = pool.need(goal, words.CLINIC_WORD, words.CLINIC_WORD_IN, days=60, whose="elm-street")
    pool.receive(pool.pledge(word, "health-center", 1), 1, 18)


def _exam(pool: Pool, goal: Goal) -> None:
    fees = pool.need(goal, words.EXAM_FEES, words.EXAM_FEES_IN, days=20)
    pool.pledge(fees, "social-workers", 6_300_00, days=12)
    seats = pool.need(goal, words.EXAM_SEATS, words.EXAM_SEATS_IN, days=20, whose="social-workers")
    pool.pledge(seats, "college", 40, days=12)


def _language(pool: Pool, goal: Goal) -> None:
    need = pool.need(
        goal, words.INTERPRETERS, words.INTERPRETERS_IN, days=90, whose="health-center"
    )
    asked = propose_need(need=need, by=pool.cast.organizer)
    told = {
        code: {name: text[name] for name in ("title", "summary")}
        for code, text in words.INTERPRETERS_IN.items()
    }
    translate(asked, told, pool.cast)
    open_discussion(proposal=asked, by=pool.cast.organizer)
    lakay = pool.pledge(need, "lakay", 80 * HOUR)
    for days in (24, 10):
        pool.receive(lakay, 16 * HOUR, days, "visits", 19)
    offers: tuple[tuple[GiverValues, str, int, list[str], str], ...] = (
        (words.NEIGHBOR, "I interpret on weekday mornings", 40, ["ht", "en"], "Mill River"),
        ({"partner": pool.partners["casa-del-rio"]}, "Two bilingual staff", 60, ["es", "en"], ""),
        ({"partner": pool.partners["viet-aid"]}, "Our phone line", 30, ["vi", "en"], ""),
    )
    for giver, title, hours, languages, place in offers:
        add_offer(
            organization=pool.cast.coalition,
            giver=giver,
            title=title,
            kind="interpreters",
            amount=hours * HOUR,
            languages=languages,
            place=place,
            by=pool.cast.organizer,
        )
    add_offer(
        organization=pool.cast.coalition,
        giver={"partner": pool.partners["legal-aid"]},
        title="A lawyer who reads what the county sends",
        kind="expertise",
        amount=10 * HOUR,
        by=pool.cast.organizer,
    )


def _budget(cast: Cast, goal: Goal) -> None:
    lines = [
        add_line(
            organization=cast.coalition,
            goal=goal,
            title=title,
            planned_cents=cents,
            currency="USD",
            by=cast.owner,
        )
        for title, cents in words.LINES
    ]
    values: dict[str, Any] = {"organization": cast.coalition, "currency": "USD", "by": cast.owner}
    federal = add_source(
        name="Block grant of the city (CDBG)", cents=8_000_00, is_federal=True, **values
    )
    own = add_source(name="Members' fees", cents=6_000_00, is_federal=False, **values)
    grant = add_source(
        name="Community Foundation",
        cents=15_000_00,
        is_federal=False,
        forbids_lobbying=True,
        goal=goal,
        **values,
    )
    paid = (
        (lines[0], grant, "staff", 4_650_00, 20),
        (lines[1], federal, "interpreting", 1_280_00, 14),
        (lines[2], own, "travel", 412_50, 9),
        (lines[3], own, "lobbying", 180_00, 6),
    )
    for line, source, purpose, cents, days in paid:
        spend(
            line=line,
            source=source,
            purpose=purpose,
            cents=cents,
            spent_on=timezone.localdate() - datetime.timedelta(days=days),
            by=cast.organizer,
        )
