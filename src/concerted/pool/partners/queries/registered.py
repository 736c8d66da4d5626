"""What partners tell the floors below: the desk of an organization, and its public page."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from concerted.base.gates import Viewer
from concerted.organizations.desk import Card
from concerted.organizations.models import Membership, Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.pool.partners.models import PartnerInvitation, TermsChange
from concerted.pool.partners.queries.pages import side_of


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """Coalitions that ask to join, and changes of what is shown that wait for this side."""
    asked = PartnerInvitation.objects.answerable_by(viewer).filter(member=organization).waiting()
    cards = [
        Card(
            title=_("%(coalition)s asks you to join") % {"coalition": one.organization.name},
            text=_("Read what each side would see, then answer."),
            url=reverse("partners:invitation", args=[organization.slug, one.pk]),
            action=_("Read and answer"),
        )
        for one in asked.select_related("organization")
    ]
    changes = TermsChange.objects.editable_by(viewer).waiting()
    rows = changes.filter(Q(organization=organization) | Q(membership__member=organization))
    for one in rows.select_related("membership__member", "membership__organization"):
        membership = one.membership
        if side_of(membership, organization) == one.proposed_by_side:
            continue
        is_coalition = membership.organization_id == organization.pk
        cards.append(
            Card(
                title=_("A change of what is shared waits for your answer"),
                text=str(membership.member if is_coalition else membership.organization),
                url=reverse("partners:partner", args=[organization.slug, membership.pk]),
                action=_("Read and answer"),
            )
        )
    return cards


def showcase(organization: Organization, _language: str) -> list[Item]:
    """The organizations that stand behind a coalition: known to everybody."""
    if organization.kind != Organization.Kind.COALITION:
        return []
    rows = Membership.objects.public().filter(organization=organization)
    return [
        Item(
            title=one.member.name,
            url=one.member.get_absolute_url(),
            text=one.member.about,
            language=one.member.language,
        )
        for one in rows.select_related("member").order_by("member__name")[:SHOWN]
    ]
