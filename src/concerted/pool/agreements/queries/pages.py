"""Agreements as the workspace shows them: the list, and one with its text, its parties and what can be done."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import get_language_info

from concerted.base.gates import Viewer
from concerted.base.languages import own_name
from concerted.organizations.models import Membership, Organization
from concerted.pool.agreements.fields import Field
from concerted.pool.agreements.models import (
    Agreement,
    AgreementVersion,
    Kind,
    Party,
    Signature,
    Signer,
    Template,
)
from concerted.pool.agreements.queries.drafts import draft_texts, still_unfilled
from concerted.pool.agreements.queries.settling import over_since
from concerted.pool.agreements.queries.standing import Standing, standing_of, with_standing
from concerted.pool.agreements.wording import Block, blocks


@dataclass(frozen=True)
class Row:
    """An agreement in the list of ``organization``."""

    agreement: Agreement
    standing: Standing
    others: Sequence[str]
    """The parties besides the organization whose list it is."""
    place: str
    """In whose workspace the viewer reads it; empty where they do not."""
    is_waiting_for_us: bool

    @property
    def is_renewed(self) -> bool:
        return bool(self.agreement.renewals.all())


def agreement_rows(organization: Organization, viewer: Viewer) -> list[Row]:
    """The agreements of ``organization``: with a way to the text for the people of a party, without one for others.

    Who only is shown that there are agreements has passed the gate of that subject, and sees what all have signed.
    """
    joined = dict(Organization.objects.joined_by(viewer).values_list("pk", "slug"))
    is_ours = organization.pk in joined
    rows = Agreement.objects.of(organization)
    if not is_ours:
        rows = rows.filter(organization=organization).concluded()
    found = [_row(one, organization, joined) for one in with_standing(rows)]
    return sorted(found, key=lambda one: (not one.is_waiting_for_us, one.standing.is_over))


def _row(agreement: Agreement, organization: Organization, joined: Mapping[uuid.UUID, str]) -> Row:
    standing = standing_of(agreement)
    is_drafter = organization.pk == agreement.organization_id
    parties = [
        one for one in agreement.parties.all() if is_drafter or one.first_version is not None
    ]
    own = next((one for one in parties if one.partner_id == organization.pk), None)
    waiting = standing.waiting
    signed = {one.party_id for one in waiting.signatures.all()} if waiting else set()
    is_asked = waiting is not None and own is not None and own.pk in waiting.party_ids - signed
    partners = [organization.pk, *(one.partner_id for one in parties if one.partner_id)]
    return Row(
        agreement,
        standing,
        [one.name for one in parties if one != own],
        next((joined[pk] for pk in partners if pk in joined), ""),
        is_asked and organization.pk in joined,
    )


@dataclass(frozen=True)
class Text:
    """The text in one language, as a page lays it out."""

    language: str
    name: str
    direction: str
    blocks: Sequence[Block]


def page_texts(languages: Iterable[str], texts: Mapping[str, str]) -> list[Text]:
    return [
        Text(
            code,
            own_name(code),
            "rtl" if get_language_info(code)["bidi"] else "ltr",
            blocks(texts[code]),
        )
        for code in languages
    ]


@dataclass(frozen=True)
class PartyLine:
    """A party, and whether and how it has signed the version that is shown."""

    party: Party
    signature: Signature | None
    is_asked: bool


def party_lines(agreement: Agreement, version: AgreementVersion | None) -> list[PartyLine]:
    """The parties of a version; those of the draft where there is none."""
    signatures = {one.party_id: one for one in version.signatures.all()} if version else {}
    asked = version.party_ids if version else frozenset()
    return [
        PartyLine(one, signatures.get(one.pk), one.pk in asked)
        for one in agreement.parties.all()
        if version is None or one.pk in asked
    ]


@dataclass(frozen=True)
class AgreementPage:
    agreement: Agreement
    standing: Standing
    version: AgreementVersion | None
    """The frozen version whose text is shown; nothing while there is only a draft."""
    texts: Sequence[Text]
    parties: Sequence[PartyLine]
    versions: Sequence[AgreementVersion]
    missing: Sequence[Field]
    party: Party | None
    """The organization whose page it is, as a party."""
    can_sign: bool
    can_edit: bool
    can_end: bool
    can_settle: bool
    """Whether the party may say what became of the data it was given."""
    signers: Sequence[Signer]
    has_newer_template: bool
    renewal: Agreement | None

    @property
    def can_send(self) -> bool:
        """Whether the draft differs from what was sent, or nothing that was sent can be signed any more."""
        return self.agreement.is_changed or self.standing.is_open


def agreement_page(
    agreement: Agreement, organization: Organization, viewer: Viewer
) -> AgreementPage:
    """The page of ``agreement``, which has passed a gate, in the workspace of ``organization``."""
    standing = standing_of(agreement)
    version = standing.shown
    can_edit = Agreement.objects.editable_by(viewer).filter(pk=agreement.pk).exists()
    is_drafter = organization.pk == agreement.organization_id
    party = party_to_answer(agreement, organization, viewer)
    is_owner = Organization.objects.editable_by(viewer).filter(pk=organization.pk).exists()
    texts = version.texts if version is not None else draft_texts(agreement)
    languages = version.languages if version is not None else agreement.languages
    can_edit = can_edit and is_drafter
    return AgreementPage(
        agreement=agreement,
        standing=standing,
        version=version,
        texts=page_texts(languages, texts),
        parties=party_lines(agreement, version),
        versions=list(agreement.versions.all()),
        missing=still_unfilled(agreement) if can_edit and agreement.is_changed else [],
        party=party,
        can_sign=party is not None and is_asked(party, standing),
        can_edit=can_edit,
        can_settle=is_owner and _waits_to_settle(agreement, party),
        can_end=is_owner and standing.binding is not None and not standing.is_over,
        signers=_signers(agreement, organization, viewer),
        has_newer_template=can_edit and _newest(agreement) != agreement.template,
        renewal=_renewal(agreement, viewer) if is_drafter else None,
    )


def party_to_answer(
    agreement: Agreement, organization: Organization, viewer: Viewer
) -> Party | None:
    """``organization`` as a party, where ``viewer`` may sign or decline for it."""
    rows = Party.objects.signable_by(viewer).select_related("agreement", "partner")
    return rows.filter(agreement=agreement, partner=organization).first()


def is_asked(party: Party, standing: Standing) -> bool:
    """Whether the version that waits still lacks the signature of ``party``."""
    waiting = standing.waiting
    if waiting is None or party.left_on is not None or party.pk not in waiting.party_ids:
        return False
    return party.pk not in {one.party_id for one in waiting.signatures.all()}


def _signers(agreement: Agreement, organization: Organization, viewer: Viewer) -> list[Signer]:
    """Who may sign by mail: all for whoever drafts, one's own for a party."""
    rows = Signer.objects.visible_to(viewer).filter(
        party__agreement=agreement, withdrawn_at__isnull=True
    )
    if organization.pk != agreement.organization_id:
        rows = rows.filter(party__partner=organization)
    return list(rows.exclude(email="").select_related("party", "asked_by").order_by("created_at"))


def _newest(agreement: Agreement) -> Template:
    rows = Template.objects.filter(organization=agreement.organization, kind=agreement.kind)
    return rows.order_by("-number").first() or agreement.template


def _renewal(agreement: Agreement, viewer: Viewer) -> Agreement | None:
    return Agreement.objects.visible_to(viewer).filter(renews=agreement).first()


def possible_partners(organization: Organization) -> QuerySet[Organization]:
    """Organizations that are likely partners: members, coalitions, and who is in those beside ``organization``."""
    memberships = Membership.objects.public()
    coalitions = memberships.filter(member=organization).values("organization_id")
    members = memberships.filter(organization=organization).values("member_id")
    beside = memberships.filter(organization__in=coalitions).values("member_id")
    rows = Organization.objects.public().exclude(pk=organization.pk)
    near = Q(pk__in=coalitions) | Q(pk__in=members) | Q(pk__in=beside)
    agreed = Party.objects.filter(agreement__organization=organization).values("partner_id")
    return rows.filter(near | Q(pk__in=agreed))


@dataclass(frozen=True)
class TemplateRow:
    """A kind of agreement with the text that the organization makes it from."""

    kind: Kind
    template: Template | None
    """Nothing while our own text is used and no agreement was made from it."""


def template_rows(organization: Organization, viewer: Viewer) -> list[TemplateRow]:
    newest: dict[str, Template] = {}
    rows = Template.objects.visible_to(viewer).filter(organization=organization)
    for one in rows.order_by("number"):
        newest[one.kind] = one
    return [TemplateRow(kind, newest.get(kind)) for kind in Kind]


def _waits_to_settle(agreement: Agreement, party: Party | None) -> bool:
    return (
        party is not None and party.settled_on is None and over_since(agreement, party) is not None
    )
