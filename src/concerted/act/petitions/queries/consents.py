"""Who may be told of news: the question, one for each organization behind a petition."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from concerted.act.petitions.models import ListRule, Petition
from concerted.organizations.models import Organization

BROUGHT_BY = "by"
"""Names in an address the partner whose link it is, by its slug."""


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


def asking(
    petition: Petition, organizations: list[Organization], brought_by: str
) -> list[Organization]:
    """Those of ``organizations`` whose question a signer is asked who came by the link of ``brought_by``.

    Never one that keeps no names. Where the rule is proportional, of the partners only the one that brought the signer.
    """
    return [
        one
        for one in organizations
        if not one.is_victim_service
        and (
            petition.list_rule == ListRule.SHARE_ALL
            or one.pk == petition.organization_id
            or one.slug == brought_by
        )
    ]


def consent_questions(organizations: list[Organization]) -> list[ConsentQuestion]:
    """One question for each of ``organizations``, in the reader's language."""
    return [ConsentQuestion(one, consent_words(one)) for one in organizations]


def consent_words(organization: Organization) -> str:
    return _("%(organization)s may e-mail or text me about this petition and what follows") % {
        "organization": organization.name
    }
