"""Organizations that help survivors of violence keep no names in a place that others share.

Grantees of VAWA, FVPSA and VOCA may not disclose who comes to them, “regardless of whether the information has been
encoded, encrypted, hashed, or otherwise protected”. So no name comes in, coded or not; services and totals may.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from concerted.base.errors import Refused
from concerted.organizations.models import Organization


def refuse_names(*, organization: Organization) -> None:
    """Raise ``Refused`` where ``organization`` helps survivors of violence."""
    if organization.is_victim_service:
        raise Refused(
            _(
                "%(organization)s helps survivors of violence. No names are kept here, coded or not."
            )
            % {"organization": organization.name}
        )
