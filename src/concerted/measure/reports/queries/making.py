"""What a report says, put together from its sections."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from concerted.base.languages import own_name
from concerted.goals.models import Goal
from concerted.measure.indicators.queries.withdrawn import Cut
from concerted.measure.reports.documents import Block, Data, Document, Part, Words, as_data
from concerted.measure.reports.models import OwnWords, Report
from concerted.measure.reports.queries.words import day
from concerted.measure.reports.registry import Scope, Section, section_named

Own = Mapping[str, Mapping[str, str]]
"""By section and language what the office says."""


def scope_of(report: Report) -> Scope:
    """What ``report``, which has passed a gate, is about: published goals alone."""
    goals = Goal.objects.public().filter(organization=report.organization)
    if report.goal_id is not None:
        goals = goals.filter(pk=report.goal_id)
    return Scope(
        organization=report.organization,
        goal=report.goal,
        goals=tuple(goals.select_related("organization").order_by("created_at")),
        start=report.starts_on,
        end=report.ends_on,
        source=report.source,
    )


def chosen(report: Report) -> list[Section]:
    """The sections that were picked, in order; one that no room tells any more is left out."""
    found = (section_named(name) for name in report.sections)
    return [one for one in found if one is not None]


def own_words(report: Report) -> Own:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for section, language, text in OwnWords.objects.filter(report=report).values_list(
        "section", "language", "text"
    ):
        found[section][language] = text
    return found


def document(report: Report, language: str) -> Document:
    """What ``report`` says now, in ``language``."""
    return _document(report, scope_of(report), own_words(report), language)


def record_of(report: Report) -> Data:
    """What ``report`` says now, in each of its languages: what publication keeps."""
    scope, own = scope_of(report), own_words(report)
    return {code: as_data(_document(report, scope, own, code)) for code in report.languages}


def cuts_of(report: Report) -> set[Cut]:
    """The figures that ``report`` tells now."""
    scope = scope_of(report)
    return {cut for one in chosen(report) if one.cuts is not None for cut in one.cuts(scope)}


def _document(report: Report, scope: Scope, own: Own, language: str) -> Document:
    text = report.in_language(language)
    zone = timezone.override(scope.zone)
    with override(language), zone:
        return Document(
            language=language,
            title=text.title,
            title_language=text.language,
            summary=text.summary,
            organization=scope.organization.name,
            about=_about(scope, language),
            period=_("%(first)s to %(last)s")
            % {"first": day(scope.start), "last": day(scope.end)},
            made=day(timezone.now()),
            parts=tuple(_part(one, scope, own, language) for one in chosen(report)),
        )


def _about(scope: Scope, language: str) -> str:
    if scope.goal is None:
        return _("All our goals")
    return scope.goal.in_language(language).title


def _part(section: Section, scope: Scope, own: Own, language: str) -> Part:
    """The office's words first, then what was counted; a section without anything says so."""
    said = own.get(section.name, {})
    told: list[Block] = []
    if said:
        in_this = language if language in said else next(iter(said))
        told = [
            Words(one, in_this, is_ours=True) for one in said[in_this].split("\n") if one.strip()
        ]
    told += section.tell(scope, language)
    if not told:
        told = [Words(_("Nothing was written down here in this time."))]
    return Part(section.name, str(section.title), tuple(told))


def missing(report: Report) -> list[str]:
    """What has to be there before ``report`` can be published, each in a sentence."""
    found = [] if report.sections else [_("Pick at least one section.")]
    translated: Any = {one.language for one in report.translations()}
    own = own_words(report)
    for code in report.languages:
        name = {"language": own_name(code)}
        if code != report.language and code not in translated:
            found.append(_("The title is not there in %(language)s yet.") % name)
        lacking = [
            str(one.title)
            for one in chosen(report)
            if own.get(one.name) and code not in own[one.name]
        ]
        if lacking:
            told = {**name, "sections": ", ".join(lacking)}
            found.append(_("Your words are not there in %(language)s yet: %(sections)s.") % told)
    return found
