"""Writing a report, freezing it for everybody, and what may happen after."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.base.records import change
from concerted.goals.models import Goal
from concerted.measure.reports.documents import digest_of
from concerted.measure.reports.models import OwnWords, Report, ToldCut
from concerted.measure.reports.queries.making import cuts_of, missing, record_of
from concerted.measure.reports.registry import section_named, sections
from concerted.organizations.models import Organization
from concerted.organizations.publishing import free_slug
from concerted.pool.offers.models import FundingSource


@transaction.atomic
def add_report(
    *,
    organization: Organization,
    title: str,
    starts_on: datetime.date,
    ends_on: datetime.date,
    languages: Sequence[str] = (),
    summary: str = "",
    language: str = "",
    goal: Goal | None = None,
    source: FundingSource | None = None,
    previous: Report | None = None,
    by: Viewer | None,
) -> Report:
    """A new report as a draft, with every section; without a source of money, that of money is left out.

    The same title for the same days again gives the report that has them.
    """
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    same = organization.reports.filter(title=title, starts_on=starts_on, ends_on=ends_on)
    known = same.filter(previous=previous).first()
    if known is not None:
        return known
    _in_order(starts_on, ends_on)
    own = language or organization.language
    report = organization.reports.create(
        title=title,
        summary=summary,
        slug=free_slug(organization.reports.all(), title, otherwise="report"),
        language=own,
        languages=list(languages) or [own],
        goal=goal,
        source=source,
        previous=previous,
        starts_on=starts_on,
        ends_on=ends_on,
        sections=[one.name for one in sections() if source is not None or one.name != "money"],
    )
    note(verb="added", subject=report, by=by, after={"title": title, "summary": summary})
    return report


@transaction.atomic
def change_report(
    *,
    report: Report,
    title: str,
    summary: str,
    language: str,
    languages: Sequence[str],
    starts_on: datetime.date,
    ends_on: datetime.date,
    goal: Goal | None,
    source: FundingSource | None,
    by: Viewer | None,
) -> Report:
    """Change what a draft is about. Its address stays."""
    report = _draft(report)
    _in_order(starts_on, ends_on)
    values = {"title": title, "summary": summary, "language": language, "goal": goal}
    days = {"starts_on": starts_on, "ends_on": ends_on, "languages": list(languages)}
    before, after = change(report, **values, **days, source=source)
    if after:
        told = {name: str(value) for name, value in after.items()}
        was = {name: str(value) for name, value in before.items()}
        note(verb="changed", subject=report, by=by, before=was, after=told)
    return report


@transaction.atomic
def choose_sections(*, report: Report, names: Sequence[str], by: Viewer | None) -> Report:
    """Which sections a draft has, in which order; what no room tells is left out."""
    report = _draft(report)
    kept = [name for name in dict.fromkeys(names) if section_named(name) is not None]
    before, after = change(report, sections=kept)
    if after:
        note(verb="changed", subject=report, by=by, before=before, after=after)
    return report


@transaction.atomic
def write_words(
    *, report: Report, section: str, texts: Mapping[str, str], by: Viewer | None
) -> Report:
    """What the office says in a section of a draft, by language; an empty text takes it away."""
    report = _draft(report)
    if section_named(section) is None:
        raise Refused(_("There is no such section."))
    known = {one.language: one for one in OwnWords.objects.filter(report=report, section=section)}
    changed = []
    for language, text in texts.items():
        row = known.get(language)
        if (row.text if row is not None else "") == text:
            continue
        changed.append(language)
        if row is not None and not text:
            row.delete()
        else:
            OwnWords.objects.update_or_create(
                report=report,
                section=section,
                language=language,
                defaults={"text": text, "organization_id": report.organization_id},
            )
    if changed:
        after = {"section": section, "languages": changed}
        note(verb="edited", subject=report, by=by, after=after)
    return report


@transaction.atomic
def publish_report(*, report: Report, by: Viewer | None) -> Report:
    """Freeze a draft, in all its languages with all its figures, and show it to everybody."""
    report = _locked(report)
    if not report.is_draft:
        return report
    lacking = missing(report)
    if lacking:
        raise Refused(" ".join(lacking))
    record = record_of(report)
    change(report, published_at=timezone.now(), record=record, digest=digest_of(record))
    told = {"organization_id": report.organization_id, "report": report}
    ToldCut.objects.bulk_create(
        ToldCut(**told, indicator_id=indicator, dimension_id=dimension)
        for indicator, dimension in cuts_of(report)
    )
    note(verb="published", subject=report, by=by, after={"digest": report.digest})
    return report


@transaction.atomic
def take_back_report(*, report: Report, reason: str, by: Viewer | None) -> Report:
    """Show no more what a published report says, and say why. That it was there stays known."""
    report = _locked(report)
    if report.is_draft:
        raise Refused(_("This report is still a draft."))
    if not report.is_closed:
        change(report, closed_at=timezone.now(), reason=reason)
        note(verb="withdrawn", subject=report, by=by, after={"reason": reason})
    return report


@transaction.atomic
def begin_edition(*, report: Report, by: Viewer | None) -> Report:
    """A draft that will take the place of a published report, with its words and sections, through today.

    Asked again while the draft is there, gives that draft.
    """
    report = _locked(report)
    if report.is_draft:
        raise Refused(_("This report is still a draft."))
    begun = Report.objects.filter(previous=report, published_at__isnull=True).first()
    if begun is not None:
        return begun
    edition = add_report(
        organization=report.organization,
        title=report.title,
        summary=report.summary,
        language=report.language,
        languages=report.languages,
        goal=report.goal,
        source=report.source,
        starts_on=report.starts_on,
        ends_on=max(report.ends_on, timezone.localdate()),
        previous=report,
        by=by,
    )
    edition = choose_sections(report=edition, names=report.sections, by=by)
    for one in OwnWords.objects.filter(report=report):
        words = {one.language: one.text}
        write_words(report=edition, section=one.section, texts=words, by=by)
    return edition


def _locked(report: Report) -> Report:
    rows = Report.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "goal", "source").get(pk=report.pk)


def _draft(report: Report) -> Report:
    """The row that may change: what was published never does."""
    report = _locked(report)
    if not report.is_draft:
        raise Refused(_("This report is published and changes no more. Begin a newer edition."))
    return report


def _in_order(starts_on: datetime.date, ends_on: datetime.date) -> None:
    if ends_on < starts_on:
        raise Refused(_("The last day comes before the first."), field="ends_on")
