"""A proposal that was voted on, as an occasion on which people take part."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concerted.decide.proposals.models import Proposal, Roll
from concerted.listen.representation.occasions import Kind, Subject
from concerted.organizations.translations import renditions


def describe(rows: Sequence[Proposal], language: str) -> Mapping[uuid.UUID, Subject]:
    """What the room of representation asks of each proposal; two queries."""
    texts = renditions(rows, language)
    rolls = Roll.objects.filter(round__proposal__in=rows).order_by("round__number")
    voted = {one.round.proposal_id: len(one.voted) for one in rolls.select_related("round")}
    return {
        one.pk: Subject(
            title=texts[one.pk].title,
            language=texts[one.pk].language,
            url=one.get_absolute_url(),
            desk_url=reverse("proposals:proposal", args=[one.organization.slug, one.slug]),
            took_part=voted.get(one.pk, 0),
            is_public=one.is_public and not one.is_draft,
            ended_at=one.closed_at,
            goal_id=one.goal_id,
        )
        for one in rows
    }


KIND = Kind("proposal", _("Proposal"), Proposal, describe)
