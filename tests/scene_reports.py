"""What an organization reports, with a row behind every address of it."""

from __future__ import annotations

from typing import Any

from concerted.goals.models import Goal
from concerted.measure.reports.models import FunderView
from concerted.measure.reports.operations.funders import give_funder_view, send_funder_link
from concerted.measure.reports.queries.links import token_of
from concerted.measure.reports.tests.factories import make_published, make_report
from concerted.organizations.models import Organization
from concerted.organizations.tests.factories import make_coalition, make_partner
from concerted.pool.offers.models import FundingSource
from concerted.pool.offers.tests.factories import make_source

DRAFTS = (
    *("change_report", "choose_sections", "write_words", "translate_report"),
    *("publish_report", "preview", "report"),
)


def reported(organization: Organization, goal: Goal) -> dict[str, dict[str, Any]]:
    """Values of the addresses of the room: a report that is published, one that is not, and what funders were given."""
    source = FundingSource.objects.get(organization=organization)
    published = make_published(organization, goal=goal, source=source, languages=["en"])
    draft = make_report(organization, title="Next year", languages=["en", "es"])
    link = send_funder_link(source=source, email="fund@example.org", language="es", by=None)
    coalition = make_coalition(name="Granted", slug="granted")
    make_partner(coalition, organization)
    own = FunderView.objects.create(organization=organization, source=source, partner=coalition)
    given = give_funder_view(source=make_source(coalition), partner=organization, by=None)
    return {
        "reports": {"slug": published.slug, "token": token_of(link), "pk": link.pk},
        **{f"reports:{name}": {"slug": draft.slug, "section": "heard"} for name in DRAFTS},
        "reports:end_funder_view": {"pk": own.pk},
        "reports:given_funds": {"pk": given.pk},
        **{f"reports:{name}": {"slug": goal.slug} for name in ("embed", "share", "flyer")},
    }
