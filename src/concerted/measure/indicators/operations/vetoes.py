"""A community's no: a cut that is never published while it stands, and that everybody can read of."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from concerted.base.audit.trail import note
from concerted.base.errors import Refused
from concerted.base.gates import Viewer
from concerted.measure.indicators.models import Dimension, Indicator, Veto
from concerted.organizations.models import Organization
from concerted.organizations.zones import today_in


@transaction.atomic
def record_veto(
    *,
    organization: Organization,
    asked_by: str,
    words: str,
    language: str = "",
    decided_on: datetime.date,
    indicator: Indicator | None = None,
    dimension: Dimension | None = None,
    reason: str = "",
    by: Viewer | None,
) -> Veto:
    """Keep a cut out of every release from now on. Asked again for the same cut, the one that stands."""
    organization = Organization.objects.select_for_update().get(pk=organization.pk)
    rows = Veto.objects.standing().filter(organization=organization)
    same = rows.filter(indicator=indicator, dimension=dimension).first()
    if same is not None:
        return same
    for name, row in (("indicator", indicator), ("dimension", dimension)):
        if row is not None and row.organization_id != organization.pk:
            raise Refused(_("This belongs to another organization."), field=name)
    if decided_on > today_in(organization):
        raise Refused(_("This day is still to come."), field="decided_on")
    veto = Veto.objects.create(
        organization=organization,
        indicator=indicator,
        dimension=dimension,
        asked_by=asked_by,
        words=words,
        language=language or organization.language,
        reason=reason,
        decided_on=decided_on,
    )
    note(verb="vetoed", subject=veto, by=by, after={"asked_by": asked_by, "words": words})
    return veto


@transaction.atomic
def lift_veto(*, veto: Veto, lifted_on: datetime.date | None = None, by: Viewer | None) -> Veto:
    """Let later releases show the cut again, as the same community has said. Lifted twice, the first day stays."""
    rows = Veto.objects.select_for_update(of=("self",)).select_related("organization")
    veto = rows.get(pk=veto.pk)
    if veto.is_standing:
        veto.lifted_on = max(lifted_on or today_in(veto.organization), veto.decided_on)
        veto.save(update_fields=["lifted_on"])
        note(verb="lifted veto", subject=veto, by=by, after={"lifted_on": veto.lifted_on})
    return veto
