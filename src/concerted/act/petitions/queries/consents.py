"""Who may be told of news: the question, one for each organization behind a petition."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from concerted.act.petitions.models import Petition
from concerted.organizations.models import Organization


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


def consent_questions(organizations: list[Organization]) -> list[ConsentQuestion]:
    """One question for each of ``organizations`` that may keep names, in the reader's language."""
    asking = [one for one in organizations if not one.is_victim_service]
    return [ConsentQuestion(one, consent_words(one)) for one in asking]


def consent_words(organization: Organization) -> str:
    return _("%(organization)s may e-mail or text me about this petition and what follows") % {
        "organization": organization.name
    }
