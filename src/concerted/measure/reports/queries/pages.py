"""What the pages of reports show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import override

from concerted.base.languages import own_name
from concerted.measure.indicators.queries.withdrawn import veto_sentences, vetoes_over
from concerted.measure.reports.documents import Document
from concerted.measure.reports.models import Report
from concerted.measure.reports.queries.making import chosen, missing, own_words
from concerted.measure.reports.registry import Section, sections
from concerted.organizations.translations import Rendition, renditions


@dataclass(frozen=True)
class Card:
    report: Report
    text: Rendition


def cards(reports: Iterable[Report], language: str) -> list[Card]:
    rows = list(reports)
    texts = renditions(rows, language)
    return [Card(one, texts[one.pk]) for one in rows]


@dataclass(frozen=True)
class InLanguage:
    """A language that a report is told in, and where."""

    code: str
    name: str
    url: str


def languages_of(report: Report, name: str = "page") -> list[InLanguage]:
    """The languages of ``report``, each with the address of its page ``name``."""
    found = []
    for code in report.languages:
        with override(code):
            url = reverse(f"reports:{name}", args=[report.organization.slug, report.slug])
        found.append(InLanguage(code, own_name(code), url))
    return found


@dataclass(frozen=True)
class Published:
    """A report for everybody. Without ``document`` it was taken back, or a community withdrew what it tells."""

    report: Report
    document: Document | None
    newer: Report | None
    languages: list[InLanguage]
    vetoes: list[str]


def withdrawn(report: Report, language: str) -> list[str]:
    """Who asked that what a published ``report`` tells is not shown; nobody, mostly."""
    cuts = [(one.indicator_id, one.dimension_id) for one in report.cuts.all()]
    found = vetoes_over(report.organization, cuts)
    vetoes = dict.fromkeys(one for some in found.values() for one in some)
    return veto_sentences(list(vetoes), language)


def published(report: Report, language: str) -> Published:
    """What everybody reads of ``report``, which has passed a gate; its ``record`` is loaded."""
    newer = report.editions.public().standing().with_everything().order_by("-published_at").first()
    vetoes = withdrawn(report, language)
    document = None if report.is_closed or vetoes else report.told_in(language)
    return Published(report, document, newer, languages_of(report), vetoes)


@dataclass(frozen=True)
class SectionLine:
    """A section of a draft in the workspace, with the languages in which the office says something."""

    section: Section
    said: list[str]


@dataclass(frozen=True)
class Desk:
    lines: list[SectionLine]
    missing: list[str]
    previews: list[InLanguage]


def desk(report: Report) -> Desk:
    """What waits at a report of the workspace."""
    own = own_words(report)
    lines = [
        SectionLine(
            one, [own_name(code) for code in report.languages if code in own.get(one.name, {})]
        )
        for one in chosen(report)
    ]
    previews = [
        InLanguage(
            code,
            own_name(code),
            reverse("reports:preview", args=[report.organization.slug, report.slug, code]),
        )
        for code in report.languages
    ]
    return Desk(lines, missing(report) if report.is_draft else [], previews)


def offered(report: Report) -> list[Section]:
    """All sections there are, those of ``report`` first and in its order."""
    mine = chosen(report)
    return [*mine, *(one for one in sections() if one not in mine)]
