"""What agreements tell the floors below: goals, the desk, people."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from concerted.base.gates import Viewer
from concerted.goals.ledger import Line, Moment, Reader
from concerted.goals.models import Goal
from concerted.organizations.desk import Card
from concerted.organizations.models import Membership, Organization
from concerted.people.models import Person
from concerted.people.registry import Entry
from concerted.pool.agreements.models import Agreement, State
from concerted.pool.agreements.queries.pages import agreement_rows
from concerted.pool.agreements.queries.signers import signers_of
from concerted.pool.agreements.queries.standing import Standing, standing_of, with_standing
from concerted.pool.partners.registry import Cell


def address(agreement: Agreement, organization: Organization) -> str:
    """The page of an agreement in the workspace of a party."""
    return reverse("agreements:agreement", args=[organization.slug, agreement.number])


def _of_goals(goals: Sequence[Goal]) -> Mapping[uuid.UUID, list[tuple[Agreement, Standing]]]:
    """What binds for each goal. That there is an agreement is no secret; its text and its title are."""
    found: dict[uuid.UUID, list[tuple[Agreement, Standing]]] = defaultdict(list)
    for one in with_standing(Agreement.objects.filter(goal__in=goals).sent()):
        standing = standing_of(one)
        if one.goal_id is not None and standing.binding is not None:
            found[one.goal_id].append((one, standing))
    return found


def pool_lines(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001 - the figures are the same in every language
) -> Mapping[uuid.UUID, Line]:
    """For each goal how many agreements are in force, and among how many organizations."""
    lines = {}
    for goal, some in _of_goals(goals).items():
        bound = [(one, standing) for one, standing in some if standing.holds]
        if not bound:
            continue
        parties = {
            party.partner_id
            for one, _standing in bound
            for party in one.parties.all()
            if party.left_on is None
        }
        words = ngettext(
            "agreement in force, among %(partners)s organizations",
            "agreements in force, among %(partners)s organizations",
            len(bound),
        )
        lines[goal] = Line(
            figure=number_format(len(bound), force_grouping=True),
            text=words % {"partners": number_format(len(parties), force_grouping=True)},
            url=_list_address(bound[0][0].organization, reader),
            at=max(
                standing.binding.completed_at
                for _one, standing in bound
                if standing.binding and standing.binding.completed_at
            ),
        )
    return lines


def _list_address(organization: Organization, reader: Reader) -> str:
    return "" if reader is None else reverse("agreements:agreements", args=[organization.slug])


def goal_moments(
    goals: Sequence[Goal],
    reader: Reader,
    language: str,  # noqa: ARG001 - the words are those of the active language
) -> Mapping[uuid.UUID, Sequence[Moment]]:
    """When partners agreed on something for a goal."""
    return {
        goal: [
            Moment(
                standing.binding.completed_at,
                _("Partners signed an agreement"),
                str(one.get_kind_display()),
                _list_address(one.organization, reader),
            )
            for one, standing in some
            if standing.binding is not None and standing.binding.completed_at is not None
        ]
        for goal, some in _of_goals(goals).items()
    }


def desk_cards(organization: Organization, viewer: Viewer) -> list[Card]:
    """What waits for a signature, and what expires soon without a renewal."""
    cards = []
    for row in agreement_rows(organization, viewer):
        if row.is_waiting_for_us:
            title, action = _("An agreement waits for your signature"), _("Read and sign")
        elif row.standing.state == State.EXPIRING and not row.is_renewed:
            title, action = _("An agreement expires soon"), ""
        else:
            continue
        text = row.standing.words.title
        cards.append(Card(title, text, address(row.agreement, organization), action=action))
    return cards[:5]


def signed_with(membership: Membership) -> Iterable[Mapping[str, Cell]]:
    """What a member that leaves takes along of the agreements that it was sent: which they are, not who signed."""
    rows = Agreement.objects.of(membership.member).filter(organization=membership.organization)
    found = []
    for one in with_standing(rows):
        standing = standing_of(one)
        version = standing.binding or standing.latest
        found.append(
            {
                "number": one.number,
                "kind": one.kind,
                "title": standing.words.title,
                "state": str(standing.state),
                "from": standing.words.starts_on.isoformat(),
                "until": standing.words.ends_on.isoformat() if standing.words.ends_on else "",
                "text_hash": version.text_hash if version is not None else "",
            }
        )
    return found


def timeline(person: Person) -> Iterable[Entry]:
    """What a person was asked to sign, and signed, for an organization."""
    entries = []
    for signer in signers_of(person):
        told = {"title": signer.party.agreement.title}
        label = _("Was asked to sign “%(title)s” for an organization") % told
        entries.append(Entry(at=signer.created_at, label=label))
        label = _("Signed “%(title)s” for an organization") % told
        entries += [Entry(at=one.signed_at, label=label) for one in signer.signatures.all()]
    return entries


def export(person: Person) -> Any:
    """What is kept about a person who was asked to sign."""
    return [
        {
            "agreement": one.party.agreement.number,
            "for": one.party.name,
            "asked": one.asked_at.isoformat(),
            "signed": [
                {"at": signature.signed_at.isoformat(), "words": signature.statement}
                for signature in one.signatures.all()
            ],
        }
        for one in signers_of(person)
    ]
