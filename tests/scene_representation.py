"""Who took part beside who lives there, with a row behind every address of it."""

from __future__ import annotations

from typing import Any

from concerted.accounts.models import User
from concerted.listen.conversations.models import Conversation
from concerted.listen.representation.models import Dimension
from concerted.listen.representation.operations.asks import ask_for_outreach
from concerted.listen.representation.operations.dimensions import add_subgroup
from concerted.listen.representation.operations.occasions import ask_about_people
from concerted.listen.representation.tests.factories import group, make_occasion, make_place, tell
from concerted.listen.surveys.models import Survey
from concerted.organizations.models import Organization
from concerted.people.models import Segment


def represented(
    organization: Organization, *, conversation: Conversation, survey: Survey, by: User
) -> dict[str, dict[str, Any]]:
    """People are asked about themselves in a conversation; somebody is asked to reach whom it misses."""
    place = make_place(organization)
    occasion = make_occasion(organization, conversation=conversation, place=place)
    tell(occasion, owner=3)
    renter = group(occasion)
    own = add_subgroup(dimension=renter.dimension, name="On a boat", language="en", by=None)
    segment = Segment.objects.get(organization=organization)
    ask = ask_for_outreach(occasion=occasion, subgroup=renter, segment=segment, by=by)
    tenure = Dimension.objects.get(organization=organization, key="tenure")
    ask_about_people(subject=survey, dimensions=[tenure], by=None)
    return {
        "representation": {
            "slug": place.slug,
            "pk": occasion.pk,
            "key": "tenure",
            "group": own.key,
            "kind": "conversation",
            "subject": conversation.pk,
            "dimension": "tenure",
        },
        "representation:reach": {"key": "renter"},
        "representation:answer_ask": {"pk": ask.pk},
    }
