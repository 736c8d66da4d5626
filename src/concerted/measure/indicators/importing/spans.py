"""Which period a row is of: one column, a year with its quarter or month, a first and a last day, or the header's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from concerted.measure.indicators.importing.expected import Expected
from concerted.measure.indicators.importing.layout import Record
from concerted.measure.indicators.importing.lines import Problem
from concerted.measure.indicators.importing.periods import Span, find_span, is_day_first, read_span
from concerted.measure.indicators.importing.roles import Role


@dataclass
class When:
    span: Span | None = None
    problems: list[str] = field(default_factory=list)


class SpanReader:
    """Reads the periods of one file; ``remarks`` say which rows were understood with some good will."""

    def __init__(self, records: Sequence[Record], expected: Expected) -> None:
        self.remarks: set[Problem] = set()
        self._expected = expected
        roles = (Role.PERIOD, Role.START, Role.END)
        self._day_first = is_day_first(record.text(role) for record in records for role in roles)
        self._known: dict[str, Span | None] = {}
        self._guessed: set[str] = set()

    def read(self, record: Record) -> When:
        if record.text(Role.START):
            return self._between(record)
        text = self._text(record)
        if not text:
            return When(problems=[_("The period is missing.")])
        found = self._span(text)
        if found is not None:
            return When(found)
        found = find_span(text)
        if found is None:
            words = _(
                "“%(text)s” is no period. Write a year, a quarter, a month or a day, as in 2024, 2024-Q1, 2024-05 or"
                " 2024-05-31."
            )
            return When(problems=[words % {"text": text[:40]}])
        words = _("“%(text)s” is read as %(start)s to %(end)s.")
        told = {"start": date_format(found.start), "end": date_format(found.end)}
        if text not in self._guessed:
            self._guessed.add(text)
            self.remarks.add(Problem(record.row, words % {"text": text[:60], **told}))
        return When(found)

    def _text(self, record: Record) -> str:
        """The words for the period, of a year and its part where these stand apart."""
        text = self._expected.said(record.text(Role.PERIOD)) or self._expected.period
        if self._span(text) is None:
            return text
        for role, word in ((Role.QUARTER, "Q"), (Role.MONTH, "-")):
            if part := record.text(role).removesuffix(".0"):
                return f"{text}{word}{part}" if part.isdecimal() else f"{part} {text}"
        return text

    def _span(self, text: str) -> Span | None:
        if text not in self._known:
            self._known[text] = read_span(
                text, self._expected.frequency, day_first=self._day_first
            )
        return self._known[text]

    def _between(self, record: Record) -> When:
        first = read_span(record.text(Role.START), day_first=self._day_first)
        last = first
        if record.text(Role.END):
            last = read_span(record.text(Role.END), day_first=self._day_first)
        if first is None or last is None:
            return When(problems=[_("The first or the last day of the period is no date.")])
        if first.start > last.end:
            return When(problems=[_("The period ends before it begins.")])
        return When(Span(first.start, last.end))
