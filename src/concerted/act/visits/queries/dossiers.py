"""Visits to an official and what they promised, on their page in the workspace."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from concerted.act.officials.dossier import Fact
from concerted.act.officials.models import Official
from concerted.act.visits.models import Commitment, CommitmentState, Visit, VisitState
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.organizations.models import Organization
from concerted.organizations.translations import renditions

TONES = {
    CommitmentState.OPEN: "look",
    CommitmentState.KEPT: "good",
    CommitmentState.BROKEN: "bad",
}


def facts(official: Official, organization: Organization, viewer: Viewer) -> Iterator[Fact]:
    """Visits that were not called off, and each promise with whether it was kept."""
    rows = Visit.objects.visible_to(viewer).filter(organization=organization, officials=official)
    visits = list(rows.exclude(state=VisitState.CANCELLED).select_related("organization"))
    texts = renditions(visits, page_language())
    for one in visits:
        text = texts[one.pk]
        yield Fact(
            on=one.begins.date(),
            kind=_("Visit"),
            text=text.title,
            language=text.language,
            url=one.get_absolute_url(),
            state=one.get_state_display(),
        )
    promises = Commitment.objects.visible_to(viewer).filter(
        organization=organization, official=official
    )
    for promise in promises.select_related("visit__organization"):
        yield Fact(
            on=promise.settled_on or promise.visit.begins.date(),
            kind=_("Promise"),
            text=f"“{promise.text}”",
            language=promise.visit.language,
            url=promise.visit.get_absolute_url(),
            state=promise.get_state_display(),
            tone=TONES[CommitmentState(promise.state)],
        )
