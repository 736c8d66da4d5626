"""What the alliance published about its clinic goal, in two languages."""

from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.measure.reports.operations.funders import give_funder_view
from concerted.measure.reports.operations.reports import add_report, publish_report, write_words
from concerted.organizations.translating import save_translation
from concerted.pool.offers.models import FundingSource
from concerted.site.demo import report_words as words
from concerted.site.demo.cast import Cast
from concerted.site.demo.loop import Loop


def report_on_the_clinic(cast: Cast, loop: Loop) -> None:
    """A year of the clinic goal, with what the grant of a foundation paid for; and to a partner what its fees did."""
    today = timezone.localdate()
    source = FundingSource.objects.get(organization=cast.coalition, name="Community Foundation")
    report = add_report(
        organization=cast.coalition,
        goal=loop.clinic.goal,
        source=source,
        starts_on=today - datetime.timedelta(days=365),
        ends_on=today,
        language="en",
        languages=["en", "es"],
        title=words.TITLE,
        summary=words.SUMMARY,
        by=cast.organizer,
    )
    save_translation(record=report, language="es", texts=words.REPORT_ES, by=cast.organizer)
    for section, texts in words.OWN.items():
        write_words(report=report, section=section, texts=texts, by=cast.organizer)
    publish_report(report=report, by=cast.owner)
    fees = FundingSource.objects.get(organization=cast.coalition, name="Members' fees")
    give_funder_view(source=fees, partner=cast.partners[0], by=cast.organizer)
