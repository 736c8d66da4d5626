"""What petitions tell the floors below: the ledger, campaigns, organizations."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import F
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.act.campaigns.models import Campaign
from concerted.act.petitions.models import Petition, PetitionState, Sponsorship
from concerted.act.petitions.queries.desk import badge
from concerted.base.gates import Viewer
from concerted.base.languages import page_language
from concerted.goals.ledger import Action, Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Organization
from concerted.organizations.showcase import SHOWN, Item
from concerted.organizations.translations import Rendition, renditions


def act_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many signatures its petitions have."""
    by_goal: dict[uuid.UUID, list[Petition]] = defaultdict(list)
    for petition in (
        Petition.objects.public()
        .filter(campaign__goal__in=goals)
        .select_related("campaign", "organization")
    ):
        by_goal[petition.campaign.goal_id].append(petition)
    return {goal: _line(petitions, reader) for goal, petitions in by_goal.items()}


def _line(petitions: list[Petition], reader: Reader) -> Line:
    count = sum(petition.signature_count for petition in petitions)
    aims = [petition.next_goal for petition in petitions if petition.next_goal]
    last = max(petitions, key=lambda petition: petition.signature_count)
    return Line(
        figure=number_format(count, use_l10n=True, force_grouping=True),
        text=ngettext("signature", "signatures", count),
        url=address(last, reader),
        progress=count / sum(aims) if len(aims) == len(petitions) else None,
        at=max(petition.published_at for petition in petitions if petition.published_at),
    )


def address(petition: Petition, reader: Reader) -> str:
    """The page of a petition for who reads."""
    name = "petitions:page" if reader is None else "petitions:petition"
    return reverse(name, args=[petition.organization.slug, petition.slug])


def campaign_actions(
    campaigns: Sequence[Campaign], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Action]]:
    """The petitions that each campaign holds."""
    rows = Petition.objects.public() if reader is None else Petition.objects.visible_to(reader)
    petitions = list(rows.filter(campaign__in=campaigns).select_related("organization"))
    found: dict[uuid.UUID, list[Action]] = defaultdict(list)
    texts = renditions(petitions, language)
    for petition in petitions:
        found[petition.campaign_id].append(_action(petition, texts[petition.pk], reader))
    return found


def _action(petition: Petition, text: Rendition, reader: Reader) -> Action:
    shown, goal = badge(petition), petition.next_goal
    return Action(
        kind=_("Petition"),
        title=text.title,
        title_language=text.language,
        text=_("to %(target)s") % {"target": petition.target},
        url=address(petition, reader),
        figure=number_format(petition.signature_count, use_l10n=True, force_grouping=True),
        words=ngettext("signature", "signatures", petition.signature_count),
        progress=petition.signature_count / goal if goal else None,
        state=str(shown.label),
        tone=shown.tone,
        is_open=petition.takes_signatures(),
        verb=_("Sign"),
    )


def campaign_moments(
    campaigns: Sequence[Campaign], reader: Reader, language: str
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When petitions opened, and ended."""
    petitions = list(
        Petition.objects.public().filter(campaign__in=campaigns).select_related("organization")
    )
    found: dict[uuid.UUID, list[Moment]] = defaultdict(list)
    texts = renditions(petitions, language)
    for petition in petitions:
        found[petition.campaign_id] += _moments(petition, texts[petition.pk], reader)
    return found


def _moments(petition: Petition, text: Rendition, reader: Reader) -> Iterable[Moment]:
    url = address(petition, reader)
    count = petition.signature_count
    if petition.published_at is not None:
        signed = ngettext(
            "%(count)s person has signed “%(title)s” since.",
            "%(count)s people have signed “%(title)s” since.",
            count,
        )
        told = {"count": number_format(count, force_grouping=True), "title": text.title}
        yield Moment(petition.published_at, _("The petition opened"), signed % told, url)
    if petition.state == PetitionState.CLOSED and petition.closed_at is not None:
        yield Moment(petition.closed_at, _("The petition closed"), text.title, url)


def showcase(organization: Organization, language: str) -> Sequence[Item]:
    """What an organization's public page shows of its petitions, the newest first."""
    rows = Petition.objects.public().filter(organization=organization)
    petitions = list(rows.select_related("organization").order_by("-published_at")[:SHOWN])
    texts = renditions(petitions, language)
    return [
        Item(
            title=texts[petition.pk].title,
            url=petition.get_absolute_url(),
            text=texts[petition.pk].ask,
            state=str(badge(petition).label),
            language=texts[petition.pk].language,
        )
        for petition in petitions
    ]


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits: drafts, invitations to stand behind others' petitions, enough signatures to deliver."""
    own = Petition.objects.editable_by(viewer).filter(organization=organization)
    drafts = own.filter(state=PetitionState.DRAFT).select_related("organization")
    ready = own.filter(
        state=PetitionState.OPEN, deliver_at__isnull=False, signature_count__gte=F("deliver_at")
    ).select_related("organization")
    drafts = drafts[:SHOWN]
    texts = renditions([*ready, *drafts], page_language())
    cards = [
        Card(
            title=texts[petition.pk].title,
            text=_("This many have signed: time to bring it to %(target)s.")
            % {"target": petition.target},
            url=address(petition, viewer),
            number=number_format(petition.signature_count, force_grouping=True),
        )
        for petition in ready
    ]
    cards += [
        Card(
            texts[petition.pk].title,
            _("This petition is still a draft."),
            address(petition, viewer),
        )
        for petition in drafts
    ]
    asked = Sponsorship.objects.answerable_by(viewer).filter(
        sponsor=organization, accepted_at__isnull=True
    )
    home = reverse("petitions:petitions", args=[organization.slug])
    return cards + [
        Card(
            title=one.petition.title,
            text=_("%(organization)s asks you to stand behind this petition.")
            % {"organization": one.petition.organization},
            url=home,
        )
        for one in asked.select_related("petition__organization")
    ]
