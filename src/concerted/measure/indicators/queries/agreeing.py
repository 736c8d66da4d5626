"""Decisions from which a course can come."""

from __future__ import annotations

from django.db.models import QuerySet

from concerted.base.gates import Viewer
from concerted.decide.proposals.models import Decision, Proposal
from concerted.organizations.models import Organization


def adopted_proposals(organization: Organization, viewer: Viewer) -> QuerySet[Proposal]:
    """Proposals whose decision stands: passed, and not overturned."""
    decided = Decision.objects.standing().filter(organization=organization)
    return Proposal.objects.visible_to(viewer).filter(pk__in=decided.values("proposal"))
