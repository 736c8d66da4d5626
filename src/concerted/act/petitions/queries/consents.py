"""Who may be told of news: the question, one for each organization behind a petition."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.utils.translation import gettext as _

from concerted.act.petitions.models import Petition
from concerted.organizations.models import Organization

BROUGHT_BY = "by"
"""Names in an address the partner whose link it is, by its slug."""


def purpose_of(partner: uuid.UUID) -> str:
    """For what a signer says yes when they tick the box of ``partner``: that it is given their name."""
    return f"pass:{partner.hex}"


@dataclass(frozen=True)
class ConsentQuestion:
    """A box that a signer may tick. Ticked, exactly these words are kept."""

    organization: Organization
    words: str

    @property
    def field_name(self) -> str:
        return f"news-{self.organization.slug}"


def sponsors(petition: Petition) -> list[Organization]:
    """The organizations behind ``petition``: the one of record, then those that accepted."""
    accepted = petition.sponsorships.accepted().select_related("sponsor")
    return [petition.organization, *(one.sponsor for one in accepted)]


def asking(petition: Petition, organizations: list[Organization]) -> list[Organization]:
    """Those of ``organizations`` whose question a signer is asked.

    Never one that keeps no names; and where only counts leave the sponsor of record, no partner.
    """
    return [
        one
        for one in organizations
        if not one.is_victim_service
        and (one.pk == petition.organization_id or petition.gives_names())
    ]


def consent_questions(organizations: list[Organization]) -> list[ConsentQuestion]:
    """One question for each of ``organizations``, in the reader's language."""
    return [ConsentQuestion(one, consent_words(one)) for one in organizations]


def consent_words(organization: Organization) -> str:
    return _("%(organization)s may e-mail or text me about this petition and what follows") % {
        "organization": organization.name
    }
