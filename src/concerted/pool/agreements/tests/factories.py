from __future__ import annotations

import datetime

from django.utils import timezone

from concerted.pool.agreements.models import Party
from concerted.pool.agreements.operations.drafting import add_agreement, fill_agreement
from concerted.pool.agreements.operations.sending import send_agreement
from concerted.pool.agreements.operations.signing import sign_agreement

VALUES = {
    "memorandum": {
        "purpose": {"en": "Care close to home.", "es": "Atención cerca de casa."},
        "organization_does": {"en": "We call the meetings.", "es": "Convocamos las reuniones."},
        "partners_do": {"en": "They bring neighbors.", "es": "Traen a vecinos."},
        "money": {"en": "No money changes hands.", "es": "No hay dinero de por medio."},
        "contacts": {"en": "The two directors.", "es": "Las dos direcciones."},
        "notice_days": 30,
        "other": {"en": "", "es": ""},
    },
    "data_sharing": {
        "shared": ["figures", "referrals"],
        "purpose": {"en": "To see who waits longest.", "es": "Para ver quién espera más."},
        "who_may_see": {"en": "Two coordinators.", "es": "Dos coordinadoras."},
        "retention_months": 24,
        "at_end": "destroy",
        "breach_hours": 72,
        "notice_days": 30,
    },
    "logo": {
        "marks": ["name", "logo"],
        "places": ["web", "print"],
        "approval": "each time",
        "purpose": {"en": "The clinic campaign.", "es": "La campaña de la clínica."},
        "notice_days": 14,
    },
    "decision_rule": {
        "purpose": {"en": "The common agenda.", "es": "La agenda común."},
        "seat_count": "1",
        "rule": "consent",
        "needed": "",
        "quorum": 67,
        "notice_days": 7,
    },
}


def make_draft(organization, *partners, kind="memorandum", days=365, starts_in=0, **values):
    """An agreement with its fields filled, not sent yet."""
    starts_on = timezone.localdate() + datetime.timedelta(days=starts_in)
    told = {
        "title": "Working together on the clinic",
        "languages": ["en"],
        "starts_on": starts_on,
        "ends_on": starts_on + datetime.timedelta(days=days) if days else None,
        **values,
    }
    draft = add_agreement(organization=organization, partners=partners, kind=kind, by=None, **told)
    return fill_agreement(agreement=draft, values=VALUES[kind], by=None)


def make_sent(organization, *partners, **values):
    """A version that waits for signatures."""
    return send_agreement(agreement=make_draft(organization, *partners, **values), by=None)


def sign(version, organization, name="Marie Joseph", capacity="director", **values):
    """The signature of somebody for ``organization``."""
    party = Party.objects.get(agreement=version.agreement, partner=organization)
    told = {"text_hash": version.text_hash, "language": "en", **values}
    return sign_agreement(party=party, name=name, capacity=capacity, **told)


def make_agreed(organization, *partners, **values):
    """A version that all have signed."""
    version = make_sent(organization, *partners, **values)
    for one in (*partners, organization):
        sign(version, one, name=f"Head of {one.name}")
    version.refresh_from_db()
    return version
